import type { ElementSet, UtcInstant } from '@yagura/formats'
import { createPropagator, elapsedS } from '@yagura/kernels'
import { type PassSearch, sgp4Elements } from '@yagura/space'

/**
 * States of one object by its element set, or why SGP4 must not or cannot propagate it. The arrays of a state are used
 * again for the next.
 */
export function createStateAt(set: ElementSet): PassSearch['stateAt'] | string {
  if (set.ephemerisType === 4) return 'its elements are of SGP4-XP, which SGP4 must not propagate'
  const isOrbit = set.meanMotionRevPerDay > 0 && set.eccentricity >= 0 && set.eccentricity < 1
  if (!isOrbit) return 'its elements are of no orbit'
  const propagate = createPropagator(sgp4Elements(set), 'improved')
  const state = new Float64Array(6)
  const temeState = { positionTemeKm: state.subarray(0, 3), velocityTemeKmPerS: state.subarray(3, 6) }
  return (utc: UtcInstant) => (propagate(elapsedS(set.epochUtc, utc) / 60, state) === 0 ? temeState : undefined)
}
