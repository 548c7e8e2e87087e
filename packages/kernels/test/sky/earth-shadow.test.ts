import fc from 'fast-check'
import { expect, test } from 'vitest'
import { visibleSunFraction } from '../../src/sky/earth-shadow.ts'

const astronomicalUnitKm = 149_597_870.7
const sun = Float64Array.of(astronomicalUnitKm, 0, 0)
const behind = (distanceKm: number, asideKm: number) => Float64Array.of(-distanceKm, asideKm, 0)

/** Edges of the shadow by similar triangles at a distance behind the Earth: tangent lines to both spheres. */
const umbraRadiusKm = (distanceKm: number) => {
  const halfAngleRad = Math.asin((695_700 - 6378.137) / astronomicalUnitKm)
  return (6378.137 - distanceKm * Math.sin(halfAngleRad)) / Math.cos(halfAngleRad)
}
const penumbraRadiusKm = (distanceKm: number) => {
  const halfAngleRad = Math.asin((695_700 + 6378.137) / astronomicalUnitKm)
  return (6378.137 + distanceKm * Math.sin(halfAngleRad)) / Math.cos(halfAngleRad)
}

test.each([
  7000, 42_164, 384_400,
])('at %i km the umbra and penumbra end where tangents to Sun and Earth say', (distanceKm) => {
  const oneKm = 1
  expect(visibleSunFraction(behind(distanceKm, umbraRadiusKm(distanceKm) - oneKm), sun)).toBe(0)
  expect(visibleSunFraction(behind(distanceKm, umbraRadiusKm(distanceKm) + oneKm), sun)).toBeGreaterThan(0)
  expect(visibleSunFraction(behind(distanceKm, penumbraRadiusKm(distanceKm) - oneKm), sun)).toBeLessThan(1)
  expect(visibleSunFraction(behind(distanceKm, penumbraRadiusKm(distanceKm) + oneKm), sun)).toBe(1)
})

test('the umbra has its tip near 1.38 million km, beyond which the Sun shows a ring', () => {
  expect(visibleSunFraction(behind(1.37e6, 0), sun)).toBe(0)
  const ring = visibleSunFraction(behind(1.5e6, 0), sun)
  expect(ring).toBeGreaterThan(0)
  expect(ring).toBeLessThan(0.2)
})

test('the day side is lit and the inside of the Earth is dark', () => {
  expect(visibleSunFraction(Float64Array.of(6778, 0, 0), sun)).toBe(1)
  expect(visibleSunFraction(Float64Array.of(0, 6778, 0), sun)).toBe(1)
  expect(visibleSunFraction(Float64Array.of(100, 0, 0), sun)).toBe(0)
})

test('light grows from the axis of the shadow outwards', () => {
  const distances = fc.double({ min: 6500, max: 500_000, noNaN: true })
  const asides = fc.double({ min: 0, max: 12_000, noNaN: true })
  fc.assert(
    fc.property(distances, asides, asides, (distanceKm, a, b) => {
      const inner = visibleSunFraction(behind(distanceKm, Math.min(a, b)), sun)
      const outer = visibleSunFraction(behind(distanceKm, Math.max(a, b)), sun)
      expect(inner).toBeGreaterThanOrEqual(0)
      expect(outer).toBeLessThanOrEqual(1)
      expect(outer).toBeGreaterThanOrEqual(inner - 1e-9)
    }),
  )
})
