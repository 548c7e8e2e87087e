import { createHash } from 'node:crypto'

/** MTH, PATH and SUBPROOF word for word as RFC 9162 §2.1 defines them, over hashes of leaves: slow, and apart from what is tested. */
const hash = (...parts: readonly Uint8Array[]): Uint8Array => {
  const digest = createHash('sha256')
  for (const part of parts) digest.update(part)
  return Uint8Array.from(digest.digest())
}

export const leafOf = (entry: Uint8Array): Uint8Array => hash(Uint8Array.of(0), entry)

const splitOf = (count: number): number => {
  let split = 1
  while (split * 2 < count) split *= 2
  return split
}

export function treeHash(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves
  if (first === undefined) return hash()
  if (leaves.length === 1) return first
  const split = splitOf(leaves.length)
  return hash(Uint8Array.of(1), treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)))
}

export function auditPath(index: number, leaves: readonly Uint8Array[]): readonly Uint8Array[] {
  if (leaves.length === 1) return []
  const split = splitOf(leaves.length)
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)]
  return index < split
    ? [...auditPath(index, left), treeHash(right)]
    : [...auditPath(index - split, right), treeHash(left)]
}

export function consistencyPath(size: number, leaves: readonly Uint8Array[], isWhole = true): readonly Uint8Array[] {
  if (size === leaves.length) return isWhole ? [] : [treeHash(leaves)]
  const split = splitOf(leaves.length)
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)]
  return size <= split
    ? [...consistencyPath(size, left, isWhole), treeHash(right)]
    : [...consistencyPath(size - split, right, false), treeHash(left)]
}
