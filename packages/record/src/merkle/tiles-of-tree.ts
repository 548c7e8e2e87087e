import { type TileAddress, tileWidth } from './tile-path.ts'

/**
 * How much of a tile a tree fills.
 *
 * @param size - Leaves of the tree.
 * @returns Hashes, 0 to 256; of level 0 also the entries of the bundle.
 */
export function widthInTree(size: number, level: number, index: number): number {
  const hashes = Math.floor(size / tileWidth ** level) - index * tileWidth
  return Math.min(tileWidth, Math.max(0, hashes))
}

/**
 * The tiles and bundles that come into being when a tree grows: full ones, and what the last of each level holds now.
 *
 * @param from - Leaves before.
 * @param to - Leaves after; where not more than before, nothing comes into being.
 * @returns Level by level from the leaves up, the bundle of entries before the tile of its hashes.
 */
export function tilesOfGrowth(from: number, to: number): readonly TileAddress[] {
  const addresses: TileAddress[] = []
  if (![from, to].every((size) => Number.isSafeInteger(size) && size >= 0)) return addresses
  for (let level = 0, before = from, after = to; after > before; level += 1) {
    for (let index = Math.floor(before / tileWidth); index * tileWidth < after; index += 1) {
      const width = Math.min(tileWidth, after - index * tileWidth)
      if (level === 0) addresses.push({ kind: 'entries', index, width })
      addresses.push({ kind: 'hashes', level, index, width })
    }
    before = Math.floor(before / tileWidth)
    after = Math.floor(after / tileWidth)
  }
  return addresses
}
