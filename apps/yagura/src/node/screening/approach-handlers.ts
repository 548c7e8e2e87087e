import type { ApproachRow, Encounter } from '../../api/contract/space.ts'
import { foldText } from '../catalogue/fold-text.ts'
import type { NodeContext } from '../context.ts'
import { createBreather, inSlices } from '../in-slices.ts'
import { isoOfUnixMs, unixMsOfUtc } from '../unix-time.ts'
import { type ApproachQuestion, createApproachFilter } from './approach-filter.ts'
import { parseApproachId } from './approach-id.ts'
import type { RowSurroundings } from './approach-rows.ts'
import type { DecisionBook } from './decisions.ts'
import { encounterUpdates } from './encounter-updates.ts'
import { encounterGeometry } from './encounter-view.ts'
import { NoScreeningError, UnknownApproachError } from './errors.ts'
import { exportAnswer } from './export-approaches.ts'
import { findApproach } from './find-approach.ts'
import type { Judge } from './judge.ts'
import { rowsInOrder } from './row-order.ts'
import { summaryOf } from './screening-record.ts'
import type { CurrentScreening, ScreeningDependencies, ScreeningService } from './screening-service.ts'

const DEFAULT_LIMIT = 100

/** What the answers are made from. */
export type ApproachSources = {
  readonly current: () => CurrentScreening | undefined
  readonly judge: Judge
  readonly decisions: DecisionBook
}

/** Answers about the close approaches of the newest finished screening. */
export function createApproachHandlers(
  context: NodeContext,
  dependencies: ScreeningDependencies,
  sources: ApproachSources,
): Pick<ScreeningService, 'handlers' | 'streams' | 'find'> {
  const { current, judge, decisions } = sources
  const surroundings = ({ screening }: CurrentScreening): RowSurroundings => ({
    objects: dependencies.catalogue.records(),
    marks: judge.marks(screening),
    alertOf: dependencies.alertOf,
    decisionOf: decisions.latest,
  })
  /** Indices of the rows that fit, in the order asked for. */
  const fitting = function* (question: ApproachQuestion, { screening }: CurrentScreening): Generator<number> {
    const marks = judge.marks(screening)
    const fits = createApproachFilter(question, screening, dependencies.catalogue.records(), marks)
    for (const index of rowsInOrder(screening, marks, question.sort, question.descending === true)) {
      if (fits(index)) yield index
    }
  }
  const find = (id: string): readonly [CurrentScreening, number] => {
    const name = parseApproachId(id)
    const shown = current()
    const index = name && shown && findApproach(shown.screening, name)
    if (shown === undefined || index === undefined) throw new UnknownApproachError(id)
    return [shown, index]
  }
  const encounter = async (id: string): Promise<Encounter> => {
    const [shown, index] = find(id)
    const { screening, rows } = shown
    const approach = screening.approach(index)
    const { id1, id2, tcaUtc } = approach
    const tcaMs = unixMsOfUtc(tcaUtc)
    return {
      approach: rows.row(index, surroundings(shown)),
      screening: summaryOf(screening.record),
      ...encounterGeometry(screening, rows, index),
      updates: await inSlices(encounterUpdates(context.store, { id1, id2, tcaMs })),
      decisions: decisions.all(approach),
      messages: [...dependencies.messagesAbout(id1, id2, tcaMs)],
    }
  }
  const page = async (shown: CurrentScreening, indices: readonly number[]): Promise<ApproachRow[]> => {
    const around = surroundings(shown)
    const breathe = createBreather()
    const items: ApproachRow[] = []
    for (const index of indices) {
      items.push(shown.rows.row(index, around))
      await breathe()
    }
    return items
  }
  return {
    handlers: {
      listApproaches: async ({ query }) => {
        const { offset = 0, limit = DEFAULT_LIMIT } = query
        const shown = current()
        if (shown === undefined) return { screening: null, items: [], total: 0, offset }
        const indices = [...fitting(query, shown)]
        const items = await page(shown, indices.slice(offset, offset + limit))
        return { screening: summaryOf(shown.screening.record), items, total: indices.length, offset }
      },
      readEncounter: async ({ params: { id } }) => encounter(id),
      decideApproach: async ({ params: { id }, body: { decision, reason } }, { officer }) => {
        const [shown, index] = find(id)
        await decisions.decide(shown.screening.approach(index), officer, decision, reason)
        return encounter(id)
      },
    },
    streams: {
      exportApproaches: async ({ query: { format, ...question } }) => {
        const shown = current()
        if (shown === undefined) throw new NoScreeningError()
        const facts = {
          marking: dependencies.settings().marking.en,
          mode: context.mode,
          exportedUtc: isoOfUnixMs(context.clock.nowMs()),
          screening: summaryOf(shown.screening.record),
        }
        const around = surroundings(shown)
        const rows = async function* (): AsyncGenerator<ApproachRow> {
          const breathe = createBreather()
          for (const index of fitting(question, shown)) {
            yield shown.rows.row(index, around)
            await breathe()
          }
        }
        return exportAnswer(format, facts, rows())
      },
    },
    find: (words, limit) => {
      const shown = current()
      if (shown === undefined) return []
      const found: ApproachRow[] = []
      const around = surroundings(shown)
      for (const index of fitting({ q: foldText(words.join(' ')), sort: 'priority' }, shown)) {
        found.push(shown.rows.row(index, around))
        if (found.length >= limit) break
      }
      return found
    },
  }
}
