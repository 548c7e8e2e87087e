import { maxCollisionProbability, type RawApproach } from '@yagura/kernels'

/** Doubles of one approach in a column block: first, second, TCA s, miss km, speed km/s, max Pc, dilution km. */
export const APPROACH_LENGTH = 7

/** Two kinds of step find a minimum near their border: the same minimum within this, s. */
const SAME_MINIMUM_S = 1e-3

/**
 * The approaches of one slice as a block of doubles, which travels between threads: in order of TCA, each minimum once,
 * with its maximum collision probability.
 * @param radiiKm - Shape [count]: radius of each object of the batch.
 * @returns Shape [n, APPROACH_LENGTH]; `first` is the smaller index.
 */
export function sliceApproaches(found: readonly RawApproach[], radiiKm: Float64Array): Float64Array<ArrayBuffer> {
  const ordered = found.map(smallerIndexFirst).sort(compare)
  const kept: RawApproach[] = []
  const lastOfPair = new Map<number, number>()
  for (const approach of ordered) {
    const key = approach.first * 2 ** 24 + approach.second
    const before = lastOfPair.get(key)
    if (before !== undefined && approach.tcaS - before < SAME_MINIMUM_S) continue
    lastOfPair.set(key, approach.tcaS)
    kept.push(approach)
  }
  const block = new Float64Array(kept.length * APPROACH_LENGTH)
  kept.forEach((approach, i) => {
    const { first, second, tcaS, missKm, relativeSpeedKmPerS, aspectRatio } = approach
    const radiusKm = (radiiKm[first] ?? 0) + (radiiKm[second] ?? 0)
    const { probability, dilutionKm } = maxCollisionProbability(missKm, radiusKm, aspectRatio)
    block.set([first, second, tcaS, missKm, relativeSpeedKmPerS, probability, dilutionKm], i * APPROACH_LENGTH)
  })
  return block
}

function smallerIndexFirst(approach: RawApproach): RawApproach {
  if (approach.first < approach.second) return approach
  return { ...approach, first: approach.second, second: approach.first }
}

function compare(a: RawApproach, b: RawApproach): number {
  return a.tcaS - b.tcaS || a.first - b.first || a.second - b.second
}
