import type { ElementSet } from '@yagura/formats'
import { createPropagator, elapsedS } from '@yagura/kernels'
import { sharedData } from '@yagura/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCatalogue } from '../../src/catalogue/catalogue.ts'
import { sgp4Elements } from '../../src/catalogue/sgp4-elements.ts'
import { UnknownPrimaryError } from '../../src/screening/errors.ts'
import { planScreening } from '../../src/screening/plan-screening.ts'
import { elementSet } from '../catalogue/element-set-builder.ts'
import { screenAll } from './in-process-screening.ts'
import { everyNth, request, simulated, startUtc } from './requests.ts'

const realCatalogue = sharedData('space/catalogue/spacetrack_20240705.3le')

describe('what takes part', () => {
  const at = (daysFromStart: number, extraS = 0) => ({ mjd: startUtc.mjd + daysFromStart, secondOfDay: extraS })
  const catalogue = createCatalogue([
    elementSet({ id: 1, epochUtc: at(-30) }),
    elementSet({ id: 2, epochUtc: at(30) }),
    elementSet({ id: 3, epochUtc: at(-31, 86_399) }),
    elementSet({ id: 4, epochUtc: at(30, 1) }),
    elementSet({ id: 5, ephemerisType: 4 }),
    elementSet({ id: 6, meanMotionRevPerDay: 17.5 }),
  ])

  test('an epoch as far from the start as allowed takes part, a second farther on either side does not', () => {
    const { ids, leftOut } = planScreening(catalogue, request())
    expect(ids).toEqual([1, 2, 6])
    expect(leftOut.map(({ elementSet: { id }, findings }) => [id, findings.map(({ code }) => code)])).toEqual([
      [3, ['epoch-too-old']],
      [4, ['epoch-too-far-ahead']],
      [5, ['sgp4-xp']],
    ])
  })

  test('a larger age lets them in, an element set of SGP4-XP never', () => {
    expect(planScreening(catalogue, request({ maxAgeDays: 31 })).ids).toEqual([1, 2, 3, 4, 6])
  })

  test.each([
    ['is not in the catalogue', 77],
    ['is too old', 3],
    ['is of SGP4-XP', 5],
  ])('a primary that %s is refused by its number', (_, id) => {
    const plan = () => planScreening(catalogue, request({ primaries: new Set([1, id]) }))
    expect(plan).toThrow(UnknownPrimaryError)
    expect(plan).toThrow(new RegExp(`primary ${id}:`))
  })

  test('radii come by number and name, and are kilometres from here on', () => {
    const named = createCatalogue([elementSet({ id: 8, name: 'BIG' }), elementSet({ id: 9, name: 'SMALL' })])
    const { radiiKm } = planScreening(named, request({ radiusM: (id, name) => (name === 'BIG' ? 10 : id) }))
    expect([...radiiKm]).toEqual([0.01, 0.009])
  })

  test('minutes are counted from each epoch to the start, across the leap second at the end of 2016', () => {
    const before = createCatalogue([elementSet({ epochUtc: { mjd: 57_753, secondOfDay: 0 } })])
    const { minutesAtStart } = planScreening(before, request({ startUtc: { mjd: 57_754, secondOfDay: 0 } }))
    expect([...minutesAtStart]).toEqual([86_401 / 60])
  })
})

describe('the sieve for primaries', () => {
  test('drops nothing that a screening of everything finds near a primary', async () => {
    const catalogue = simulated(1500)
    const everything = await screenAll(planScreening(catalogue, request({ thresholdKm: 50 })))
    const meeting = [...new Set(everything.flatMap(({ id1, id2 }) => [id1, id2]))]
    expect(meeting.length).toBeGreaterThan(200)
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.constantFrom(...meeting), { minLength: 1, maxLength: 12 }), async (ids) => {
        const primaries = new Set(ids)
        const found = await screenAll(planScreening(catalogue, request({ thresholdKm: 50, primaries })))
        expect(found).toEqual(everything.filter(({ id1, id2 }) => primaries.has(id1) || primaries.has(id2)))
      }),
      { numRuns: 12, seed: 3 },
    )
  })

  test('leaves out what can never come near', () => {
    const low = elementSet({ id: 1, meanMotionRevPerDay: 15.5 })
    const stationary = elementSet({ id: 2, meanMotionRevPerDay: 1.0027 })
    const plan = planScreening(createCatalogue([low, stationary]), request({ primaries: new Set([1]) }))
    expect(plan.ids).toEqual([1])
    expect(plan.sievedCount).toBe(1)
  })

  test.skipIf(realCatalogue === undefined)('keeps both of every pair that really meets', async () => {
    const catalogue = createCatalogue(everyNth(realCatalogue ?? '', 11))
    const asked = request({ durationS: 86_400, thresholdKm: 30 })
    const found = await screenAll(planScreening(catalogue, asked))
    expect(found.length).toBeGreaterThan(1000)
    const dropped = found
      .filter((_, i) => i % 150 === 0)
      .filter(({ id1, id2 }) => {
        const kept = planScreening(catalogue, { ...asked, primaries: new Set([id1]) }).ids
        return !kept.includes(id2)
      })
    expect(dropped).toEqual([])
  })

  test.skipIf(realCatalogue === undefined).each([
    ['the space station', 25_544],
    ['a geostationary satellite', 42_917],
    ['a satellite far beyond', 692],
    ['a stage on an eccentric orbit', 25_990],
  ])('drops nothing that in a week shares a distance from the Earth with %s', (_, primary) => {
    const asked = request({ durationS: 7 * 86_400, thresholdKm: 5 })
    const all = everyNth(realCatalogue ?? '', 1)
    const sets = all.filter(({ id }, i) => i % 4 === 0 || decaying.has(id) || id === primary)
    const kept = new Set(planScreening(createCatalogue(sets), { ...asked, primaries: new Set([primary]) }).ids)
    const [own] = sets.filter(({ id }) => id === primary).map((set) => distancesOf(set, asked.durationS))
    const lost = sets.filter((set) => {
      if (kept.has(set.id)) return false
      const other = distancesOf(set, asked.durationS)
      return own && other.lowestKm <= own.highestKm + 5 && own.lowestKm <= other.highestKm + 5
    })
    expect(lost.map(({ id }) => id)).toEqual([])
  })
})

/** Objects of 2024-07-05 that decay within a week, through the height of everything below them. */
const decaying = new Set([14_807, 23_260, 29_746, 31_434, 35_294, 37_088, 45_681, 46_166, 47_187, 48_941, 51_482])

/** Least and greatest distance from the Earth's centre at times on a grid, km, by the scalar propagator. */
function distancesOf(set: ElementSet, durationS: number): { readonly lowestKm: number; readonly highestKm: number } {
  const stateAt = createPropagator(sgp4Elements(set), 'improved')
  const startMin = elapsedS(set.epochUtc, startUtc) / 60
  const state = new Float64Array(6)
  // A step that shares no factor with any orbit's period, so that the samples run through the whole of it.
  const stepMin = 61.8034
  let [lowestKm, highestKm] = [Infinity, 0]
  for (let minute = 0; minute <= durationS / 60; minute += stepMin) {
    if (stateAt(startMin + minute, state) !== 0) continue
    const radiusKm = Math.hypot(...state.subarray(0, 3))
    lowestKm = Math.min(lowestKm, radiusKm)
    highestKm = Math.max(highestKm, radiusKm)
  }
  return { lowestKm, highestKm }
}
