import { encodeUtf8 } from './utf8.ts'

/** FNV-1a of 32 bits over the bytes from the last to the first, so that one pass gives the hash of every tail of a name. */
export const hashStart = 0x811c9dc5 | 0
export const hashFactor = 0x01000193

const filterBits = 22

/** A set of hashes: a filter that most look-ups end in, and a table behind it. */
export type HashSet = {
  /** One bit for each value of the upper 22 bits of a mixed hash. */
  readonly filter: Uint8Array
  readonly has: (mixed: number) => boolean
}

/** Spreads a hash over all its bits; what the filter is asked by. */
export function mixed(hash: number): number {
  const folded = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return folded ^ (folded >>> 12)
}

/** @param token - Folded. @returns Its mixed hash. */
function hashOfToken(token: string): number {
  const bytes = encodeUtf8(token)
  let hash = hashStart
  for (let at = bytes.length - 1; at >= 0; at -= 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), hashFactor)
  return mixed(hash)
}

/** Makes a set of the hashes of tokens. */
export function createHashSet(tokens: Iterable<string>): HashSet {
  const filter = new Uint8Array(1 << (filterBits - 3))
  const hashes = new Set<number>()
  for (const token of tokens) {
    const hash = hashOfToken(token)
    hashes.add(hash)
    const bit = hash >>> (32 - filterBits)
    filter[bit >>> 3] = (filter[bit >>> 3] ?? 0) | (1 << (bit & 7))
  }
  return { filter, has: (hash) => hashes.has(hash) }
}
