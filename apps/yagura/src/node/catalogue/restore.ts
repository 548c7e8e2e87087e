import type { Store } from '@yagura/core'
import type { SatcatEntry } from '@yagura/space'
import { ELEMENTS, type ReceivedSet, receivedSetOf } from './archived-set.ts'
import { newestOf } from './merge-sets.ts'
import { type ObjectRecord, objectRecordOf } from './object-record.ts'

/** Digits of the id and the slash after it. */
const PREFIX_LENGTH = 10
/** End of the epoch within a key. */
const EPOCH_END = PREFIX_LENGTH + '2026-01-01T00:00:00.000000Z'.length

type Row = { readonly key: string; readonly body: Uint8Array }

/**
 * Reads what the archive holds of every object down to its newest element set. Older ones are passed over unread, so that
 * a long history costs little. Yields between rows.
 */
export function* restoreRecords(
  store: Store,
  satcat: ReadonlyMap<number, SatcatEntry>,
): Generator<void, ReadonlyMap<number, ObjectRecord>> {
  const records = new Map<number, ObjectRecord>()
  let rows: Row[] = []
  const settle = (): void => {
    const newest = newestOfRows(rows)
    if (newest !== undefined) records.set(newest.set.id, objectRecordOf(newest, satcat.get(newest.set.id)))
    rows = []
  }
  for (const { key, body } of store.readArchive(ELEMENTS)) {
    const [before] = rows
    if (before !== undefined && before.key.slice(0, PREFIX_LENGTH) !== key.slice(0, PREFIX_LENGTH)) settle()
    rows.push({ key, body })
    yield
  }
  settle()
  return records
}

/** Rows of one object in order of epoch: those of the newest epoch, and older ones until one states a name. */
function newestOfRows(rows: readonly Row[]): ReceivedSet | undefined {
  const newestEpoch = rows.at(-1)?.key.slice(0, EPOCH_END)
  const read: ReceivedSet[] = []
  for (const row of rows.toReversed()) {
    const isNewest = row.key.slice(0, EPOCH_END) === newestEpoch
    if (!isNewest && read.some(({ set }) => set.name !== undefined)) break
    const received = receivedSetOf(row.body)
    if (received !== undefined) read.push(received)
  }
  return read.length === 0 ? undefined : newestOf(read)
}
