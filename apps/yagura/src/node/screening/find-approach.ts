import { type ApproachName, SAME_ENCOUNTER_MS } from './approach-id.ts'
import type { LoadedScreening } from './loaded-screening.ts'

/** Index of the row that is the same encounter as a named one, the nearest in time; undefined where there is none. */
export function findApproach(screening: LoadedScreening, { id1, id2, tcaMs }: ApproachName): number | undefined {
  let nearest: number | undefined
  let nearestMs = SAME_ENCOUNTER_MS
  for (let i = firstAtOrAfter(screening.tcaMs, tcaMs - SAME_ENCOUNTER_MS); i < screening.count; i++) {
    const offsetMs = (screening.tcaMs[i] ?? 0) - tcaMs
    if (offsetMs > SAME_ENCOUNTER_MS) break
    if (screening.id1[i] !== id1 || screening.id2[i] !== id2 || Math.abs(offsetMs) > nearestMs) continue
    nearest = i
    nearestMs = Math.abs(offsetMs)
  }
  return nearest
}

/** Index of the first of ascending values that is not below a bound. */
export function firstAtOrAfter(values: Float64Array, bound: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] ?? 0) < bound) low = middle + 1
    else high = middle
  }
  return low
}
