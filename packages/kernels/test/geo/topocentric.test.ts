import { expect, test } from 'vitest'
import { lookAngles, topocentricFrame } from '../../src/geo/topocentric.ts'
import { vectorFile } from '../vector-file.ts'

type LookCase = Record<
  'latitudeDeg' | 'longitudeDeg' | 'altitudeM' | 'azimuthRad' | 'elevationRad' | 'rangeKm' | 'rangeRateKmPerS',
  number
> & { positionItrfKm: number[]; velocityItrfKmPerS: number[] }
const { rows } = vectorFile<{ rows: LookCase[] }>('geo/skyfield-look-angles.json')
const degreeRad = Math.PI / 180

test.each(rows)('skyfield sees the same object at $rangeKm km from latitude $latitudeDeg', (row) => {
  const frame = topocentricFrame({
    latitudeRad: row.latitudeDeg * degreeRad,
    longitudeRad: row.longitudeDeg * degreeRad,
    altitudeKm: row.altitudeM / 1000,
  })
  const look = new Float64Array(4)
  lookAngles(frame, Float64Array.from(row.positionItrfKm), Float64Array.from(row.velocityItrfKmPerS), look)
  const [azimuthRad = 0, elevationRad = 0, rangeKm = 0, rangeRateKmPerS = 0] = look
  expect(Math.abs(azimuthRad - row.azimuthRad)).toBeLessThan(1e-9)
  expect(Math.abs(elevationRad - row.elevationRad)).toBeLessThan(1e-9)
  expect(Math.abs(rangeKm - row.rangeKm)).toBeLessThan(1e-6)
  expect(Math.abs(rangeRateKmPerS - row.rangeRateKmPerS)).toBeLessThan(1e-8)
})

test('an object straight up is at ninety degrees, and one at the site itself has no direction', () => {
  const frame = topocentricFrame({ latitudeRad: 0, longitudeRad: 0, altitudeKm: 0 })
  const look = new Float64Array(8)
  lookAngles(frame, Float64Array.of(7000, 0, 0, 6378.137, 0, 0), new Float64Array(6), look)
  expect(look[1]).toBe(Math.PI / 2)
  expect(look[5]).toBeNaN()
  expect(look[6]).toBe(0)
})

test('an output of the wrong size is refused', () => {
  const frame = topocentricFrame({ latitudeRad: 0, longitudeRad: 0, altitudeKm: 0 })
  expect(() => lookAngles(frame, new Float64Array(3), new Float64Array(3), new Float64Array(3))).toThrow(RangeError)
})
