import { readFileSync } from 'node:fs'
import { sharedData } from '@yagura/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { earthOrientationAt } from '../../src/earth-orientation/earth-orientation-at.ts'
import { readEarthOrientation } from '../../src/earth-orientation/read-earth-orientation.ts'

const file = sharedData('space/frames/EOP-All-v1.1_2025-01-10.txt')
const arcsecondRad = Math.PI / 648_000

// The days of Vallado's example 3-15 and of the leap second of 2016, as published (IERS 20 C04).
const sample = [
  'VERSION 1.1',
  '# comment',
  'NUM_OBSERVED_POINTS 4',
  'BEGIN OBSERVED',
  '2004 04 06 53101 -0.140857  0.333539 -0.4399552  0.0015095 -0.052181 -0.003943 -0.000097 -0.000098  32',
  '2004 04 07 53102 -0.140217  0.336400 -0.4413902  0.0013436 -0.052687 -0.003937 -0.000093 -0.000086  32',
  '2016 12 31 57753  0.081440  0.263099 -0.4077697  0.0008920 -0.098958 -0.009327  0.000106 -0.000192  36',
  '2017 01 01 57754  0.080549  0.263128  0.5912870  0.0009962 -0.098775 -0.009335  0.000120 -0.000168  37',
  'END OBSERVED',
]
const sampleText = sample.join('\r\n')

test.skipIf(file === undefined)('every day of the real file is read, observed and predicted', () => {
  const { days, problems } = readEarthOrientation('eop.txt', readFileSync(file ?? '', 'utf8'))
  expect(problems).toEqual([])
  expect(days.length).toBe(23_021 + 181)
  expect(days.every((day, i) => i === 0 || day.mjd === (days[i - 1]?.mjd ?? 0) + 1)).toBe(true)
})

test('values at midnight are those of the row, in radians and seconds', () => {
  const { days, problems } = readEarthOrientation('eop.txt', sampleText)
  expect(problems).toEqual([])
  const orientation = earthOrientationAt(days, { mjd: 53_101, secondOfDay: 0 })
  expect(orientation?.dut1S).toBeCloseTo(-0.4399552, 12)
  expect(orientation?.xPolarRad).toBeCloseTo(-0.140857 * arcsecondRad, 16)
  expect(orientation?.yPolarRad).toBeCloseTo(0.333539 * arcsecondRad, 16)
  expect(orientation?.lengthOfDayExcessS).toBe(0.0015095)
  expect(orientation?.poleOffset?.longitudeRad).toBeCloseTo(-0.052181 * arcsecondRad, 16)
})

test('UT1 − UTC jumps by a second with the leap second and drifts evenly about it', () => {
  const { days } = readEarthOrientation('eop.txt', sampleText)
  const before = earthOrientationAt(days, { mjd: 57_753, secondOfDay: 86_399.999 })?.dut1S ?? Number.NaN
  expect(before).toBeCloseTo(0.591287 - 1, 6)
  expect(earthOrientationAt(days, { mjd: 57_753, secondOfDay: 43_200 })?.dut1S).toBeCloseTo(-0.40824135, 8)
})

test('before, after and between the days that a file holds there is no orientation', () => {
  const { days } = readEarthOrientation('eop.txt', sampleText)
  for (const mjd of [53_100, 53_102, 53_103, 57_752, 57_754, 60_000]) {
    expect(earthOrientationAt(days, { mjd, secondOfDay: 10 }), `MJD ${mjd}`).toBeUndefined()
  }
  expect(earthOrientationAt([], { mjd: 53_101, secondOfDay: 0 })).toBeUndefined()
})

test.each([
  ['2004 04 08 53103 -0.14', 'record'],
  ['2004 02 30 53065 -0.140857  0.333539 -0.4399552  0.0015095 -0.05 -0.0 0 0 32', 'MJD'],
  ['2004 04 06 53101 -0.140857  0.333539 -0.4399552  0.0015095 -0.05 -0.0 0 0 32', 'MJD'],
  ['2004 04 08 53103 -0.140857  0.333539 -4.399552  0.0015095 -0.05 -0.0 0 0 32', 'UT1-UTC'],
  ['2004 04 08 53103 abc  0.333539 -0.4399552  0.0015095 -0.05 -0.0 0 0 32', 'x'],
])('the bad row "%s" is left out and its %s is told with the line', (row, field) => {
  const text = [...sample.slice(0, 6), row, ...sample.slice(6)].join('\n')
  const { days, problems } = readEarthOrientation('eop.txt', text)
  expect(days.length).toBe(4)
  expect(problems).toMatchObject([{ file: 'eop.txt', line: 7, field }])
})

test('a file without rows is told', () => {
  expect(readEarthOrientation('eop.txt', '').problems).toMatchObject([{ file: 'eop.txt', field: 'record' }])
})

test('no mutation of a row throws or gives a number that is not finite', () => {
  fc.assert(
    fc.property(fc.nat({ max: sampleText.length - 1 }), fc.string({ maxLength: 5 }), (at, patch) => {
      const text = sampleText.slice(0, at) + patch + sampleText.slice(at + patch.length)
      for (const day of readEarthOrientation('eop.txt', text).days) {
        const numbers = [day.mjd, day.xPolarRad, day.yPolarRad, day.ut1MinusTaiS, day.lengthOfDayExcessS]
        expect(numbers.every(Number.isFinite)).toBe(true)
      }
    }),
  )
})
