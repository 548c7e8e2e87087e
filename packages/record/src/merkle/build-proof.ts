import { type Faulty, faulty } from '../fault.ts'
import { hashBytes, nodeHash } from './hashing.ts'

/**
 * Reads a stored hash: the root of the full subtree of the leaves from `index · 2^level` to before `(index + 1) · 2^level`.
 *
 * @returns `undefined` where it is not there.
 */
export type ReadHash = (level: number, index: number) => Uint8Array | undefined | Promise<Uint8Array | undefined>

/** A proof, or why it cannot be made. */
export type BuiltProof = { readonly ok: true; readonly path: readonly Uint8Array[] } | Faulty

/**
 * The proof that an entry is in a tree. Source: RFC 9162 §2.1.3.1.
 *
 * @param index - Position of the entry.
 * @param size - Leaves of the tree.
 */
export function inclusionProof(index: number, size: number, readHash: ReadHash): Promise<BuiltProof> {
  if (!isCount(index) || !isCount(size) || index >= size)
    return refused(`no entry ${index} in a tree of ${size} leaves`)
  return readProof(rangesOf(index, index + 1, size), readHash)
}

/**
 * The proof that a tree begins with another. Source: RFC 9162 §2.1.4.1.
 *
 * @param size1 - Leaves of the smaller tree, at least 1.
 * @param size2 - Leaves of the larger tree.
 */
export function consistencyProof(size1: number, size2: number, readHash: ReadHash): Promise<BuiltProof> {
  if (!isCount(size1) || !isCount(size2) || size1 < 1 || size1 > size2) {
    return refused(`no proof leads from ${size1} leaves to ${size2}`)
  }
  return readProof(rangesOf(0, size1, size2), readHash)
}

/** Leaves from `from` to before `to`. */
type LeafRange = { readonly from: number; readonly to: number }

/** The leaves under each hash of the proof, in its order: SUBPROOF of RFC 9162, from the root down and turned round at the end. */
function rangesOf(start: number, end: number, size: number): readonly LeafRange[] {
  const ranges: LeafRange[] = []
  let from = 0
  let to = size
  let isKnown = true
  while (start !== from || end !== to) {
    const split = from + powerBelow(to - from)
    if (end <= split) {
      ranges.push({ from: split, to })
      to = split
      continue
    }
    ranges.push({ from, to: split })
    if (start < split) isKnown = false
    start = Math.max(start, split)
    from = split
  }
  if (!isKnown) ranges.push({ from, to })
  return ranges.reverse()
}

async function readProof(ranges: readonly LeafRange[], readHash: ReadHash): Promise<BuiltProof> {
  const path: Uint8Array[] = []
  for (const range of ranges) {
    const hash = await rangeHash(range, readHash)
    if (!(hash instanceof Uint8Array)) return hash
    path.push(hash)
  }
  return { ok: true, path }
}

/** `from` is a multiple of the least power of two that the range does not exceed, so it falls apart into full subtrees. */
async function rangeHash({ from, to }: LeafRange, readHash: ReadHash): Promise<Uint8Array | Faulty> {
  const pieces: Uint8Array[] = []
  while (from < to) {
    const width = powerBelow(to - from + 1)
    const level = Math.round(Math.log2(width))
    const hash = await readHash(level, from / width)
    if (hash === undefined || hash.length !== hashBytes) {
      return faulty('record/proof-missing-hash', `hash ${from / width} of level ${level} is not there`)
    }
    pieces.push(hash)
    from += width
  }
  const [last, ...before] = pieces.reverse()
  if (last === undefined) return faulty('record/proof-size', 'no leaf is asked for')
  return before.reduce((right, left) => nodeHash(left, right), last)
}

/** @returns The largest power of two below `count`, which is at least 2. */
function powerBelow(count: number): number {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function refused(reason: string): Promise<Faulty> {
  return Promise.resolve(faulty('record/proof-size', reason))
}
