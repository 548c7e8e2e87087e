import type { StreamHandler } from '../../api/contract/operations.ts'
import type { ApproachRow } from '../../api/contract/space-views.ts'
import type { Handlers, NodeContext } from '../context.ts'
import { createBreather } from '../in-slices.ts'
import { isoOfUnixMs } from '../unix-time.ts'
import type { ApproachReading } from './approach-reading.ts'
import { markingsOf } from './approach-rows.ts'
import { NoScreeningError } from './errors.ts'
import { exportAnswer, partnerMarking } from './export-approaches.ts'
import type { CurrentScreening, ScreeningDependencies } from './screening-dependencies.ts'
import { summaryOf } from './screening-record.ts'

const DEFAULT_LIMIT = 100

/** Answers about many close approaches. */
export type ApproachHandlers = Handlers<'listApproaches'> & {
  readonly exportApproaches: StreamHandler<'exportApproaches'>
  /** Close approaches by name or number, those with alerts first. */
  readonly find: (words: readonly string[], limit: number) => readonly ApproachRow[]
}

/** Lists of close approaches: a page, a file, the hits of a search. */
export function createApproachHandlers(
  context: NodeContext,
  { settings }: Pick<ScreeningDependencies, 'settings'>,
  { current, first, fitting, surroundings }: ApproachReading,
): ApproachHandlers {
  /** Rows one after the other, so that a long list holds nobody up. */
  const rowsOf = async function* (shown: CurrentScreening, indices: Iterable<number>): AsyncGenerator<ApproachRow> {
    const around = surroundings(shown)
    const breathe = createBreather()
    for (const index of indices) {
      yield shown.rows.row(index, around)
      await breathe()
    }
  }
  return {
    listApproaches: async ({ query }) => {
      const { offset = 0, limit = DEFAULT_LIMIT } = query
      const shown = current()
      if (shown === undefined) return { screening: null, items: [], total: 0, offset }
      const { indices, total } = fitting(query, shown, offset, limit)
      const items: ApproachRow[] = []
      for await (const row of rowsOf(shown, indices)) items.push(row)
      return { screening: summaryOf(shown.screening.record), items, total, offset }
    },
    exportApproaches: async ({ query: { format, ...question } }) => {
      const shown = current()
      if (shown === undefined) throw new NoScreeningError()
      const facts = {
        marking: settings().marking.en,
        partnerMarkings: [...new Set(markingsOf(shown.screening.datasets).map(partnerMarking))],
        mode: context.mode,
        exportedUtc: isoOfUnixMs(context.clock.nowMs()),
        screening: summaryOf(shown.screening.record),
      }
      return exportAnswer(format, facts, rowsOf(shown, fitting(question, shown, 0, Infinity).indices))
    },
    find: (words, limit) => {
      const shown = current()
      if (shown === undefined) return []
      const around = surroundings(shown)
      return first(words, shown, limit).map((index) => shown.rows.row(index, around))
    },
  }
}
