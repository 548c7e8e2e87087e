/** TAI − UTC from 1972-01-01 until the first row of {@link leapSecondDays}, s. */
const taiMinusUtcIn1972S = 10

/**
 * Days (MJD, 00:00 UTC) from which TAI − UTC is one second more than on the day before, in order.
 * Source: IERS Bulletin C 1 to 71; no leap second has been announced after 2016-12-31T23:59:60.
 */
const leapSecondDays: readonly number[] = [
  41_499, 41_683, 42_048, 42_413, 42_778, 43_144, 43_509, 43_874, 44_239, 44_786, 45_151, 45_516, 46_247, 47_161,
  47_892, 48_257, 48_804, 49_169, 49_534, 50_083, 50_630, 51_179, 53_736, 54_832, 56_109, 57_204, 57_754,
]

/**
 * TAI − UTC on a day of UTC, in whole seconds.
 *
 * Before 1972 the value is 10 s, as if UTC had always run at the rate of TAI: intervals are then those of a uniform
 * clock, and the absolute offset is wrong by up to 10 s, which moves TT (nutation, Sun, Moon) but not UT1 (Earth rotation).
 * After the last row of the table it stays at 37 s.
 *
 * @param mjd - Modified Julian Day of UTC, an integer.
 * Source: IERS Bulletin C; before 1972, convention.
 */
export function taiMinusUtcS(mjd: number): number {
  let low = 0
  let high = leapSecondDays.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((leapSecondDays[middle] ?? 0) <= mjd) low = middle + 1
    else high = middle
  }
  return taiMinusUtcIn1972S + low
}

/**
 * Length of a day of UTC: 86,401 s where it ends in a leap second, else 86,400 s.
 *
 * @param mjd - Modified Julian Day of UTC, an integer.
 */
export function utcDayLengthS(mjd: number): number {
  return 86_400 + taiMinusUtcS(mjd + 1) - taiMinusUtcS(mjd)
}
