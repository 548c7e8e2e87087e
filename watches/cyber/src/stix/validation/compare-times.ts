import type { Members } from '../../members.ts'
import { readTimestamp } from '../../patterns/timestamp.ts'
import type { Findings } from './findings.ts'

/** Demands the order of two times where both are there and are times. */
export function compareTimes(
  earlier: string,
  later: string,
  order: 'later' | 'same-or-later',
  section: string,
): (value: Members, findings: Findings) => void {
  return (value, findings) => {
    const [first, second] = [value[earlier], value[later]]
    if (typeof first !== 'string' || typeof second !== 'string') return
    // Times of equal length sort as texts do: most are written so, and nothing need be read.
    if (first.length === second.length && (order === 'later' ? second > first : second >= first)) return
    const [from, to] = [readTimestamp(first)?.sortable, readTimestamp(second)?.sortable]
    if (from === undefined || to === undefined || (order === 'later' ? to > from : to >= from)) return
    findings.must('time-order', section, `${later} (${second}) must be ${order} than ${earlier} (${first})`)
  }
}
