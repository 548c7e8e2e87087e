/** A day of the proleptic Gregorian calendar. */
export type CalendarDay = {
  /** Astronomical year (0 is 1 BC). */
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  /** 1 to 31. */
  readonly day: number
}

/**
 * Modified Julian Day of a proleptic Gregorian date at 00:00.
 *
 * @param year - Astronomical year, an integer; a month or day out of its range carries over (month 13 is next January).
 * @param month - 1 to 12, an integer.
 * @param day - 1 to 31, an integer.
 * @returns An integer; 1858-11-17 is 0.
 * Source: Hatcher 1984, Q. J. R. astr. Soc. 25, 53 (days of a year that begins in March).
 */
export function calendarToMjd(year: number, month: number, day: number): number {
  const monthsFromMarch = month - 3
  const marchYear = year + Math.floor(monthsFromMarch / 12)
  const monthOfMarchYear = monthsFromMarch - 12 * Math.floor(monthsFromMarch / 12)
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400)
  return 365 * marchYear + leapDays + Math.floor((153 * monthOfMarchYear + 2) / 5) + day - 678_882
}

/**
 * Proleptic Gregorian date of a Modified Julian Day, the inverse of {@link calendarToMjd}.
 *
 * @param mjd - Modified Julian Day, an integer.
 * Source: Hatcher 1984, Q. J. R. astr. Soc. 25, 53.
 */
export function mjdToCalendar(mjd: number): CalendarDay {
  // 400 Gregorian years are 146,097 days; the eras are counted from 1 March of year 0.
  const daysFromMarchYearZero = mjd + 678_881
  const era = Math.floor(daysFromMarchYearZero / 146_097)
  const dayOfEra = daysFromMarchYearZero - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfMarchYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfMarchYear + 2) / 153)
  const day = dayOfMarchYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day }
}
