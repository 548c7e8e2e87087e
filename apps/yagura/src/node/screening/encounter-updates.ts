import type { Store } from '@yagura/core'
import { formatUtc } from '@yagura/formats'
import { addSeconds, DEFAULT_SCREENING_GRID, INTERVALS_PER_SLICE } from '@yagura/kernels'
import type { Encounter } from '../../api/contract/space-views.ts'
import { ROW_LENGTH } from '../../screening/thread-messages.ts'
import { isoOfUnixMs, utcOfUnixMs } from '../unix-time.ts'
import { type ApproachName, SAME_ENCOUNTER_MS } from './approach-id.ts'
import { readSlice, storedScreenings } from './screening-archive.ts'
import type { ScreeningRecord } from './screening-record.ts'

const SLICE_MS = INTERVALS_PER_SLICE * DEFAULT_SCREENING_GRID.nodeSpacingS * 1000

/** What each kept screening says of one encounter, oldest first. Yields between screenings. */
export function* encounterUpdates(store: Store, name: ApproachName): Generator<void, Encounter['updates']> {
  const updates: Encounter['updates'] = []
  for (const record of storedScreenings(store)) {
    const update = record.finishedMs === undefined ? undefined : updateOf(store, record, name)
    if (update !== undefined) updates.push(update)
    yield
  }
  return updates
}

/** Reads only the slices in which the encounter can be. */
function updateOf(
  store: Store,
  record: ScreeningRecord,
  { id1, id2, tcaMs }: ApproachName,
): Encounter['updates'][number] | undefined {
  const offsetMs = tcaMs - record.startMs
  const first = Math.max(0, Math.floor((offsetMs - SAME_ENCOUNTER_MS) / SLICE_MS))
  const last = Math.min((record.slices ?? 0) - 1, Math.floor((offsetMs + SAME_ENCOUNTER_MS) / SLICE_MS))
  let nearest: Float64Array | undefined
  let nearestMs = SAME_ENCOUNTER_MS
  for (let slice = first; slice <= last; slice++) {
    const rows = readSlice(store, record.jobId, slice)
    for (let at = 0; at < rows.length; at += ROW_LENGTH) {
      const apartMs = Math.abs((rows[at + 2] ?? 0) * 1000 - offsetMs)
      if (rows[at] !== id1 || rows[at + 1] !== id2 || apartMs > nearestMs) continue
      nearest = rows.subarray(at, at + ROW_LENGTH)
      nearestMs = apartMs
    }
  }
  if (nearest === undefined) return undefined
  const [, , tcaS = 0, missKm = 0, , maxPc = 0, , age1Days = 0, age2Days = 0] = nearest
  return {
    computedUtc: isoOfUnixMs(record.createdMs),
    tcaUtc: formatUtc(addSeconds(utcOfUnixMs(record.startMs), tcaS)),
    missKm,
    maxPc,
    oldestElementsDays: Math.abs(age1Days) > Math.abs(age2Days) ? age1Days : age2Days,
  }
}
