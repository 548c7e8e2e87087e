import { type Faulty, faulty } from '../fault.ts'
import { emptyRoot, hashBytes, nodeHash } from './hashing.ts'

/**
 * What one needs of a tree to let it grow: how many leaves it has, and the roots of the full subtrees that they fall into, from
 * the left and largest on. It never changes; its two members are
 * all that need be kept, see `restoreRange`.
 */
export type CompactRange = {
  readonly size: number
  /** One a set bit of `size`; each 32 bytes. */
  readonly roots: readonly Uint8Array[]
}

/** The range of a tree without leaves. */
export const emptyRange: CompactRange = { size: 0, roots: [] }

/**
 * The range with one leaf more.
 *
 * @param leafHash - 32 bytes, see `leafHash`.
 * @returns A fault for a hash of another length, for a range that is none, and after 2⁵³ − 1 leaves.
 */
export function append(
  range: CompactRange,
  leafHash: Uint8Array,
): { readonly ok: true; readonly range: CompactRange } | Faulty {
  const fault = faultOf(range)
  if (fault !== undefined) return fault
  if (leafHash.length !== hashBytes) {
    return faulty('record/range-hash-length', `a leaf hash has ${leafHash.length} bytes, not ${hashBytes}`)
  }
  if (range.size >= Number.MAX_SAFE_INTEGER) return faulty('record/range-size', 'the tree is full')
  const roots = range.roots.slice()
  let hash = leafHash
  // Every trailing set bit of the size is a full subtree as large as the one that has just become full.
  for (let size = range.size; size % 2 === 1; size = (size - 1) / 2) {
    const left = roots.pop()
    if (left !== undefined) hash = nodeHash(left, hash)
  }
  roots.push(hash)
  return { ok: true, range: { size: range.size + 1, roots } }
}

/** @returns Root of the whole tree. Source: RFC 9162 §2.1.1. */
export function rootOf(range: CompactRange): Uint8Array {
  const [smallest, ...larger] = range.roots.toReversed()
  return smallest === undefined ? emptyRoot() : larger.reduce((right, left) => nodeHash(left, right), smallest)
}

/**
 * A range out of what was kept of one.
 *
 * @param size - Leaves.
 * @param roots - See `CompactRange`.
 * @returns A fault where the two do not fit each other.
 */
export function restoreRange(
  size: number,
  roots: readonly Uint8Array[],
): { readonly ok: true; readonly range: CompactRange } | Faulty {
  const range = { size, roots }
  return faultOf(range) ?? { ok: true, range }
}

function faultOf({ size, roots }: CompactRange): Faulty | undefined {
  if (!Number.isSafeInteger(size) || size < 0) return faulty('record/range-size', 'a tree has 0 to 2^53 - 1 leaves')
  if (roots.length !== setBits(size)) {
    return faulty(
      'record/range-roots',
      `a tree of ${size} leaves has ${setBits(size)} full subtrees, not ${roots.length}`,
    )
  }
  if (roots.some((root) => root.length !== hashBytes)) {
    return faulty('record/range-hash-length', `a root of a subtree is not ${hashBytes} bytes long`)
  }
  return undefined
}

function setBits(size: number): number {
  let count = 0
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2
  return count
}
