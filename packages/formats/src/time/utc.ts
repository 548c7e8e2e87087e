import type { UtcInstant } from '../element-set.ts'
import { dateOfMjd, dayOfYear, daysInYear, mjdOfYearStart } from './calendar.ts'
import { utcDayLengthS } from './leap-seconds.ts'

/** Fraction digits up to which seconds of the day and fraction fit one exact integer. */
const exactFractionDigits = 9

/**
 * Reads an ISO 8601 UTC instant: `YYYY-MM-DDThh:mm:ss[.f…][Z]` or, by day of the year, `YYYY-DDDThh:mm:ss[.f…][Z]`.
 * The fraction may have any number of digits; `secondOfDay` is the double nearest to what is written.
 * Returns `undefined` for anything else, for a date or time that does not exist, and for second 60 on a day that did not
 * end in a leap second. Source: CCSDS 301.0-B-4 §3.5 (ASCII time codes A and B).
 */
export function parseUtc(text: string): UtcInstant | undefined {
  const end = text.endsWith('Z') ? text.length - 1 : text.length
  const year = digits(text, 0, 4)
  if (!(year >= 0) || text[4] !== '-') return undefined
  const calendar = text[7] === '-'
  const timeAt = calendar ? 11 : 9
  if (text[timeAt - 1] !== 'T') return undefined
  const day = calendar ? dayOfYear(year, digits(text, 5, 2), digits(text, 8, 2)) : digits(text, 5, 3)
  if (day === undefined || !(day >= 1 && day <= daysInYear(year))) return undefined
  return atTime(text, timeAt, end, mjdOfYearStart(year) + day - 1)
}

/**
 * Prints an instant as `YYYY-MM-DDThh:mm:ss.ffffffZ`, rounded to the nearest last digit and carried into the next second, day or
 * year where it must be; within a leap second as `23:59:60`.
 *
 * @param fractionDigits - digits of the second's fraction, 0 to 9.
 */
export function formatUtc(utc: UtcInstant, fractionDigits: number = 6): string {
  const perSecond = 10 ** fractionDigits
  let mjd = utc.mjd
  let ticks = Math.round(utc.secondOfDay * perSecond)
  const ticksInDay = utcDayLengthS(mjd) * perSecond
  if (ticks >= ticksInDay) {
    ticks -= ticksInDay
    mjd += 1
  }
  const wholeS = Math.floor(ticks / perSecond)
  const minute = Math.min(Math.floor(wholeS / 60), 1439)
  const { year, month, day } = dateOfMjd(mjd)
  const date = `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`
  const time = `${padded(Math.floor(minute / 60), 2)}:${padded(minute % 60, 2)}:${padded(wholeS - minute * 60, 2)}`
  const fraction = fractionDigits > 0 ? `.${padded(ticks - wholeS * perSecond, fractionDigits)}` : ''
  return `${date}T${time}${fraction}Z`
}

function atTime(text: string, at: number, end: number, mjd: number): UtcInstant | undefined {
  const hour = digits(text, at, 2)
  const minute = digits(text, at + 3, 2)
  const second = digits(text, at + 6, 2)
  if (text[at + 2] !== ':' || text[at + 5] !== ':' || end < at + 8) return undefined
  if (!(hour < 24 && minute < 60 && second <= 60)) return undefined
  const wholeS = hour * 3600 + minute * 60 + second
  if (second === 60 && (wholeS !== 86_400 || utcDayLengthS(mjd) !== 86_401)) return undefined
  if (end === at + 8) return { mjd, secondOfDay: wholeS }
  const fractionDigits = end - at - 9
  const fraction = digits(text, at + 9, fractionDigits)
  if (text[at + 8] !== '.' || fractionDigits < 1 || Number.isNaN(fraction)) return undefined
  return settled(mjd, second, withFraction(wholeS, text.slice(at + 9, end), fraction))
}

/** A fraction of very many nines rounds up to the end of the day or, before a leap second, stays within it. */
function settled(mjd: number, second: number, secondOfDay: number): UtcInstant {
  if (second >= 59 && secondOfDay >= utcDayLengthS(mjd)) return { mjd: mjd + 1, secondOfDay: 0 }
  return { mjd, secondOfDay }
}

function withFraction(wholeS: number, fractionText: string, fraction: number): number {
  if (fractionText.length > exactFractionDigits) return Number(`${wholeS}.${fractionText}`)
  const perSecond = 10 ** fractionText.length
  return (wholeS * perSecond + fraction) / perSecond
}

/** The number that `length` decimal digits state; NaN where one of them is not a digit. */
function digits(text: string, at: number, length: number): number {
  let value = 0
  for (let i = at; i < at + length; i += 1) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
