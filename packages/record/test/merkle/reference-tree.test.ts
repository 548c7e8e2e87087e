import { expect, test } from 'vitest'
import {
  append,
  type CompactRange,
  consistencyProof,
  emptyRange,
  emptyRoot,
  inclusionProof,
  leafHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '../../src/index.ts'
import { readVectors } from '../read-vectors.ts'
import { treeHash } from './recursive-tree.ts'

type Reference = {
  readonly entriesHex: readonly string[]
  readonly rootsHex: readonly string[]
  readonly inclusion: readonly { readonly index: number; readonly size: number; readonly pathHex: readonly string[] }[]
  readonly consistency: readonly {
    readonly size1: number
    readonly size2: number
    readonly pathHex: readonly string[]
  }[]
}

const reference = readVectors<Reference>('merkle/reference-tree.json')
const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))
const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex')
const leaves = reference.entriesHex.map((entry) => leafHash(bytes(entry)))
const readHash = (level: number, index: number): Uint8Array =>
  treeHash(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))

test('a range grows through the published roots of the reference tree', () => {
  let range: CompactRange = emptyRange
  const roots = [hex(rootOf(range))]
  for (const leaf of leaves) {
    const grown = append(range, leaf)
    if (!grown.ok) throw new Error(grown.fault.reason)
    range = grown.range
    roots.push(hex(rootOf(range)))
  }
  expect(roots).toEqual(reference.rootsHex)
  expect(hex(emptyRoot())).toBe(reference.rootsHex[0])
})

test.each(
  reference.inclusion,
)('the published proof of entry $index of $size is made and accepted', async (published) => {
  const { index, size, pathHex } = published
  const built = await inclusionProof(index, size, readHash)
  expect(built).toMatchObject({ ok: true })
  if (built.ok) expect(built.path.map(hex)).toEqual(pathHex)
  const root = bytes(reference.rootsHex[size] ?? '')
  const claim = { leafHash: leaves[index] ?? emptyRoot(), index, size, path: pathHex.map(bytes), root }
  expect(verifyInclusion(claim)).toEqual({ ok: true })
})

test.each(
  reference.consistency,
)('the published proof from $size1 to $size2 leaves is made and accepted', async (published) => {
  const { size1, size2, pathHex } = published
  const built = await consistencyProof(size1, size2, readHash)
  if (built.ok) expect(built.path.map(hex)).toEqual(pathHex)
  const [root1, root2] = [bytes(reference.rootsHex[size1] ?? ''), bytes(reference.rootsHex[size2] ?? '')]
  expect(verifyConsistency({ size1, root1, size2, root2, path: pathHex.map(bytes) })).toEqual({ ok: true })
})
