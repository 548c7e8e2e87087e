import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  atan2,
  cos,
  cosOfCorrection,
  inverseCubeRootNearOne,
  sin,
  sinOfCorrection,
  withoutTurns,
} from '../../src/orbit/trigonometry.ts'

// Math's functions are the other implementation here: V8's are within 1 ulp (fdlibm).
const mathErrorUlp = 1.2e-16
const sineError = 3e-16 + mathErrorUlp
const runs = { numRuns: 20_000 }

test.each([10, 1e3, 3e6])('sine and cosine are within 3e-16 of Math for angles up to %d rad', (largest) => {
  fc.assert(
    fc.property(fc.double({ min: -largest, max: largest, noNaN: true }), (angle) => {
      expect(Math.abs(sin(angle) - Math.sin(angle))).toBeLessThanOrEqual(sineError)
      expect(Math.abs(cos(angle) - Math.cos(angle))).toBeLessThanOrEqual(sineError)
    }),
    runs,
  )
})

test('sine and cosine are as good beside whole quarter turns', () => {
  for (let quarter = -2_000_000; quarter <= 1_900_000; quarter += 997) {
    for (const beside of [-1e-9, 0, 1e-9]) {
      const angle = (quarter * Math.PI) / 2 + beside
      expect(Math.abs(sin(angle) - Math.sin(angle))).toBeLessThanOrEqual(sineError)
      expect(Math.abs(cos(angle) - Math.cos(angle))).toBeLessThanOrEqual(sineError)
    }
  }
})

test('sine and cosine of a correction keep their bounds up to 0.25 rad', () => {
  fc.assert(
    fc.property(fc.double({ min: -0.25, max: 0.25, noNaN: true }), (angle) => {
      expect(Math.abs(sinOfCorrection(angle) - Math.sin(angle))).toBeLessThanOrEqual(1.1e-11)
      expect(Math.abs(cosOfCorrection(angle) - Math.cos(angle))).toBeLessThanOrEqual(1e-12)
    }),
    runs,
  )
})

test('the angle of a point is within 3 ulp of Math in all quadrants and on the axes', () => {
  const coordinate = fc.oneof(fc.double({ min: -1e4, max: 1e4, noNaN: true }), fc.constantFrom(0, 1, -1))
  fc.assert(
    fc.property(coordinate, coordinate, (y, x) => {
      fc.pre(Math.abs(x) + Math.abs(y) > 1e-300)
      // The sign of a zero does not reach the angle here: the theory never asks.
      const expected = Math.atan2(y === 0 ? 0 : y, x === 0 ? 0 : x)
      expect(Math.abs(atan2(y, x) - expected)).toBeLessThanOrEqual(
        4 * 2 ** -52 * Math.max(Math.abs(expected), 2 ** -1022),
      )
    }),
    runs,
  )
  expect(atan2(0, 0)).toBe(0)
})

test('whole turns are taken off towards zero', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e5, max: 1e5, noNaN: true }), (angle) => {
      const rest = withoutTurns(angle)
      expect(Math.abs(Math.sin(rest) - Math.sin(angle))).toBeLessThan(1e-10)
      expect(rest === 0 || Math.sign(rest) === Math.sign(angle)).toBe(true)
      expect(Math.abs(rest)).toBeLessThanOrEqual(2 * Math.PI)
    }),
    runs,
  )
})

test('the inverse cube root is within 3 ulp where the number lies within 30 % of 1', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.7, max: 1.3, noNaN: true }), (x) => {
      const expected = 1 / Math.cbrt(x)
      expect(Math.abs(inverseCubeRootNearOne(x) - expected)).toBeLessThanOrEqual(5 * 2 ** -52 * expected)
    }),
    runs,
  )
})
