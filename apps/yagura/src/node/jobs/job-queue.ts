import { YaguraError } from '@yagura/core'
import type { JobRunner, NodeContext } from '../context.ts'
import type { JobRecord } from './job-record.ts'
import type { JobTable } from './job-table.ts'

/** A kind of job whose requests are read back from the store. */
type KnownKind = {
  readonly title: (request: unknown) => string
  readonly run: JobRunner<unknown>
}

/** Code of a failure that nobody can mend but us. */
const DEFECT = 'jobs/defect'

/** Runs queued jobs, one at a time, the oldest first. */
export type JobQueue = {
  readonly register: (kind: string, definition: KnownKind) => void
  readonly titleOf: (kind: string, request: unknown) => string
  /** Begins the next job where none runs. */
  readonly pump: () => void
  /** Id of the job that runs. */
  readonly runningId: () => string | undefined
  /** Stops the job that runs; resolves when it has stopped. */
  readonly cancelRunning: (by: string) => Promise<void>
  /** Stops without a trace: what ran goes on at the next start. */
  readonly close: () => Promise<void>
}

type Stop = { readonly why: 'closing' } | { readonly why: 'cancelled'; readonly by: string }
type Running = { readonly id: string; readonly abort: AbortController; done: Promise<void>; stop: Stop | undefined }

/** A queue over the jobs of a node. */
export function createJobQueue(context: NodeContext, table: JobTable): JobQueue {
  const kinds = new Map<string, KnownKind>()
  let running: Running | undefined
  let isClosed = false

  const pump = (): void => {
    if (running !== undefined || isClosed) return
    const queued = table.newestFirst().filter(({ state, kind }) => state === 'queued' && kinds.has(kind))
    const next = queued.at(-1)
    const kind = next && kinds.get(next.kind)
    if (next === undefined || kind === undefined) return
    const current: Running = { id: next.id, abort: new AbortController(), done: Promise.resolve(), stop: undefined }
    running = current
    current.done = execute(context, table, next, kind, current)
      .catch((error: unknown) => {
        // On a disk that takes nothing the screen still says so; after a restart the job goes on.
        context.logger.error({ err: error, job: next.id }, 'the end of a job could not be kept')
        table.show({ ...table.find(next.id), state: 'failed', error: errorOf(error), endedMs: context.clock.nowMs() })
      })
      .then(() => {
        running = undefined
        table.setPace(next.id, undefined)
        pump()
      })
  }
  const halt = async (stop: Stop): Promise<void> => {
    const current = running
    if (current === undefined) return
    current.stop ??= stop
    current.abort.abort()
    await current.done
  }
  return {
    register: (kind, definition) => {
      kinds.set(kind, definition)
      pump()
    },
    titleOf: (kind, request) => kinds.get(kind)?.title(request) ?? kind,
    pump,
    runningId: () => running?.id,
    cancelRunning: (by) => halt({ why: 'cancelled', by }),
    close: async () => {
      isClosed = true
      await halt({ why: 'closing' })
    },
  }
}

/** Runs a job to its end, whatever that is. Throws where the end could not be kept. */
async function execute(
  context: NodeContext,
  table: JobTable,
  record: JobRecord,
  { run }: KnownKind,
  current: Running,
): Promise<void> {
  const { clock } = context
  const { id, title } = record
  const isFirst = record.startedMs === undefined
  table.setPace(id, { sinceMs: clock.nowMs(), fromProgress: record.progress })
  const begun: JobRecord = { ...record, state: 'running', startedMs: record.startedMs ?? clock.nowMs() }
  await table.keep(begun, isFirst ? 'started' : 'resumed', 'node', `${title}: ${isFirst ? 'begun' : 'goes on'}`)
  const outcome = await run({
    jobId: id,
    request: record.request,
    signal: current.abort.signal,
    report: (progress, stage) => table.progress(id, progress, stage),
  }).catch((error: unknown) => ({ error }))
  const ended = { ...table.find(id), endedMs: clock.nowMs() }
  if (!('error' in outcome)) {
    const finished: JobRecord = { ...ended, state: 'finished', progress: 1, stage: 'done', result: outcome }
    await table.keep(finished, 'finished', 'node', `${title}: ${outcome.summary}`)
  } else if (current.stop?.why === 'cancelled') {
    await table.keep({ ...ended, state: 'cancelled' }, 'cancelled', current.stop.by, `${title}: cancelled`)
  } else if (current.stop === undefined) {
    const error = errorOf(outcome.error)
    if (error.code === DEFECT) context.logger.error({ err: outcome.error, job: id }, 'a job failed by a defect')
    await table.keep({ ...ended, state: 'failed', error }, 'failed', 'node', `${title}: ${error.message}`)
  }
}

function errorOf(error: unknown): { readonly code: string; readonly message: string } {
  const message = error instanceof Error ? error.message : String(error)
  return { code: error instanceof YaguraError ? error.code : DEFECT, message }
}
