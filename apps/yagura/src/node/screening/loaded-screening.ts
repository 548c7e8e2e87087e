import type { Store } from '@yagura/core'
import type { ElementSet, UtcInstant } from '@yagura/formats'
import { addSeconds } from '@yagura/kernels'
import type { CloseApproach } from '@yagura/space'
import { indexOfId, type PackedSets, unpackSet } from '../../screening/packed-sets.ts'
import { ROW_LENGTH } from '../../screening/thread-messages.ts'
import { unixMsOfUtc, utcOfUnixMs } from '../unix-time.ts'
import { readPartnerRow, readRows, readSets, type ScreenedDataset } from './screening-archive.ts'
import type { ScreeningRecord } from './screening-record.ts'
import { ascendingOrder } from './sort-order.ts'

/** Columns of rows that a list is sorted by; rows themselves are in the order of time. */
type SortColumn = 'miss' | 'maxPc' | 'speed'

/** A finished screening in memory, in columns; rows are known by their index, in the order of time. */
export type LoadedScreening = {
  readonly record: ScreeningRecord
  readonly count: number
  readonly id1: Int32Array
  readonly id2: Int32Array
  /** Unix time of each closest approach, ms. */
  readonly tcaMs: Float64Array
  readonly missKm: Float64Array
  readonly speedKmPerS: Float64Array
  readonly maxPc: Float64Array
  readonly dilutionKm: Float64Array
  readonly age1Days: Float64Array
  readonly age2Days: Float64Array
  /** Indices in ascending order of a column. */
  readonly orders: Readonly<Record<SortColumn, Uint32Array>>
  readonly tcaUtc: (index: number) => UtcInstant
  readonly approach: (index: number) => CloseApproach
  /** The element set of an object that the screening used. */
  readonly setOf: (id: number) => ElementSet
  /** The partner’s record that its set came with; undefined where it was this node’s own. */
  readonly datasetOf: (id: number) => ScreenedDataset | undefined
  /** All such records. */
  readonly datasets: readonly ScreenedDataset[]
}

/** Reads a finished screening from the archive. Yields now and then. */
export function* loadScreening(store: Store, record: ScreeningRecord): Generator<void, LoadedScreening> {
  const sets: PackedSets = yield* readSets(store, record.jobId)
  const rows = yield* readRows(store, record.jobId)
  const count = rows.length / ROW_LENGTH
  const startUtc = utcOfUnixMs(record.startMs)
  const datasets = readPartnerRow(store, record.jobId)
  const datasetOfId = new Map(datasets.flatMap((dataset) => dataset.ids.map((id) => [id, dataset] as const)))
  const column = (at: number): Float64Array => {
    const values = new Float64Array(count)
    for (let i = 0; i < count; i++) values[i] = rows[i * ROW_LENGTH + at] ?? 0
    return values
  }
  const [tcaS, missKm, speedKmPerS, maxPc] = [column(2), column(3), column(4), column(5)]
  yield
  const [id1, id2] = [Int32Array.from(column(0)), Int32Array.from(column(1))]
  yield
  const [dilutionKm, age1Days, age2Days] = [column(6), column(7), column(8)]
  yield
  const tcaUtc = (index: number): UtcInstant => addSeconds(startUtc, tcaS[index] ?? 0)
  const tcaMs = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    tcaMs[i] = unixMsOfUtc(tcaUtc(i))
    if (i % 10_000 === 0) yield
  }
  const orders = {
    miss: yield* ascendingOrder(missKm),
    maxPc: yield* ascendingOrder(maxPc),
    speed: yield* ascendingOrder(speedKmPerS),
  }
  return {
    ...{ record, count, id1, id2, tcaMs, missKm, speedKmPerS, maxPc, dilutionKm, age1Days, age2Days, orders, tcaUtc },
    approach: (index) => ({
      id1: id1[index] ?? 0,
      id2: id2[index] ?? 0,
      tcaUtc: tcaUtc(index),
      missKm: missKm[index] ?? 0,
      relativeSpeedKmPerS: speedKmPerS[index] ?? 0,
      maxPc: maxPc[index] ?? 0,
      dilutionKm: dilutionKm[index] ?? 0,
    }),
    datasets,
    datasetOf: (id) => datasetOfId.get(id),
    setOf: (id) => {
      const index = indexOfId(sets, id)
      if (index === undefined) throw new RangeError(`object ${id} was not screened`)
      return unpackSet(sets, index)
    },
  }
}
