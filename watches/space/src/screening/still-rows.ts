import { DEFAULT_SCREENING_GRID, INTERVALS_PER_SLICE, maxCollisionProbability, sliceCount } from '@yagura/kernels'
import type { ScreeningPlan } from './plan-screening.ts'
import { APPROACH_LENGTH } from './slice-approaches.ts'
import { findStillPairs } from './still-pairs.ts'

/**
 * Puts the single row of each still pair into the block of its slice, and leaves out what the kernel found of those pairs.
 * The slices of a plan may be asked for in any order, each for itself; a block that was done already stays as it is.
 * @returns From a slice and its block (see `sliceApproaches`) makes the block of the rows that count.
 */
export function createStillRows(plan: ScreeningPlan): (slice: number, block: Float64Array) => Float64Array {
  const pairs = findStillPairs(plan)
  if (pairs.length === 0) return (_slice, block) => block
  const keys = new Set(pairs.map(({ first, second }) => `${first} ${second}`))
  const still = pairs.map(({ first, second, tcaS, missKm, relativeSpeedKmPerS }) => {
    const radiusKm = (plan.radiiKm[first] ?? 0) + (plan.radiiKm[second] ?? 0)
    // Without relative motion there is no encounter plane: the uncertainty counts as round.
    const { probability, dilutionKm } = maxCollisionProbability(missKm, radiusKm, 1)
    return [first, second, tcaS, missKm, relativeSpeedKmPerS, probability, dilutionKm]
  })
  const last = sliceCount(plan.request.durationS, DEFAULT_SCREENING_GRID) - 1
  return (slice, block) => {
    const rows: number[][] = []
    for (let at = 0; at < block.length; at += APPROACH_LENGTH) {
      const row = [...block.subarray(at, at + APPROACH_LENGTH)]
      if (!keys.has(`${row[0]} ${row[1]}`)) rows.push(row)
    }
    const due = still.filter(([, , tcaS = 0]) => Math.min(sliceOf(tcaS), last) === slice)
    const merged = due.length === 0 ? rows : [...rows, ...due].sort(compareRows)
    return Float64Array.from(merged.flat())
  }
}

function sliceOf(timeS: number): number {
  return Math.floor(timeS / (INTERVALS_PER_SLICE * DEFAULT_SCREENING_GRID.nodeSpacingS))
}

function compareRows(a: readonly number[], b: readonly number[]): number {
  return (a[2] ?? 0) - (b[2] ?? 0) || (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0)
}
