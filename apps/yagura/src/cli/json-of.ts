/** @returns The value that a text spells in JSON; undefined where it spells none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
