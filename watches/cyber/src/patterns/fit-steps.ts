import type { PatternFault } from './pattern.ts'

/** Steps of a search before a pattern is given up; about a second of work. */
const mostSteps = 10_000_000

/** The search was given up; never leaves `matchPattern`. */
export class TooHardFault extends Error {
  readonly fault: PatternFault

  constructor(reason: string) {
    super(reason)
    this.fault = { code: 'pattern/too-hard', reason }
  }
}

/** Counts the steps of one search. */
export type Steps = { left: number }

/** Makes a count of no steps yet. */
export function startSteps(): Steps {
  return { left: mostSteps }
}

/** @throws TooHardFault once there are more than are worth it. */
export function takeSteps(steps: Steps, count: number): void {
  steps.left -= count
  if (steps.left >= 0) return
  throw new TooHardFault(`not answered: more than ${mostSteps} steps to find out which observations fit together`)
}
