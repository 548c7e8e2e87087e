import {
  anomalyPull,
  eccentricityPull,
  harmonicThree,
  harmonicTwo,
  inclinationPull,
  MOON_RATE,
  MOON_TWICE_ECCENTRICITY,
  nodePull,
  perigeePull,
  SUN_RATE,
  SUN_TWICE_ECCENTRICITY,
  trueLongitude,
} from './lunisolar.ts'
import { osculate } from './osculate.ts'
import * as C from './record.ts'
import { atan2, cos, inverseCubeRootNearOne, PI, sin, TWO_PI, withoutTurns } from './trigonometry.ts'

/** Earth's rotation, rad/min. Source: AIAA 2006-6753, `dspace`. */
export const EARTH_RATE = 0.0043752690880113
/** Below this inclination, rad, the periodics go through Lyddane's variables. Source: AIAA 2006-6753, `dpper`. */
const LYDDANE_BELOW_RAD = 0.2

/**
 * SDP4: periods of 225 min or more, with the pull of Sun and Moon and the resonance of one-day and half-day orbits.
 * Follows the order of AIAA 2006-6753: secular terms (`dspace`), drag, periodics (`dpper`), then `osculate`.
 * Compiled to WebAssembly SIMD as well.
 *
 * @param c - Records; this one starts at c[k] (KIND_DEEP_SPACE).
 * @param t - Minutes since the element set's epoch, either sign.
 * @param state - Resonance state from `advanceResonance` for the same record and time, at state[s]; ignored without resonance.
 * @param out - TEME position, km, and velocity, km/s, at out[at … at + 5]; meaningless where the status is not 0.
 * @returns Status: 0, or error 1, 2, 3, 4 or 6 of the published theory.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: follows the published algorithm in its order
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: the same
export function deepSpace(
  c: Float64Array,
  k: number,
  t: number,
  state: Float64Array,
  s: number,
  out: Float64Array,
  at: number,
): number {
  const t2 = t * t
  const secularNode = c[k + C.NODE] + c[k + C.NODE_DOT] * t + c[k + C.NODE_DRAG] * t2 + c[k + C.DNODT] * t
  const argument = c[k + C.ARGUMENT] + c[k + C.ARGUMENT_DOT] * t + c[k + C.DOMDT] * t
  const inclination = c[k + C.INCLINATION] + c[k + C.DIDT] * t
  const freeAnomaly = c[k + C.MEAN_ANOMALY] + c[k + C.MEAN_ANOMALY_DOT] * t + c[k + C.DMDT] * t

  const sidereal = c[k + C.SIDEREAL_ANGLE] + EARTH_RATE * t
  const sinceState = t - state[s + C.STATE_TIME]
  const resonantMotion =
    state[s + C.STATE_MEAN_MOTION] +
    state[s + C.STATE_MEAN_MOTION_DOT] * sinceState +
    state[s + C.STATE_MEAN_MOTION_DDOT] * sinceState * sinceState * 0.5
  const resonantLongitude =
    state[s + C.STATE_LONGITUDE] +
    state[s + C.STATE_LONGITUDE_DOT] * sinceState +
    state[s + C.STATE_MEAN_MOTION_DOT] * sinceState * sinceState * 0.5
  const resonance = c[k + C.RESONANCE]
  const halfDayAnomaly = resonantLongitude - 2 * secularNode + 2 * sidereal
  const oneDayAnomaly = resonantLongitude - secularNode - argument + sidereal
  const resonantAnomaly = resonance === 1 ? oneDayAnomaly : halfDayAnomaly
  const secularAnomaly = resonance === 0 ? freeAnomaly : resonantAnomaly
  const meanMotion = resonance === 0 ? c[k + C.MEAN_MOTION] : resonantMotion

  const axisFactor = 1 - c[k + C.CC1] * t
  const motionRoot = inverseCubeRootNearOne(meanMotion / c[k + C.MEAN_MOTION])
  const axis = c[k + C.SEMI_MAJOR_AXIS] * motionRoot * motionRoot * axisFactor * axisFactor
  const dragged = c[k + C.ECCENTRICITY] + c[k + C.DEDT] * t - c[k + C.BSTAR_CC4] * t
  const meanEccentricity = dragged < 1e-6 ? 1e-6 : dragged
  const meanAnomaly = secularAnomaly + c[k + C.MEAN_MOTION] * (c[k + C.T2] * t2)

  const sunLongitude = trueLongitude(c[k + C.SUN + C.MEAN_LONGITUDE] + SUN_RATE * t, SUN_TWICE_ECCENTRICITY)
  const sunSin = sin(sunLongitude)
  const sun2 = harmonicTwo(sunSin)
  const sun3 = harmonicThree(sunLongitude, sunSin)
  const moonLongitude = trueLongitude(c[k + C.MOON + C.MEAN_LONGITUDE] + MOON_RATE * t, MOON_TWICE_ECCENTRICITY)
  const moonSin = sin(moonLongitude)
  const moon2 = harmonicTwo(moonSin)
  const moon3 = harmonicThree(moonLongitude, moonSin)
  const eccentricity =
    meanEccentricity + (eccentricityPull(c, k + C.SUN, sun2, sun3) + eccentricityPull(c, k + C.MOON, moon2, moon3))
  const tilt = inclinationPull(c, k + C.SUN, sun2, sun3) + inclinationPull(c, k + C.MOON, moon2, moon3)
  const pl = anomalyPull(c, k + C.SUN, sun2, sun3, sunSin) + anomalyPull(c, k + C.MOON, moon2, moon3, moonSin)
  const pgh = perigeePull(c, k + C.SUN, sun2, sun3, sunSin) + perigeePull(c, k + C.MOON, moon2, moon3, moonSin)
  const ph = nodePull(c, k + C.SUN, sun2, sun3) + nodePull(c, k + C.MOON, moon2, moon3)

  const tilted = inclination + tilt
  const sinTilted = sin(tilted)
  const cosTilted = cos(tilted)
  const wrappedNode = withoutTurns(secularNode)
  const nodeChange = ph / sinTilted
  let perturbedNode = wrappedNode + nodeChange
  let perturbedArgument = argument + (pgh - cosTilted * nodeChange)
  const perturbedAnomaly = meanAnomaly + pl
  if (tilted < LYDDANE_BELOW_RAD) {
    const sinWrapped = sin(wrappedNode)
    const cosWrapped = cos(wrappedNode)
    const alpha = sinTilted * sinWrapped + (ph * cosWrapped + tilt * cosTilted * sinWrapped)
    const beta = sinTilted * cosWrapped + (tilt * cosTilted * cosWrapped - ph * sinWrapped)
    const isAfspc = c[k + C.AFSPC]
    const before = isAfspc === 1 && wrappedNode < 0 ? wrappedNode + TWO_PI : wrappedNode
    const sum = meanAnomaly + argument + cosTilted * before + (pl + pgh - tilt * before * sinTilted)
    const raw = atan2(alpha, beta)
    const after = isAfspc === 1 && raw < 0 ? raw + TWO_PI : raw
    const nearer = after < before ? after + TWO_PI : after - TWO_PI
    const continued = Math.abs(before - after) > PI ? nearer : after
    perturbedNode = continued
    perturbedArgument = sum - perturbedAnomaly - cosTilted * continued
  }

  const isRetrograde = tilted < 0
  const finalNode = isRetrograde ? perturbedNode + PI : perturbedNode
  const finalArgument = isRetrograde ? perturbedArgument - PI : perturbedArgument
  const sinI = isRetrograde ? -sinTilted : sinTilted
  const status = osculate(axis, eccentricity, finalArgument, perturbedAnomaly, finalNode, sinI, cosTilted, out, at)
  const perturbedStatus = eccentricity < 0 || eccentricity > 1 ? 3 : status
  const eccentricityStatus = dragged >= 1 || dragged < -0.001 ? 1 : perturbedStatus
  return meanMotion <= 0 ? 2 : eccentricityStatus
}
