import { leafHash, rootOf, tileWidth, utf8Bytes } from '@yagura/record'
import { expect, test } from 'vitest'
import { emptyTree, type FullTile, growTree, judgeOffer, type LogTree } from '../../src/index.ts'

const leaves = Array.from({ length: 70_000 }, (_, index) => leafHash(utf8Bytes(String(index))))

function grown(cuts: readonly number[]): { tree: LogTree; tiles: FullTile[] } {
  let tree = emptyTree
  const tiles: FullTile[] = []
  let from = 0
  for (const to of cuts) {
    const next = growTree(tree, leaves.slice(from, to))
    if (!next.ok) throw new TypeError(next.fault.reason)
    tree = next.tree
    tiles.push(...next.fullTiles)
    from = to
  }
  return { tree, tiles }
}

test('a tree is the same whether its leaves come at once, one by one or in groups', () => {
  const whole = grown([600])
  const single = grown(Array.from({ length: 600 }, (_, index) => index + 1))
  const groups = grown([1, 255, 256, 257, 511, 513, 600])
  expect(single.tree).toEqual(whole.tree)
  expect(groups.tree).toEqual(whole.tree)
  expect(groups.tiles).toEqual(whole.tiles)
  expect(whole.tiles.map(({ level, index }) => [level, index])).toEqual([
    [0, 0],
    [0, 1],
  ])
})

test('a tile of the second level becomes full with 65,536 leaves; each full tile has the root of its leaves', () => {
  const { tree, tiles } = grown([65_536])
  expect(tree.edges.map((edge) => edge.length)).toEqual([0, 0, 1])
  const upper = tiles.find(({ level }) => level === 1)
  expect(upper).toEqual({ level: 1, index: 0, root: rootOf(tree.range) })
  const alone = growTree(emptyTree, leaves.slice(77 * tileWidth, 78 * tileWidth))
  expect(tiles.find(({ level, index }) => level === 0 && index === 77)?.root).toEqual(
    alone.ok ? rootOf(alone.tree.range) : undefined,
  )
})

test('what is offered is judged by size and root beside what is held', () => {
  const [one, other] = [new Uint8Array(32), new Uint8Array(32).fill(1)]
  const held = { size: 5, root: one }
  expect(judgeOffer(undefined, held)).toBe('ahead')
  expect(judgeOffer(held, { size: 6, root: other })).toBe('ahead')
  expect(judgeOffer(held, { size: 5, root: one })).toBe('unchanged')
  expect(judgeOffer(held, { size: 5, root: other })).toBe('equivocation')
  expect(judgeOffer(held, { size: 4, root: one })).toBe('rollback')
})
