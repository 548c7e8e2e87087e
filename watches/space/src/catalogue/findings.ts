import type { ElementSet, UtcInstant } from '@yagura/formats'
import { daysBetween } from './epoch.ts'
import { orbitFacts } from './orbit-facts.ts'

/** Stable names of what can be wrong with an element set; printed, counted and never reworded. */
export type FindingCode =
  | 'sgp4-xp'
  | 'ephemeris-type-unknown'
  | 'not-a-number'
  | 'mean-motion-not-positive'
  | 'eccentricity-out-of-range'
  | 'inclination-out-of-range'
  | 'perigee-inside-earth'
  | 'apogee-too-far'
  | 're-entering'
  | 'bstar-absurd'
  | 'epoch-before-spaceflight'
  | 'epoch-too-old'
  | 'epoch-too-far-ahead'
  | 'epoch-in-future'

/** One thing that is wrong or odd with an element set. */
export type Finding = {
  readonly code: FindingCode
  /** `exclude`: no result may rest on this set; `flag`: it is used, and what rests on it says so. */
  readonly verdict: 'exclude' | 'flag'
  /** What was found and what would be right, with units, for a person. */
  readonly reason: string
}

/** How far the epoch of an element set may lie from the instant it is used for. */
export type AgeRules = {
  /** Sets whose epoch is further from the instant than this, before or after, are excluded; days. */
  readonly maxAgeDays: number
  /** Sets whose epoch is further after the instant than this are flagged; days. */
  readonly maxFutureDays: number
}

/** Sputnik 1 was launched on 1957-10-04, MJD 36115. */
const FIRST_SPACEFLIGHT_MJD = 36_115
/** The Earth holds nothing beyond its Hill sphere, 1.5e6 km; the highest of 26,389 catalogued objects of 2024-07-05 has 0.42e6 km. */
const FARTHEST_APOGEE_KM = 1e6
/** An object whose perigee is lower than this has hours to days left. */
const RE_ENTRY_ALTITUDE_KM = 120
/** The largest of the same 26,389 objects, a bunch of copper needles, has 0.92 per Earth radius. */
const LARGEST_BSTAR_PER_EARTH_RADIUS = 1

/**
 * What is wrong or odd with an element set that is to be used at an instant. The order of findings is fixed.
 * @param atUtc - The instant of use, such as the start of a screening; ages are measured to it.
 * @returns An empty list for a set with nothing to say against it.
 */
export function judgeElementSet(set: ElementSet, atUtc: UtcInstant, rules: AgeRules): readonly Finding[] {
  const malformed = [...theoryFindings(set), ...elementFindings(set)]
  const orbit = malformed.some((finding) => finding.verdict === 'exclude') ? [] : orbitFindings(set)
  return [...malformed, ...orbit, ...epochFindings(set, atUtc, rules)]
}

function theoryFindings(set: ElementSet): readonly Finding[] {
  if (set.ephemerisType === 4) {
    return [
      exclude('sgp4-xp', 'ephemeris type 4 is SGP4-XP; SGP4 must not propagate it, and an SGP4 element set is needed'),
    ]
  }
  if ([0, 2, 3].includes(set.ephemerisType)) return []
  return [flag('ephemeris-type-unknown', `ephemeris type ${set.ephemerisType} is taken as SGP4; 0 was expected`)]
}

function elementFindings(set: ElementSet): readonly Finding[] {
  const elements = [
    set.epochUtc.mjd,
    set.epochUtc.secondOfDay,
    set.meanMotionRevPerDay,
    set.eccentricity,
    set.inclinationDeg,
    set.rightAscensionDeg,
    set.argumentOfPerigeeDeg,
    set.meanAnomalyDeg,
    set.bstarPerEarthRadius,
  ]
  if (!elements.every(Number.isFinite)) return [exclude('not-a-number', 'an element is not a finite number')]
  const findings: Finding[] = []
  if (set.meanMotionRevPerDay <= 0) {
    findings.push(
      exclude('mean-motion-not-positive', `mean motion is ${set.meanMotionRevPerDay} rev/day; it must be above 0`),
    )
  }
  if (set.eccentricity < 0 || set.eccentricity >= 1) {
    findings.push(
      exclude(
        'eccentricity-out-of-range',
        `eccentricity is ${set.eccentricity}; an orbit needs 0 or more and less than 1`,
      ),
    )
  }
  if (set.inclinationDeg < 0 || set.inclinationDeg > 180) {
    findings.push(
      exclude('inclination-out-of-range', `inclination is ${set.inclinationDeg}°; it must be within 0° to 180°`),
    )
  }
  return findings
}

function orbitFindings(set: ElementSet): readonly Finding[] {
  const { perigeeAltitudeKm, apogeeAltitudeKm } = orbitFacts(set)
  const findings: Finding[] = []
  if (perigeeAltitudeKm < 0) {
    findings.push(exclude('perigee-inside-earth', `perigee is ${(-perigeeAltitudeKm).toFixed(1)} km below the surface`))
  } else if (perigeeAltitudeKm < RE_ENTRY_ALTITUDE_KM) {
    findings.push(
      flag(
        're-entering',
        `perigee is at ${perigeeAltitudeKm.toFixed(1)} km; below ${RE_ENTRY_ALTITUDE_KM} km it is re-entering`,
      ),
    )
  }
  if (apogeeAltitudeKm > FARTHEST_APOGEE_KM) {
    findings.push(
      exclude(
        'apogee-too-far',
        `apogee is at ${apogeeAltitudeKm.toFixed(0)} km; no orbit about the Earth reaches ${FARTHEST_APOGEE_KM} km`,
      ),
    )
  }
  if (Math.abs(set.bstarPerEarthRadius) > LARGEST_BSTAR_PER_EARTH_RADIUS) {
    findings.push(
      flag(
        'bstar-absurd',
        `BSTAR is ${set.bstarPerEarthRadius} per Earth radius; real objects stay within ±${LARGEST_BSTAR_PER_EARTH_RADIUS}`,
      ),
    )
  }
  return findings
}

function epochFindings(set: ElementSet, atUtc: UtcInstant, rules: AgeRules): readonly Finding[] {
  if (set.epochUtc.mjd < FIRST_SPACEFLIGHT_MJD) {
    return [
      exclude('epoch-before-spaceflight', `epoch is on MJD ${set.epochUtc.mjd}, before the first launch on 1957-10-04`),
    ]
  }
  const ageDays = daysBetween(set.epochUtc, atUtc)
  if (ageDays > rules.maxAgeDays) {
    return [
      exclude(
        'epoch-too-old',
        `epoch is ${ageDays.toFixed(1)} d before the instant; at most ${rules.maxAgeDays} d are allowed`,
      ),
    ]
  }
  if (-ageDays > rules.maxAgeDays) {
    return [
      exclude(
        'epoch-too-far-ahead',
        `epoch is ${(-ageDays).toFixed(1)} d after the instant; at most ${rules.maxAgeDays} d are allowed`,
      ),
    ]
  }
  if (-ageDays > rules.maxFutureDays) {
    return [
      flag(
        'epoch-in-future',
        `epoch is ${(-ageDays).toFixed(1)} d after the instant; more than ${rules.maxFutureDays} d is unusual`,
      ),
    ]
  }
  return []
}

function exclude(code: FindingCode, reason: string): Finding {
  return { code, verdict: 'exclude', reason }
}

function flag(code: FindingCode, reason: string): Finding {
  return { code, verdict: 'flag', reason }
}
