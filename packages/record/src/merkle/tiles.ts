import { type Faulty, faulty } from '../fault.ts'
import { hashBytes, nodeHash } from './hashing.ts'

/** Hashes of a full tile, and entries of a full bundle. */
export const tileWidth = 256

/** Where a tile or a bundle of entries stands: below the prefix of the log. Source: C2SP tlog-tiles. */
export type TileAddress =
  | { readonly kind: 'hashes'; readonly level: number; readonly index: number; readonly width: number }
  | { readonly kind: 'entries'; readonly index: number; readonly width: number }

/** Where a stored hash is: `count` hashes from `first` on in a tile have it as their root. */
export type HashPlace = {
  readonly level: number
  readonly index: number
  readonly first: number
  readonly count: number
}

/**
 * Path of a tile of hashes, such as `tile/0/x001/x234/067.p/8`.
 *
 * @param level - Of the tile: 0 holds leaf hashes, each further one the roots of full tiles of the one below.
 * @param width - Hashes in it, 1 to 256.
 */
export function tilePath(level: number, index: number, width: number = tileWidth): string {
  return `tile/${level}/${indexPath(index)}${widthPath(width)}`
}

/** Path of a bundle of entries, such as `tile/entries/x001/067.p/8`; `width` is the entries in it, 1 to 256. */
export function entryBundlePath(index: number, width: number = tileWidth): string {
  return `tile/entries/${indexPath(index)}${widthPath(width)}`
}

/**
 * Reads a path that a client asks for. Only the one form that `tilePath` and `entryBundlePath` write is taken.
 *
 * @returns A fault for every other text.
 */
export function parseTilePath(path: string): { readonly ok: true; readonly address: TileAddress } | Faulty {
  const parts =
    path.length > 64 ? null : /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path)
  const index = Number((parts?.[2] ?? 'none').replaceAll(/[x/]/g, ''))
  const width = Number(parts?.[3] ?? tileWidth)
  const isEntries = parts?.[1] === 'entries'
  const level = isEntries ? 0 : Number(parts?.[1])
  const canonical = isEntries ? entryBundlePath(index, width) : tilePath(level, index, width)
  if (parts === null || level > 63 || !Number.isSafeInteger(index) || width < 1 || canonical !== path) {
    return faulty('record/tile-path', 'this is no path of a tile')
  }
  return { ok: true, address: isEntries ? { kind: 'entries', index, width } : { kind: 'hashes', level, index, width } }
}

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

function indexPath(index: number): string {
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? []
  return groups.map((group, position) => (position === groups.length - 1 ? group : `x${group}`)).join('/')
}

function widthPath(width: number): string {
  return width === tileWidth ? '' : `.p/${width}`
}
