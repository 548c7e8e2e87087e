import type { Finding } from './finding.ts'

/** The numbers of an element set that have a physical or a standard range. */
export type LimitedElements = {
  readonly meanMotionRevPerDay: number
  readonly eccentricity: number
  readonly inclinationDeg: number
  readonly rightAscensionDeg: number
  readonly argumentOfPerigeeDeg: number
  readonly meanAnomalyDeg: number
  readonly bstarPerEarthRadius: number
  readonly meanMotionDotRevPerDay2: number
  readonly meanMotionDdotRevPerDay3: number
}

/** A period of 2,700 years: the published verification has an object that slow (33334), nature has none. */
const minMeanMotionRevPerDay = 0.000001
/** An orbit at the Earth's surface makes 17 revolutions a day; beyond this a mean motion is a typing error. */
const maxMeanMotionRevPerDay = 20
/** Ten times and more what the fastest decaying objects of the published catalogues show; beyond these a digit was lost. */
const maxMeanMotionDot = 10
const maxBstar = 1000

/**
 * The first element that lies outside its range, by its OMM keyword, or `undefined` where all are inside: eccentricity in
 * [0, 1), inclination in [0, 180]°, the other angles in [0, 360]°, mean motion in [0.000001, 20] rev/day, drag terms of a
 * size that any published object has had. Source of the keywords: CCSDS 502.0-B-3 table 4-3.
 */
export function findOutOfRange(elements: LimitedElements): Finding | undefined {
  const { meanMotionRevPerDay, eccentricity } = elements
  if (!(meanMotionRevPerDay >= minMeanMotionRevPerDay && meanMotionRevPerDay <= maxMeanMotionRevPerDay)) {
    return outside('MEAN_MOTION', meanMotionRevPerDay, 'at least 0.000001 and at most 20 rev/day')
  }
  if (!(eccentricity >= 0 && eccentricity < 1)) return outside('ECCENTRICITY', eccentricity, 'in [0, 1)')
  return (
    findAngleOutOfRange(elements) ??
    beyond('BSTAR', elements.bstarPerEarthRadius, maxBstar) ??
    beyond('MEAN_MOTION_DOT', elements.meanMotionDotRevPerDay2, maxMeanMotionDot) ??
    beyond('MEAN_MOTION_DDOT', elements.meanMotionDdotRevPerDay3, maxMeanMotionDot)
  )
}

function findAngleOutOfRange(elements: LimitedElements): Finding | undefined {
  return (
    angle('INCLINATION', elements.inclinationDeg, 180) ??
    angle('RA_OF_ASC_NODE', elements.rightAscensionDeg, 360) ??
    angle('ARG_OF_PERICENTER', elements.argumentOfPerigeeDeg, 360) ??
    angle('MEAN_ANOMALY', elements.meanAnomalyDeg, 360)
  )
}

function angle(field: string, valueDeg: number, maxDeg: number): Finding | undefined {
  return valueDeg >= 0 && valueDeg <= maxDeg ? undefined : outside(field, valueDeg, `in [0, ${maxDeg}] deg`)
}

function beyond(field: string, value: number, limit: number): Finding | undefined {
  return value >= -limit && value <= limit ? undefined : outside(field, value, `between -${limit} and ${limit}`)
}

function outside(field: string, found: number, expected: string): Finding {
  return { field, reason: `found ${found}, expected a value ${expected}` }
}
