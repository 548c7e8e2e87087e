import { expect, test } from 'vitest'
import { moonPositionEme2000Km } from '../../src/sky/moon.ts'
import { sunPositionEme2000Km } from '../../src/sky/sun.ts'
import { vectorFile } from '../vector-file.ts'

type SkyCase = { mjd: number; fraction: number; sunKm: number[]; moonKm: number[] }
const { rows } = vectorFile<{ rows: SkyCase[] }>('sky/erfa-sun-moon.json')

const sunDirectionDeg = 0.009
const sunDistancePart = 1e-4
const moonDirectionDeg = 0.07
const moonDistanceKm = 500

function separationDeg(a: Float64Array, b: readonly number[]): number {
  const unitA = a.map((component) => component / Math.hypot(...a))
  const chord = Math.hypot(...b.map((component, i) => component / Math.hypot(...b) - (unitA[i] ?? 0)))
  return (2 * Math.asin(chord / 2) * 180) / Math.PI
}

test('the Sun is within 0.009 degrees and 0.01 percent of VSOP2000 from 1950 to 2053', () => {
  expect(rows.length).toBe(60)
  for (const { mjd, fraction, sunKm } of rows) {
    const sun = sunPositionEme2000Km({ day: mjd + 2_400_000.5, fraction })
    expect(separationDeg(sun, sunKm), `MJD ${mjd}`).toBeLessThan(sunDirectionDeg)
    expect(Math.abs(Math.hypot(...sun) / Math.hypot(...sunKm) - 1), `MJD ${mjd}`).toBeLessThan(sunDistancePart)
  }
})

test('the Moon is within 0.07 degrees and 500 km of ELP 2000-82 from 1950 to 2053', () => {
  for (const { mjd, fraction, moonKm } of rows) {
    const moon = moonPositionEme2000Km({ day: mjd + 2_400_000.5, fraction })
    expect(separationDeg(moon, moonKm), `MJD ${mjd}`).toBeLessThan(moonDirectionDeg)
    expect(Math.abs(Math.hypot(...moon) - Math.hypot(...moonKm)), `MJD ${mjd}`).toBeLessThan(moonDistanceKm)
  }
})
