import type { RecordProblem } from '@yagura/formats'
import type { Messages } from './messages.ts'

/** Problems of the records that a command reads: the first are shown one by one, all are counted. */
export type Problems = {
  /** Counts a problem, and shows it as `FILE:LINE: field: reason` while few have been shown. */
  readonly report: (problem: RecordProblem) => void
  readonly count: () => number
  /** Says how many were not shown. */
  readonly end: () => void
}

const shownProblems = 50

/**
 * A counter of problems.
 *
 * @param messages - Where they are shown.
 */
export function createProblems(messages: Messages): Problems {
  let count = 0
  return {
    report: ({ file, line, field, reason }) => {
      count += 1
      if (count <= shownProblems) messages.say(`${file}:${line}: ${field}: ${reason}`)
    },
    count: () => count,
    end: () => {
      if (count > shownProblems) messages.say(`… and ${count - shownProblems} more problems, ${count} in all`)
    },
  }
}
