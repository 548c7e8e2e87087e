import { compareUrgency } from '@yagura/core'
import type { AlertMarks } from './alert-marks.ts'
import type { ApproachQuestion } from './approach-filter.ts'
import type { LoadedScreening } from './loaded-screening.ts'

/** Indices of all rows in the order that is asked for; ties in the order of time. */
export function* rowsInOrder(
  screening: LoadedScreening,
  marks: AlertMarks,
  sort: ApproachQuestion['sort'],
  descending: boolean,
): Generator<number> {
  switch (sort) {
    case 'miss':
    case 'maxPc':
    case 'speed':
      yield* descending ? backwards(screening.orders[sort]) : screening.orders[sort]
      break
    case 'priority':
      yield* byPriority(screening, marks, descending)
      break
    default:
      yield* inTime(screening.count, descending)
  }
}

/** Ascending begins with the most urgent, as in the list of alerts; rows without an alert are last, or first. */
function* byPriority({ count }: LoadedScreening, marks: AlertMarks, descending: boolean): Generator<number> {
  const marked = [...marks].sort(([a, first], [b, second]) => compareUrgency(second.priority, first.priority) || a - b)
  const indices = marked.map(([index]) => index)
  if (!descending) yield* indices
  for (let index = 0; index < count; index++) if (!marks.has(index)) yield index
  if (descending) yield* indices.reverse()
}

function* inTime(count: number, descending: boolean): Generator<number> {
  for (let i = 0; i < count; i++) yield descending ? count - 1 - i : i
}

function* backwards(order: Uint32Array): Generator<number> {
  for (let i = order.length - 1; i >= 0; i--) yield order[i] ?? 0
}
