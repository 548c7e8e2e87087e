import { seededRandom } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { encounterPlane, rtnRotation, uncertaintyAspectRatio } from '../../src/index.ts'

/** States of a pair that passes within a few kilometres at low height. */
function randomEncounter(seed: number): Float64Array {
  const { uniform } = seededRandom(seed)
  const some = (size: number): number => (uniform() * 2 - 1) * size
  const position = [7000 + some(100), some(300), some(300)]
  const velocity = (): number[] => [some(0.1), 7.5 * Math.cos(some(Math.PI)), 7.5 * Math.sin(some(Math.PI))]
  const relative = velocity()
  const own = velocity()
  const along = own.map((value, axis) => value - (relative[axis] ?? 0))
  const size = Math.hypot(...along)
  // At closest approach the miss is across the relative velocity.
  const raw = [some(3), some(3), some(3)]
  const part = raw.reduce((sum, value, axis) => sum + (value * (along[axis] ?? 0)) / size, 0)
  const miss = raw.map((value, axis) => value - (part * (along[axis] ?? 0)) / size)
  const second = position.map((value, axis) => value + (miss[axis] ?? 0))
  return Float64Array.from([...position, ...relative, ...second, ...own])
}

/** Standard deviation of the joined uncertainty along a direction, from its definition: σ² of each object along it. */
function sigmaAlong(states: Float64Array, direction: ArrayLike<number>): number {
  const variances = [0, 6].flatMap((at) => {
    const rtn = rtnRotation(states.subarray(at, at + 3), states.subarray(at + 3, at + 6))
    return [0.1, 0.3, 0.1].map((sigmaKm, row) => (sigmaKm * dot(rtn.subarray(row * 3, row * 3 + 3), direction)) ** 2)
  })
  return Math.sqrt(variances.reduce((sum, variance) => sum + variance, 0))
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((sum, value, axis) => sum + value * (b[axis] ?? 0), 0)
}

describe('the plane of an encounter', () => {
  const seeds = Array.from({ length: 12 }, (_, seed) => seed + 1)

  test.each(seeds)('has axes across the relative velocity and across each other (seed %i)', (seed) => {
    const states = randomEncounter(seed)
    const { majorAxisTeme, minorAxisTeme } = encounterPlane(states)
    const velocity = [3, 4, 5].map((axis) => (states[axis + 6] ?? 0) - (states[axis] ?? 0))
    expect(dot(majorAxisTeme, majorAxisTeme)).toBeCloseTo(1, 12)
    expect(dot(minorAxisTeme, minorAxisTeme)).toBeCloseTo(1, 12)
    expect(dot(majorAxisTeme, minorAxisTeme)).toBeCloseTo(0, 12)
    expect(dot(majorAxisTeme, velocity)).toBeCloseTo(0, 10)
    expect(dot(minorAxisTeme, velocity)).toBeCloseTo(0, 10)
  })

  test.each(seeds)('holds the whole miss at closest approach (seed %i)', (seed) => {
    const states = randomEncounter(seed)
    const { missMajorKm, missMinorKm } = encounterPlane(states)
    const missKm = Math.hypot(...[0, 1, 2].map((axis) => (states[axis + 6] ?? 0) - (states[axis] ?? 0)))
    expect(Math.hypot(missMajorKm, missMinorKm)).toBeCloseTo(missKm, 9)
  })

  test.each(seeds)('has the largest and the smallest deviation along its axes (seed %i)', (seed) => {
    const states = randomEncounter(seed)
    const { majorAxisTeme, minorAxisTeme, aspectRatio } = encounterPlane(states)
    const largest = sigmaAlong(states, majorAxisTeme)
    const smallest = sigmaAlong(states, minorAxisTeme)
    expect(aspectRatio).toBeCloseTo(largest / smallest, 9)
    for (let turn = 0; turn < 180; turn++) {
      const [c, s] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)]
      const sigma = sigmaAlong(
        states,
        majorAxisTeme.map((value, axis) => value * c + (minorAxisTeme[axis] ?? 0) * s),
      )
      expect(sigma).toBeLessThanOrEqual(largest + 1e-12)
      expect(sigma).toBeGreaterThanOrEqual(smallest - 1e-12)
    }
  })

  test.each(seeds)('has the aspect ratio that the bound of the probability rests on (seed %i)', (seed) => {
    const states = randomEncounter(seed)
    expect(encounterPlane(states).aspectRatio).toBeCloseTo(uncertaintyAspectRatio(states), 9)
  })

  test('is round for two objects that do not move against each other', () => {
    const states = Float64Array.of(7000, 0, 0, 0, 7.5, 0, 7000, 0.05, 0, 0, 7.5, 0)
    const { aspectRatio, missMajorKm, missMinorKm } = encounterPlane(states)
    expect(aspectRatio).toBe(1)
    expect(Math.hypot(missMajorKm, missMinorKm)).toBeCloseTo(0.05, 12)
  })
})
