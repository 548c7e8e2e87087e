import { UnknownPrimaryError } from '@yagura/space'
import { Parse } from 'typebox/value'
import { ScreeningRequestBody } from '../../api/contract/jobs.ts'
import { packSets } from '../../screening/packed-sets.ts'
import type { StartScreening } from '../../screening/start-screening.ts'
import { ROW_LENGTH, type ThreadMessage } from '../../screening/thread-messages.ts'
import type { CatalogueState, NodeContext } from '../context.ts'
import { inSlices } from '../in-slices.ts'
import type { JobKind } from '../jobs/job-service.ts'
import { unixMsOfIso, utcOfUnixMs } from '../unix-time.ts'
import { NoCatalogueError } from './errors.ts'
import {
  keptSlices,
  partnerRow,
  partnersKey,
  readSets,
  setRows,
  sliceRow,
  storedScreening,
} from './screening-archive.ts'
import { archiveOf, SCREENINGS, type ScreeningRecord } from './screening-record.ts'

const SECONDS_PER_DAY = 86_400

/** What a screening job needs of the node. */
export type ScreeningJobDependencies = {
  readonly catalogue: () => CatalogueState
  /** Age that element sets may have where a request does not say, days. */
  readonly maxAgeDays: () => number
  readonly startScreening: StartScreening
  /** Threads that a screening may use. */
  readonly threadCount: number
  /** Told when a screening is finished and kept. */
  readonly finished: (record: ScreeningRecord) => Promise<void>
}

/** The job that finds every close approach of the catalogue as it is when the job begins. */
export function screeningJob(
  context: NodeContext,
  dependencies: ScreeningJobDependencies,
): JobKind<ScreeningRequestBody> {
  return {
    parse: (request) => Parse(ScreeningRequestBody, request),
    title: ({ days, withinKm, primaries }) =>
      `Screening of ${days} d within ${withinKm} km${primaries === undefined ? '' : `, ${primaries.length} primaries`}`,
    run: async ({ jobId, request, signal, report }) => {
      const record = storedScreening(context.store, jobId) ?? (await begin(context, dependencies, jobId, request))
      report(0, 'planning')
      const done = await runToEnd(context, dependencies, record, signal, report)
      await dependencies.finished(done)
      const summary = `${(done.approaches ?? 0).toLocaleString('en')} close approaches within ${request.withinKm} km`
      return { summary, link: '/space/ca' }
    },
  }
}

/** Fixes everything that the result depends on, so that a restart changes nothing. */
async function begin(
  context: NodeContext,
  { catalogue, maxAgeDays }: ScreeningJobDependencies,
  jobId: string,
  request: ScreeningRequestBody,
): Promise<ScreeningRecord> {
  const state = catalogue()
  const sets = [...state.catalogue.histories.values()].flatMap((history) => history.slice(-1))
  if (sets.length === 0) throw new NoCatalogueError()
  const nowMs = context.clock.nowMs()
  const startMs = (request.startUtc === undefined ? undefined : unixMsOfIso(request.startUtc)) ?? nowMs
  const record: ScreeningRecord = {
    jobId,
    request,
    startMs: Math.floor(startMs / 1000) * 1000,
    maxAgeDays: request.maxAgeDays ?? maxAgeDays(),
    createdMs: nowMs,
    catalogueRevision: state.revision,
  }
  const archive = [...setRows(jobId, nowMs, packSets(sets)), ...partnerRow(jobId, nowMs, state.fromPartners)]
  await context.store.commit({ put: [{ collection: SCREENINGS, id: jobId, body: record }], archive })
  return record
}

async function runToEnd(
  context: NodeContext,
  { startScreening, threadCount }: ScreeningJobDependencies,
  begun: ScreeningRecord,
  signal: AbortSignal,
  report: (progress: number, stage: string) => void,
): Promise<ScreeningRecord> {
  const { jobId, request, startMs, maxAgeDays } = begun
  const sets = await inSlices(readSets(context.store, jobId), signal)
  const finished = await inSlices(keptSlices(context.store, jobId), signal)
  const keeper = createKeeper(context, begun, finished.length, report)
  const start = {
    sets,
    request: {
      startUtc: utcOfUnixMs(startMs),
      durationS: request.days * SECONDS_PER_DAY,
      thresholdKm: request.withinKm,
      primaries: request.primaries,
      maxAgeDays,
    },
    threadCount,
    finished,
    identity: begun.identity,
  }
  // A disk that takes no slice any more ends the work: what is not kept would only be done again.
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  await startScreening(start, either, (message) => keeper.take(message, (error) => stop.abort(error))).finally(
    keeper.settled,
  )
  return keeper.end()
}

/** Keeps what a screening thread says. */
function createKeeper(
  context: NodeContext,
  begun: ScreeningRecord,
  finishedCount: number,
  report: (progress: number, stage: string) => void,
) {
  const { store, clock } = context
  const { jobId } = begun
  let record = begun
  let done = 0
  let failedIds: readonly number[] = []
  let writing: Promise<unknown> = Promise.resolve()
  const put = (body: ScreeningRecord) => [{ collection: SCREENINGS, id: jobId, body }]
  const write = (work: () => Promise<unknown>, fail: (error: unknown) => void): void => {
    writing = writing.then(work).catch(fail)
  }
  const planned = (plan: Extract<ThreadMessage, { kind: 'planned' }>): Promise<unknown> => {
    done = plan.goesOn ? finishedCount : 0
    const { identity, objectCount: objects, leftOutCount: leftOut, sliceCount: slices } = plan
    record = { ...record, identity, objects, leftOut, slices }
    if (plan.goesOn || finishedCount === 0) return store.commit({ put: put(record) })
    // Another version of the program plans otherwise: slices of both must not be put together.
    return restartSlices(context, record)
  }
  return {
    take: (message: ThreadMessage, fail: (error: unknown) => void): void => {
      switch (message.kind) {
        case 'planned':
          write(() => planned(message), fail)
          break
        case 'slice':
          write(async () => {
            await store.commit({ archive: [sliceRow(jobId, message.slice, clock.nowMs(), message.block)] })
            done += 1
            report(done / (record.slices ?? done), 'screening')
          }, fail)
          break
        case 'done':
          failedIds = message.failedIds
          break
        case 'unknown-primaries':
          fail(new UnknownPrimaryError(message.ids))
      }
    },
    settled: async (): Promise<void> => {
      await writing
    },
    end: async (): Promise<ScreeningRecord> => {
      let doubles = 0
      for (const { body } of store.readArchive(archiveOf(jobId), 'slice/')) doubles += body.length / 8
      record = { ...record, failedIds: [...failedIds], approaches: doubles / ROW_LENGTH, finishedMs: clock.nowMs() }
      await store.commit({ put: put(record) })
      return record
    },
  }
}

async function restartSlices(context: NodeContext, record: ScreeningRecord): Promise<void> {
  const { store, clock } = context
  const sets = await inSlices(readSets(store, record.jobId))
  const partners = [...store.readArchive(archiveOf(record.jobId), partnersKey)]
  await store.commit({
    forget: [{ collection: archiveOf(record.jobId) }],
    archive: [...setRows(record.jobId, clock.nowMs(), sets), ...partners],
    put: [{ collection: SCREENINGS, id: record.jobId, body: record }],
  })
}
