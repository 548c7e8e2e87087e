import { SIGMA_ACROSS_KM, SIGMA_IN_TRACK_KM } from './assumed-uncertainty.ts'
import { errorFunction } from './error-function.ts'
import { inTrack } from './in-track.ts'

/** The largest collision probability over all sizes of the uncertainty, and the size that gives it. */
export type MaxProbability = {
  readonly probability: number
  /** σ of the minor axis at which the maximum lies, km: the dilution threshold. */
  readonly dilutionKm: number
}

/**
 * Aspect ratio of the combined position uncertainty in the plane across the relative velocity, under the SOCRATES model:
 * each object has 1σ of 100, 300 and 100 m in its own radial, in-track, cross-track frame.
 * Source: Kelso & Alfano, Satellite Orbital Conjunction Reports Assessing Threatening Encounters in Space, AAS 05-124.
 *
 * @param states - Shape [2, 6]: TEME position, km, and velocity, km/s, of both objects at closest approach.
 * @returns σ major / σ minor, 1 or more.
 */
export function uncertaintyAspectRatio(states: Float64Array): number {
  const [ax, ay, az] = inTrack(states, 0)
  const [bx, by, bz] = inTrack(states, 6)
  const u = states[9] - states[3]
  const v = states[10] - states[4]
  const w = states[11] - states[5]
  const speed = Math.sqrt(u * u + v * v + w * w)
  if (!(speed > 0)) return 1
  const aAlong = (ax * u + ay * v + az * w) / speed
  const bAlong = (bx * u + by * v + bz * w) / speed
  // In the plane, the sum is 2σ²·1 + (τ² - σ²)(a aᵀ + b bᵀ) with a, b the projections: its eigenvalues follow from the
  // Gram matrix of a and b.
  const aa = 1 - aAlong * aAlong
  const bb = 1 - bAlong * bAlong
  const ab = ax * bx + ay * by + az * bz - aAlong * bAlong
  const middle = (aa + bb) / 2
  const spread = Math.sqrt(((aa - bb) / 2) ** 2 + ab * ab)
  const across = 2 * SIGMA_ACROSS_KM ** 2
  const excess = SIGMA_IN_TRACK_KM ** 2 - SIGMA_ACROSS_KM ** 2
  return Math.sqrt((across + excess * (middle + spread)) / (across + excess * Math.max(middle - spread, 0)))
}

/** Probability and its derivative by ln σ, by Gauss–Chebyshev quadrature of the second kind over the disc. */
function probabilityAt(
  logSigma: number,
  missKm: number,
  radiusKm: number,
  aspectRatio: number,
  points: number,
): readonly [number, number] {
  const sigma = Math.exp(logSigma)
  const scale = 1 / (Math.SQRT2 * sigma)
  let value = 0
  let slope = 0
  for (let i = 1; i <= points; i++) {
    const angle = (i * Math.PI) / (points + 1)
    const sine = Math.sin(angle)
    const across = radiusKm * sine * scale
    const along = ((missKm + radiusKm * Math.cos(angle)) * scale) / aspectRatio
    const gauss = Math.exp(-along * along) * sine
    const inside = errorFunction(across)
    const edge = 1.1283791670955126 * across * Math.exp(-across * across)
    value += gauss * inside
    slope += gauss * (inside * (2 * along * along - 1) - edge)
  }
  const weight = ((Math.PI / (points + 1)) * radiusKm * scale) / (aspectRatio * Math.sqrt(Math.PI))
  return [value * weight, slope * weight]
}

/**
 * Maximum probability of collision where there is no covariance, by the SOCRATES model: the major axis of the uncertainty
 * lies along the miss vector, its aspect ratio is kept, and its size is chosen for the largest probability. The 2-D
 * Gaussian is integrated over the disc of the combined radius.
 * Source: Kelso & Alfano, AAS 05-124; Alfano, Relating Position Uncertainty to Maximum Conjunction Probability, AAS 03-548.
 *
 * @param missKm - Distance at closest approach, km.
 * @param combinedRadiusKm - Sum of the two objects' radii, km.
 * @param aspectRatio - σ major / σ minor, from `uncertaintyAspectRatio`.
 * @returns 1 with dilution 0 where the radius reaches the distance.
 */
export function maxCollisionProbability(missKm: number, combinedRadiusKm: number, aspectRatio: number): MaxProbability {
  if (combinedRadiusKm >= missKm) return { probability: 1, dilutionKm: 0 }
  if (combinedRadiusKm <= 0) return { probability: 0, dilutionKm: missKm / (Math.SQRT2 * aspectRatio) }
  const ratio = combinedRadiusKm / missKm
  const points = ratio < 0.02 ? 8 : ratio < 0.2 ? 24 : 160
  const at = (logSigma: number) => probabilityAt(logSigma, missKm, combinedRadiusKm, aspectRatio, points)
  // For a point-like object the maximum lies at d / (√2 AR); a disc's lies at or below it, and above the gap's own scale.
  let high = Math.log(missKm / (Math.SQRT2 * aspectRatio)) + 1e-3
  let low = high - 1
  let highSlope = at(high)[1]
  let lowSlope = at(low)[1]
  while (highSlope > 0) {
    low = high
    lowSlope = highSlope
    high += 0.1
    highSlope = at(high)[1]
  }
  while (lowSlope <= 0 && low > high - 40) {
    high = low
    highSlope = lowSlope
    low -= 1
    lowSlope = at(low)[1]
  }
  const logSigma = rootOf(at, low, high, lowSlope, highSlope)
  return { probability: at(logSigma)[0], dilutionKm: Math.exp(logSigma) }
}

/** Root of the slope in a bracket. Source: Dowell & Jarratt 1971 (Illinois variant of the false position). */
function rootOf(
  at: (x: number) => readonly [number, number],
  low: number,
  high: number,
  lowSlope: number,
  highSlope: number,
): number {
  let [a, b, fa, fb] = [low, high, lowSlope, highSlope]
  for (let i = 0; i < 60 && Math.abs(b - a) > 1e-10; i++) {
    const x = (a * fb - b * fa) / (fb - fa)
    const fx = at(x)[1]
    if (fx === 0) return x
    if (fx < 0 === fb < 0) fa /= 2
    else [a, fa] = [b, fb]
    if (Math.abs(x - b) < 1e-11) return x
    ;[b, fb] = [x, fx]
  }
  return b
}
