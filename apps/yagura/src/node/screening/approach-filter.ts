import type { Asked } from '../../api/contract/common.ts'
import type { operations } from '../../api/contract/operations.ts'
import { foldText } from '../catalogue/fold-text.ts'
import type { ObjectRecords } from '../catalogue/merge-sets.ts'
import { createWordTest } from '../catalogue/word-fit.ts'
import { unixMsOfIso } from '../unix-time.ts'
import type { AlertMarks } from './alert-marks.ts'
import type { LoadedScreening } from './loaded-screening.ts'

/** What is asked of a list of close approaches. */
export type ApproachQuestion = Omit<Asked<typeof operations.listApproaches>['query'], 'offset' | 'limit'>

/** Whether a row fits a question; all that is asked must fit. */
export function createApproachFilter(
  question: ApproachQuestion,
  screening: LoadedScreening,
  objects: ObjectRecords,
  marks: AlertMarks,
): (index: number) => boolean {
  const { object, maxMissKm = Infinity, minMaxPc = 0, alertedOnly = false } = question
  const fromMs = momentMs(question.fromUtc, -Infinity)
  const toMs = momentMs(question.toUtc, Infinity)
  const named = wordTests(question.q, objects)
  const { id1, id2, tcaMs, missKm, maxPc } = screening
  return (index) => {
    const tca = tcaMs[index] ?? 0
    if (tca < fromMs || tca > toMs) return false
    if ((missKm[index] ?? 0) > maxMissKm || (maxPc[index] ?? 0) < minMaxPc) return false
    const first = id1[index] ?? 0
    const second = id2[index] ?? 0
    if (object !== undefined && first !== object && second !== object) return false
    if (alertedOnly && !marks.has(index)) return false
    return named.every((fits) => fits(first) || fits(second))
  }
}

function momentMs(iso: string | undefined, otherwise: number): number {
  return (iso === undefined ? undefined : unixMsOfIso(iso)) ?? otherwise
}

/** For each word that was typed, whether an object fits it; looked at when a row of the object comes up, and remembered. */
function wordTests(q: string | undefined, objects: ObjectRecords): readonly ((id: number) => boolean)[] {
  const words = foldText(q ?? '')
    .split(' ')
    .filter((word) => word !== '')
  return words.map((word) => {
    const test = createWordTest(word)
    const known = new Map<number, boolean>()
    return (id) => {
      const before = known.get(id)
      if (before !== undefined) return before
      const record = objects.get(id)
      const fits = record !== undefined && test(record)
      known.set(id, fits)
      return fits
    }
  })
}
