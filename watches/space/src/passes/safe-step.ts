import { limitsHoldForS } from './motion-limits.ts'
import type { Sighting } from './sightline.ts'

/** Steps are no shorter than this, so that the search ends: what rises above the cone for less may be left out. */
const shortestStepS = 1e-3

/**
 * How far time may go on from a sighting while the object is certain to stay on the same side of the least elevation's cone.
 *
 * The clearance c = up − s·range has c″ = (up − s·line)·a − s·v⊥²/range. With |a| and v bounded, c stays within a parabola
 * of known curvature around its tangent, and the step ends where that parabola meets zero. Toward a crossing this is
 * Newton's iteration from one side: it does not overshoot, and converges quadratically.
 *
 * @param sighting - Where to start from.
 * @param sineMinElevation - s.
 * @returns Seconds, from 1 ms to half an hour.
 */
export function safeStepS(sighting: Sighting, sineMinElevation: number): number {
  const { clearanceKm, clearanceRateKmPerS, rangeKm, limits } = sighting
  const isUp = clearanceKm >= 0
  // The term in v⊥² only ever lowers c for s > 0, and raises it for s < 0: it matters on one side alone.
  const curves = isUp ? sineMinElevation > 0 : sineMinElevation < 0
  // While half the range is not yet flown, the range stays above half of itself.
  const longestS = curves ? Math.min(limitsHoldForS, rangeKm / (2 * limits.speedKmPerS)) : limitsHoldForS
  const turning = curves ? (2 * Math.abs(sineMinElevation) * limits.speedKmPerS ** 2) / rangeKm : 0
  const curvature = limits.accelerationKmPerS2 * (1 + Math.abs(sineMinElevation)) + turning
  const gapKm = Math.abs(clearanceKm)
  const approach = isUp ? -clearanceRateKmPerS : clearanceRateKmPerS
  const root = Math.sqrt(approach * approach + 2 * curvature * gapKm)
  const stepS = approach > 0 ? (2 * gapKm) / (approach + root) : (root - approach) / curvature
  return Math.max(shortestStepS, Math.min(longestS, stepS))
}
