import { performance } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import {
  append,
  type CompactRange,
  consistencyProof,
  emptyRange,
  inclusionProof,
  leafHash,
  verifyInclusion,
} from '../../src/index.ts'
import { treeHash } from './recursive-tree.ts'

const count = 100_000
const entry = new Uint8Array(1024)

test('a range takes more than 20,000 entries of 1 KiB a second', () => {
  let range: CompactRange = emptyRange
  const startMs = performance.now()
  for (let index = 0; index < count; index += 1) {
    entry[index % 1024] = index & 255
    const grown = append(range, leafHash(entry))
    if (grown.ok) range = grown.range
  }
  const perSecond = (count / (performance.now() - startMs)) * 1000
  process.stdout.write(`${Math.round(perSecond)} entries of 1 KiB hashed and appended a second\n`)
  expect(range.size).toBe(count)
  expect(perSecond).toBeGreaterThan(20_000)
})

test('more than 2,000 proofs of inclusion in a tree of 65,536 leaves are verified a second', async () => {
  const size = 65_536
  const leaves = Array.from({ length: size }, (_, index) => leafHash(Uint8Array.of(index >> 8, index & 255)))
  const rows: (readonly Uint8Array[])[] = [leaves]
  for (let row: readonly Uint8Array[] = leaves; row.length > 1; rows.push(row)) {
    row = Array.from({ length: row.length / 2 }, (_, index) => treeHash(row.slice(2 * index, 2 * index + 2)))
  }
  const readHash = (level: number, index: number): Uint8Array | undefined => rows[level]?.[index]
  const root = rows.at(-1)?.[0] ?? new Uint8Array(0)
  expect(await consistencyProof(1, size, readHash)).toMatchObject({ ok: true })
  const built = await inclusionProof(12_345, size, readHash)
  if (!built.ok) throw new Error(built.fault.reason)
  const claim = { leafHash: leaves[12_345] ?? root, index: 12_345, size, path: built.path, root }
  const startMs = performance.now()
  for (let round = 0; round < 5000; round += 1) expect(verifyInclusion(claim).ok).toBe(true)
  const perSecond = (5000 / (performance.now() - startMs)) * 1000
  process.stdout.write(`${Math.round(perSecond)} inclusion proofs of 16 hashes verified a second\n`)
  expect(perSecond).toBeGreaterThan(2000)
})
