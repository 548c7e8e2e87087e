import type { Job } from '../../api/contract/jobs.ts'
import type { NodeContext } from '../context.ts'
import { storedScreenings } from './screening-archive.ts'
import { archiveOf, SCREENINGS } from './screening-record.ts'

/**
 * Removes finished screenings beyond the newest so many, and unfinished ones whose job is no more.
 *
 * @param most - Finished screenings that are kept.
 */
export async function retainScreenings(context: NodeContext, most: number, jobs: readonly Job[]): Promise<void> {
  const stored = storedScreenings(context.store)
  const finished = stored.filter(({ finishedMs }) => finishedMs !== undefined)
  const known = new Set(jobs.map(({ id }) => id))
  const gone = [
    ...finished.slice(0, Math.max(0, finished.length - most)),
    ...stored.filter(({ finishedMs, jobId }) => finishedMs === undefined && !known.has(jobId)),
  ]
  if (gone.length === 0) return
  await context.store.commit({
    remove: gone.map(({ jobId }) => ({ collection: SCREENINGS, id: jobId })),
    forget: gone.map(({ jobId }) => ({ collection: archiveOf(jobId) })),
  })
}
