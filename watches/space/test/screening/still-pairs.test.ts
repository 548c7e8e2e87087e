import type { ElementSet } from '@yagura/formats'
import { createPropagator, elapsedS } from '@yagura/kernels'
import { expect, test } from 'vitest'
import { createCatalogue } from '../../src/catalogue/catalogue.ts'
import { sgp4Elements } from '../../src/catalogue/sgp4-elements.ts'
import type { CloseApproach } from '../../src/close-approach.ts'
import { planScreening } from '../../src/screening/plan-screening.ts'
import { elementSet } from '../catalogue/element-set-builder.ts'
import { screenAll } from './in-process-screening.ts'
import { request, startUtc } from './requests.ts'

const durationS = 43_200
const millimetrePerSecond = 1e-6
const station = elementSet({ id: 100 })

function approachesOf(first: ElementSet, second: ElementSet): Promise<readonly CloseApproach[]> {
  return screenAll(planScreening(createCatalogue([first, second]), request({ durationS })))
}

type Motion = { readonly atS: number; readonly rangeKm: number; readonly speedKmPerS: number }

/** Relative motion on a grid by the scalar propagator, which shares no code with the search for minima. */
function motionOf(first: ElementSet, second: ElementSet, stepS: number): readonly Motion[] {
  const stateAt = [first, second].map((set) => createPropagator(sgp4Elements(set), 'improved'))
  const startMin = elapsedS(first.epochUtc, startUtc) / 60
  const states = [new Float64Array(6), new Float64Array(6)]
  return Array.from({ length: durationS / stepS + 1 }, (_, i) => {
    for (const [k, state] of states.entries()) stateAt[k]?.(startMin + (i * stepS) / 60, state)
    const apart = Array.from({ length: 6 }, (_, axis) => (states[1]?.[axis] ?? 0) - (states[0]?.[axis] ?? 0))
    const [x = 0, y = 0, z = 0, u = 0, v = 0, w = 0] = apart
    return { atS: i * stepS, rangeKm: Math.hypot(x, y, z), speedKmPerS: Math.hypot(u, v, w) }
  })
}

/** Times between which the range has a minimum: around each sample below its neighbours, and ends that it rises from. */
function minimaOf(motion: readonly Motion[]): readonly (readonly [number, number])[] {
  const rangeAt = (i: number): number => motion[i]?.rangeKm ?? Infinity
  return motion.flatMap((_, i) => {
    if (rangeAt(i) >= rangeAt(i - 1) || rangeAt(i) > rangeAt(i + 1)) return []
    return [[motion[i - 1]?.atS ?? 0, motion[i + 1]?.atS ?? durationS] as const]
  })
}

test('one element set under two numbers gives one row at distance zero', async () => {
  const rows = await approachesOf(station, { ...station, id: 200 })
  expect(rows).toEqual([
    { id1: 100, id2: 200, tcaUtc: startUtc, missKm: 0, relativeSpeedKmPerS: 0, maxPc: 1, dilutionKm: 0 },
  ])
})

test('three docked objects give one row a pair', async () => {
  const sets = [100, 200, 300].map((id) => ({ ...station, id }))
  const rows = await screenAll(planScreening(createCatalogue(sets), request({ durationS })))
  expect(rows.map(({ id1, id2 }) => [id1, id2])).toEqual([
    [100, 200],
    [100, 300],
    [200, 300],
  ])
})

test('a pair that always stays below 1 mm/s gives one row: its least distance of the whole interval', async () => {
  const neighbour = { ...station, id: 200, meanAnomalyDeg: station.meanAnomalyDeg + 5e-6 }
  const motion = motionOf(station, neighbour, 1)
  expect(Math.max(...motion.map(({ speedKmPerS }) => speedKmPerS))).toBeLessThan(millimetrePerSecond)
  expect(minimaOf(motion).length).toBeGreaterThan(3)
  const rows = await approachesOf(station, neighbour)
  const leastKm = Math.min(...motion.map(({ rangeKm }) => rangeKm))
  expect(rows).toHaveLength(1)
  // The row lies on a grid of 60 s; so slow a pair moves by less than a tenth of a millimetre around its minimum.
  expect(Math.abs((rows[0]?.missKm ?? 0) - leastKm)).toBeLessThan(1e-7)
})

test.each([
  ['is a little faster than 1 mm/s', station, 2e-5],
  [
    'starts slow and speeds up on its way round',
    elementSet({ id: 100, meanMotionRevPerDay: 5, eccentricity: 0.4, meanAnomalyDeg: 180 }),
    1e-5,
  ],
  ['moves by a metre a second', station, 8e-3],
])('a pair that %s keeps every one of its minima', async (_, first, offsetDeg) => {
  const second = { ...first, id: 200, meanAnomalyDeg: first.meanAnomalyDeg + offsetDeg }
  // Nearer samples of a range of metres would differ by rounding alone (1e-12 km) around its minimum.
  const motion = motionOf(first, second, 20)
  expect(Math.max(...motion.map(({ speedKmPerS }) => speedKmPerS))).toBeGreaterThan(millimetrePerSecond)
  const expected = minimaOf(motion)
  expect(expected.length).toBeGreaterThan(2)
  const rows = await approachesOf(first, second)
  expect(rows).toHaveLength(expected.length)
  rows.forEach(({ tcaUtc }, i) => {
    const [fromS = 0, toS = 0] = expected[i] ?? []
    const atS = elapsedS(startUtc, tcaUtc)
    expect(atS).toBeGreaterThanOrEqual(fromS)
    expect(atS).toBeLessThanOrEqual(toS)
  })
})

test('a pair of which the one is a primary is still too', async () => {
  const pair = [station, { ...station, id: 200 }]
  const asked = request({ durationS, primaries: new Set([200]) })
  expect(await screenAll(planScreening(createCatalogue(pair), asked))).toHaveLength(1)
})

test('still pairs of which none is a primary are not reported', async () => {
  const sets = [station, { ...station, id: 200 }, elementSet({ id: 300, rightAscensionDeg: 11 })]
  const rows = await screenAll(planScreening(createCatalogue(sets), request({ durationS, primaries: new Set([300]) })))
  expect(rows.filter(({ id1, id2 }) => id1 !== 300 && id2 !== 300)).toEqual([])
})
