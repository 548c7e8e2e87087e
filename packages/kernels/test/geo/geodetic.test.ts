import fc from 'fast-check'
import { expect, test } from 'vitest'
import { geodeticToItrf, itrfToGeodetic } from '../../src/geo/geodetic.ts'
import { vectorFile } from '../vector-file.ts'

type GeodeticCase = {
  xKm: number
  yKm: number
  zKm: number
  latitudeRad: number
  longitudeRad: number
  altitudeKm: number
}
const { rows } = vectorFile<{ rows: GeodeticCase[] }>('geo/erfa-geodetic.json')

const polarRadiusKm = 6356.752314245
/** Ten micrometres, the accuracy promised. */
const positionKm = 1e-8
/** ERFA's single Halley step leaves 2e-11 rad at geostationary distance and less below; the closed form leaves 1e-15. */
const erfaIterationRad = 1e-10

test.each(rows)('ERFA agrees on the place of ($xKm, $yKm, $zKm)', (row) => {
  const place = itrfToGeodetic(row.xKm, row.yKm, row.zKm)
  expect(Math.abs(place.latitudeRad - row.latitudeRad)).toBeLessThan(erfaIterationRad)
  expect(Math.abs(place.altitudeKm - row.altitudeKm)).toBeLessThan(positionKm)
  expect(place.longitudeRad).toBeCloseTo(row.longitudeRad, 14)
})

test('a place comes back from its ITRF position, from deep below the ground to beyond the Moon', () => {
  const altitudes = fc.oneof(
    fc.double({ min: -6000, max: 1000, noNaN: true }),
    fc.double({ min: 1000, max: 1e6, noNaN: true }),
  )
  fc.assert(
    fc.property(
      fc.double({ min: -Math.PI / 2, max: Math.PI / 2, noNaN: true }),
      fc.double({ min: -3.14, max: 3.14, noNaN: true }),
      altitudes,
      (latitudeRad, longitudeRad, altitudeKm) => {
        const [x = 0, y = 0, z = 0] = geodeticToItrf({ latitudeRad, longitudeRad, altitudeKm })
        const place = itrfToGeodetic(x, y, z)
        const [backX = 0, backY = 0, backZ = 0] = geodeticToItrf(place)
        expect(Math.hypot(backX - x, backY - y, backZ - z)).toBeLessThan(positionKm)
        expect(Math.abs(place.altitudeKm - altitudeKm)).toBeLessThan(positionKm)
      },
    ),
  )
})

test('any point of space, the centre and the axis too, is where its place says', () => {
  const near = fc.double({ min: -60, max: 60, noNaN: true })
  fc.assert(
    fc.property(near, near, near, (x, y, z) => {
      const [backX = 0, backY = 0, backZ = 0] = geodeticToItrf(itrfToGeodetic(x, y, z))
      expect(Math.hypot(backX - x, backY - y, backZ - z)).toBeLessThan(1e-6)
    }),
  )
})

test('the poles are at ninety degrees and on the ellipsoid', () => {
  expect(itrfToGeodetic(0, 0, polarRadiusKm).latitudeRad).toBe(Math.PI / 2)
  expect(itrfToGeodetic(0, 0, -polarRadiusKm).latitudeRad).toBe(-Math.PI / 2)
  expect(Math.abs(itrfToGeodetic(0, 0, polarRadiusKm).altitudeKm)).toBeLessThan(positionKm)
})

test('the centre of the Earth lies one polar radius below the north pole', () => {
  const { latitudeRad, altitudeKm } = itrfToGeodetic(0, 0, 0)
  expect(latitudeRad).toBeCloseTo(Math.PI / 2, 12)
  expect(Math.abs(altitudeKm + polarRadiusKm)).toBeLessThan(positionKm)
})
