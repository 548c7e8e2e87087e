import type { ElementSet } from '@yagura/formats'
import type { Sgp4Elements } from '@yagura/kernels'

/** 1949-12-31, day 0 of the epochs of SGP4. */
const EPOCH_1950_MJD = 33_281
const SECONDS_PER_DAY = 86_400
const MINUTES_PER_DAY = 1440
const RAD_PER_DEG = Math.PI / 180

/** An element set in the units in which the propagator takes it; nothing is converted but units. */
export function sgp4Elements(set: ElementSet): Sgp4Elements {
  return {
    epochDays1950: set.epochUtc.mjd - EPOCH_1950_MJD,
    epochDayFraction: set.epochUtc.secondOfDay / SECONDS_PER_DAY,
    meanMotionRadPerMin: set.meanMotionRevPerDay / (MINUTES_PER_DAY / (2 * Math.PI)),
    eccentricity: set.eccentricity,
    inclinationRad: set.inclinationDeg * RAD_PER_DEG,
    rightAscensionRad: set.rightAscensionDeg * RAD_PER_DEG,
    argumentOfPerigeeRad: set.argumentOfPerigeeDeg * RAD_PER_DEG,
    meanAnomalyRad: set.meanAnomalyDeg * RAD_PER_DEG,
    bstar: set.bstarPerEarthRadius,
  }
}
