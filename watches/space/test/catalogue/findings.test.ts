import type { ElementSet } from '@yagura/formats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCatalogue, type FindingCode, judgeElementSet, selectElementSets } from '../../src/index.ts'
import { elementSet } from './element-set-builder.ts'

const atUtc = { mjd: 60_500, secondOfDay: 0 }
const rules = { maxAgeDays: 30, maxFutureDays: 2 }
const cases: readonly [string, Partial<ElementSet>, FindingCode, 'exclude' | 'flag'][] = [
  ['SGP4-XP', { ephemerisType: 4 }, 'sgp4-xp', 'exclude'],
  ['an unknown ephemeris type', { ephemerisType: 7 }, 'ephemeris-type-unknown', 'flag'],
  ['an element that is not a number', { meanAnomalyDeg: Number.NaN }, 'not-a-number', 'exclude'],
  ['no mean motion', { meanMotionRevPerDay: 0 }, 'mean-motion-not-positive', 'exclude'],
  ['a parabola', { eccentricity: 1 }, 'eccentricity-out-of-range', 'exclude'],
  ['a negative eccentricity', { eccentricity: -1e-7 }, 'eccentricity-out-of-range', 'exclude'],
  ['an inclination beyond 180°', { inclinationDeg: 180.1 }, 'inclination-out-of-range', 'exclude'],
  ['a perigee below the surface', { eccentricity: 0.2 }, 'perigee-inside-earth', 'exclude'],
  ['a perigee at 100 km', { meanMotionRevPerDay: 16.62 }, 're-entering', 'flag'],
  ['an apogee beyond a million km', { meanMotionRevPerDay: 0.01, eccentricity: 0.9 }, 'apogee-too-far', 'exclude'],
  ['a drag term of 5', { bstarPerEarthRadius: -5 }, 'bstar-absurd', 'flag'],
  [
    'an epoch in 1957 before Sputnik',
    { epochUtc: { mjd: 36_114, secondOfDay: 0 } },
    'epoch-before-spaceflight',
    'exclude',
  ],
  ['an epoch 30 days and a second ago', { epochUtc: { mjd: 60_469, secondOfDay: 86_399 } }, 'epoch-too-old', 'exclude'],
  ['an epoch 31 days ahead', { epochUtc: { mjd: 60_531, secondOfDay: 0 } }, 'epoch-too-far-ahead', 'exclude'],
  ['an epoch 3 days ahead', { epochUtc: { mjd: 60_503, secondOfDay: 0 } }, 'epoch-in-future', 'flag'],
]

test.each(cases)('an element set with %s is found out', (_, changes, code, verdict) => {
  expect(judgeElementSet(elementSet(changes), atUtc, rules)).toMatchObject([{ code, verdict }])
})

test('nothing is said against a sound element set, one exactly as old as allowed, and one exactly as far ahead', () => {
  for (const mjd of [60_496, 60_470, 60_502]) {
    expect(judgeElementSet(elementSet({ epochUtc: { mjd, secondOfDay: 0 } }), atUtc, rules)).toEqual([])
  }
})

test('a reason names the number that was found, its unit and the limit', () => {
  const [finding] = judgeElementSet(elementSet({ epochUtc: { mjd: 60_400, secondOfDay: 0 } }), atUtc, rules)
  expect(finding?.reason).toBe('epoch is 100.0 d before the instant; at most 30 d are allowed')
})

test('a judgement ends without an error, whatever numbers stand in the elements', () => {
  const anyNumber = fc.double()
  const wild = fc.record({
    meanMotionRevPerDay: anyNumber,
    eccentricity: anyNumber,
    inclinationDeg: anyNumber,
    bstarPerEarthRadius: anyNumber,
    ephemerisType: anyNumber,
  })
  fc.assert(
    fc.property(wild, (changes) => {
      for (const finding of judgeElementSet(elementSet(changes), atUtc, rules)) expect(finding.reason).not.toBe('')
    }),
  )
})

test('a selection takes the newest element set of each id, and leaves out with reasons instead of taking an older one', () => {
  const older = elementSet({ id: 1, epochUtc: { mjd: 60_490, secondOfDay: 0 } })
  const newestIsXp = elementSet({ id: 1, ephemerisType: 4 })
  const sound = elementSet({ id: 2 })
  const odd = elementSet({ id: 3, bstarPerEarthRadius: 2 })
  const selection = selectElementSets(createCatalogue([odd, older, newestIsXp, sound]), atUtc, rules)
  expect(selection.usable).toEqual([sound, odd])
  expect(selection.flagged.map(({ elementSet: { id } }) => id)).toEqual([3])
  expect(selection.excluded.map(({ elementSet: set, findings }) => [set, findings.map(({ code }) => code)])).toEqual([
    [newestIsXp, ['sgp4-xp']],
  ])
})

test.each([
  ['a mean motion next to nothing', { meanMotionRevPerDay: 5e-324 }, 'apogee-too-far'],
  ['a mean motion without end', { meanMotionRevPerDay: 1e300 }, 'perigee-inside-earth'],
  ['an eccentricity next to one', { eccentricity: 0.9999999, inclinationDeg: 90 }, 'perigee-inside-earth'],
] as const)('an element set with %s is excluded, not brooded over', (_, changes, code) => {
  expect(judgeElementSet(elementSet(changes), atUtc, rules)).toContainEqual(expect.objectContaining({ code }))
})
