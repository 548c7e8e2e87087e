import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { orbitalRegime, orbitFacts } from '../../src/index.ts'
import { elementSet } from './element-set-builder.ts'

type ReferenceFacts = {
  readonly comment: string
  readonly meanMotionRevPerDay: number
  readonly eccentricity: number
  readonly inclinationDeg: number
  readonly semiMajorAxisKm: number
  readonly perigeeAltitudeKm: number
  readonly apogeeAltitudeKm: number
}

const references = JSON.parse(
  readFileSync(new URL('../../../../vectors/catalogue/orbit-facts.json', import.meta.url), 'utf8'),
) as readonly ReferenceFacts[]
/** Both sides compute in doubles with the same constants; a micrometre is far above their rounding. */
const oneMillimetreKm = 1e-6

test.each(references)('heights agree with python-sgp4 for a $comment', (reference) => {
  const facts = orbitFacts(elementSet(reference))
  expect(Math.abs(facts.semiMajorAxisKm - reference.semiMajorAxisKm)).toBeLessThan(oneMillimetreKm)
  expect(Math.abs(facts.perigeeAltitudeKm - reference.perigeeAltitudeKm)).toBeLessThan(oneMillimetreKm)
  expect(Math.abs(facts.apogeeAltitudeKm - reference.apogeeAltitudeKm)).toBeLessThan(oneMillimetreKm)
})

test('the period is a day divided by the mean motion', () => {
  expect(orbitFacts(elementSet({ meanMotionRevPerDay: 16 })).periodMin).toBe(90)
})

// Sizes of well-known orbits, and the class that the published ranges give them.
test.each([
  ['LEO', 420, 415, 51.6],
  ['GEO', 35_780, 35_793, 0.1],
  ['EGO', 36_050, 36_120, 10],
  ['IGO', 32_600, 38_950, 41],
  ['NSO', 20_150, 20_210, 55],
  ['MEO', 8050, 8070, 0.1],
  ['GTO', 250, 35_786, 7],
  ['GTO', 500, 39_850, 63.4],
  ['HEO', 6000, 120_000, 30],
  ['LMO', 600, 5000, 60],
  ['MGO', 5000, 35_000, 25],
  ['HAO', 60_000, 80_000, 45],
  ['GHO', 33_000, 70_000, 20],
] as const)('an orbit is %s with perigee %d km, apogee %d km and inclination %d°', (regime, perigeeAltitudeKm, apogeeAltitudeKm, inclinationDeg) => {
  const semiMajorAxisKm = 6378.135 + (perigeeAltitudeKm + apogeeAltitudeKm) / 2
  const facts = { periodMin: 0, semiMajorAxisKm, perigeeAltitudeKm, apogeeAltitudeKm }
  expect(orbitalRegime(facts, inclinationDeg)).toBe(regime)
})
