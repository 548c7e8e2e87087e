/** Alpha-5 letters in order: A is 10, Z is 33; I and O are left out because they look like digits. */
const alphaFiveLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Largest catalogue number that the five columns of a TLE can hold: `Z9999`. */
export const maxTleCatalogueNumber: number = 339_999

/**
 * Prints a catalogue number in the five columns of a TLE: zero-padded digits up to 99,999, then Alpha-5 (`A0000` = 100,000 …
 * `Z9999` = 339,999). The number must not be above `maxTleCatalogueNumber`. Source: Space-Track, Alpha-5 numbering scheme.
 */
export function formatTleCatalogueNumber(id: number): string {
  if (id < 100_000) return String(id).padStart(5, '0')
  return `${alphaFiveLetters[Math.floor(id / 10_000) - 10] ?? ''}${String(id % 10_000).padStart(4, '0')}`
}

/**
 * The catalogue number in five bytes of a TLE line: digits with leading blanks, or Alpha-5. 0 where all are blank,
 * NaN where they hold no number.
 */
export function parseTleCatalogueNumber(bytes: Uint8Array, start: number): number {
  const lead = bytes[start] ?? 0
  if (lead < 65) return digitsAfterBlanks(bytes, start, start + 5)
  const tenThousands = alphaFiveLetters.indexOf(String.fromCharCode(lead)) + 10
  if (tenThousands < 10) return Number.NaN
  for (let i = start + 1; i < start + 5; i += 1) if (bytes[i] === 32) return Number.NaN
  return tenThousands * 10_000 + digitsAfterBlanks(bytes, start + 1, start + 5)
}

/** The integer in `bytes[start, end)`: blanks, then digits, then blanks. 0 where all are blank, NaN for anything else. */
export function digitsAfterBlanks(bytes: Uint8Array, start: number, end: number): number {
  while (start < end && bytes[start] === 32) start += 1
  while (end > start && bytes[end - 1] === 32) end -= 1
  let value = 0
  for (let i = start; i < end; i += 1) {
    const digit = (bytes[i] ?? 0) - 48
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  return value
}
