import { type ApproachQuestion, createApproachFilter } from './approach-filter.ts'
import { parseApproachId } from './approach-id.ts'
import type { RowSurroundings } from './approach-rows.ts'
import type { DecisionBook } from './decisions.ts'
import { UnknownApproachError } from './errors.ts'
import { findApproach } from './find-approach.ts'
import type { Judge } from './judge.ts'
import { type FittingRows, firstFittingRows, fittingRows } from './row-order.ts'
import type { CurrentScreening, ScreeningDependencies } from './screening-dependencies.ts'

/** Reads the newest finished screening together with what alerts and officers say of its rows. */
export type ApproachReading = {
  readonly current: () => CurrentScreening | undefined
  readonly surroundings: (shown: CurrentScreening) => RowSurroundings
  /** The rows that fit, from an offset on, at most so many. */
  readonly fitting: (question: ApproachQuestion, shown: CurrentScreening, offset: number, limit: number) => FittingRows
  /** The first rows in which all words fit, the most urgent first. */
  readonly first: (words: readonly string[], shown: CurrentScreening, limit: number) => readonly number[]
  /** The row of a name; throws UnknownApproachError where there is none. */
  readonly find: (id: string) => { readonly shown: CurrentScreening; readonly index: number }
}

/** What is read. */
export type ApproachSources = {
  readonly current: () => CurrentScreening | undefined
  readonly judge: Judge
  readonly decisions: DecisionBook
}

/** Joins a screening with its alerts and decisions. */
export function createApproachReading(
  { catalogue, alertOf }: ScreeningDependencies,
  { current, judge, decisions }: ApproachSources,
): ApproachReading {
  return {
    current,
    surroundings: ({ screening }) => ({
      objects: catalogue.records(),
      marks: judge.marks(screening),
      alertOf,
      decisionOf: decisions.latest,
    }),
    fitting: (question, { screening }, offset, limit) => {
      const marks = judge.marks(screening)
      const fits = createApproachFilter(question, screening, catalogue.records(), marks)
      return fittingRows(screening, marks, question, fits, offset, limit)
    },
    first: (words, { screening }, limit) => {
      const marks = judge.marks(screening)
      const fits = createApproachFilter({ q: words.join(' ') }, screening, catalogue.records(), marks)
      return firstFittingRows(screening, marks, fits, limit)
    },
    find: (id) => {
      const name = parseApproachId(id)
      const shown = current()
      const index = name && shown && findApproach(shown.screening, name)
      if (shown === undefined || index === undefined) throw new UnknownApproachError(id)
      return { shown, index }
    },
  }
}
