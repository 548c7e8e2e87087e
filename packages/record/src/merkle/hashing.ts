import { sha256 } from '@noble/hashes/sha2.js'

/** Length of every hash of a tree, bytes. */
export const hashBytes = 32

/** @returns Root of the tree without leaves: SHA-256 of nothing. Source: RFC 9162 §2.1.1. */
export function emptyRoot(): Uint8Array {
  return sha256(new Uint8Array(0))
}

/** @returns Hash of an entry of a log as a leaf of its tree: SHA-256 of a zero byte and the entry. Source: RFC 9162 §2.1.1. */
export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256.create().update(Uint8Array.of(0)).update(entry).digest()
}

/**
 * Hash of an inner node: SHA-256 of a one byte and the hashes below. Source: RFC 9162 §2.1.1.
 *
 * @param left - Hash of the left child, 32 bytes.
 * @param right - Hash of the right child, 32 bytes.
 */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const preimage = new Uint8Array(1 + left.length + right.length)
  preimage[0] = 1
  preimage.set(left, 1)
  preimage.set(right, 1 + left.length)
  return sha256(preimage)
}

/** @returns Whether two hashes are the same bytes. Hashes of a log are no secrets: the time this takes may tell. */
export function sameHash(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}
