import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../src/seeded-random.ts'

test('the same seed gives the same numbers', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const [first, second] = [seededRandom(seed), seededRandom(seed)]
      expect(Array.from({ length: 20 }, first.uniform)).toEqual(Array.from({ length: 20 }, second.uniform))
    }),
  )
})

test('uniform numbers fill [0, 1) evenly: each of ten bins of 100,000 draws is within five standard deviations', () => {
  const { uniform } = seededRandom(1)
  const bins = new Array<number>(10).fill(0)
  for (let draw = 0; draw < 100_000; draw += 1) {
    const bin = Math.floor(uniform() * 10)
    bins[bin] = (bins[bin] ?? Number.NaN) + 1
  }
  const fiveStandardDeviations = 5 * Math.sqrt(100_000 * 0.1 * 0.9)
  for (const count of bins) expect(Math.abs(count - 10_000)).toBeLessThan(fiveStandardDeviations)
})

test('integers reach both ends and stay within them', () => {
  const { integer } = seededRandom(7)
  expect(new Set(Array.from({ length: 200 }, () => integer(-1, 2)))).toEqual(new Set([-1, 0, 1, 2]))
})
