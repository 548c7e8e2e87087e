import { seededRandom } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { type TleElements, tleElements } from '../tle-elements.ts'
import { vectorFile } from '../vector-file.ts'
import { approachesByDenseSampling } from './dense-sampling.ts'
import { matchApproaches, worstOf } from './match-approaches.ts'
import { screenAll } from './screen-all.ts'

type VerificationObject = { line1: string; line2: string }

const { objects: verification } = vectorFile<{ objects: VerificationObject[] }>('sgp4/aiaa-2006-6753.json')
const thresholdKm = 20
const tcaToleranceS = 1e-3
const missToleranceKm = 1e-3

/** Copies of a published object spread over its shell: other planes, other places in them, a little higher or lower. */
function shellOf(id: string, count: number): TleElements[] {
  const lines = verification.find(({ line1 }) => line1.slice(2, 7) === id)
  if (lines === undefined) throw new Error(`${id} is not among the verification objects`)
  const { elements, epochMinutes1950 } = tleElements(lines.line1, lines.line2)
  const random = seededRandom(Number(id))
  return Array.from({ length: count }, (_, i) => ({
    id: `${id}-${i}`,
    epochMinutes1950,
    elements: {
      ...elements,
      rightAscensionRad: 2 * Math.PI * random.uniform(),
      meanAnomalyRad: 2 * Math.PI * random.uniform(),
      inclinationRad: elements.inclinationRad * (0.8 + 0.3 * random.uniform()),
      meanMotionRadPerMin: elements.meanMotionRadPerMin * (1 + 1e-3 * random.uniform()),
    },
  }))
}

test('in a low shell the screening finds what dense sampling finds', () => {
  const objects = shellOf('28057', 400)
  const search = { objects, minutesAtStart: new Float64Array(objects.length).fill(30), durationS: 3 * 3600 }
  const dense = approachesByDenseSampling({ ...search, thresholdKm: thresholdKm + missToleranceKm, stepS: 20 })
  const { matched, onlyFirst, onlySecond } = matchApproaches(dense, screenAll({ ...search, thresholdKm }), 1)
  expect(matched.length).toBeGreaterThan(20)
  expect(onlyFirst.filter(({ missKm }) => missKm <= thresholdKm - missToleranceKm)).toEqual([])
  expect(onlySecond).toEqual([])
  expect(worstOf(matched).tcaS).toBeLessThan(tcaToleranceS)
  expect(worstOf(matched).missKm).toBeLessThan(missToleranceKm)
})

test.each([
  1, 10, 40,
])('with %d primaries the rows are those of everything against everything with one of them', (count) => {
  const objects = shellOf('28057', 400)
  const search = {
    objects,
    minutesAtStart: new Float64Array(objects.length).fill(30),
    durationS: 12 * 3600,
    thresholdKm,
  }
  const primaries = Array.from({ length: count }, (_, i) => i * 7)
  const isWanted = ({ first, second }: { first: number; second: number }) =>
    primaries.includes(first) || primaries.includes(second)
  const expected = screenAll(search).filter(isWanted)
  const { matched, onlyFirst, onlySecond } = matchApproaches(expected, screenAll({ ...search, primaries }), 1e-3)
  expect(matched.length).toBeGreaterThan(0)
  expect({ onlyFirst, onlySecond }).toEqual({ onlyFirst: [], onlySecond: [] })
})

test('pairs that fly together have every minimum of their slow dance found, once', () => {
  const objects = shellOf('28057', 25)
  // The same orbit 500 m behind, a little more eccentric: some metres a second, closest once or twice a revolution.
  const twins = objects.map(({ id, elements, epochMinutes1950 }) => ({
    id: `${id}-twin`,
    epochMinutes1950,
    elements: {
      ...elements,
      meanAnomalyRad: elements.meanAnomalyRad - 7e-5,
      eccentricity: elements.eccentricity + 4e-5,
    },
  }))
  const both = { objects: [...objects, ...twins], minutesAtStart: new Float64Array(2 * objects.length) }
  const search = { ...both, durationS: 4 * 3600 }
  const dense = approachesByDenseSampling({ ...search, thresholdKm: 2 + missToleranceKm, stepS: 20 })
  const screened = screenAll({ ...search, thresholdKm: 2 })
  const { matched, onlyFirst, onlySecond } = matchApproaches(dense, screened, 1)
  const slow = matched.filter(({ one }) => one.relativeSpeedKmPerS < 0.02)
  expect(slow.length).toBeGreaterThan(2 * objects.length)
  expect({ onlyFirst, onlySecond }).toEqual({ onlyFirst: [], onlySecond: [] })
  expect(worstOf(matched).missKm).toBeLessThan(missToleranceKm)
})

test.each([
  0.25, 4320.5, 3960.001, 1,
])('a length of %d s, which ends in a very short step, is screened to its end', (durationS) => {
  const objects = shellOf('28057', 60)
  // Pairs that fly together are there at both ends.
  const twins = objects.map((object) => ({
    ...object,
    elements: { ...object.elements, meanAnomalyRad: object.elements.meanAnomalyRad + 1e-5 },
  }))
  const both = { objects: [...objects, ...twins], minutesAtStart: new Float64Array(2 * objects.length) }
  const approaches = screenAll({ ...both, durationS, thresholdKm: 1 })
  // Some move apart from the start on, the others, or the same again, towards the end.
  expect(approaches.filter(({ tcaS }) => tcaS === 0).length).toBeGreaterThan(10)
  expect(approaches.filter(({ tcaS }) => tcaS === durationS).length).toBeGreaterThan(10)
})
