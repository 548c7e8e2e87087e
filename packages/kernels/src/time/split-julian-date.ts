/** A Julian date in two parts, so that it resolves less than a nanosecond; the scale (TAI, TT, TDB, UT1) is in the name of the value. */
export type SplitJulianDate = {
  /** Julian date of the 00:00 at or before the UTC day, ends in .5; days. */
  readonly day: number
  /** What is to be added, about [0, 1]; days. */
  readonly fraction: number
}

const j2000JulianDate = 2_451_545
const daysPerCentury = 36_525

/** Julian centuries of 36,525 days since 2000-01-01T12:00 in the date's own scale. */
export function centuriesSinceJ2000(date: SplitJulianDate): number {
  return (date.day - j2000JulianDate + date.fraction) / daysPerCentury
}
