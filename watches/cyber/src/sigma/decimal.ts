/** Not what only programs take for a number, such as `0x17` or `Infinity`. */
const decimal = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i

/** A number as people write it; NaN for another text. */
export function decimalOf(text: string): number {
  return decimal.test(text) ? Number(text) : Number.NaN
}
