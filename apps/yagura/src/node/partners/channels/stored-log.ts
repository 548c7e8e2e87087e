import { type ArchiveRow, emptyTree, type FullTile, type LogTree, type Store, type StoredDocument } from '@yagura/core'
import {
  base64UrlBytes,
  base64UrlOf,
  leafHash,
  type RecordLog,
  restoreRange,
  type TileAddress,
  tileWidth,
  utf8Bytes,
  utf8Text,
  widthInTree,
} from '@yagura/record'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { closed } from '../../../api/contract/common.ts'
import { LogDamagedError } from '../errors.ts'

/** Documents that say how far each log is held; the entries and the roots of full tiles lie in the archive. */
export const logCollection = 'partner-logs'

/** What is kept of a log beside its entries. */
export const LogHead = closed({
  /** Names its collections in the archive. */
  number: Type.Integer({ minimum: 1 }),
  origin: Type.String(),
  node: Type.String(),
  size: Type.Integer({ minimum: 0 }),
  /** Roots of the compact range, base64url. */
  roots: Type.Array(Type.String()),
  /** Newest checkpoint whose entries are all held, as a signed note; a partner's with our cosignature. */
  checkpoint: Type.Optional(Type.String()),
  /** Newest checkpoint that was seen, as a signed note; ahead of `checkpoint` while entries are still to be fetched. */
  seen: Type.Optional(Type.String()),
  /** Positions of records about keys that count. */
  keyPositions: Type.Array(Type.Integer()),
  /** When `checkpoint` was committed, Unix time, ms. */
  atMs: Type.Number(),
})
/** What is kept of a log beside its entries. */
export type LogHead = Static<typeof LogHead>

/** A log as it is held: one value a commit. */
export type HeldLog = {
  readonly head: LogHead
  readonly log: RecordLog
  readonly tree: LogTree
}

const indexDigits = 10
const idDigits = 32
/** Entries of a bundle, and hashes of a tile, share all but the last two digits of their keys, so that one prefix reads them. */
const bundleDigits = 2

const entriesOf = (number: number): string => `log-${number}-entries`
const rootsOf = (number: number): string => `log-${number}-roots`
const idsOf = (number: number): string => `log-${number}-ids`
const keyOfIndex = (index: number): string => index.toString(16).padStart(indexDigits, '0')

/** @returns The document that holds a head. */
export function headDocument(head: LogHead): StoredDocument {
  return { collection: logCollection, id: head.origin, body: head }
}

/** @returns Heads of all logs that are held. */
export function listHeads(store: Store): readonly LogHead[] {
  return store.list(logCollection).flatMap(({ body }) => (Check(LogHead, body) ? [body] : []))
}

/** @returns Lines of a bundle of 256 entries, as many as are held. */
export function readBundle(store: Store, number: number, bundle: number): readonly Uint8Array[] {
  const prefix = keyOfIndex(bundle * tileWidth).slice(0, -bundleDigits)
  return [...store.readArchive(entriesOf(number), prefix)].map(({ body }) => body)
}

/** @returns The line of one entry. */
export function readEntry(store: Store, number: number, index: number): Uint8Array | undefined {
  return store.readArchive(entriesOf(number), keyOfIndex(index)).next().value?.body
}

/** @returns Position of the entry with this body, if it is in the log. */
export function positionOf(store: Store, number: number, bodySha256: string): number | undefined {
  const row = store.readArchive(idsOf(number), bodySha256.slice(0, idDigits)).next().value
  return row === undefined ? undefined : Number(utf8Text(row.body))
}

/** An entry with the id of its body, where it has one. */
export type NewEntry = { readonly line: Uint8Array; readonly bodySha256: string | undefined }

/** @returns Rows of the archive for entries from a position on, and for tiles that they make full. */
export function growthRows(
  number: number,
  from: number,
  entries: readonly NewEntry[],
  fullTiles: readonly FullTile[],
  atMs: number,
): readonly ArchiveRow[] {
  const rows: ArchiveRow[] = []
  for (const [offset, { line, bodySha256 }] of entries.entries()) {
    const index = from + offset
    rows.push({ collection: entriesOf(number), key: keyOfIndex(index), atMs, body: line })
    if (bodySha256 === undefined) continue
    const body = utf8Bytes(String(index))
    rows.push({ collection: idsOf(number), key: bodySha256.slice(0, idDigits), atMs, body })
  }
  for (const { level, index, root } of fullTiles) {
    rows.push({ collection: rootsOf(number), key: `${level}/${keyOfIndex(index)}`, atMs, body: root })
  }
  return rows
}

/** @returns Roots as a head keeps them. */
export function rootsText({ range }: LogTree): string[] {
  return range.roots.map((root) => base64UrlOf(root))
}

/**
 * Brings the tree of a log back from what is kept of it.
 *
 * @throws LogDamagedError where the parts do not fit each other.
 */
export function restoreTree(store: Store, head: LogHead): LogTree {
  const roots = head.roots.map((root) => base64UrlBytes(root) ?? new Uint8Array(0))
  const restored = restoreRange(head.size, roots)
  if (!restored.ok) throw new LogDamagedError(head.origin, restored.fault.reason)
  if (head.size === 0) return emptyTree
  const edges: (readonly Uint8Array[])[] = []
  for (let level = 0; tileWidth ** level <= head.size; level += 1) edges.push(readEdge(store, head, level))
  return { range: restored.range, edges }
}

function readEdge(store: Store, head: LogHead, level: number): readonly Uint8Array[] {
  const hashes = Math.floor(head.size / tileWidth ** level)
  const index = Math.floor(hashes / tileWidth)
  const width = hashes % tileWidth
  if (width === 0) return []
  const edge = readHashes(store, head.number, level, index).slice(0, width)
  if (edge.length < width) {
    const reason = `of tile ${index} of level ${level}, ${edge.length} of ${width} hashes are there`
    throw new LogDamagedError(head.origin, reason)
  }
  return edge
}

/**
 * The hashes of a tile, as many as are held: at level 0 those of the entries, so that nothing is kept of an entry beside itself; above
 * it the roots of the full tiles below.
 */
function readHashes(store: Store, number: number, level: number, index: number): readonly Uint8Array[] {
  if (level === 0) return readBundle(store, number, index).map((line) => leafHash(line))
  const prefix = `${level - 1}/${keyOfIndex(index * tileWidth).slice(0, -bundleDigits)}`
  return [...store.readArchive(rootsOf(number), prefix)].map(({ body }) => body)
}

/** @returns The root of a full tile, as it was kept when the tile became full. */
export function readRoot(
  store: Store,
  number: number,
  { level, index }: Omit<FullTile, 'root'>,
): Uint8Array | undefined {
  return store.readArchive(rootsOf(number), `${level}/${keyOfIndex(index)}`).next().value?.body
}

/**
 * The hashes of a tile as far as the log has them.
 *
 * @returns Undefined where the log does not reach so far.
 */
export function readTile(
  store: Store,
  { head, tree }: HeldLog,
  { level, index, width }: Omit<Extract<TileAddress, { kind: 'hashes' }>, 'kind'>,
): Uint8Array | undefined {
  const present = widthInTree(head.size, level, index)
  if (present < width) return undefined
  const hashes = present === tileWidth ? readHashes(store, head.number, level, index) : (tree.edges[level] ?? [])
  return hashes.length < width ? undefined : Buffer.concat(hashes.slice(0, width))
}

/** @returns Row that says that an entry is held and not believed. */
export function quarantineRow(number: number, index: number, code: string, atMs: number): ArchiveRow {
  return { collection: `log-${number}-bad`, key: keyOfIndex(index), atMs, body: utf8Bytes(code) }
}

/** @returns Code of the fault of an entry that is not believed. */
export function quarantineOf(store: Store, number: number, index: number): string | undefined {
  const row = store.readArchive(`log-${number}-bad`, keyOfIndex(index)).next().value
  return row === undefined ? undefined : utf8Text(row.body)
}

/** @returns How many entries of a log are held and not believed. */
export function countQuarantined(store: Store, number: number): number {
  let count = 0
  for (const _ of store.readArchive(`log-${number}-bad`)) count += 1
  return count
}
