import { compareUrgency } from '@yagura/core'
import type { AlertMarks } from './alert-marks.ts'
import type { ApproachQuestion } from './approach-filter.ts'
import type { LoadedScreening } from './loaded-screening.ts'

/** Rows that fit a question. */
export type FittingRows = {
  /** Indices of those of the page, in the order that is asked for. */
  readonly indices: readonly number[]
  /** How many fit in all. */
  readonly total: number
}

/**
 * Goes through all rows once, in the order that is asked for, ties in the order of time: a few milliseconds for 200,000.
 *
 * @param fits - Whether a row counts.
 * @param offset - Rows that fit and are passed over; then as many as the limit are taken.
 */
export function fittingRows(
  screening: LoadedScreening,
  marks: AlertMarks,
  { sort, descending = false }: Pick<ApproachQuestion, 'sort' | 'descending'>,
  fits: (index: number) => boolean,
  offset: number,
  limit: number,
): FittingRows {
  const order = orderOf(screening, marks, sort)
  const { count } = screening
  const indices: number[] = []
  let total = 0
  for (let i = 0; i < count; i++) {
    const place = descending ? count - 1 - i : i
    const index = order === undefined ? place : (order[place] ?? 0)
    if (!fits(index)) continue
    if (total >= offset && indices.length < limit) indices.push(index)
    total += 1
  }
  return { indices, total }
}

/** The first rows that fit, the most urgent first; the others are not looked at. */
export function firstFittingRows(
  screening: LoadedScreening,
  marks: AlertMarks,
  fits: (index: number) => boolean,
  limit: number,
): readonly number[] {
  const indices: number[] = []
  for (const index of priorityOrder(screening, marks)) {
    if (indices.length >= limit) break
    if (fits(index)) indices.push(index)
  }
  return indices
}

/** Ascending order; undefined for that of time, in which rows lie. */
function orderOf(
  screening: LoadedScreening,
  marks: AlertMarks,
  sort: ApproachQuestion['sort'],
): Uint32Array | undefined {
  switch (sort) {
    case 'miss':
    case 'maxPc':
    case 'speed':
      return screening.orders[sort]
    case 'priority':
      return priorityOrder(screening, marks)
    default:
      return undefined
  }
}

/** Begins with the most urgent, as in the list of alerts; rows without an alert are last. */
function priorityOrder({ count }: LoadedScreening, marks: AlertMarks): Uint32Array {
  const order = new Uint32Array(count)
  const marked = [...marks].sort(([a, first], [b, second]) => compareUrgency(second.priority, first.priority) || a - b)
  let place = 0
  for (const [index] of marked) order[place++] = index
  for (let index = 0; index < count; index++) if (!marks.has(index)) order[place++] = index
  return order
}
