import type { PatternFault } from './pattern.ts'

/** The search was given up; never leaves `matchPattern`. */
export class TooHardFault extends Error {
  readonly fault: PatternFault

  constructor(reason: string) {
    super(reason)
    this.fault = { code: 'pattern/too-hard', reason }
  }
}

/** Counts the steps of one search. */
export type Steps = { left: number; readonly most: number }

/** Makes a count of no steps yet. @param most - A search of more is given up. */
export function startSteps(most: number): Steps {
  return { left: most, most }
}

/** @throws TooHardFault once there are more than are worth it. */
export function takeSteps(steps: Steps, count: number): void {
  steps.left -= count
  if (steps.left >= 0) return
  throw new TooHardFault(`given up: more than ${steps.most} steps to find out which observations fit together`)
}
