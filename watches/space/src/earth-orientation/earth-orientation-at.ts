import { type CelestialPoleOffset, type EarthOrientation, taiMinusUtcS, type UtcInstant } from '@yagura/kernels'

/** Earth orientation at 00:00 UTC of a day. */
export type EarthOrientationDay = {
  /** Modified Julian Day, an integer. */
  readonly mjd: number
  readonly xPolarRad: number
  readonly yPolarRad: number
  /** UT1 − TAI, s: unlike UT1 − UTC it does not jump at a leap second. */
  readonly ut1MinusTaiS: number
  readonly lengthOfDayExcessS: number
  /** Observed correction to the IAU 1976/1980 pole. */
  readonly poleOffset: CelestialPoleOffset
}

/**
 * Earth orientation at an instant, linear between the days about it.
 *
 * @param days - In the order of time.
 * @param utc - The instant.
 * @returns Undefined before the first day, after the last, and in a gap of more than a day: the caller decides what to
 *   use there and says so.
 * Accuracy: the tides within a day that daily values do not hold are left out (0.5 mas, 0.05 ms of UT1).
 */
export function earthOrientationAt(
  days: readonly EarthOrientationDay[],
  utc: UtcInstant,
): EarthOrientation | undefined {
  const before = days[lastIndexAtOrBefore(days, utc.mjd)]
  if (before?.mjd !== utc.mjd) return undefined
  const following = days[lastIndexAtOrBefore(days, utc.mjd + 1)]
  if (following?.mjd !== utc.mjd + 1) return undefined
  const part = Math.min(1, utc.secondOfDay / 86_400)
  const between = (from: number, to: number) => from + part * (to - from)
  return {
    dut1S: between(before.ut1MinusTaiS, following.ut1MinusTaiS) + taiMinusUtcS(utc.mjd),
    xPolarRad: between(before.xPolarRad, following.xPolarRad),
    yPolarRad: between(before.yPolarRad, following.yPolarRad),
    lengthOfDayExcessS: between(before.lengthOfDayExcessS, following.lengthOfDayExcessS),
    poleOffset: {
      longitudeRad: between(before.poleOffset.longitudeRad, following.poleOffset.longitudeRad),
      obliquityRad: between(before.poleOffset.obliquityRad, following.poleOffset.obliquityRad),
    },
  }
}

function lastIndexAtOrBefore(days: readonly EarthOrientationDay[], mjd: number): number {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle]?.mjd ?? 0) <= mjd) low = middle + 1
    else high = middle
  }
  return low - 1
}
