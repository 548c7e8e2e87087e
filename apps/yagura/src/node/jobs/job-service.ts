import type { Job } from '../../api/contract/jobs.ts'
import type { Handlers, JobRunner, NodeContext } from '../context.ts'
import { JobStateError } from './errors.ts'
import { createJobQueue } from './job-queue.ts'
import { isResumable, type JobRecord } from './job-record.ts'
import { openJobTable } from './job-table.ts'

/** A kind of job. */
export type JobKind<Request> = {
  /** Reads a request, new or from the store; throws where it is none of this kind. */
  readonly parse: (request: unknown) => Request
  readonly title: (request: Request) => string
  readonly run: JobRunner<Request>
}

/** Long work of a node: one job at a time, the others wait; survives a restart. */
export type JobService = {
  readonly handlers: Handlers<'listJobs' | 'startJob' | 'readJob' | 'cancelJob' | 'resumeJob'>
  /** Makes a kind of job known; jobs of it that a restart interrupted go on. */
  readonly register: <Request>(kind: string, definition: JobKind<Request>) => void
  /** @param by - Officer, or `node`. */
  readonly start: (kind: string, request: unknown, by: string) => Promise<Job>
  /** Newest first. */
  readonly list: () => readonly Job[]
  readonly runningCount: () => number
  /** Stops what runs; it goes on at the next start. */
  readonly close: () => Promise<void>
}

const DEFAULT_LIMIT = 50

/** Restores the jobs of a store; those of a kind go on as soon as it is registered. */
export function createJobService(context: NodeContext): JobService {
  const table = openJobTable(context)
  const queue = createJobQueue(context, table)

  const start: JobService['start'] = async (kind, request, by) => {
    const record: JobRecord = {
      id: context.newId(),
      kind,
      title: queue.titleOf(kind, request),
      request,
      state: 'queued',
      progress: 0,
      stage: 'queued',
      startedBy: by,
      createdMs: context.clock.nowMs(),
    }
    await table.keep(record, 'queued', by, `${record.title}: asked for`)
    queue.pump()
    return table.view(table.find(record.id))
  }
  const cancel = async (record: JobRecord, by: string): Promise<Job> => {
    if (queue.runningId() === record.id) await queue.cancelRunning(by)
    else if (record.state === 'queued') {
      const cancelled = { ...record, state: 'cancelled' as const, endedMs: context.clock.nowMs() }
      await table.keep(cancelled, 'cancelled', by, `${record.title}: cancelled`)
    } else throw new JobStateError(record.id, record.state, 'cancelled')
    return table.view(table.find(record.id))
  }
  const resume = async (record: JobRecord, by: string): Promise<Job> => {
    if (!isResumable(record)) throw new JobStateError(record.id, record.state, 'resumed')
    const { endedMs: _ended, error: _error, ...rest } = record
    await table.keep({ ...rest, state: 'queued' }, 'queued', by, `${record.title}: asked to go on`)
    queue.pump()
    return table.view(table.find(record.id))
  }
  return {
    handlers: {
      listJobs: async ({ query: { offset = 0, limit = DEFAULT_LIMIT } }) => {
        const all = table.newestFirst()
        return { items: all.slice(offset, offset + limit).map(table.view), total: all.length, offset }
      },
      startJob: async ({ body }, { officer }) => start(body.kind, body, officer),
      readJob: async ({ params: { id } }) => table.view(table.find(id)),
      cancelJob: async ({ params: { id } }, { officer }) => cancel(table.find(id), officer),
      resumeJob: async ({ params: { id } }, { officer }) => resume(table.find(id), officer),
    },
    register: (kind, { parse, title, run }) => {
      queue.register(kind, {
        title: (request) => title(parse(request)),
        run: async (asked) => run({ ...asked, request: parse(asked.request) }),
      })
    },
    start,
    list: () => table.newestFirst().map(table.view),
    runningCount: () => (queue.runningId() === undefined ? 0 : 1),
    close: queue.close,
  }
}
