import { createPropagator, temeToItrf, temeToItrfRotation } from '@yagura/kernels'
import { generatePopulation, sgp4Elements } from '@yagura/space'
import { describe, expect, test } from 'vitest'
import {
  bracketShare,
  bracketSpacingS,
  bracketStartMs,
  hermiteWeights,
  positionItrfKm,
} from '../../src/space/states/bracket.ts'
import { fillBracket } from '../../src/space/states/fill-bracket.ts'
import { createPropagationEngine } from '../../src/space/states/propagation-engine.ts'
import { utcInstant } from '../../src/space/states/utc.ts'

const startMs = Date.parse('2026-11-22T03:00:00Z')
/** What an officer's distance of 1 m is, and what single precision adds at 8,000 km. */
const oneMetreKm = 0.001

/** Population of low orbits only: 200 of its objects, whose elements are of the start. */
function lowOrbits() {
  const sets = Array.from(generatePopulation({ seed: 7, epochUtc: utcInstant(startMs), objectCount: 2000 }))
  return sets
    .filter((set) => set.meanMotionRevPerDay > 11.25)
    .slice(0, 200)
    .map(sgp4Elements)
}

describe('states between the two instants of a bracket', () => {
  test('low orbits at 60 s are within one metre of SGP4 itself, in the middle and at every quarter', async () => {
    const elements = lowOrbits()
    const engine = await createPropagationEngine(elements, startMs, undefined)
    const bracket = fillBracket(engine, startMs, 60, undefined)
    const found = new Float64Array(3)
    let worstKm = 0
    for (const offsetS of [0, 15, 30, 45, 60]) {
      const atMs = startMs + offsetS * 1000
      const weights = hermiteWeights(bracketShare(bracket, atMs), bracket.spacingS)
      const rotation = temeToItrfRotation(utcInstant(atMs))
      for (const [index, one] of elements.entries()) {
        const state = new Float64Array(6)
        expect(createPropagator(one, 'improved')(offsetS / 60 + minutesAtStart(one), state)).toBe(0)
        const exactKm = state.slice(0, 3)
        temeToItrf(rotation, exactKm, state.slice(3), exactKm, new Float64Array(3))
        expect(positionItrfKm(bracket, weights, index, found)).toBe(true)
        worstKm = Math.max(worstKm, Math.hypot(...found.map((km, axis) => km - (exactKm[axis] ?? 0))))
      }
    }
    expect(worstKm).toBeLessThan(oneMetreKm)
  })

  test('an object that SGP4 refuses has no position', async () => {
    const [first] = lowOrbits()
    if (first === undefined) throw new Error('the population has no low orbit')
    const decayed = { ...first, eccentricity: 0.3, meanAnomalyRad: 0 }
    const engine = await createPropagationEngine([decayed], startMs, undefined)
    const bracket = fillBracket(engine, startMs, 60, undefined)
    expect(positionItrfKm(bracket, hermiteWeights(0.5, 60), 0, new Float64Array(3))).toBe(false)
  })

  test('a spent buffer of the right size is filled again, any other is not', async () => {
    const engine = await createPropagationEngine(lowOrbits(), startMs, undefined)
    const first = fillBracket(engine, startMs, 60, undefined).statesItrfKm
    expect(fillBracket(engine, startMs, 60, first.buffer).statesItrfKm.buffer).toBe(first.buffer)
    expect(fillBracket(engine, startMs, 60, new ArrayBuffer(12)).statesItrfKm.byteLength).toBe(first.byteLength)
  })
})

describe('spacing of brackets', () => {
  test('real time takes one bracket a minute, fast playback one in 0.6 s, never more than ten minutes apart', () => {
    expect([0, 1, -1, 100, -1000, 1000, 5000].map(bracketSpacingS)).toEqual([60, 60, 60, 60, 600, 600, 600])
  })

  test('an instant before 1970 or at a border lies in the bracket that begins at or before it', () => {
    expect(bracketStartMs(120_000, 60)).toBe(120_000)
    expect(bracketStartMs(119_999, 60)).toBe(60_000)
    expect(bracketStartMs(-1, 60)).toBe(-60_000)
  })
})

function minutesAtStart(one: { readonly epochDays1950: number; readonly epochDayFraction: number }): number {
  const epochMs = (one.epochDays1950 + 33_281 - 40_587 + one.epochDayFraction) * 86_400_000
  return (startMs - epochMs) / 60_000
}
