import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type EarthOrientation, unobservedEarthOrientation } from '../../src/frames/earth-orientation.ts'
import { multiplyRotations, rotateVectors, transposeRotation } from '../../src/frames/rotation.ts'
import { temeToGcrf, temeToGcrfRotation } from '../../src/frames/teme-to-gcrf.ts'
import { earthRotationRadPerS, temeToItrf, temeToItrfRotation } from '../../src/frames/teme-to-itrf.ts'
import { addSeconds } from '../../src/time/utc-instant.ts'
import { vectorFile } from '../vector-file.ts'

type SkyfieldCase = { mjd: number; secondOfDay: number; dut1S: number; temeToGcrs: number[]; temeToItrs: number[] }
type ValladoCase = {
  utc: { mjd: number; secondOfDay: number }
  dut1S: number
  xPolarArcseconds: number
  yPolarArcseconds: number
  lengthOfDayExcessS: number
  poleOffsetLongitudeArcseconds: number
  poleOffsetObliquityArcseconds: number
} & Record<'itrf' | 'teme' | 'gcrf' | 'j2000WithoutOffset', number[]>

const { rows } = vectorFile<{ rows: SkyfieldCase[] }>('frames/skyfield-teme.json')
const vallado = vectorFile<ValladoCase>('frames/vallado-example-3-15.json')
const arcsecondRad = Math.PI / 648_000
const geostationaryKm = 42_164

const publishedPositionKm = 1e-7
const publishedVelocityKmPerS = 1e-9
/** The book's Julian date is one double: half of 40 µs of Greenwich's turning at 7,968 km is 12 mm. */
const publishedItrfPositionKm = 1.2e-5
const publishedItrfVelocityKmPerS = 1e-8

/** Greatest displacement of a point at geostationary distance between two nearly equal rotations, km. */
function displacementAtGeostationaryKm(rotation: Float64Array, other: readonly number[]): number {
  const squares = other.reduce((sum, element, i) => sum + (element - (rotation[i] ?? 0)) ** 2, 0)
  return geostationaryKm * Math.sqrt(squares / 2)
}

const valladoState = () => ({
  position: Float64Array.from(vallado.teme.slice(0, 3)),
  velocity: Float64Array.from(vallado.teme.slice(3)),
})

function expectState(
  state: { position: Float64Array; velocity: Float64Array },
  printed: number[],
  km: number,
  kmPerS: number,
) {
  for (let i = 0; i < 3; i++) {
    expect(Math.abs((state.position[i] ?? 0) - (printed[i] ?? 0))).toBeLessThan(km)
    expect(Math.abs((state.velocity[i] ?? 0) - (printed[i + 3] ?? 0))).toBeLessThan(kmPerS)
  }
}

test("Vallado's example 3-15 turns from TEME to the ITRF within its clock's resolution", () => {
  const state = valladoState()
  const orientation: EarthOrientation = {
    dut1S: vallado.dut1S,
    xPolarRad: vallado.xPolarArcseconds * arcsecondRad,
    yPolarRad: vallado.yPolarArcseconds * arcsecondRad,
    lengthOfDayExcessS: vallado.lengthOfDayExcessS,
  }
  const rotation = temeToItrfRotation(vallado.utc, orientation)
  temeToItrf(rotation, state.position, state.velocity, state.position, state.velocity)
  expectState(state, vallado.itrf, publishedItrfPositionKm, publishedItrfVelocityKmPerS)
})

test("Vallado's example 3-15 turns from TEME to the GCRF with the observed pole, to the printed digit", () => {
  const state = valladoState()
  const rotation = temeToGcrfRotation(vallado.utc, {
    longitudeRad: vallado.poleOffsetLongitudeArcseconds * arcsecondRad,
    obliquityRad: vallado.poleOffsetObliquityArcseconds * arcsecondRad,
  })
  temeToGcrf(rotation, state.position, state.velocity, state.position, state.velocity)
  expectState(state, vallado.gcrf, publishedPositionKm, publishedVelocityKmPerS)
})

test("Vallado's example 3-15 turns from TEME to J2000 without pole offsets, to the printed digit", () => {
  const state = valladoState()
  const rotation = temeToGcrfRotation(vallado.utc, { longitudeRad: 0, obliquityRad: 0 })
  temeToGcrf(rotation, state.position, state.velocity, state.position, state.velocity)
  expectState(state, vallado.j2000WithoutOffset, publishedPositionKm, publishedVelocityKmPerS)
})

test("the predicted pole brings Vallado's example 3-15 within a centimetre of the GCRF", () => {
  const state = valladoState()
  temeToGcrf(temeToGcrfRotation(vallado.utc), state.position, state.velocity, state.position, state.velocity)
  expectState(state, vallado.gcrf, 1e-5, 1e-8)
})

test.each(rows)('the GCRF of IAU 2006/2000A is met within a metre at geostationary distance at MJD $mjd', (row) => {
  const oneMetreKm = row.mjd < 50_506 ? 1e-3 : 0.2e-3
  expect(displacementAtGeostationaryKm(temeToGcrfRotation(row), row.temeToGcrs)).toBeLessThan(oneMetreKm)
})

test.each(rows)('skyfield agrees on the ITRF within a micrometre at geostationary distance at MJD $mjd', (row) => {
  const { matrix } = temeToItrfRotation(row, { ...unobservedEarthOrientation, dut1S: row.dut1S })
  const skyfieldClockKm = 1e-6
  expect(displacementAtGeostationaryKm(matrix, row.temeToItrs)).toBeLessThan(skyfieldClockKm)
})

const utcs = fc.record({
  mjd: fc.integer({ min: 36_000, max: 70_000 }),
  secondOfDay: fc.double({ min: 0, max: 86_399, noNaN: true }),
})
const orientations: fc.Arbitrary<EarthOrientation> = fc.record({
  dut1S: fc.double({ min: -0.9, max: 0.9, noNaN: true }),
  xPolarRad: fc.double({ min: -3e-6, max: 3e-6, noNaN: true }),
  yPolarRad: fc.double({ min: -3e-6, max: 3e-6, noNaN: true }),
  lengthOfDayExcessS: fc.double({ min: -0.004, max: 0.004, noNaN: true }),
})

test('every rotation is orthonormal and keeps the hand of the axes', () => {
  fc.assert(
    fc.property(utcs, orientations, (utc, orientation) => {
      for (const rotation of [temeToGcrfRotation(utc), temeToItrfRotation(utc, orientation).matrix]) {
        const unit = multiplyRotations(rotation, transposeRotation(rotation))
        for (let i = 0; i < 9; i++) expect(unit[i]).toBeCloseTo(i % 4 === 0 ? 1 : 0, 14)
        const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, k = 0] = rotation
        expect(a * (e * k - f * h) - b * (d * k - f * g) + c * (d * h - e * g)).toBeCloseTo(1, 14)
      }
    }),
  )
})

test('the transpose turns every vector back', () => {
  const components = fc.double({ min: -1e5, max: 1e5, noNaN: true })
  fc.assert(
    fc.property(utcs, fc.tuple(components, components, components), (utc, vector) => {
      const rotation = temeToGcrfRotation(utc)
      const turned = new Float64Array(3)
      rotateVectors(rotation, Float64Array.from(vector), turned)
      rotateVectors(transposeRotation(rotation), turned, turned)
      for (const [i, component] of vector.entries()) expect(Math.abs((turned[i] ?? 0) - component)).toBeLessThan(1e-9)
    }),
  )
})

test('the rate of the TEME to ITRF rotation is its derivative', () => {
  const halfSpanS = 1
  const orientation = { ...unobservedEarthOrientation, xPolarRad: 1e-6, yPolarRad: -2e-6 }
  const utc = { mjd: 60_496, secondOfDay: 500 }
  const before = temeToItrfRotation(addSeconds(utc, -halfSpanS), orientation).matrix
  const after = temeToItrfRotation(addSeconds(utc, halfSpanS), orientation).matrix
  const { ratePerS } = temeToItrfRotation(utc, orientation)
  for (let i = 0; i < 9; i++) {
    expect(Math.abs(((after[i] ?? 0) - (before[i] ?? 0)) / 2 - (ratePerS[i] ?? 0))).toBeLessThan(1e-11)
  }
})

test('an object that turns with the Earth stands still in the ITRF', () => {
  const position = Float64Array.of(geostationaryKm, 0, 0)
  const velocity = Float64Array.of(0, geostationaryKm * earthRotationRadPerS, 0)
  temeToItrf(temeToItrfRotation({ mjd: 60_496, secondOfDay: 0 }), position, velocity, position, velocity)
  expect(Math.hypot(...velocity)).toBeLessThan(1e-12)
})

test('a state that failed stays not-a-number and leaves its neighbours alone', () => {
  const positions = Float64Array.of(7000, 0, 0, Number.NaN, Number.NaN, Number.NaN, 0, 7000, 0)
  rotateVectors(temeToGcrfRotation({ mjd: 60_496, secondOfDay: 0 }), positions, positions)
  expect(Array.from(positions, Number.isNaN)).toEqual([false, false, false, true, true, true, false, false, false])
})

test('arrays of different shapes are refused at the door', () => {
  const rotation = temeToGcrfRotation({ mjd: 60_496, secondOfDay: 0 })
  expect(() => rotateVectors(rotation, new Float64Array(6), new Float64Array(3))).toThrow(RangeError)
  expect(() => rotateVectors(rotation, new Float64Array(4), new Float64Array(4))).toThrow(RangeError)
})

test('thirty thousand states turn into the GCRF or the ITRF within two milliseconds', () => {
  const states = 30_000
  const twoMilliseconds = 2
  const positions = new Float64Array(3 * states).fill(7000)
  const velocities = new Float64Array(3 * states).fill(1)
  const outPositions = new Float64Array(3 * states)
  const outVelocities = new Float64Array(3 * states)
  const utc = { mjd: 60_496, secondOfDay: 0 }
  const gcrf = temeToGcrfRotation(utc)
  const itrf = temeToItrfRotation(utc)
  const fastestMs = (turn: () => void) =>
    Math.min(
      ...Array.from({ length: 40 }, () => {
        const startMs = performance.now()
        turn()
        return performance.now() - startMs
      }),
    )
  const gcrfMs = fastestMs(() => temeToGcrf(gcrf, positions, velocities, outPositions, outVelocities))
  const itrfMs = fastestMs(() => temeToItrf(itrf, positions, velocities, outPositions, outVelocities))
  expect(gcrfMs).toBeLessThan(twoMilliseconds)
  expect(itrfMs).toBeLessThan(twoMilliseconds)
})
