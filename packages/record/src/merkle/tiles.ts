import { hashBytes, nodeHash } from './hashing.ts'
import { tileWidth } from './tile-path.ts'

/** Where a stored hash is: `count` hashes from `first` on in a tile have it as their root. */
export type HashPlace = {
  readonly level: number
  readonly index: number
  readonly first: number
  readonly count: number
}

/** @returns Where the hash of a full subtree of `2^level` leaves is, see `ReadHash`. */
export function placeOfHash(level: number, index: number): HashPlace {
  const count = 2 ** (level % 8)
  const first = index * count
  return { level: Math.floor(level / 8), index: Math.floor(first / tileWidth), first: first % tileWidth, count }
}

/**
 * A stored hash out of its tile.
 *
 * @param tile - Bytes of the tile that `place` names, of any width.
 * @returns `undefined` where the tile does not reach so far or is no tile.
 */
export function hashInTile(tile: Uint8Array, place: Pick<HashPlace, 'first' | 'count'>): Uint8Array | undefined {
  const hashes = splitTile(tile)
  const chosen = hashes?.slice(place.first, place.first + place.count)
  return chosen === undefined || chosen.length !== place.count ? undefined : rootOfFull(chosen)
}

/**
 * The hashes of a tile.
 *
 * @returns `undefined` where the bytes are not 1 to 256 hashes.
 */
export function splitTile(tile: Uint8Array): readonly Uint8Array[] | undefined {
  const count = tile.length / hashBytes
  if (!Number.isInteger(count) || count < 1 || count > tileWidth) return undefined
  return Array.from({ length: count }, (_, index) =>
    Uint8Array.from(tile.subarray(index * hashBytes, (index + 1) * hashBytes)),
  )
}

/** @returns Root of as many hashes as a power of two; of a full tile it is the hash in the tile above. */
export function rootOfFull(hashes: readonly Uint8Array[]): Uint8Array | undefined {
  let row: readonly Uint8Array[] = hashes
  while (row.length > 1) {
    const above: Uint8Array[] = []
    for (let index = 0; index + 1 < row.length; index += 2) {
      const left = row[index]
      const right = row[index + 1]
      if (left !== undefined && right !== undefined) above.push(nodeHash(left, right))
    }
    row = above
  }
  return row[0]
}
