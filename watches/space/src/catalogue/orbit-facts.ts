import type { ElementSet } from '@yagura/formats'
import { brouwerAxisEarthRadii } from '@yagura/kernels'
import { sgp4Elements } from './sgp4-elements.ts'

/** Equatorial radius of WGS72, the Earth of SGP4. Source: AIAA 2006-6753, appendix B. */
const WGS72_EARTH_RADIUS_KM = 6378.135
const MINUTES_PER_DAY = 1440

/** Size and shape of an orbit as its mean elements state them: for lists and rules, not for positions. */
export type OrbitFacts = {
  /** Minutes of one revolution by the published mean motion. */
  readonly periodMin: number
  /** Semi-major axis after the mean motion was freed of Kozai's J2 term, km. */
  readonly semiMajorAxisKm: number
  /** Height of the perigee of the mean orbit over a sphere of 6378.135 km, km. */
  readonly perigeeAltitudeKm: number
  /** Height of the apogee of the mean orbit over the same sphere, km. */
  readonly apogeeAltitudeKm: number
}

/**
 * Period, semi-major axis and heights of an element set, with the constants of WGS72 as SGP4 uses them.
 * Osculating heights differ from these by up to some 20 km in low orbits.
 * @param set - Must have 0 ≤ eccentricity < 1 and a positive mean motion: judge a set before asking.
 * Source: Vallado et al., AIAA 2006-6753, procedure `initl`.
 */
export function orbitFacts(set: ElementSet): OrbitFacts {
  const semiMajorAxisKm = brouwerAxisEarthRadii(sgp4Elements(set)) * WGS72_EARTH_RADIUS_KM
  return {
    periodMin: MINUTES_PER_DAY / set.meanMotionRevPerDay,
    semiMajorAxisKm,
    perigeeAltitudeKm: semiMajorAxisKm * (1 - set.eccentricity) - WGS72_EARTH_RADIUS_KM,
    apogeeAltitudeKm: semiMajorAxisKm * (1 + set.eccentricity) - WGS72_EARTH_RADIUS_KM,
  }
}
