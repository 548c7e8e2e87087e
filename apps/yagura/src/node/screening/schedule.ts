import type { Job } from '../../api/contract/jobs.ts'
import type { Settings } from '../../api/contract/node.ts'
import { unixMsOfIso } from '../unix-time.ts'

/** How long the catalogue must have stayed as it is: sources that are read at the start come one after the other. */
const SETTLED_MS = 5000
const MINUTE_MS = 60_000

/**
 * Whether the node is to start a screening by itself: it is told to, has a catalogue that has settled, screens nothing now,
 * and its last own one, whatever came of it, is long enough ago.
 *
 * @param jobs - Newest first.
 */
export function screeningIsDue(
  { automatic, everyMin }: Settings['screening'],
  jobs: readonly Job[],
  now: { readonly nowMs: number; readonly changedMs: number; readonly objects: number },
): boolean {
  if (!automatic || now.objects === 0 || now.nowMs - now.changedMs < SETTLED_MS) return false
  const screenings = jobs.filter(({ kind }) => kind === 'screening')
  if (screenings.some(({ state }) => state === 'queued' || state === 'running')) return false
  const last = screenings.find(({ startedBy }) => startedBy === 'node')
  const lastMs = last === undefined ? undefined : unixMsOfIso(last.createdUtc)
  // A clock that was set back must not keep screenings from being made.
  return lastMs === undefined || Math.abs(now.nowMs - lastMs) >= everyMin * MINUTE_MS
}
