import type { RecordProblem } from '@yagura/formats'

/** Problems that are shown; the others are counted. */
const MOST_SHOWN = 100

/** Collects the problems of one file. */
export type ProblemList = {
  readonly add: (problem: RecordProblem) => void
  readonly count: () => number
  /** The first hundred. */
  readonly first: () => RecordProblem[]
}

/** An empty list. */
export function createProblemList(): ProblemList {
  const first: RecordProblem[] = []
  let count = 0
  return {
    add: (problem) => {
      count += 1
      if (first.length < MOST_SHOWN) first.push(problem)
    },
    count: () => count,
    first: () => first,
  }
}
