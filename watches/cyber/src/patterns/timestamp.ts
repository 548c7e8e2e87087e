/** A time as a pattern compares it. */
export type Timestamp = {
  /** Texts of this form sort as the times do, however many digits of a second they have. */
  readonly sortable: string
  /** Unix time, ms, with what is below a millisecond as a fraction. */
  readonly ms: number
}

/** Characters up to the whole second, `2026-11-22T00:00:00`. */
const wholeLength = 19
/** After so many years the calendar is the same again. */
const cycle = { years: 400, ms: 146_097 * 86_400_000 }

/**
 * A timestamp of STIX: RFC 3339, UTC, upper case; any number of digits of a second.
 *
 * @returns Undefined for another text, and for a day or an hour that does not exist.
 */
export function readTimestamp(text: string): Timestamp | undefined {
  const ms = msOfTimestamp(text)
  if (ms === undefined) return undefined
  const digits = text.slice(wholeLength + 1, -1).replace(/0+$/, '')
  return { sortable: `${text.slice(0, wholeLength)}.${digits}`, ms }
}

/** The same as a number alone: Unix time, ms, with what is below a millisecond as a fraction. Every time of every object is read by it. */
export function msOfTimestamp(text: string): number | undefined {
  const wholeMs = wholeSecondsMs(text)
  const belowMs = fractionMs(text)
  return wholeMs === undefined || belowMs === undefined ? undefined : wholeMs + belowMs
}

function wholeSecondsMs(text: string): number | undefined {
  const hasMarks = text[4] === '-' && text[7] === '-' && text[10] === 'T' && text[13] === ':' && text[16] === ':'
  if (!hasMarks) return undefined
  const [year, month, day] = [digitsAt(text, 0, 4), digitsAt(text, 5, 7), digitsAt(text, 8, 10)]
  const [hour, minute, second] = [digitsAt(text, 11, 13), digitsAt(text, 14, 16), digitsAt(text, 17, wholeLength)]
  // Of what is no number nothing is true. A leap second is the 61st of its minute; as Unix time counts, it is the first of the next one.
  const isTime = day >= 1 && day <= daysOf(year, month) && hour < 24 && minute < 60 && second <= 60
  // Years before 100 would be taken for those of the twentieth century.
  return isTime ? Date.UTC(year + cycle.years, month - 1, day, hour, minute, second) - cycle.ms : undefined
}

/** What stands between the second and the Z. */
function fractionMs(text: string): number | undefined {
  const end = text.length - 1
  if (text[end] !== 'Z') return undefined
  if (end === wholeLength) return 0
  if (text[wholeLength] !== '.') return undefined
  const digits = end - wholeLength - 1
  const value = digitsAt(text, wholeLength + 1, end)
  if (digits === 0 || Number.isNaN(value)) return undefined
  return digits <= 15 ? value / 10 ** (digits - 3) : Number(`0${text.slice(wholeLength, end)}`) * 1000
}

/** @returns 0 for a month that does not exist. */
function daysOf(year: number, month: number): number {
  if (!(year >= 0 && month >= 1 && month <= 12)) return 0
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
}

/** @returns NaN where one of the characters is no digit. */
function digitsAt(text: string, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}
