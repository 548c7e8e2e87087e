import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatUtc, parseUtc } from '../src/index.ts'

describe('an instant of UTC', () => {
  // MJD 51544 = 2000-01-01 and MJD 60310 = 2024-01-01: Astronomical Almanac, section B.
  test.each([
    ['2000-01-01T00:00:00', 51_544, 0],
    ['2000-01-01T12:00:00Z', 51_544, 43_200],
    ['2024-001T00:00:00Z', 60_310, 0],
    ['2024-366T23:59:59.5', 60_675, 86_399.5],
    ['1957-10-04T19:28:34Z', 36_115, 70_114],
    ['1858-11-17T00:00:00Z', 0, 0],
    ['2056-12-31T23:59:59.999999Z', 72_363, 86_399.999999],
  ])('reads %s as its day and second', (text, mjd, secondOfDay) => {
    expect(parseUtc(text)).toEqual({ mjd, secondOfDay })
  })

  test.each([
    '2016-12-31T23:59:60Z',
    '2015-06-30T23:59:60.999999Z',
    '1972-06-30T23:59:60Z',
  ])('accepts second 60 where the day ended in a leap second: %s', (text) => {
    expect(parseUtc(text)?.secondOfDay).toBeGreaterThanOrEqual(86_400)
    expect(formatUtc(parseUtc(text) ?? { mjd: 0, secondOfDay: 0 }, 6).startsWith(text.replace('Z', ''))).toBe(true)
  })

  test.each([
    '2017-12-31T23:59:60Z',
    '2016-12-31T22:59:60Z',
    '2016-12-31T23:59:61Z',
    '2023-02-29T00:00:00Z',
    '2023-366T00:00:00Z',
    '2023-000T00:00:00Z',
    '2023-13-01T00:00:00Z',
    '2023-04-31T00:00:00Z',
    '2023-04-30T24:00:00Z',
    '2023-04-30 00:00:00Z',
    '2023-04-30T00:00:00.Z',
    '2023-04-30T00:00:00+00:00',
    '2023-04-30T00:00:00.12x',
    '2023-04-30T00:00',
    '2023-04-30',
    '23-04-30T00:00:00Z',
    '',
  ])('is not read from %j', (text) => {
    expect(parseUtc(text)).toBeUndefined()
  })
})

describe('the print of an instant', () => {
  test('carries a rounding up into the next day and year', () => {
    expect(formatUtc({ mjd: 60_309, secondOfDay: 86_399.9999999 })).toBe('2024-01-01T00:00:00.000000Z')
    expect(formatUtc({ mjd: 57_753, secondOfDay: 86_399.9999999 })).toBe('2016-12-31T23:59:60.000000Z')
    expect(formatUtc({ mjd: 57_753, secondOfDay: 86_400.9999999 })).toBe('2017-01-01T00:00:00.000000Z')
    expect(parseUtc('2023-12-31T23:59:59.99999999999999999999')).toEqual({ mjd: 60_310, secondOfDay: 0 })
  })

  test('comes back from its own print to the microsecond, over all centuries that element sets may be of', () => {
    const days = fc.integer({ min: 36_000, max: 72_363 })
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 86_399_999_999 }), (mjd, microseconds) => {
        const instant = { mjd, secondOfDay: microseconds / 1e6 }
        expect(parseUtc(formatUtc(instant))).toEqual(instant)
      }),
    )
  })

  test('agrees with the calendar of the platform', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 80_000 }), (mjd) => {
        const platform = new Date((mjd - 40_587) * 86_400_000).toISOString()
        expect(formatUtc({ mjd, secondOfDay: 0 }, 3)).toBe(platform)
      }),
    )
  })
})
