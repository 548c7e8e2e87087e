import type { Priority } from '@yagura/core'

/** What the rules say of one row of a screening. */
export type AlertMark = {
  /** The highest of the rules that fire for this row. */
  readonly priority: Priority
  /** Key of the detection of its pair, see `pairKey`. */
  readonly key: string
}

/** Marks by index of the row; most rows have none. */
export type AlertMarks = ReadonlyMap<number, AlertMark>
