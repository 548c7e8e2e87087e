/** Crockford's base 32: no I, L, O, U. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const TIME_DIGITS = 10
const RANDOM_BYTES = 10
const BITS_PER_DIGIT = 5n

/**
 * A name that sorts by the time it was given: 48 bits of Unix time in ms, then 80 random bits.
 *
 * @param nowMs - Unix time, ms, from 0 to 2^48 − 1.
 * @param randomBytes - Gives that many random bytes.
 * @returns 26 characters. Source: the ULID specification, canonical string representation.
 */
export function ulid(nowMs: number, randomBytes: (count: number) => Uint8Array): string {
  let random = 0n
  for (const byte of randomBytes(RANDOM_BYTES)) random = (random << 8n) | BigInt(byte)
  return digits(BigInt(Math.floor(nowMs)), TIME_DIGITS) + digits(random, (RANDOM_BYTES * 8) / Number(BITS_PER_DIGIT))
}

/** The Unix time of a ULID, ms. */
export function timeOfUlid(id: string): number {
  return [...id.slice(0, TIME_DIGITS)].reduce((sum, digit) => sum * DIGITS.length + DIGITS.indexOf(digit), 0)
}

function digits(value: bigint, count: number): string {
  let text = ''
  for (let place = BigInt(count - 1); place >= 0n; place--) {
    text += DIGITS[Number((value >> (place * BITS_PER_DIGIT)) & 31n)]
  }
  return text
}
