import { addSeconds, DEFAULT_SCREENING_GRID, sliceCount } from '@yagura/kernels'
import type { CloseApproach } from '../close-approach.ts'
import type { ScreeningPlan } from './plan-screening.ts'
import { APPROACH_LENGTH } from './slice-approaches.ts'
import { createStillRows } from './still-rows.ts'

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
  const withStill = createStillRows(plan)
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
    yield closeApproaches(plan, withStill(slice, block ?? new Float64Array(0)))
  }
}

function closeApproaches(plan: ScreeningPlan, block: Float64Array): readonly CloseApproach[] {
  const rows: CloseApproach[] = []
  for (let at = 0; at < block.length; at += APPROACH_LENGTH) {
    rows.push(closeApproach(plan, block.subarray(at, at + APPROACH_LENGTH)))
  }
  return rows
}

function closeApproach(plan: ScreeningPlan, row: Float64Array): CloseApproach {
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
