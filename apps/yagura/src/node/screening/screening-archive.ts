import type { ArchiveRow, Store } from '@yagura/core'
import { Marking } from '@yagura/record'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { PACKED_LENGTH, type PackedSets } from '../../screening/packed-sets.ts'
import type { SetProvenance } from '../catalogue/set-provenance.ts'
import { archiveOf, SCREENINGS, ScreeningRecord } from './screening-record.ts'

/** Element sets of one row of the archive. */
const SETS_PER_ROW = 1000
const INDEX_DIGITS = 6
const names = Type.Array(Type.String())

/** All screenings of a store, oldest first. */
export function storedScreenings(store: Store): readonly ScreeningRecord[] {
  const records = store.list(SCREENINGS).flatMap(({ body }) => (Check(ScreeningRecord, body) ? [body] : []))
  return records.sort((a, b) => a.createdMs - b.createdMs)
}

/** The screening of a job. */
export function storedScreening(store: Store, jobId: string): ScreeningRecord | undefined {
  const body = store.get(SCREENINGS, jobId)
  return Check(ScreeningRecord, body) ? body : undefined
}

/** Writes the element sets that a screening rests on, so that it goes on and is looked at with these, whatever comes later. */
export function setRows(jobId: string, atMs: number, sets: PackedSets): readonly ArchiveRow[] {
  const rows: ArchiveRow[] = []
  const encoder = new TextEncoder()
  for (let at = 0; at < sets.names.length; at += SETS_PER_ROW) {
    const values = sets.values.slice(at * PACKED_LENGTH, (at + SETS_PER_ROW) * PACKED_LENGTH)
    const theirNames = encoder.encode(JSON.stringify(sets.names.slice(at, at + SETS_PER_ROW)))
    rows.push({ ...rowOf(jobId, `sets/${padded(at)}`, atMs), body: new Uint8Array(values.buffer) })
    rows.push({ ...rowOf(jobId, `names/${padded(at)}`, atMs), body: theirNames })
  }
  return rows
}

/** A partner’s record whose element sets a screening used, and of which objects. */
export type ScreenedDataset = Static<typeof ScreenedDataset>
const ScreenedDataset = Type.Object({
  recordId: Type.String(),
  node: Type.String(),
  mark: Marking,
  ids: Type.Array(Type.Integer()),
})
const screenedDatasets = Type.Array(ScreenedDataset)
/** Key of that row. */
export const partnersKey = 'partners'

/** Writes down which of the element sets are a partner’s: what is found with them is marked by their records. */
export function partnerRow(
  jobId: string,
  atMs: number,
  fromPartners: ReadonlyMap<number, SetProvenance>,
): readonly ArchiveRow[] {
  if (fromPartners.size === 0) return []
  const byRecord = new Map<string, ScreenedDataset>()
  for (const [id, { recordId, node, mark }] of fromPartners) {
    const dataset = byRecord.get(recordId) ?? { recordId, node, mark, ids: [] }
    dataset.ids.push(id)
    byRecord.set(recordId, dataset)
  }
  const body = new TextEncoder().encode(JSON.stringify([...byRecord.values()]))
  return [{ ...rowOf(jobId, partnersKey, atMs), body }]
}

/** Reads back which element sets of a screening are a partner’s. */
export function readPartnerRow(store: Store, jobId: string): readonly ScreenedDataset[] {
  for (const { body } of store.readArchive(archiveOf(jobId), partnersKey)) {
    const value: unknown = JSON.parse(new TextDecoder().decode(body))
    if (Check(screenedDatasets, value)) return value
  }
  return []
}

/** Reads the element sets of a screening back. Yields between rows. */
export function* readSets(store: Store, jobId: string): Generator<void, PackedSets> {
  const blocks: Uint8Array[] = []
  for (const { body } of store.readArchive(archiveOf(jobId), 'sets/')) {
    blocks.push(body)
    yield
  }
  const decoder = new TextDecoder()
  const allNames: string[] = []
  for (const { body } of store.readArchive(archiveOf(jobId), 'names/')) {
    const value: unknown = JSON.parse(decoder.decode(body))
    if (Check(names, value)) allNames.push(...value)
    yield
  }
  return { values: yield* joinedDoubles(blocks), names: allNames }
}

/** A finished slice as a row of the archive. */
export function sliceRow(jobId: string, slice: number, atMs: number, block: Float64Array): ArchiveRow {
  const body = new Uint8Array(block.buffer, block.byteOffset, block.byteLength)
  return { ...rowOf(jobId, sliceKey(slice), atMs), body }
}

/** Key of a slice. */
function sliceKey(slice: number): string {
  return `slice/${padded(slice)}`
}

/** Which slices are kept. Yields between rows. */
export function* keptSlices(store: Store, jobId: string): Generator<void, readonly number[]> {
  const slices: number[] = []
  for (const { key } of store.readArchive(archiveOf(jobId), 'slice/')) {
    slices.push(Number(key.slice('slice/'.length)))
    yield
  }
  return slices
}

/** The rows of one slice; empty where it is not kept. */
export function readSlice(store: Store, jobId: string, slice: number): Float64Array {
  for (const { body } of store.readArchive(archiveOf(jobId), sliceKey(slice))) return doublesOf(body)
  return new Float64Array(0)
}

/** The rows of all slices, in the order of time. Yields between slices. */
export function* readRows(store: Store, jobId: string): Generator<void, Float64Array> {
  const blocks: Uint8Array[] = []
  for (const { body } of store.readArchive(archiveOf(jobId), 'slice/')) {
    blocks.push(body)
    yield
  }
  return yield* joinedDoubles(blocks)
}

function* joinedDoubles(blocks: readonly Uint8Array[]): Generator<void, Float64Array> {
  const joined = new Uint8Array(blocks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const block of blocks) {
    joined.set(block, at)
    at += block.length
    yield
  }
  return new Float64Array(joined.buffer)
}

/** A copy, since bytes out of a store need not start where doubles may. */
function doublesOf(body: Uint8Array): Float64Array {
  return new Float64Array(body.slice().buffer)
}

function rowOf(jobId: string, key: string, atMs: number): Omit<ArchiveRow, 'body'> {
  return { collection: archiveOf(jobId), key, atMs }
}

function padded(index: number): string {
  return String(index).padStart(INDEX_DIGITS, '0')
}
