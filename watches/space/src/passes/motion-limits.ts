import { earthRotationRadPerS } from '@yagura/kernels'
import type { TemeState } from './teme-state.ts'

/** Bounds on an object's motion relative to the turning Earth, valid for {@link limitsHoldForS} before and after a state. */
export type MotionLimits = {
  readonly speedKmPerS: number
  readonly accelerationKmPerS2: number
}

/** How long, before or after its state, a {@link MotionLimits} holds; s. */
export const limitsHoldForS = 1800

/** Source: WGS 72, as in SGP4. The margins below cover the difference from any other model. */
const gravitationKm3PerS2 = 398_600.8
const earthRadiusKm = 6378
/** Oblateness moves the osculating perigee by at most 0.3 % within a revolution; Sun, Moon and drag by less in half an hour. */
const margin = 1.02

/**
 * The fastest motion on the osculating orbit of a state, with a margin of 2 % for its perturbations: speed at perigee plus
 * the Earth's turning at the farthest point within reach, and gravity at perigee plus Coriolis and centrifugal terms.
 * An orbit that meets the Earth is bounded by its motion at the surface.
 */
export function motionLimits({ positionTemeKm, velocityTemeKmPerS }: TemeState): MotionLimits {
  const [x = 0, y = 0, z = 0] = positionTemeKm
  const [vx = 0, vy = 0, vz = 0] = velocityTemeKmPerS
  const distanceKm = Math.hypot(x, y, z)
  const energy = (vx * vx + vy * vy + vz * vz) / 2 - gravitationKm3PerS2 / distanceKm
  const momentum2 = (y * vz - z * vy) ** 2 + (z * vx - x * vz) ** 2 + (x * vy - y * vx) ** 2
  const eccentricity = Math.sqrt(Math.max(0, 1 + (2 * energy * momentum2) / gravitationKm3PerS2 ** 2))
  const osculatingPerigeeKm = momentum2 / (gravitationKm3PerS2 * (1 + eccentricity))
  const perigeeKm = Math.min(distanceKm, Math.max(osculatingPerigeeKm / margin, earthRadiusKm))
  const inertialSpeedKmPerS = margin * Math.sqrt(Math.max(0, 2 * (energy + gravitationKm3PerS2 / perigeeKm)))
  const apogeeKm = energy < 0 ? (-gravitationKm3PerS2 / (2 * energy)) * (1 + eccentricity) * margin : Infinity
  const reachKm = Math.min(apogeeKm, distanceKm + inertialSpeedKmPerS * limitsHoldForS)
  const speedKmPerS = inertialSpeedKmPerS + earthRotationRadPerS * reachKm
  return {
    speedKmPerS,
    accelerationKmPerS2:
      (margin * gravitationKm3PerS2) / perigeeKm ** 2 +
      2 * earthRotationRadPerS * speedKmPerS +
      earthRotationRadPerS ** 2 * reachKm,
  }
}
