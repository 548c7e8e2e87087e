import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarToMjd, mjdToCalendar } from '../../src/time/calendar.ts'
import { vectorFile } from '../vector-file.ts'

type CalendarCase = { year: number; month: number; day: number; mjd: number }
const { calendar } = vectorFile<{ calendar: CalendarCase[] }>('time/erfa-time.json')

test.each(calendar)('ERFA agrees that $year-$month-$day is MJD $mjd', ({ year, month, day, mjd }) => {
  expect(calendarToMjd(year, month, day)).toBe(mjd)
  expect(mjdToCalendar(mjd)).toEqual({ year, month, day })
})

test('every day of eleven thousand years comes back from its calendar date', () => {
  fc.assert(
    fc.property(fc.integer({ min: -2_000_000, max: 2_000_000 }), (mjd) => {
      const { year, month, day } = mjdToCalendar(mjd)
      expect(calendarToMjd(year, month, day)).toBe(mjd)
    }),
  )
})

test('the first of the month is one day after the last of the month before', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1600, max: 2400 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
      const before = mjdToCalendar(calendarToMjd(year, month, 1) - 1)
      expect(before.month).toBe(month === 1 ? 12 : month - 1)
      expect(before.day).toBeGreaterThanOrEqual(28)
    }),
  )
})
