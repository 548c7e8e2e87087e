import type { DatePart } from './sigma-rule.ts'

const written = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?/
const places = { year: 1, month: 2, day: 3, hour: 4, minute: 5 } as const
const dayMs = 86_400_000

/**
 * A number of a date and time as it is written, whatever its time zone.
 *
 * @param text - Begins as ISO 8601 does, `2026-11-22T14:05`.
 * @returns The week is that of ISO 8601, 1 to 53; undefined where the text does not hold the part.
 */
export function datePartOf(text: string, part: DatePart): number | undefined {
  const found = written.exec(text)
  if (found === null) return undefined
  if (part === 'week') return weekOf(Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3])))
  const digits = found[places[part]]
  return digits === undefined ? undefined : Number(digits)
}

/** The week that has this day's Thursday, counted in the year of that Thursday. */
function weekOf(dayStartMs: number): number {
  const weekday = (new Date(dayStartMs).getUTCDay() + 6) % 7
  const thursdayMs = dayStartMs + (3 - weekday) * dayMs
  const yearStartMs = Date.UTC(new Date(thursdayMs).getUTCFullYear(), 0, 1)
  return 1 + Math.floor((thursdayMs - yearStartMs) / (7 * dayMs))
}
