import {
  addSeconds,
  DEFAULT_SCREENING_GRID,
  INTERVALS_PER_SLICE,
  maxCollisionProbability,
  sliceCount,
} from '@yagura/kernels'
import type { CloseApproach } from '../close-approach.ts'
import type { ScreeningPlan } from './plan-screening.ts'
import { APPROACH_LENGTH } from './slice-approaches.ts'
import { findStillPairs } from './still-pairs.ts'

/** Screens one slice and gives its block of approaches, see `sliceApproaches`. Any thread, any order. */
export type ScreenSlice = (slice: number) => Promise<Float64Array>

/** How a screening is run. */
export type ScreeningRun = {
  readonly plan: ScreeningPlan
  readonly screenSlice: ScreenSlice
  /** Slices under way at once. */
  readonly concurrency: number
  /** Aborts the run between slices: its reason is thrown. */
  readonly signal: { throwIfAborted(): void }
  /** Blocks of slices that an earlier run finished, by slice: they are not screened again. */
  readonly finished?: ReadonlyMap<number, Float64Array>
  /** Told of each slice that was screened, for progress and so that a later run can go on from there. */
  readonly onSlice?: (slice: number, block: Float64Array, doneCount: number, totalCount: number) => void
}

/**
 * Runs a screening and yields its close approaches slice by slice, sorted by time of closest approach. Given the plan, the
 * result does not depend on the number of threads, on their order, or on where an earlier run stopped.
 */
export async function* runScreening(run: ScreeningRun): AsyncGenerator<readonly CloseApproach[]> {
  const { plan } = run
  const total = sliceCount(plan.request.durationS, DEFAULT_SCREENING_GRID)
  const still = createStillRows(plan)
  const underWay = new Map<number, Promise<Float64Array>>()
  let next = 0
  let done = 0
  const begin = (): void => {
    const slice = next++
    const kept = run.finished?.get(slice)
    const block = kept ? Promise.resolve(kept) : run.screenSlice(slice)
    const told = block.then((rows) => {
      done += 1
      run.onSlice?.(slice, rows, done, total)
      return rows
    })
    // The failure is met where the slice is awaited; until then it must not count as unhandled.
    told.catch(() => undefined)
    underWay.set(slice, told)
  }
  for (let slice = 0; slice < total; slice++) {
    while (next < total && next < slice + run.concurrency) begin()
    run.signal.throwIfAborted()
    const block = await underWay.get(slice)
    underWay.delete(slice)
    run.signal.throwIfAborted()
    yield still.merge(block ?? new Float64Array(0), slice === total - 1 ? Infinity : sliceEndS(slice))
  }
}

function sliceEndS(slice: number): number {
  return (slice + 1) * INTERVALS_PER_SLICE * DEFAULT_SCREENING_GRID.nodeSpacingS
}

/** Puts the single rows of still pairs in their place, and leaves out what the kernel found of those pairs. */
function createStillRows(plan: ScreeningPlan): {
  merge(block: Float64Array, beforeS: number): readonly CloseApproach[]
} {
  const pairs = findStillPairs(plan)
  const keys = new Set(pairs.map(({ first, second }) => `${first} ${second}`))
  const waiting = pairs
    .map(({ first, second, tcaS, missKm, relativeSpeedKmPerS }) => {
      const radiusKm = (plan.radiiKm[first] ?? 0) + (plan.radiiKm[second] ?? 0)
      // Without relative motion there is no encounter plane: the uncertainty counts as round.
      const { probability, dilutionKm } = maxCollisionProbability(missKm, radiusKm, 1)
      return [first, second, tcaS, missKm, relativeSpeedKmPerS, probability, dilutionKm]
    })
    .sort(compareRows)
  return {
    merge(block, beforeS) {
      const rows: number[][] = []
      for (let at = 0; at < block.length; at += APPROACH_LENGTH) {
        const row = [...block.subarray(at, at + APPROACH_LENGTH)]
        if (keys.size === 0 || !keys.has(`${row[0]} ${row[1]}`)) rows.push(row)
      }
      const due = waiting.filter(([, , tcaS = 0]) => tcaS < beforeS)
      waiting.splice(0, due.length)
      const merged = due.length === 0 ? rows : [...rows, ...due].sort(compareRows)
      return merged.map((row) => closeApproach(plan, row))
    },
  }
}

function compareRows(a: readonly number[], b: readonly number[]): number {
  return (a[2] ?? 0) - (b[2] ?? 0) || (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0)
}

function closeApproach(plan: ScreeningPlan, row: readonly number[]): CloseApproach {
  const [first = 0, second = 0, tcaS = 0, missKm = 0, relativeSpeedKmPerS = 0, maxPc = 0, dilutionKm = 0] = row
  return {
    id1: plan.ids[first] ?? 0,
    id2: plan.ids[second] ?? 0,
    tcaUtc: addSeconds(plan.request.startUtc, tcaS),
    missKm,
    relativeSpeedKmPerS,
    maxPc,
    dilutionKm,
  }
}
