import { type Faulty, faulty } from '../fault.ts'

/** Hashes of a full tile, and entries of a full bundle. */
export const tileWidth = 256

/** Where a tile or a bundle of entries stands: below the prefix of the log. Source: C2SP tlog-tiles. */
export type TileAddress =
  | { readonly kind: 'hashes'; readonly level: number; readonly index: number; readonly width: number }
  | { readonly kind: 'entries'; readonly index: number; readonly width: number }

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

function indexPath(index: number): string {
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? []
  return groups.map((group, position) => (position === groups.length - 1 ? group : `x${group}`)).join('/')
}

function widthPath(width: number): string {
  return width === tileWidth ? '' : `.p/${width}`
}
