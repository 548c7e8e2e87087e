import type { NodeStatus } from '../../api/contract/node.ts'
import type { StreamHandler } from '../../api/contract/operations.ts'
import type { ApproachRow } from '../../api/contract/space-views.ts'
import { createStartScreening } from '../../screening/start-screening.ts'
import type { Handlers, NodeContext } from '../context.ts'
import { inSlices } from '../in-slices.ts'
import { createApproachHandlers } from './approach-handlers.ts'
import { createApproachReading } from './approach-reading.ts'
import { createRowMaker } from './approach-rows.ts'
import { openDecisions } from './decisions.ts'
import { createEncounterHandlers } from './encounter-handlers.ts'
import { createJudge } from './judge.ts'
import { loadScreening } from './loaded-screening.ts'
import { retainScreenings } from './retain-screenings.ts'
import { screeningIsDue } from './schedule.ts'
import { storedScreenings } from './screening-archive.ts'
import type { CurrentScreening, ScreeningDependencies } from './screening-dependencies.ts'
import { screeningJob } from './screening-job.ts'
import { type ScreeningRecord, summaryOf } from './screening-record.ts'

/** Screenings of a node: made by themselves and when asked, judged by the rules, and looked at. */
export type ScreeningService = {
  readonly handlers: Handlers<'listApproaches' | 'readEncounter' | 'decideApproach'>
  readonly streams: { readonly exportApproaches: StreamHandler<'exportApproaches'> }
  readonly summary: () => NodeStatus['screening']
  /** Close approaches by name or number, for the search. */
  readonly find: (words: readonly string[], limit: number) => readonly ApproachRow[]
  /** What the passing of time does: a screening that is due is started, what is known is judged again. */
  readonly tick: () => Promise<void>
  /** Forgets what was decided about encounters longer ago than element sets are kept; the log still has it. */
  readonly retain: () => Promise<void>
  readonly close: () => Promise<void>
}

const TICK_MS = 5000
const DAY_MS = 86_400_000

/** Loads the newest finished screening and goes on from there. */
export async function createScreeningService(
  context: NodeContext,
  dependencies: ScreeningDependencies,
): Promise<ScreeningService> {
  const { store, clock, logger } = context
  const { catalogue, jobs, settings } = dependencies
  let current: CurrentScreening | undefined
  const show = async (record: ScreeningRecord): Promise<void> => {
    const screening = await inSlices(loadScreening(store, record))
    current = { screening, rows: createRowMaker(screening) }
  }
  const newest = storedScreenings(store).findLast(({ finishedMs }) => finishedMs !== undefined)
  if (newest !== undefined) await show(newest)
  const decisions = openDecisions(context)
  const judge = createJudge(context, dependencies, () => current?.screening)
  let changedMs = clock.nowMs()
  const leave = [
    catalogue.onChange(() => {
      changedMs = clock.nowMs()
    }),
    dependencies.onRulesChanged(() => judge.soon()),
  ]
  jobs.register(
    'screening',
    screeningJob(context, {
      catalogue: catalogue.state,
      maxAgeDays: () => settings().screening.maxAgeDays,
      startScreening: dependencies.startScreening ?? createStartScreening(),
      threadCount: dependencies.threadCount,
      finished: async (record) => {
        await show(record)
        await retainScreenings(context, settings().retention.screenings, jobs.list())
        context.live.publish({ kind: 'status' })
        judge.soon()
      },
    }),
  )
  const tick = async (): Promise<void> => {
    const nowMs = clock.nowMs()
    const objects = catalogue.state().catalogue.histories.size
    if (screeningIsDue(settings().screening, jobs.list(), { nowMs, changedMs, objects })) {
      const { days, withinKm, maxAgeDays } = settings().screening
      await jobs.start('screening', { kind: 'screening', days, withinKm, maxAgeDays }, 'node')
    }
    await judge.ifDue()
  }
  let ticking: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    ticking = ticking.then(tick).catch((error: unknown) => logger.error({ err: error }, 'screenings cannot go on'))
  }, TICK_MS)
  timer.unref()
  const reading = createApproachReading(dependencies, { current: () => current, judge, decisions })
  const { listApproaches, exportApproaches, find } = createApproachHandlers(context, dependencies, reading)
  return {
    handlers: { listApproaches, ...createEncounterHandlers(context, dependencies, reading, decisions) },
    streams: { exportApproaches },
    find,
    summary: () => (current === undefined ? null : summaryOf(current.screening.record)),
    tick,
    retain: () => decisions.forgetBefore(clock.nowMs() - settings().retention.elementSetDays * DAY_MS),
    close: async () => {
      clearInterval(timer)
      for (const end of leave) end()
      await ticking
      await judge.close()
    },
  }
}
