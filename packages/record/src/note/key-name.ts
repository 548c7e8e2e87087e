/** @returns Whether a text may name a key: not empty, without white space and `+`, of printable characters, at most 255. Source: C2SP signed-note. */
export function isKeyName(name: string): boolean {
  return name.length >= 1 && name.length <= 255 && !/[\s\p{Z}\p{Cc}+]/u.test(name)
}
