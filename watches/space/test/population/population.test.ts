import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { ElementSet } from '@yagura/formats'
import { createPropagator } from '@yagura/kernels'
import { describe, expect, test } from 'vitest'
import {
  createCatalogue,
  describeObject,
  FIRST_SIMULATED_ID,
  FULL_POPULATION_COUNT,
  generatePopulation,
  isSimulated,
  judgeElementSet,
  orbitalRegime,
  orbitFacts,
  PopulationOptionsError,
  sgp4Elements,
} from '../../src/index.ts'
import { nextUint32 } from '../../src/population/random.ts'

const epochUtc = { mjd: 61_000, secondOfDay: 0 }
const population = [...generatePopulation({ seed: 1, epochUtc })]

function printed(set: ElementSet): string {
  const angles = [set.inclinationDeg, set.rightAscensionDeg, set.argumentOfPerigeeDeg, set.meanAnomalyDeg]
  const fields = [
    set.id,
    set.name,
    set.meanMotionRevPerDay.toFixed(8),
    set.eccentricity.toFixed(7),
    ...angles.map((angleDeg) => angleDeg.toFixed(4)),
    set.bstarPerEarthRadius.toFixed(8),
  ]
  return `${fields.join(',')}\n`
}

test('the random generator gives the published sequence for the state 1, 2, 3, 4', () => {
  const state = Uint32Array.of(1, 2, 3, 4)
  // Source: the test of rand_xoshiro, Xoshiro128StarStar, made with the authors' C code.
  const published = [
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]
  expect(published.map(() => nextUint32(state))).toEqual(published)
})

const hashes: unknown = JSON.parse(
  readFileSync(new URL('../../../../vectors/population/sha256-of-printed-values.json', import.meta.url), 'utf8'),
)
test.each(
  Object.entries(hashes as Readonly<Record<string, string>>),
)('the population of seed %s is, to the last printed digit, that of a second implementation', (seed, sha256) => {
  const hash = createHash('sha256')
  for (const set of generatePopulation({ seed: Number(seed), epochUtc })) hash.update(printed(set))
  expect(hash.digest('hex')).toBe(sha256)
})

test('another seed scatters every object elsewhere and leaves only the shells as they are', () => {
  const other = [...generatePopulation({ seed: 2, epochUtc })]
  const same = other.filter((set, index) => printed(set) === printed(population[index] ?? set))
  expect(same.every((set) => set.name?.startsWith('SIMULATED SHELL-'))).toBe(true)
  expect(same).toHaveLength(10_036)
})

test('a smaller population is a sample of the whole, with the same objects', () => {
  const sample = [...generatePopulation({ seed: 1, epochUtc, objectCount: 300 })]
  expect(sample).toHaveLength(300)
  for (const set of sample) expect(set).toEqual(population[set.id - FIRST_SIMULATED_ID])
})

test('there are 30,000 objects, each marked as simulated by its id and its name, and each name once', () => {
  expect(population).toHaveLength(30_000)
  expect(FULL_POPULATION_COUNT).toBe(30_000)
  expect(population.every((set, index) => set.id === FIRST_SIMULATED_ID + index && isSimulated(set))).toBe(true)
  expect(new Set(population.map((set) => set.name)).size).toBe(30_000)
  expect(createCatalogue(population).histories.size).toBe(30_000)
})

test('every name tells the type of its object and none tells an owner', () => {
  for (const set of population) {
    const { objectType, owner } = describeObject(set.name)
    expect(objectType.basis, set.name).toBe('inferred')
    expect(owner.basis, set.name).toBe('unknown')
  }
})

describe('distribution', () => {
  const shares = new Map<string, number>()
  for (const set of population) {
    const regime = orbitalRegime(orbitFacts(set), set.inclinationDeg)
    shares.set(regime, (shares.get(regime) ?? 0) + 1)
  }

  // Counts of the public catalogue of 2024-07-05 by ESA's classes; LEO has the constellation shells on top of it.
  test.each([
    ['GEO', 855],
    ['EGO', 819],
    ['GTO', 552],
    ['LMO', 1237],
    ['MGO', 508],
    ['NSO', 387],
    ['MEO', 154],
    ['HEO', 141],
    ['LEO', 25_299],
  ])('the regime %s has about %d objects', (regime, count) => {
    expect(Math.abs((shares.get(regime) ?? 0) - count)).toBeLessThanOrEqual(Math.max(3, count / 100))
  })

  test('angles cover their ranges evenly where nothing binds them', () => {
    const scattered = population.filter((set) => set.name?.includes('CLOUD'))
    for (const angle of ['rightAscensionDeg', 'argumentOfPerigeeDeg', 'meanAnomalyDeg'] as const) {
      const perOctant = new Array<number>(8).fill(0)
      for (const set of scattered)
        perOctant[Math.floor(set[angle] / 45)] = (perOctant[Math.floor(set[angle] / 45)] ?? 0) + 1
      const expected = scattered.length / 8
      const chiSquared = perOctant.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
      // Seven degrees of freedom: one even distribution in a thousand exceeds 24.3.
      expect(chiSquared, angle).toBeLessThan(24.3)
    }
  })

  test('every value is within the range that an element set can state', () => {
    for (const set of population) {
      for (const angleDeg of [set.rightAscensionDeg, set.argumentOfPerigeeDeg, set.meanAnomalyDeg]) {
        if (!(angleDeg >= 0 && angleDeg < 360)) expect.fail(`${set.name}: ${angleDeg}`)
      }
      const drag = set.bstarPerEarthRadius
      if (!(drag >= 0 && drag < 0.01 && set.eccentricity >= 0 && set.eccentricity < 0.95)) expect.fail(printed(set))
    }
  })

  test('nothing is odd about any element set at its epoch', () => {
    const rules = { maxAgeDays: 30, maxFutureDays: 2 }
    expect(population.flatMap((set) => judgeElementSet(set, epochUtc, rules))).toEqual([])
  })

  test('kept satellites of the belt are at evenly spaced longitudes', () => {
    const kept = population.filter((set) => set.name?.includes('GEO-KEPT'))
    const longitudes = kept.map((set) => (set.rightAscensionDeg + set.argumentOfPerigeeDeg + set.meanAnomalyDeg) % 360)
    const ordered = longitudes.sort((a, b) => a - b)
    const gaps = ordered.slice(1).map((longitude, index) => longitude - (ordered[index] ?? 0))
    // Three angles, each rounded to 1e-4 degrees, at both ends of a gap of 360/560 degrees.
    for (const gap of gaps) expect(Math.abs(gap - 360 / 560)).toBeLessThan(3.1e-4)
  })
})

test('every object propagates without an error at its epoch and after a week', () => {
  const state = new Float64Array(6)
  const failed = population.flatMap((set) => {
    const propagate = createPropagator(sgp4Elements(set), 'improved')
    return [0, 10_080].map((minutes) => propagate(minutes, state)).some((status) => status !== 0) ? [set.name] : []
  })
  expect(failed).toEqual([])
})

test.each([
  { seed: -1 },
  { seed: 0.5 },
  { seed: 2 ** 32 },
  { seed: 1, objectCount: 0 },
  { seed: 1, objectCount: 30_001 },
])('a population cannot be asked for with %o', (options) => {
  expect(() => generatePopulation({ epochUtc, ...options })).toThrow(PopulationOptionsError)
})
