import { seededRandom } from '@yagura/testkit'
import { expect, test } from 'vitest'
import {
  decodeEntries,
  encodeEntries,
  entryBundlePath,
  hashInTile,
  parseTilePath,
  placeOfHash,
  rootOfFull,
  splitTile,
  tilePath,
  tilesOfGrowth,
  widthInTree,
} from '../../src/index.ts'
import { leafOf, treeHash } from './recursive-tree.ts'

test('tiles are named as the specification names tile 1234067', () => {
  expect(tilePath(0, 1_234_067)).toBe('tile/0/x001/x234/067')
  expect(tilePath(1, 0, 8)).toBe('tile/1/000.p/8')
  expect(entryBundlePath(1_234_067, 3)).toBe('tile/entries/x001/x234/067.p/3')
})

test('every path that is written is read back', () => {
  const random = seededRandom(42)
  for (let round = 0; round < 1000; round += 1) {
    const index = Math.floor(random.uniform() * 10 ** random.integer(1, 15))
    const level = random.integer(0, 63)
    const width = random.integer(1, 256)
    const hashes = { kind: 'hashes', level, index, width }
    expect(parseTilePath(tilePath(level, index, width))).toEqual({ ok: true, address: hashes })
    expect(parseTilePath(entryBundlePath(index, width))).toEqual({
      ok: true,
      address: { kind: 'entries', index, width },
    })
  }
})

test.each([
  'tile/0/0',
  'tile/0/x000/001',
  'tile/0/001/002',
  'tile/00/001',
  'tile/64/001',
  'tile/0/001.p/256',
  'tile/0/001.p/0',
  'tile/0/001.p/08',
  'tile/0/001.p/',
  'tile/-1/001',
  'tile/0/../0/001',
  'tile/entries/x1/001',
  'tile/data/001',
  '/tile/0/001',
  'tile/0/001/',
  'tile/0/001\n',
  'tile/0/x999/x999/x999/x999/x999/999',
])('no tile is called %j', (path) => {
  expect(parseTilePath(path)).toMatchObject({ ok: false, fault: { code: 'record/tile-path' } })
})

test('a path of 25,000 characters is refused at once', () => {
  expect(parseTilePath(`tile/0/${'x999/'.repeat(5000)}999`)).toMatchObject({ ok: false })
})

test('a tree of 70,000 leaves fills the tiles that the specification counts', () => {
  const addresses = tilesOfGrowth(0, 70_000).filter(({ kind }) => kind === 'hashes')
  const counts = [0, 1, 2].map((level) => {
    const ofLevel = addresses.filter((address) => address.kind === 'hashes' && address.level === level)
    return [ofLevel.filter(({ width }) => width === 256).length, ofLevel.at(-1)?.width]
  })
  expect(counts).toEqual([
    [273, 112],
    [1, 17],
    [0, 1],
  ])
  expect(addresses).toHaveLength(274 + 2 + 1)
})

test('a growth writes what two growths between write, but for what was partial between', () => {
  const random = seededRandom(7)
  const named = (from: number, to: number): readonly string[] =>
    tilesOfGrowth(from, to).map((tile) => JSON.stringify(tile))
  for (let round = 0; round < 40; round += 1) {
    const [from, between, to] = [0, 0, 0].map(() => random.integer(0, 70_000)).sort((a, b) => a - b) as [
      number,
      number,
      number,
    ]
    const whole = new Set(named(from, to))
    const parts = new Set([...named(from, between), ...named(between, to)])
    for (const name of whole) expect(parts).toContain(name)
    for (const name of parts) if (!whole.has(name)) expect(name).not.toContain('"width":256')
  }
})

test.each([
  [5, 5],
  [6, 5],
  [-1, 5],
  [0, Number.NaN],
  [0, Number.POSITIVE_INFINITY],
])('no tile comes into being from %d to %d leaves', (from, to) => {
  expect(tilesOfGrowth(from, to)).toEqual([])
})

test('every full subtree of 1,000 leaves is found in a tile', () => {
  const leaves = Array.from({ length: 1000 }, (_, index) => leafOf(Buffer.from([index >> 8, index & 255])))
  const tileOf = (level: number, index: number): Uint8Array => {
    const width = widthInTree(leaves.length, level, index)
    const span = 256 ** level
    const hashes = Array.from({ length: width }, (_, at) =>
      treeHash(leaves.slice((index * 256 + at) * span, (index * 256 + at + 1) * span)),
    )
    return Buffer.concat(hashes)
  }
  for (let level = 0; 2 ** level <= leaves.length; level += 1) {
    for (let index = 0; (index + 1) * 2 ** level <= leaves.length; index += 7) {
      const place = placeOfHash(level, index)
      const expected = treeHash(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))
      expect(hashInTile(tileOf(place.level, place.index), place)).toEqual(expected)
    }
  }
  expect(hashInTile(new Uint8Array(64), { first: 1, count: 2 })).toBeUndefined()
})

test('what is not one to 256 whole hashes is no tile', () => {
  expect(splitTile(new Uint8Array(0))).toBeUndefined()
  expect(splitTile(new Uint8Array(33))).toBeUndefined()
  expect(splitTile(new Uint8Array(257 * 32))).toBeUndefined()
  expect(splitTile(new Uint8Array(256 * 32))).toHaveLength(256)
  expect(rootOfFull([])).toBeUndefined()
})

test('entries go through a bundle unchanged, the longest and the empty ones too', () => {
  const entries = [new Uint8Array(0), Uint8Array.of(1, 2, 3), new Uint8Array(65_535).fill(7)]
  const made = encodeEntries(entries)
  if (!made.ok) throw new Error(made.fault.reason)
  expect([...made.bundle.slice(0, 7)]).toEqual([0, 0, 0, 3, 1, 2, 3])
  expect(decodeEntries(made.bundle)).toEqual({ ok: true, entries })
})

test('a bundle that is empty, too full, cut off or given an entry too long is a fault', () => {
  const code = (answer: { readonly ok: boolean; readonly fault?: { readonly code: string } }): string | undefined =>
    answer.fault?.code
  expect(code(encodeEntries([]))).toBe('record/bundle-count')
  expect(code(encodeEntries([new Uint8Array(65_536)]))).toBe('record/entry-too-long')
  expect(code(encodeEntries(Array.from({ length: 257 }, () => new Uint8Array(0))))).toBe('record/bundle-count')
  expect(code(decodeEntries(new Uint8Array(0)))).toBe('record/bundle-count')
  expect(code(decodeEntries(new Uint8Array(257 * 2)))).toBe('record/bundle-count')
  expect(code(decodeEntries(Uint8Array.of(0)))).toBe('record/bundle-cut-off')
  expect(code(decodeEntries(Uint8Array.of(0, 2, 1)))).toBe('record/bundle-cut-off')
})
