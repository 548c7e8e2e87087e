import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eccentricLongitudeByNewton, householderStep } from '../../src/orbit/kepler.ts'

/** Root of Kepler's equation in the theory's form by bisection to the last bit: the left side rises with E for e < 1. */
function byBisection(u: number, axn: number, ayn: number): number {
  let low = u - 1.5
  let high = u + 1.5
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2
    if (middle - axn * Math.sin(middle) + ayn * Math.cos(middle) < u) low = middle
    else high = middle
  }
  return (low + high) / 2
}

const angle = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true })

test('the published iteration solves the equation for eccentricities up to 0.99', () => {
  fc.assert(
    fc.property(angle, angle, fc.double({ min: 0, max: 0.99, noNaN: true }), (u, perigee, eccentricity) => {
      const axn = eccentricity * Math.cos(perigee)
      const ayn = eccentricity * Math.sin(perigee)
      const found = eccentricLongitudeByNewton(u, axn, ayn)
      const residual = found - axn * Math.sin(found) + ayn * Math.cos(found) - u
      // Ten steps of at most 0.95 rad, and the estimate before the last one, are the published rule, not a full solution: near
      // perigee of the most eccentric orbits the steps run out. Everywhere else the last step is far below 1e-6.
      const slope = 1 - axn * Math.cos(found) - ayn * Math.sin(found)
      fc.pre(slope > 0.05)
      expect(Math.abs(residual)).toBeLessThan(1e-6)
      expect(Math.abs(found - byBisection(u, axn, ayn))).toBeLessThan(1e-4)
    }),
    { numRuns: 5000 },
  )
})

test('a Householder step leaves an error of the fourth power of the first', () => {
  fc.assert(
    fc.property(angle, angle, fc.double({ min: 0, max: 0.3, noNaN: true }), (u, perigee, eccentricity) => {
      const axn = eccentricity * Math.cos(perigee)
      const ayn = eccentricity * Math.sin(perigee)
      const root = byBisection(u, axn, ayn)
      const residual = ayn * Math.cos(u) - axn * Math.sin(u)
      const after = u + householderStep(residual, axn, ayn, Math.sin(u), Math.cos(u))
      expect(Math.abs(after - root)).toBeLessThanOrEqual(2 * (u - root) ** 4 + 1e-15)
    }),
    { numRuns: 5000 },
  )
})
