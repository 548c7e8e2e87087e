import type { DueFacts } from '@yagura/core'
import type { Job } from '../../api/contract/jobs.ts'
import type { NodeStatus, Settings } from '../../api/contract/node.ts'
import { unixMsOfIso } from '../unix-time.ts'

const MINUTE_MS = 60_000

/**
 * By when the next screening is to be finished, for the judgement of the node itself: counted from the last one that finished,
 * else from the first that was begun. Nothing is due where nobody asked for screenings, nothing can be screened, or none was begun yet.
 */
export function screeningDue(
  { automatic, everyMin }: Settings['screening'],
  last: NodeStatus['screening'],
  jobs: readonly Job[],
  usableObjects: number,
): readonly DueFacts[] {
  const begun = jobs.filter(({ kind, startedBy }) => kind === 'screening' && startedBy === 'node').at(-1)?.createdUtc
  const sinceMs = unixMsOfIso(last?.finishedUtc ?? begun ?? '')
  if (!automatic || usableObjects === 0 || sinceMs === undefined) return []
  const name = 'Screening of all objects'
  return [{ id: 'screening', name, dueMs: sinceMs + everyMin * MINUTE_MS, link: '/jobs' }]
}
