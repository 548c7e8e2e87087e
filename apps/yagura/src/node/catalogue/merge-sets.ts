import { createCatalogue, objectName, type SatcatEntry } from '@yagura/space'
import type { ReceivedSet } from './archived-set.ts'
import { type ObjectRecord, objectRecordOf } from './object-record.ts'

/** Records by id, in ascending order of id. */
export type ObjectRecords = ReadonlyMap<number, ObjectRecord>

/**
 * The records with element sets that have come: of each object the newest set counts. Yields between objects.
 *
 * @param fresh - Of one authority, and all generated or all real, as the records are.
 */
export function* mergeSets(
  records: ObjectRecords,
  fresh: readonly ReceivedSet[],
  satcat: ReadonlyMap<number, SatcatEntry>,
): Generator<void, ObjectRecords> {
  const setsOfId = new Map<number, ReceivedSet[]>()
  for (const received of fresh) {
    const sets = setsOfId.get(received.set.id)
    if (sets === undefined) setsOfId.set(received.set.id, [received])
    else sets.push(received)
  }
  const merged = new Map(records)
  for (const [id, sets] of setsOfId) {
    const before = records.get(id)
    const newest = newestOf(before === undefined ? sets : [before, ...sets])
    if (newest !== before) merged.set(id, objectRecordOf(newest, satcat.get(id)))
    yield
  }
  return merged.size === records.size ? merged : inOrder(merged)
}

/** The records described anew, as another SATCAT has them. Yields between objects. */
export function* describeAgain(
  records: ObjectRecords,
  satcat: ReadonlyMap<number, SatcatEntry>,
): Generator<void, ObjectRecords> {
  const described = new Map<number, ObjectRecord>()
  for (const [id, record] of records) {
    const entry = satcat.get(id)
    described.set(id, entry === record.satcat ? record : objectRecordOf(record, entry))
    yield
  }
  return described
}

/** The newest of an object's element sets, with the newest name that any of them states. */
export function newestOf(sets: readonly ReceivedSet[]): ReceivedSet {
  const [first] = sets
  if (first === undefined) throw new RangeError('an object has at least one element set')
  if (sets.length === 1) return first
  const catalogue = createCatalogue(sets.map(({ set }) => set))
  const newestSet = catalogue.histories.get(first.set.id)?.at(-1)
  const newest = sets.find(({ set }) => set === newestSet) ?? first
  const name = objectName(catalogue, first.set.id)
  return name === newest.set.name ? newest : { ...newest, set: { ...newest.set, name } }
}

function inOrder(records: ReadonlyMap<number, ObjectRecord>): ObjectRecords {
  return new Map([...records].sort(([a], [b]) => a - b))
}
