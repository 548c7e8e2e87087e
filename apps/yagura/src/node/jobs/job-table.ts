import { Check } from 'typebox/value'
import type { Job } from '../../api/contract/jobs.ts'
import type { NodeContext } from '../context.ts'
import { UnknownJobError } from './errors.ts'
import { isEnded, JobRecord, jobView, type Pace } from './job-record.ts'

/** Ended jobs that are kept. */
const MOST_ENDED = 200
/** Progress is shown at most four times a second, and kept twice a minute: after a crash it is counted from there. */
const SHOWN_EVERY_MS = 250
const KEPT_EVERY_MS = 30_000

/** The jobs of a node in memory; each change of state is on the disk before it is seen. */
export type JobTable = {
  /** @throws UnknownJobError where there is none of that id. */
  readonly find: (id: string) => JobRecord
  readonly newestFirst: () => readonly JobRecord[]
  /** Writes a job and a line of the log, then shows it. */
  readonly keep: (record: JobRecord, event: string, by: string, text: string) => Promise<void>
  /** Shows how far a job is, now and then. */
  readonly progress: (id: string, progress: number, stage: string) => void
  /** Shows a job that could not be written. */
  readonly show: (record: JobRecord) => void
  /** Says since when the job that runs has made its progress. */
  readonly setPace: (id: string, pace: Pace | undefined) => void
  readonly view: (record: JobRecord) => Job
}

/** Reads the jobs of a store. What ran when the process ended is queued again. */
export function openJobTable({ store, clock, live, logger }: NodeContext): JobTable {
  const jobs = new Map<string, JobRecord>()
  for (const { body } of store.list('jobs')) {
    if (Check(JobRecord, body)) jobs.set(body.id, body.state === 'running' ? { ...body, state: 'queued' } : body)
  }
  let running: { readonly id: string; readonly pace: Pace } | undefined
  let shownMs = 0
  let keptMs = 0
  const view = (record: JobRecord): Job =>
    jobView(record, clock.nowMs(), running?.id === record.id ? running.pace : undefined)
  const show = (record: JobRecord): void => {
    jobs.set(record.id, record)
    live.publish({ kind: 'job', job: view(record) })
  }
  const find = (id: string): JobRecord => {
    const record = jobs.get(id)
    if (record === undefined) throw new UnknownJobError(id)
    return record
  }
  return {
    find,
    newestFirst: () => [...jobs.values()].sort((a, b) => b.createdMs - a.createdMs || (a.id < b.id ? 1 : -1)),
    keep: async (record, event, by, text) => {
      const gone = forgettable(jobs, record)
      const line = { atMs: clock.nowMs(), kind: `job/${event}`, subject: record.id, by, text }
      await store.commit({
        put: [{ collection: 'jobs', id: record.id, body: record }],
        remove: gone.map((id) => ({ collection: 'jobs', id })),
        append: [{ ...line, body: { kind: record.kind, title: record.title } }],
      })
      for (const id of gone) jobs.delete(id)
      show(record)
    },
    progress: (id, progress, stage) => {
      const record = { ...find(id), progress: Math.min(1, Math.max(0, progress)), stage }
      jobs.set(id, record)
      const nowMs = clock.nowMs()
      if (Math.abs(nowMs - shownMs) >= SHOWN_EVERY_MS) {
        shownMs = nowMs
        show(record)
      }
      if (Math.abs(nowMs - keptMs) < KEPT_EVERY_MS) return
      keptMs = nowMs
      store.commit({ put: [{ collection: 'jobs', id, body: record }] }).catch((error: unknown) => {
        logger.warn({ err: error, job: id }, 'the progress of a job could not be kept')
      })
    },
    show,
    setPace: (id, pace) => {
      running = pace === undefined ? undefined : { id, pace }
      shownMs = 0
    },
    view,
  }
}

/** Ids of the ended jobs that are too many, oldest first. */
function forgettable(jobs: ReadonlyMap<string, JobRecord>, next: JobRecord): readonly string[] {
  const ended = [...jobs.values()].filter((record) => record.id !== next.id && isEnded(record))
  ended.sort((a, b) => (a.endedMs ?? a.createdMs) - (b.endedMs ?? b.createdMs))
  return ended.slice(0, Math.max(0, ended.length - MOST_ENDED)).map(({ id }) => id)
}
