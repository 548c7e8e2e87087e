const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

/** Whether the Gregorian year has 366 days. */
function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** Number of days in the Gregorian year. */
export function daysInYear(year: number): number {
  return isLeapYear(year) ? 366 : 365
}

/**
 * Modified Julian Day of 1 January of a Gregorian year: whole days since year 1, shifted by the day number of 0001-01-01.
 * Source: the Gregorian rule itself (Explanatory Supplement to the Astronomical Almanac, 3rd ed., §15.11).
 */
export function mjdOfYearStart(year: number): number {
  const past = year - 1
  return 365 * past + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400) - 678_575
}

/** Day of the year, from 1, of a calendar date; `undefined` where that date does not exist. */
export function dayOfYear(year: number, month: number, day: number): number | undefined {
  const before = daysBeforeMonth[month - 1]
  if (before === undefined || day < 1 || day > daysInMonth(year, month)) return undefined
  return before + day + (month > 2 && isLeapYear(year) ? 1 : 0)
}

/** The Gregorian date and the day of the year of a Modified Julian Day. */
export function dateOfMjd(mjd: number): { year: number; month: number; day: number; dayOfYear: number } {
  let year = Math.floor((mjd + 678_575) / 365.2425) + 1
  while (mjdOfYearStart(year) > mjd) year -= 1
  while (mjdOfYearStart(year + 1) <= mjd) year += 1
  const days = mjd - mjdOfYearStart(year) + 1
  let month = 12
  while ((dayOfYear(year, month, 1) ?? 1) > days) month -= 1
  return { year, month, day: days - (dayOfYear(year, month, 1) ?? 1) + 1, dayOfYear: days }
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
