import { createPropagator, elapsedS } from '@yagura/kernels'
import { seededRandom, sharedData } from '@yagura/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCatalogue } from '../../src/catalogue/catalogue.ts'
import { sgp4Elements } from '../../src/catalogue/sgp4-elements.ts'
import { UnknownPrimaryError } from '../../src/screening/errors.ts'
import { planScreening } from '../../src/screening/plan-screening.ts'
import { overlapsAny, radialRanges } from '../../src/screening/radial-range.ts'
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

  test.skipIf(realCatalogue === undefined)('overlaps for both of every pair that really meets', async () => {
    const sets = everyNth(realCatalogue ?? '', 11)
    const asked = request({ durationS: 86_400, thresholdKm: 30 })
    const plan = planScreening(createCatalogue(sets), asked)
    const found = await screenAll(plan)
    expect(found.length).toBeGreaterThan(1000)
    const byId = new Map(sets.map((set) => [set.id, set]))
    const ranges = new Map(
      radialRanges([...byId.values()], asked.startUtc, asked.durationS).map((range, i) => [[...byId.keys()][i], range]),
    )
    const dropped = found.filter(({ id1, id2 }) => {
      const [first, second] = [ranges.get(id1), ranges.get(id2)]
      return !first || !second || !overlapsAny(first, [second], asked.thresholdKm)
    })
    expect(dropped).toEqual([])
  })

  test.skipIf(realCatalogue === undefined)('holds every distance that a real object has in a week', () => {
    const durationS = 7 * 86_400
    const random = seededRandom(41)
    const sets = everyNth(realCatalogue ?? '', 3)
    const ranges = radialRanges(sets, startUtc, durationS)
    const state = new Float64Array(6)
    const outside = sets.filter((set, i) => {
      const stateAt = createPropagator(sgp4Elements(set), 'improved')
      const startMin = elapsedS(set.epochUtc, startUtc) / 60
      const { lowestKm = 0, highestKm = 0 } = ranges[i] ?? {}
      return Array.from({ length: 40 }).some(() => {
        if (stateAt(startMin + (random.uniform() * durationS) / 60, state) !== 0) return false
        const radiusKm = Math.hypot(...state.subarray(0, 3))
        return radiusKm < lowestKm || radiusKm > highestKm
      })
    })
    expect(outside.map(({ id }) => id)).toEqual([])
  })
})
