import { taiMinusUtcS } from './leap-seconds.ts'
import { centuriesSinceJ2000, type SplitJulianDate } from './split-julian-date.ts'
import type { UtcInstant } from './utc-instant.ts'

const mjdZeroJulianDate = 2_400_000.5
const ttMinusTaiS = 32.184
const secondsPerDay = 86_400

/** TAI of an instant of UTC, unambiguous within a leap second. */
export function utcToTai(utc: UtcInstant): SplitJulianDate {
  const secondOfDay = utc.secondOfDay + taiMinusUtcS(utc.mjd)
  return { day: utc.mjd + mjdZeroJulianDate, fraction: secondOfDay / secondsPerDay }
}

/** Terrestrial Time of a TAI date: 32.184 s more. Source: IAU 1991 Resolution A4. */
export function taiToTt(tai: SplitJulianDate): SplitJulianDate {
  return { day: tai.day, fraction: tai.fraction + ttMinusTaiS / secondsPerDay }
}

/** Terrestrial Time of an instant of UTC. */
export function utcToTt(utc: UtcInstant): SplitJulianDate {
  return taiToTt(utcToTai(utc))
}

/**
 * Barycentric Dynamical Time of a TT date at the geocentre.
 *
 * Accuracy 10 µs from 1600 to 2200.
 * Source: Kaplan 2005, USNO Circular 179, eq. 2.6 (after Fairhead & Bretagnon 1990).
 */
export function ttToTdb(tt: SplitJulianDate): SplitJulianDate {
  const centuries = centuriesSinceJ2000(tt)
  const tdbMinusTtS =
    0.001657 * Math.sin(628.3076 * centuries + 6.2401) +
    0.000022 * Math.sin(575.3385 * centuries + 4.297) +
    0.000014 * Math.sin(1256.6152 * centuries + 6.1969) +
    0.000005 * Math.sin(606.9777 * centuries + 4.0212) +
    0.000005 * Math.sin(52.9691 * centuries + 0.4444) +
    0.000002 * Math.sin(21.3299 * centuries + 5.5431) +
    0.00001 * centuries * Math.sin(628.3076 * centuries + 4.249)
  return { day: tt.day, fraction: tt.fraction + tdbMinusTtS / secondsPerDay }
}

/**
 * UT1 of an instant of UTC.
 *
 * @param dut1S - UT1 − UTC at that instant, s, from an Earth orientation series; it jumps by +1 s after a leap second, as UTC − TAI does.
 */
export function utcToUt1(utc: UtcInstant, dut1S: number): SplitJulianDate {
  return { day: utc.mjd + mjdZeroJulianDate, fraction: (utc.secondOfDay + dut1S) / secondsPerDay }
}
