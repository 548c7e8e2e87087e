import { taiMinusUtcS, utcDayLengthS } from './leap-seconds.ts'

/** An instant of UTC, the day and the time within it kept apart; resolution 15 ps. */
export type UtcInstant = {
  /** Modified Julian Day, an integer (MJD 0 = 1858-11-17T00:00 UTC). */
  readonly mjd: number
  /** Seconds since that day's 00:00 UTC, in [0, 86400), or [0, 86401) on a day that ends in a leap second. */
  readonly secondOfDay: number
}

/** An interval of time as an exact sum: whole seconds and the rest. */
export type SplitSeconds = {
  /** An integer. */
  readonly wholeS: number
  /** In [0, 1). */
  readonly fractionS: number
}

const secondsPerDay = 86_400

function wholeDaysS(from: UtcInstant, to: UtcInstant): number {
  return (to.mjd - from.mjd) * secondsPerDay + taiMinusUtcS(to.mjd) - taiMinusUtcS(from.mjd)
}

/**
 * SI seconds from one instant to another, counted in TAI, so leap seconds between them are included.
 *
 * The result is one double: its rounding is below 1 ns up to 97 days and 0.12 µs at 50 years.
 * {@link elapsedSplitS} keeps the rest.
 *
 * @returns Seconds, negative where `to` is the earlier.
 */
export function elapsedS(from: UtcInstant, to: UtcInstant): number {
  return wholeDaysS(from, to) + (to.secondOfDay - from.secondOfDay)
}

/**
 * SI seconds from one instant to another as whole seconds and a fraction, to 15 ps over any span of the calendar.
 *
 * @returns `wholeS + fractionS` seconds; `wholeS` is negative where `to` is the earlier.
 */
export function elapsedSplitS(from: UtcInstant, to: UtcInstant): SplitSeconds {
  const withinDayS = to.secondOfDay - from.secondOfDay
  const floorS = Math.floor(withinDayS)
  return { wholeS: wholeDaysS(from, to) + floorS, fractionS: withinDayS - floorS }
}

/**
 * The instant a number of SI seconds after another, across leap seconds: the inverse of {@link elapsedS}.
 *
 * @param utc - Start.
 * @param seconds - SI seconds, of either sign; kept to 15 ps, or to its own resolution where that is coarser.
 */
export function addSeconds(utc: UtcInstant, seconds: number): UtcInstant {
  const wholeDays = Math.floor(seconds / secondsPerDay)
  let mjd = utc.mjd + wholeDays
  let secondOfDay = utc.secondOfDay + (seconds - wholeDays * secondsPerDay) + taiMinusUtcS(utc.mjd) - taiMinusUtcS(mjd)
  while (secondOfDay < 0) {
    mjd -= 1
    secondOfDay += utcDayLengthS(mjd)
  }
  for (let lengthS = utcDayLengthS(mjd); secondOfDay >= lengthS; lengthS = utcDayLengthS(mjd)) {
    secondOfDay -= lengthS
    mjd += 1
  }
  return { mjd, secondOfDay }
}
