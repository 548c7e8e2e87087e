import { expect, test } from 'vitest'
import {
  dayOfYear,
  duration,
  freshnessOf,
  localTime,
  number,
  percent,
  probability,
  utcOfTable,
} from '../../src/format/format.ts'

test('UTC of a table has the day before the month in English and month-day in Japanese', () => {
  expect(utcOfTable('2026-11-22T03:41:07.123Z', 'en', 2026)).toBe('22 Nov 03:41:07Z')
  expect(utcOfTable('2026-11-22T03:41:07.123Z', 'ja', 2026)).toBe('11-22 03:41:07Z')
})

test('UTC of another year than the present one says the year', () => {
  expect(utcOfTable('2024-07-05T14:27:00Z', 'en', 2026)).toBe('05 Jul 2024 14:27:00Z')
  expect(utcOfTable('2024-07-05T14:27:00Z', 'ja', 2026)).toBe('2024-07-05 14:27:00Z')
  expect(utcOfTable('2026-12-31T23:59:59Z', 'en', 2027)).toBe('31 Dec 2026 23:59:59Z')
})

test('a time that cannot be read is shown as it is', () => {
  expect(utcOfTable('soon', 'en', 2026)).toBe('soon')
})

test('the day of the year counts 29 February', () => {
  expect(dayOfYear(Date.parse('2026-11-21T18:03:27Z'))).toBe(325)
  expect(dayOfYear(Date.parse('2024-12-31T23:59:59Z'))).toBe(366)
  expect(dayOfYear(Date.parse('2024-01-01T00:00:00Z'))).toBe(1)
})

test('two capitals differ in weekday and date at three in the morning', () => {
  const atMs = Date.parse('2026-11-21T18:03:27Z')
  expect(localTime(atMs, 'Asia/Tokyo', 'en')).toEqual({ time: '03:03', date: 'Sun 22 Nov' })
  expect(localTime(atMs, 'America/New_York', 'en')).toEqual({ time: '13:03', date: 'Sat 21 Nov' })
  expect(localTime(atMs, 'Asia/Tokyo', 'ja')).toEqual({ time: '03:03', date: '11月22日(日)' })
})

test('midnight is 00:00, never 24:00', () => {
  expect(localTime(Date.parse('2026-11-21T15:00:00Z'), 'Asia/Tokyo', 'en').time).toBe('00:00')
})

test.each([
  [0, '0 s', '0秒'],
  [59, '59 s', '59秒'],
  [360, '6 min', '6分'],
  [34_620, '9 h 37 m', '9時間37分'],
  [3600, '1 h', '1時間'],
  [90_000, '1 d 1 h', '1日1時間'],
  [-34_620, '9 h 37 m', '9時間37分'],
])('a span of %d s is %s', (spanS, en, ja) => {
  expect([duration(spanS, 'en'), duration(spanS, 'ja')]).toEqual([en, ja])
})

test('numbers have thousands with a comma and a decimal point in both languages', () => {
  expect(number(26_389, 0)).toBe('26,389')
  expect(number(0.18449, 3)).toBe('0.184')
  expect([number(-0.04, 1), number(-0.06, 1)]).toEqual(['0.0', '-0.1'])
  expect(percent(0.639)).toBe('64 %')
})

test('a probability has one decimal and its power of ten', () => {
  expect(probability(0.0031)).toBe('3.1e-3')
  expect(probability(0)).toBe('0')
})

test('an age is fresh, old, stale and expired by the limits of its class', () => {
  const limitsS = [10, 20, 30] as const
  expect([10, 20, 30, 31].map((ageS) => freshnessOf(ageS, limitsS))).toEqual(['fresh', 'old', 'stale', 'expired'])
})
