import fc from 'fast-check'
import { expect, test } from 'vitest'
import { taiMinusUtcS, utcDayLengthS } from '../../src/time/leap-seconds.ts'
import { addSeconds, elapsedS, elapsedSplitS, type UtcInstant } from '../../src/time/utc-instant.ts'
import { vectorFile } from '../vector-file.ts'

type OffsetCase = { year: number; month: number; mjd: number; taiMinusUtcS: number }
const { taiMinusUtc } = vectorFile<{ taiMinusUtc: OffsetCase[] }>('time/erfa-time.json')

const leapDayMjd = 57_753
const nanosecond = 1e-9
/** Half a unit in the last place of a second of day. */
const instantResolutionS = 1.5e-11

const instants: fc.Arbitrary<UtcInstant> = fc
  .tuple(fc.integer({ min: 36_000, max: 80_000 }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }))
  .map(([mjd, part]) => ({ mjd, secondOfDay: part * utcDayLengthS(mjd) }))

test('TAI − UTC is that of ERFA in every half year from 1972 to 2026', () => {
  expect(taiMinusUtc.length).toBeGreaterThan(100)
  for (const { mjd, taiMinusUtcS: expectedS } of taiMinusUtc) {
    expect(taiMinusUtcS(mjd), `MJD ${mjd}`).toBe(expectedS)
  }
})

test('before 1972 TAI − UTC is held at ten seconds', () => {
  expect(taiMinusUtcS(41_316)).toBe(10)
  expect(taiMinusUtcS(36_115)).toBe(10)
})

test('two seconds pass from 23:59:59 to midnight over a leap second, one over any other midnight', () => {
  const before = { mjd: leapDayMjd, secondOfDay: 86_399 }
  expect(elapsedS(before, { mjd: leapDayMjd + 1, secondOfDay: 0 })).toBe(2)
  expect(elapsedS({ ...before, mjd: leapDayMjd - 1 }, { mjd: leapDayMjd, secondOfDay: 0 })).toBe(1)
})

test('a second and a half after 23:59:59 on a leap-second day is 23:59:60.5', () => {
  const within = addSeconds({ mjd: leapDayMjd, secondOfDay: 86_399 }, 1.5)
  expect(within).toEqual({ mjd: leapDayMjd, secondOfDay: 86_400.5 })
  expect(addSeconds(within, 0.5)).toEqual({ mjd: leapDayMjd + 1, secondOfDay: 0 })
  expect(addSeconds(within, -0.5)).toEqual({ mjd: leapDayMjd, secondOfDay: 86_400 })
})

test('fifty years are counted to a nanosecond with their leap seconds', () => {
  // 1972-07-01 to 2022-07-01: 18,262 days and 26 leap seconds (TAI − UTC from 11 s to 37 s).
  const { wholeS, fractionS } = elapsedSplitS(
    { mjd: 41_499, secondOfDay: 0.123456789 },
    { mjd: 59_761, secondOfDay: 0.123456791 },
  )
  expect(wholeS).toBe(18_262 * 86_400 + 26)
  expect(Math.abs(fractionS - 2e-9)).toBeLessThan(instantResolutionS)
})

test('adding the elapsed seconds leads from any instant to any other', () => {
  fc.assert(
    fc.property(instants, instants, (from, to) => {
      const seconds = elapsedS(from, to)
      const roundingS = Math.abs(seconds) * Number.EPSILON + instantResolutionS
      const { wholeS, fractionS } = elapsedSplitS(to, addSeconds(from, seconds))
      expect(Math.abs(wholeS + fractionS)).toBeLessThan(roundingS)
    }),
  )
})

test('instants within ninety days come back to a nanosecond', () => {
  fc.assert(
    fc.property(instants, fc.double({ min: -7_776_000, max: 7_776_000, noNaN: true }), (from, seconds) => {
      expect(Math.abs(elapsedS(from, addSeconds(from, seconds)) - seconds)).toBeLessThan(nanosecond)
    }),
  )
})

test('the instant after any step lies within its day', () => {
  fc.assert(
    fc.property(instants, fc.double({ min: -4e9, max: 4e9, noNaN: true }), (from, seconds) => {
      const { mjd, secondOfDay } = addSeconds(from, seconds)
      expect(Number.isInteger(mjd)).toBe(true)
      expect(secondOfDay).toBeGreaterThanOrEqual(0)
      expect(secondOfDay).toBeLessThan(utcDayLengthS(mjd))
    }),
  )
})
