import {
  addSeconds,
  earthRotationRadPerS,
  elapsedS,
  type GeodeticPosition,
  gmst1982Rad,
  lookAngles,
  temeToItrf,
  temeToItrfRotation,
  topocentricFrame,
  utcToUt1,
} from '@yagura/kernels'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findPasses, type Pass, type PassSearch } from '../../src/passes/find-passes.ts'
import { type KeplerOrbit, keplerProvider } from './kepler-provider.ts'

const startUtc = { mjd: 60_496, secondOfDay: 0 }
const tokyo: GeodeticPosition = { latitudeRad: 0.6227, longitudeRad: 2.4394, altitudeKm: 0.04 }
const gravitationKm3PerS2 = 398_600.8
const geostationaryKm = Math.cbrt(gravitationKm3PerS2 / earthRotationRadPerS ** 2)
const day = 86_400
const microsecond = 1e-6

const lowOrbit: KeplerOrbit = {
  perigeeKm: 6780,
  eccentricity: 0.001,
  inclinationRad: 0.9,
  nodeRad: 1,
  perigeeArgumentRad: 2,
  meanAnomalyRad: 3,
  epochUtc: startUtc,
}
const search: PassSearch = {
  stateAt: keplerProvider(lowOrbit),
  site: tokyo,
  startUtc,
  durationS: day,
  minElevationRad: 0.17,
}

/** Elevation by the other road: TEME → ITRF → look angles, without anything of the search. */
function elevationRad({ stateAt, site }: PassSearch, timeS: number): number {
  const utc = addSeconds(startUtc, timeS)
  const state = stateAt(utc)
  if (state === undefined) return Number.NaN
  const position = new Float64Array(3)
  const velocity = new Float64Array(3)
  const look = new Float64Array(4)
  temeToItrf(temeToItrfRotation(utc), state.positionTemeKm, state.velocityTemeKmPerS, position, velocity)
  lookAngles(topocentricFrame(site), position, velocity, look)
  return look[1] ?? Number.NaN
}

const secondsOf = (point: { utc: { mjd: number; secondOfDay: number } }) => elapsedS(startUtc, point.utc)
const isWithin = (pass: Pass, timeS: number, marginS: number) =>
  timeS > secondsOf(pass.rise) - marginS && timeS < secondsOf(pass.set) + marginS

/** A geostationary object over a longitude, as seen at the start. */
const geostationary = (longitudeRad: number, eccentricity = 0): KeplerOrbit => ({
  perigeeKm: geostationaryKm * (1 - eccentricity),
  eccentricity,
  inclinationRad: 0,
  nodeRad: 0,
  perigeeArgumentRad: 0,
  meanAnomalyRad: gmst1982Rad(utcToUt1(startUtc, 0)) + longitudeRad,
  epochUtc: startUtc,
})

const orbits: fc.Arbitrary<KeplerOrbit> = fc.record({
  perigeeKm: fc.double({ min: 6500, max: 9000, noNaN: true }),
  eccentricity: fc.oneof(
    fc.double({ min: 0, max: 0.05, noNaN: true }),
    fc.double({ min: 0.05, max: 0.85, noNaN: true }),
  ),
  inclinationRad: fc.double({ min: 0, max: Math.PI, noNaN: true }),
  nodeRad: fc.double({ min: 0, max: 6.28, noNaN: true }),
  perigeeArgumentRad: fc.double({ min: 0, max: 6.28, noNaN: true }),
  meanAnomalyRad: fc.double({ min: 0, max: 6.28, noNaN: true }),
  epochUtc: fc.constant(startUtc),
})
const sites: fc.Arbitrary<GeodeticPosition> = fc.record({
  latitudeRad: fc.double({ min: -Math.PI / 2, max: Math.PI / 2, noNaN: true }),
  longitudeRad: fc.double({ min: -3.1, max: 3.1, noNaN: true }),
  altitudeKm: fc.double({ min: 0, max: 5, noNaN: true }),
})
const leastElevations = fc.double({ min: -0.3, max: 1.5, noNaN: true })

test('an object is up exactly during its passes, whatever the orbit, site and least elevation', () => {
  const crossingMarginS = 1e-3
  fc.assert(
    fc.property(orbits, sites, leastElevations, (orbit, site, minElevationRad) => {
      const oneSearch = { ...search, stateAt: keplerProvider(orbit), site, minElevationRad, durationS: day / 2 }
      const { passes } = findPasses(oneSearch)
      for (let timeS = 0; timeS <= day / 2; timeS += 13) {
        const isUp = elevationRad(oneSearch, timeS) > minElevationRad
        const isNearPass = passes.some((pass) => isWithin(pass, timeS, crossingMarginS))
        const isInPass = passes.some((pass) => isWithin(pass, timeS, -crossingMarginS))
        expect(isUp ? isNearPass : !isInPass, `at ${timeS} s`).toBe(true)
      }
    }),
    { numRuns: 60 },
  )
})

test('nothing in a pass stands higher than its culmination, of however many maxima', () => {
  const equalMaximaRad = 2e-6
  fc.assert(
    fc.property(orbits, sites, (orbit, site) => {
      const oneSearch = { ...search, stateAt: keplerProvider(orbit), site, minElevationRad: -0.1, durationS: day / 2 }
      for (const pass of findPasses(oneSearch).passes) {
        const riseS = secondsOf(pass.rise)
        const stepS = (secondsOf(pass.set) - riseS) / 500
        for (let i = 0; i <= 500; i++) {
          expect(Math.sin(elevationRad(oneSearch, riseS + i * stepS))).toBeLessThan(
            Math.sin(pass.culmination.elevationRad) + equalMaximaRad,
          )
        }
      }
    }),
    { numRuns: 40 },
  )
})

test('rise and set stand at the least elevation within a microsecond', () => {
  const { passes } = findPasses(search)
  expect(passes.length).toBeGreaterThan(2)
  for (const { rise, set } of passes) {
    expect(elevationRad(search, secondsOf(rise) - microsecond)).toBeLessThan(search.minElevationRad)
    expect(elevationRad(search, secondsOf(rise) + microsecond)).toBeGreaterThan(search.minElevationRad)
    expect(elevationRad(search, secondsOf(set) - microsecond)).toBeGreaterThan(search.minElevationRad)
    expect(elevationRad(search, secondsOf(set) + microsecond)).toBeLessThan(search.minElevationRad)
  }
})

test('elevation is the same a moment before and after the culmination', () => {
  const momentS = 0.1
  for (const { culmination } of findPasses(search).passes) {
    const timeS = secondsOf(culmination)
    const beforeRad = elevationRad(search, timeS - momentS)
    const afterRad = elevationRad(search, timeS + momentS)
    const curvature = (beforeRad + afterRad - 2 * elevationRad(search, timeS)) / momentS ** 2
    const offsetS = (beforeRad - afterRad) / (2 * momentS * curvature)
    // What one double of elevation leaves undetermined over this moment.
    const undeterminedS = 4e-16 / (momentS * Math.abs(curvature))
    expect(Math.abs(offsetS)).toBeLessThan(10 * undeterminedS + 10 * microsecond)
  }
})

test('a pass of a few hundredths of a second is found, and ends where the least elevation passes its top', () => {
  const nanoradian = 1e-9
  const { passes } = findPasses(search)
  for (const { culmination } of passes) {
    const around = {
      ...search,
      startUtc: addSeconds(culmination.utc, -5000),
      durationS: 10_000,
    }
    const under = findPasses({ ...around, minElevationRad: culmination.elevationRad - nanoradian })
    const over = findPasses({ ...around, minElevationRad: culmination.elevationRad + nanoradian })
    const short = under.passes.filter((pass) => elapsedS(pass.rise.utc, pass.set.utc) < 0.1)
    expect(short.length).toBe(1)
    expect(over.passes.filter((pass) => elapsedS(pass.rise.utc, pass.set.utc) < 0.1).length).toBe(0)
  }
})

test.each([
  ['a low orbit', lowOrbit],
  ['the perigee of a transfer orbit', { ...lowOrbit, eccentricity: 0.73, perigeeKm: 6600 }],
])('over %s a pass of a few hundredths of a second is found from wherever before it the search starts', (_, orbit) => {
  const nanoradian = 1e-9
  const allPasses = { ...search, stateAt: keplerProvider(orbit), durationS: 3 * day }
  for (const { culmination } of findPasses(allPasses).passes) {
    for (let leadS = 100; leadS < 12_000; leadS += 50) {
      const { passes } = findPasses({
        ...allPasses,
        startUtc: addSeconds(culmination.utc, -leadS),
        durationS: leadS + 10,
        minElevationRad: culmination.elevationRad - nanoradian,
      })
      const lateS = elapsedS(passes.at(-1)?.culmination.utc ?? startUtc, culmination.utc)
      expect(Math.abs(lateS), `${leadS} s before`).toBeLessThan(1)
    }
  }
})

test('a geostationary object is one pass from start to end', () => {
  const stateAt = keplerProvider(geostationary(tokyo.longitudeRad))
  const { passes } = findPasses({ ...search, stateAt, durationS: 7 * day })
  expect(passes.length).toBe(1)
  expect(passes[0]?.isUpAtStart).toBe(true)
  expect(passes[0]?.isUpAtEnd).toBe(true)
  expect(passes[0]?.rise.utc).toEqual(startUtc)
  expect(passes[0]?.set.utc).toEqual(addSeconds(startUtc, 7 * day))
})

test('a geostationary object on the far side never rises', () => {
  const stateAt = keplerProvider(geostationary(tokyo.longitudeRad + Math.PI))
  expect(findPasses({ ...search, stateAt, durationS: 7 * day }).passes).toEqual([])
})

test('an object that hovers about the least elevation crosses it twice a sidereal day', () => {
  const eccentricity = 1e-4
  const longitudeRad = tokyo.longitudeRad + 1.2
  const stateAt = keplerProvider(geostationary(longitudeRad, eccentricity))
  const middle = { ...search, stateAt: keplerProvider(geostationary(longitudeRad)) }
  const { passes } = findPasses({ ...search, stateAt, minElevationRad: elevationRad(middle, 0), durationS: 3 * day })
  expect(passes.length).toBeGreaterThanOrEqual(3)
  expect(passes.length).toBeLessThanOrEqual(4)
})

test('a pass that is cut by the search says so at either end', () => {
  const { passes } = findPasses(search)
  const startInside = passes[0]?.culmination.utc ?? startUtc
  const cut = findPasses({ ...search, startUtc: startInside, durationS: 1 }).passes
  expect(cut.length).toBe(1)
  expect(cut[0]?.isUpAtStart && cut[0].isUpAtEnd).toBe(true)
  expect(cut[0]?.rise.utc).toEqual(startInside)
})

test('the search stops where the theory fails and ends the pass there', () => {
  const failureS = secondsOf(findPasses(search).passes[1]?.culmination ?? { utc: startUtc })
  const { passes, failsFromUtc } = findPasses({
    ...search,
    stateAt: (utc) => (elapsedS(startUtc, utc) < failureS ? search.stateAt(utc) : undefined),
  })
  expect(passes.length).toBe(2)
  expect(passes[1]?.isUpAtEnd).toBe(true)
  expect(Math.abs(elapsedS(startUtc, failsFromUtc ?? startUtc) - failureS)).toBeLessThan(microsecond)
})

test('an object without a state at the start has no passes and fails from the start', () => {
  expect(findPasses({ ...search, stateAt: () => undefined })).toEqual({ passes: [], failsFromUtc: startUtc })
})

test('a pass over midnight with a leap second keeps its length', () => {
  const beforeLeap = { mjd: 57_753, secondOfDay: 86_400 - 43_200 }
  const stateAt = keplerProvider({ ...lowOrbit, epochUtc: beforeLeap })
  const withLeap = findPasses({ ...search, stateAt, startUtc: beforeLeap })
  for (const { rise, culmination, set } of withLeap.passes) {
    expect(elapsedS(rise.utc, culmination.utc)).toBeGreaterThan(0)
    expect(elapsedS(culmination.utc, set.utc)).toBeGreaterThan(0)
  }
})

test('a geostationary object at local midnight is dark at an equinox and lit at a solstice', () => {
  // 2024-03-20 and 2024-06-20, 00:00 UTC: it is midnight at longitude 0 within the equation of time.
  const overGreenwich = (mjd: number) => {
    const utc = { mjd, secondOfDay: 420 }
    const orbit = { ...geostationary(0), meanAnomalyRad: gmst1982Rad(utcToUt1(utc, 0)), epochUtc: utc }
    const site = { latitudeRad: 0, longitudeRad: 0, altitudeKm: 0 }
    return findPasses({ ...search, stateAt: keplerProvider(orbit), site, startUtc: utc, durationS: 0 }).passes[0]
  }
  expect(overGreenwich(60_389)?.isLit).toBe(false)
  expect(overGreenwich(60_389)?.visibleSunFraction).toBe(0)
  expect(overGreenwich(60_481)?.isLit).toBe(true)
  expect(overGreenwich(60_481)?.visibleSunFraction).toBe(1)
})
