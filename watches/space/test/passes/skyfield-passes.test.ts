import { readFileSync } from 'node:fs'
import { addSeconds, elapsedS, unobservedEarthOrientation } from '@yagura/kernels'
import { sharedData } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { findPasses, type PassPoint } from '../../src/passes/find-passes.ts'
import { catalogueProvider } from './catalogue-provider.ts'

type ExpectedPoint = { timeS: number; azimuthRad: number; elevationRad: number; rangeKm: number }
type ExpectedPass = { rise: ExpectedPoint; culmination: ExpectedPoint; set: ExpectedPoint }
type PassCase = Record<
  'id' | 'latitudeDeg' | 'longitudeDeg' | 'altitudeM' | 'startMjd' | 'durationS' | 'minElevationDeg',
  number
> & { site: string; dut1AtStartS: number; dut1AtEndS: number; passes: ExpectedPass[] }

const vectors = new URL('../../../../vectors/passes/skyfield-passes.json', import.meta.url)
const { cases } = JSON.parse(readFileSync(vectors, 'utf8')) as { cases: PassCase[] }
const catalogueFile = sharedData('space/catalogue/spacetrack_20240705.3le')
const degreeRad = Math.PI / 180

/** Skyfield keeps time as days in a double or two; its own clock resolves about 40 µs. */
const crossingS = 1e-4
/** The reference finds the flat top from a central difference of elevations that are good to 1e-13 rad. */
const culminationS = 0.02
const elevationRad = 1e-7
const azimuthRad = 2e-5

function expectPoint(point: PassPoint, expected: ExpectedPoint, startMjd: number, toleranceS: number): void {
  const timeS = elapsedS({ mjd: startMjd, secondOfDay: 0 }, point.utc)
  expect(Math.abs(timeS - expected.timeS)).toBeLessThan(toleranceS)
  expect(Math.abs(point.elevationRad - expected.elevationRad)).toBeLessThan(elevationRad)
  expect(Math.abs(Math.sin((point.azimuthRad - expected.azimuthRad) / 2))).toBeLessThan(azimuthRad)
}

test.skipIf(catalogueFile === undefined).each(cases)(
  'skyfield finds the same passes of object $id over $site above $minElevationDeg degrees',
  (passCase) => {
    const { startMjd, durationS, dut1AtStartS, dut1AtEndS } = passCase
    const startUtc = { mjd: startMjd, secondOfDay: 0 }
    const { passes, failsFromUtc } = findPasses({
      stateAt: catalogueProvider(readFileSync(catalogueFile ?? '', 'utf8'), passCase.id),
      site: {
        latitudeRad: passCase.latitudeDeg * degreeRad,
        longitudeRad: passCase.longitudeDeg * degreeRad,
        altitudeKm: passCase.altitudeM / 1000,
      },
      startUtc,
      durationS,
      minElevationRad: passCase.minElevationDeg * degreeRad,
      orientationAt: (utc) => ({
        ...unobservedEarthOrientation,
        dut1S: dut1AtStartS + ((dut1AtEndS - dut1AtStartS) * elapsedS(startUtc, utc)) / durationS,
      }),
    })
    expect(failsFromUtc).toBeUndefined()
    expect(passes.length).toBe(passCase.passes.length)
    for (const [i, expected] of passCase.passes.entries()) {
      const pass = passes[i]
      if (pass === undefined) throw new Error('counted above')
      expectPoint(pass.rise, expected.rise, startMjd, crossingS)
      expectPoint(pass.culmination, expected.culmination, startMjd, culminationS)
      expectPoint(pass.set, expected.set, startMjd, crossingS)
      expect(pass.isUpAtStart).toBe(expected.rise.timeS === 0)
      expect(pass.isUpAtEnd).toBe(expected.set.timeS === durationS)
    }
  },
)

test.skipIf(catalogueFile === undefined)('a search cut at any instant gives the same passes on both sides', () => {
  const stateAt = catalogueProvider(readFileSync(catalogueFile ?? '', 'utf8'), 25_544)
  const site = { latitudeRad: 0.6, longitudeRad: 2.4, altitudeKm: 0 }
  const startUtc = { mjd: 60_496, secondOfDay: 0 }
  const search = { stateAt, site, minElevationRad: 0.1 }
  const whole = findPasses({ ...search, startUtc, durationS: 86_400 }).passes
  const cutS = elapsedS(startUtc, whole[0]?.culmination.utc ?? startUtc) + 30
  const early = findPasses({ ...search, startUtc, durationS: cutS }).passes
  const late = findPasses({ ...search, startUtc: addSeconds(startUtc, cutS), durationS: 86_400 - cutS }).passes
  expect(early.length + late.length).toBe(whole.length + 1)
  expect(early.at(-1)?.isUpAtEnd).toBe(true)
  expect(late[0]?.isUpAtStart).toBe(true)
  for (const [i, pass] of late.slice(1).entries()) {
    expect(Math.abs(elapsedS(pass.rise.utc, whole[i + 1]?.rise.utc ?? startUtc))).toBeLessThan(1e-6)
  }
})
