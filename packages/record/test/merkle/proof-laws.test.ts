import { seededRandom } from '@yagura/testkit'
import { expect, test } from 'vitest'
import {
  append,
  type CompactRange,
  consistencyProof,
  emptyRange,
  inclusionProof,
  restoreRange,
  rootOf,
  sameHash,
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from '../../src/index.ts'
import { auditPath, consistencyPath, leafOf, treeHash } from './recursive-tree.ts'

const random = seededRandom(6962)
const leaves = Array.from({ length: 300 }, (_, index) => leafOf(Buffer.from(`entry ${index}`)))
const readHash = (level: number, index: number): Uint8Array =>
  treeHash(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))
const rootAt = (size: number): Uint8Array => treeHash(leaves.slice(0, size))

function grownTo(size: number): CompactRange {
  return leaves.slice(0, size).reduce((range, leaf) => {
    const grown = append(range, leaf)
    if (!grown.ok) throw new Error(grown.fault.reason)
    return grown.range
  }, emptyRange)
}

test('the root of a range is that of the recursive definition at every size to 300', () => {
  for (let size = 0; size <= leaves.length; size += 1) {
    expect(sameHash(rootOf(grownTo(size)), rootAt(size)), `size ${size}`).toBe(true)
  }
})

test('a range restored from what was kept of it goes on growing as the first did', () => {
  const kept = grownTo(77)
  const restored = restoreRange(kept.size, structuredClone(kept.roots))
  expect(restored).toEqual({ ok: true, range: kept })
  expect(restoreRange(78, kept.roots).ok).toBe(kept.roots.length === 4)
  expect(restoreRange(77, kept.roots.slice(1))).toMatchObject({ fault: { code: 'record/range-roots' } })
  expect(restoreRange(-1, [])).toMatchObject({ fault: { code: 'record/range-size' } })
  expect(append(kept, new Uint8Array(31))).toMatchObject({ fault: { code: 'record/range-hash-length' } })
})

test('every entry of trees of random sizes is proved by the path of the recursive definition', async () => {
  for (let round = 0; round < 300; round += 1) {
    const size = random.integer(1, leaves.length)
    const index = random.integer(0, size - 1)
    const built = await inclusionProof(index, size, readHash)
    if (!built.ok) throw new Error(built.fault.reason)
    expect(built.path).toEqual(auditPath(index, leaves.slice(0, size)))
    const claim = { leafHash: leafOf(Buffer.from(`entry ${index}`)), index, size, path: built.path, root: rootAt(size) }
    expect(verifyInclusion(claim)).toEqual({ ok: true })
  }
})

test('every growth of random trees is proved by the path of the recursive definition', async () => {
  for (let round = 0; round < 300; round += 1) {
    const size2 = random.integer(1, leaves.length)
    const size1 = random.integer(1, size2)
    const built = await consistencyProof(size1, size2, readHash)
    if (!built.ok) throw new Error(built.fault.reason)
    expect(built.path).toEqual(consistencyPath(size1, leaves.slice(0, size2)))
    const claim = { size1, root1: rootAt(size1), size2, root2: rootAt(size2), path: built.path }
    expect(verifyConsistency(claim)).toEqual({ ok: true })
  }
})

test('a full subtree inside a tree is proved by the path from its root, and its entries within it', async () => {
  for (const [start, end, size] of [
    [8, 12, 300],
    [4, 8, 13],
    [256, 300, 300],
    [16, 21, 21],
    [12, 13, 13],
  ] as const) {
    const root1 = treeHash(leaves.slice(start, end))
    // The path to the first leaf of the subtree holds the path of the subtree behind its own.
    const inner = auditPath(0, leaves.slice(start, end)).length
    const path = auditPath(start, leaves.slice(0, size)).slice(inner)
    const isFull = Number.isInteger(Math.log2(end - start)) || end === size
    expect(isFull).toBe(true)
    expect(verifySubtreeConsistency({ start, end, size, root1, root2: rootAt(size), path })).toEqual({ ok: true })
    const index = random.integer(start, end - 1)
    const claim = { index, start, end, root: root1, leafHash: leaves[index] ?? root1 }
    expect(verifySubtreeInclusion({ ...claim, path: auditPath(index - start, leaves.slice(start, end)) })).toEqual({
      ok: true,
    })
  }
})

type Proof = {
  first: Uint8Array
  position: number
  path: Uint8Array[]
  readonly size: number
  readonly root: Uint8Array
}

const changes: readonly ((proof: Proof) => void)[] = [
  ({ first, root, path }) => flipBit([first, root, ...path]),
  ({ path, root }) => path.splice(random.integer(0, path.length), 0, root),
  ({ path }) =>
    path.length === 0 ? path.push(new Uint8Array(31)) : path.splice(random.integer(0, path.length - 1), 1),
  (proof) => {
    proof.position = (proof.position % (proof.size - 1)) + 1
  },
  ({ path, root }) => path.push(root),
]

test('twelve thousand proofs of random trees with one thing changed are never accepted', () => {
  for (let round = 0; round < 12_000; round += 1) {
    const size = random.integer(3, 64)
    const tree = leaves.slice(0, size)
    const position = random.integer(1, size - 1)
    const isInclusion = round % 2 === 0
    const path = (isInclusion ? auditPath(position, tree) : consistencyPath(position, tree)).map((hash) => hash.slice())
    const first = (isInclusion ? (leaves[position] ?? new Uint8Array(0)) : rootAt(position)).slice()
    const proof: Proof = { first, position, path, size, root: rootAt(size).slice() }
    changes[random.integer(0, changes.length - 1)]?.(proof)
    const { root } = proof
    const verdict = isInclusion
      ? verifyInclusion({ leafHash: first, index: proof.position, size, path, root })
      : verifyConsistency({ size1: proof.position, root1: first, size2: size, root2: root, path })
    expect(verdict.ok, `round ${round}: ${size} leaves, ${position} made ${proof.position}`).toBe(false)
  }
})

test.each([
  ['an index beyond the tree', { index: 8 }, 'record/proof-size'],
  ['a negative index', { index: -1 }, 'record/proof-size'],
  ['an index that is no whole number', { index: 1.5 }, 'record/proof-size'],
  ['an index that is no number', { index: Number.NaN }, 'record/proof-size'],
  ['a size that a double cannot hold', { size: 2 ** 60 }, 'record/proof-size'],
  ['a size beyond 64 bits', { size: 1n << 64n }, 'record/proof-size'],
  ['a leaf hash that is too short', { leafHash: new Uint8Array(31) }, 'record/proof-hash-length'],
  ['a root that is too long', { root: new Uint8Array(33) }, 'record/proof-hash-length'],
  [
    'a hundred thousand hashes',
    { path: Array.from({ length: 100_000 }, () => new Uint8Array(32)) },
    'record/proof-length',
  ],
  ['no hashes', { path: [] }, 'record/proof-length'],
])('%s is a fault', (_, change, code) => {
  const tree = leaves.slice(0, 8)
  const claim = {
    leafHash: leaves[3] ?? new Uint8Array(0),
    index: 3,
    size: 8,
    path: auditPath(3, tree),
    root: rootAt(8),
  }
  expect(verifyInclusion({ ...claim, ...change })).toMatchObject({ ok: false, fault: { code } })
})

test('a proof to a tree of 2^64 − 1 leaves is walked exactly', () => {
  // The last leaf of such a tree is the 63rd right child of right children: its path is 63 full subtrees.
  const size = (1n << 64n) - 1n
  const path = Array.from({ length: 63 }, (_, level) => leafOf(Buffer.from(`full subtree ${level}`)))
  const leaf = leafOf(Buffer.from('last'))
  const root = path.reduce((right, left) => treeHash([left, right]), leaf)
  expect(verifyInclusion({ leafHash: leaf, index: size - 1n, size, path, root })).toEqual({ ok: true })
  expect(verifyInclusion({ leafHash: leaf, index: size - 2n, size, path, root }).ok).toBe(false)
})

function flipBit(hashes: readonly Uint8Array[]): void {
  const hash = hashes[random.integer(0, hashes.length - 1)] ?? new Uint8Array(0)
  const bit = random.integer(0, 255)
  hash[bit >> 3] = (hash[bit >> 3] ?? 0) ^ (1 << (bit & 7))
}
