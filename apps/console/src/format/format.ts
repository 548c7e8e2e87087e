import type { Language } from '../i18n/text.ts'

const MS_PER_S = 1000
const S_PER_MIN = 60
const S_PER_H = 3600
const S_PER_D = 86_400
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

const two = (value: number) => String(value).padStart(2, '0')

/**
 * UTC of a table: `22 Nov 03:41:07Z`, in Japanese `11-22 03:41:07Z`; of another year `05 Jul 2024 14:27:00Z`, in Japanese
 * `2024-07-05 14:27:00Z`.
 * @param utc - ISO 8601 or Unix ms.
 * @param presentYear - The year that goes without saying.
 */
export function utcOfTable(utc: string | number, language: Language, presentYear: number): string {
  const at = new Date(utc)
  if (Number.isNaN(at.getTime())) return String(utc)
  const year = at.getUTCFullYear()
  const told = year === presentYear ? '' : String(year)
  const day =
    language === 'ja'
      ? `${told}${told && '-'}${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`
      : `${two(at.getUTCDate())} ${MONTHS[at.getUTCMonth()]}${told && ' '}${told}`
  return `${day} ${utcTimeOfDay(at.getTime())}Z`
}

/** Time of day of UTC, `03:41:07`. @param atMs - Unix ms. */
export function utcTimeOfDay(atMs: number): string {
  return new Date(atMs).toISOString().slice(11, 19)
}

/** Day of the year of UTC, 1 … 366. @param atMs - Unix ms. */
export function dayOfYear(atMs: number): number {
  const at = new Date(atMs)
  return Math.floor((at.getTime() - Date.UTC(at.getUTCFullYear(), 0, 1)) / (S_PER_D * MS_PER_S)) + 1
}

/** A place's own time of day with weekday and date. @param atMs - Unix ms. @param timeZone - IANA name. */
export function localTime(
  atMs: number,
  timeZone: string,
  language: Language,
): { readonly time: string; readonly date: string } {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const parts = new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: language === 'ja' ? 'numeric' : 'short',
  }).formatToParts(atMs)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  const date =
    language === 'ja'
      ? `${part('month')}月${part('day')}日(${part('weekday')})`
      : `${part('weekday')} ${part('day')} ${part('month')}`
  return { time: time.format(atMs), date }
}

/** The two largest units of a span: `9 h 37 m`, in Japanese `9時間37分`. @param spanS - Seconds; the sign is dropped. */
export function duration(spanS: number, language: Language): string {
  const s = Math.round(Math.abs(spanS))
  const ja = language === 'ja'
  const say = (value: number, en: string, kana: string) => (ja ? `${value}${kana}` : `${value} ${en}`)
  const join = (large: string, small: number, en: string, kana: string) =>
    small === 0 ? large : `${large}${ja ? '' : ' '}${say(small, en, kana)}`
  if (s < S_PER_MIN) return say(s, 's', '秒')
  if (s < S_PER_H) return say(Math.floor(s / S_PER_MIN), ja ? '' : 'min', '分')
  if (s < S_PER_D) {
    const minutes = Math.floor((s % S_PER_H) / S_PER_MIN)
    return join(say(Math.floor(s / S_PER_H), 'h', '時間'), minutes, 'm', '分')
  }
  const hours = Math.floor((s % S_PER_D) / S_PER_H)
  return join(say(Math.floor(s / S_PER_D), 'd', '日'), hours, 'h', '時間')
}

/** A number with thousands separated and a fixed count of decimals. */
export function number(value: number, decimals: number): string {
  return new Intl.NumberFormat('en-GB', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    // A small negative number that rounds to 0 is 0, not −0.
    signDisplay: 'negative',
  }).format(value)
}

/** A number as somebody set it, to three digits that count: `0.0395`, `5`, `72`. */
export function rounded(value: number): string {
  return new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 }).format(value)
}

/** A probability as `3.1e-3`. */
export function probability(value: number): string {
  return value === 0 ? '0' : value.toExponential(1)
}

/** A share as a whole per cent, `64 %`. @param share - 0 … 1. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

/** How old a datum is judged to be. */
export type Freshness = 'fresh' | 'old' | 'stale' | 'expired'

/** Up to which age, seconds, a class of data is fresh, old, and stale; beyond the last it is expired. */
export type AgeLimitsS = readonly [fresh: number, old: number, stale: number]

/** Limits of element sets: 3, 14 and 30 days. */
export const ELEMENT_AGE_LIMITS_S: AgeLimitsS = [3 * S_PER_D, 14 * S_PER_D, 30 * S_PER_D]

/** Judges an age by the limits of its class. */
export function freshnessOf(ageS: number, limitsS: AgeLimitsS): Freshness {
  if (ageS <= limitsS[0]) return 'fresh'
  if (ageS <= limitsS[1]) return 'old'
  return ageS <= limitsS[2] ? 'stale' : 'expired'
}
