import type { ElementSet } from '@yagura/formats'
import { brouwerAxisEarthRadii } from '@yagura/kernels'
import { sgp4Elements } from './sgp4-elements.ts'

/** Equatorial radius of WGS72, the Earth of SGP4. Source: AIAA 2006-6753, appendix B. */
const WGS72_EARTH_RADIUS_KM = 6378.135
const WGS72_MU_KM3_PER_S2 = 398_600.8
const MINUTES_PER_DAY = 1440
const SECONDS_PER_DAY = 86_400
/** Kozai's term is a small correction only for an orbit that clears most of the Earth and that the Earth can hold. */
const LOWEST_CORRECTED_PERIGEE_KM = 5000
const HIGHEST_CORRECTED_AXIS_KM = 1e7

/** Size and shape of an orbit as its mean elements state them: for lists and rules, not for positions. */
export type OrbitFacts = {
  /** Minutes of one revolution by the published mean motion. */
  readonly periodMin: number
  /** Semi-major axis after the mean motion was freed of Kozai's J2 term, km; of an impossible orbit, Kepler's. */
  readonly semiMajorAxisKm: number
  /** Height of the perigee of the mean orbit over a sphere of 6378.135 km, km. */
  readonly perigeeAltitudeKm: number
  /** Height of the apogee of the mean orbit over the same sphere, km. */
  readonly apogeeAltitudeKm: number
}

/**
 * Period, semi-major axis and heights of an element set, with the constants of WGS72 as SGP4 uses them.
 * Osculating heights differ from these by up to some 20 km in low orbits.
 * @param set - Where no orbit has such elements the heights show it, or are not numbers: judge a set before trusting them.
 * Source: Vallado et al., AIAA 2006-6753, procedure `initl`.
 */
export function orbitFacts(set: ElementSet): OrbitFacts {
  const semiMajorAxisKm = meanSemiMajorAxisKm(set)
  return {
    periodMin: MINUTES_PER_DAY / set.meanMotionRevPerDay,
    semiMajorAxisKm,
    perigeeAltitudeKm: semiMajorAxisKm * (1 - set.eccentricity) - WGS72_EARTH_RADIUS_KM,
    apogeeAltitudeKm: semiMajorAxisKm * (1 + set.eccentricity) - WGS72_EARTH_RADIUS_KM,
  }
}

function meanSemiMajorAxisKm(set: ElementSet): number {
  const meanMotionRadPerS = (set.meanMotionRevPerDay * 2 * Math.PI) / SECONDS_PER_DAY
  const keplerAxisKm = Math.cbrt(WGS72_MU_KM3_PER_S2 / meanMotionRadPerS ** 2)
  const isOrbit =
    keplerAxisKm * (1 - set.eccentricity) >= LOWEST_CORRECTED_PERIGEE_KM && keplerAxisKm <= HIGHEST_CORRECTED_AXIS_KM
  return isOrbit ? brouwerAxisEarthRadii(sgp4Elements(set)) * WGS72_EARTH_RADIUS_KM : keplerAxisKm
}
