import { seededRandom } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { differenceOf } from './rank-test.ts'

// U = 23 of n = m = 7 by counting pairs; mean 24.5, variance 7·7·15/12 = 61.25.
test('the deviate is that of the textbook for samples whose pairs are counted by hand', () => {
  const one = [1, 4, 6, 7, 10, 12, 14]
  const other = [2, 3, 5, 8, 9, 11, 13]
  const larger = one.flatMap((value) => other.filter((each) => value > each)).length
  expect(differenceOf(one, other)).toBeCloseTo((larger - 24.5) / Math.sqrt(61.25), 12)
})

test('ties lower the variance, and equal samples do not differ', () => {
  expect(differenceOf([1, 1, 2, 2], [1, 1, 2, 2])).toBe(0)
  // U = 12 of 16; ties of 4 and 4: 16/12 · (9 − 120/56).
  expect(differenceOf([1, 2, 2, 2], [1, 1, 1, 2])).toBeCloseTo(4 / Math.sqrt((16 / 12) * (9 - 120 / 56)), 12)
})

test('it finds a difference of a tenth of the spread in two thousand measurements', () => {
  const random = seededRandom(7)
  const sample = (shift: number) => Array.from({ length: 2000 }, () => random.integer(0, 1_000_000) / 1e6 + shift)
  expect(Math.abs(differenceOf(sample(0), sample(0)))).toBeLessThan(4)
  expect(differenceOf(sample(0.1), sample(0))).toBeGreaterThan(4)
})
