import { createPropagator, type Sgp4Propagator } from '../../src/orbit/propagator.ts'
import type { TleElements } from '../tle-elements.ts'

/*
 * Close approaches by brute force, the other way of finding them: every pair is stepped through a table of positions, by as many rows
 * as the two speeds cannot close the gap in, and what is left is bracketed and refined on the range alone. It shares SGP4 with the
 * screening and nothing else: no sieve, no cells, no interpolation, no velocity of SGP4.
 */

/** A local minimum of the range of two objects, or an end of the interval from which the range rises. */
export type DenseApproach = {
  readonly first: number
  readonly second: number
  readonly tcaS: number
  readonly missKm: number
  readonly relativeSpeedKmPerS: number
}

/** What is searched: objects, the start as minutes from each object's epoch, and the table's step. */
export type DenseSearch = {
  readonly objects: readonly TleElements[]
  readonly minutesAtStart: Float64Array
  readonly durationS: number
  readonly thresholdKm: number
  readonly stepS: number
}

/** Positions are stored in single precision: half a unit in the last place at 130,000 km is 4 m, for each axis of both objects. */
const STORED_KM = 0.02
/** Gravity's largest departure from the point mass (J2 near the surface) and what SGP4 adds to it. */
const GRAVITY_MARGIN = 1.02
const MU_KM3_PER_S2 = 398_600.8
/** Half width of the differences that give the slope of the squared range, s: their error is of the fourth order. */
const DIFFERENCE_S = 0.5
/** Slower pairs are looked at in quarters of a step: their range need not be convex over a whole one, km/s. */
const UNHURRIED_KM_PER_S = 0.2

type Table = {
  readonly rows: number
  /** Shape [objects, rows, 3], km. */
  readonly positions: Float32Array
  readonly largestSpeedKmPerS: Float64Array
  readonly largestPullKmPerS2: Float64Array
}

function tabulate(search: DenseSearch, propagators: readonly Sgp4Propagator[]): Table {
  const rows = Math.ceil(search.durationS / search.stepS) + 1
  const positions = new Float32Array(search.objects.length * rows * 3)
  const largestSpeedKmPerS = new Float64Array(search.objects.length)
  const largestPullKmPerS2 = new Float64Array(search.objects.length)
  const state = new Float64Array(6)
  propagators.forEach((propagate, object) => {
    let speed = 0
    let pull = 0
    for (let row = 0; row < rows; row++) {
      const status = propagate((search.minutesAtStart[object] ?? 0) + (row * search.stepS) / 60, state)
      if (status !== 0)
        throw new Error(`object ${search.objects[object]?.id} has no state at row ${row}: error ${status}`)
      positions.set(state.subarray(0, 3), (object * rows + row) * 3)
      const [x = 0, y = 0, z = 0, u = 0, v = 0, w = 0] = state
      speed = Math.max(speed, Math.hypot(u, v, w))
      pull = Math.max(pull, (GRAVITY_MARGIN * MU_KM3_PER_S2) / (x * x + y * y + z * z))
    }
    largestPullKmPerS2[object] = pull * 1.02
    largestSpeedKmPerS[object] = speed + pull * search.stepS
  })
  return { rows, positions, largestSpeedKmPerS, largestPullKmPerS2 }
}

/** Squared range of a pair at seconds since the start, by exact SGP4. */
type SquaredRange = (atS: number) => number

function squaredRangeOf(
  search: DenseSearch,
  propagators: readonly Sgp4Propagator[],
  a: number,
  b: number,
): SquaredRange {
  const first = propagators[a]
  const second = propagators[b]
  if (first === undefined || second === undefined) throw new Error(`no objects ${a} and ${b}`)
  const minutesA = search.minutesAtStart[a] ?? 0
  const minutesB = search.minutesAtStart[b] ?? 0
  const one = new Float64Array(6)
  const other = new Float64Array(6)
  return (atS) => {
    first(minutesA + atS / 60, one)
    second(minutesB + atS / 60, other)
    let sum = 0
    for (let axis = 0; axis < 3; axis++) sum += ((other[axis] ?? 0) - (one[axis] ?? 0)) ** 2
    return sum
  }
}

/** Slope of the squared range by differences of the fourth order, km²/s. */
function slopeAt(squaredRange: SquaredRange, atS: number): number {
  const near = squaredRange(atS + DIFFERENCE_S) - squaredRange(atS - DIFFERENCE_S)
  const far = squaredRange(atS + 2 * DIFFERENCE_S) - squaredRange(atS - 2 * DIFFERENCE_S)
  return (8 * near - far) / (12 * DIFFERENCE_S)
}

/** Root of the slope between a falling and a rising end. Source: Dowell & Jarratt 1971 (Illinois). */
function turningPoint(squaredRange: SquaredRange, lowS: number, highS: number, low: number, high: number): number {
  let [left, right, atLeft, atRight] = [lowS, highS, low, high]
  for (let i = 0; i < 100 && right - left > 1e-7; i++) {
    const inner = (left * atRight - right * atLeft) / (atRight - atLeft)
    const at = i % 8 === 7 ? (left + right) / 2 : inner
    const slope = slopeAt(squaredRange, at)
    if (slope === 0) return at
    if (slope < 0) [left, atLeft, atRight] = [at, slope, atRight / 2]
    else [right, atRight, atLeft] = [at, slope, atLeft / 2]
    if (Math.abs(slope) < 1e-15) return at
  }
  return (left + right) / 2
}

/** Relative speed from the curvature of the squared range where it is smallest: (r²)'' = 2 v² + 2 r·a, and from its positions. */
function relativeSpeed(
  search: DenseSearch,
  propagators: readonly Sgp4Propagator[],
  a: number,
  b: number,
  atS: number,
): number {
  const state = new Float64Array(6)
  const other = new Float64Array(6)
  const offset = (sign: number) => {
    propagators[a]?.((search.minutesAtStart[a] ?? 0) + (atS + sign * DIFFERENCE_S) / 60, state)
    propagators[b]?.((search.minutesAtStart[b] ?? 0) + (atS + sign * DIFFERENCE_S) / 60, other)
    return [0, 1, 2].map((axis) => (other[axis] ?? 0) - (state[axis] ?? 0))
  }
  const before = offset(-1)
  const after = offset(1)
  return Math.hypot(...after.map((x, axis) => x - (before[axis] ?? 0))) / (2 * DIFFERENCE_S)
}

/** Shortest distance from the origin to the straight line between two points, and the distance between them. */
function chord(table: Table, a: number, b: number, row: number): { nearestKm: number; lengthKm: number } {
  const { positions, rows } = table
  const i = (a * rows + row) * 3
  const j = (b * rows + row) * 3
  const at = (axis: number) => (positions[j + axis] ?? 0) - (positions[i + axis] ?? 0)
  const [x, y, z, u, v, w] = [at(0), at(1), at(2), at(3) - at(0), at(4) - at(1), at(5) - at(2)]
  const length2 = u * u + v * v + w * w
  const along = length2 > 0 ? Math.min(1, Math.max(0, -(x * u + y * v + z * w) / length2)) : 0
  return { nearestKm: Math.hypot(x + along * u, y + along * v, z + along * w), lengthKm: Math.sqrt(length2) }
}

/** Minima and counting ends of one pair between two rows of the table, exactly. */
function settleRow(
  search: DenseSearch,
  squaredRange: SquaredRange,
  row: number,
  parts: number,
  found: (atS: number) => void,
): void {
  const { stepS, durationS } = search
  for (let part = 0; part < parts; part++) {
    const lowS = (row + part / parts) * stepS
    const highS = Math.min((row + (part + 1) / parts) * stepS, durationS)
    if (lowS >= durationS) return
    const low = slopeAt(squaredRange, lowS)
    const high = slopeAt(squaredRange, highS)
    if (lowS === 0 && low >= 0) found(0)
    if (low < 0 && high >= 0) found(turningPoint(squaredRange, lowS, highS, low, high))
    if (highS === durationS && high < 0) found(durationS)
  }
}

/** All close approaches of all pairs, in no particular order. */
export function approachesByDenseSampling(search: DenseSearch): DenseApproach[] {
  const propagators = search.objects.map(({ elements }) => createPropagator(elements, 'improved'))
  const table = tabulate(search, propagators)
  const approaches: DenseApproach[] = []
  for (let a = 0; a < search.objects.length; a++) {
    for (let b = a + 1; b < search.objects.length; b++) searchPair(search, propagators, table, a, b, approaches)
  }
  return approaches
}

function searchPair(
  search: DenseSearch,
  propagators: readonly Sgp4Propagator[],
  table: Table,
  a: number,
  b: number,
  approaches: DenseApproach[],
): void {
  const { thresholdKm, stepS } = search
  const { positions, rows } = table
  const closingKm = ((table.largestSpeedKmPerS[a] ?? 0) + (table.largestSpeedKmPerS[b] ?? 0)) * stepS
  const pull = (table.largestPullKmPerS2[a] ?? 0) + (table.largestPullKmPerS2[b] ?? 0)
  // A path whose acceleration is bounded leaves its chord by at most an eighth of that times the square of the time.
  const bulgeKm = (pull * stepS * stepS) / 8 + STORED_KM
  const firstRow = a * rows * 3
  const secondRow = b * rows * 3
  let row = 0
  while (row < rows - 1) {
    const i = firstRow + row * 3
    const j = secondRow + row * 3
    const x = (positions[j] ?? 0) - (positions[i] ?? 0)
    const y = (positions[j + 1] ?? 0) - (positions[i + 1] ?? 0)
    const z = (positions[j + 2] ?? 0) - (positions[i + 2] ?? 0)
    const gapKm = Math.sqrt(x * x + y * y + z * z) - thresholdKm - STORED_KM
    if (gapKm >= closingKm) {
      row += Math.floor(gapKm / closingKm)
      continue
    }
    const { nearestKm, lengthKm } = chord(table, a, b, row)
    if (nearestKm - bulgeKm <= thresholdKm) {
      const squaredRange = squaredRangeOf(search, propagators, a, b)
      const parts = lengthKm / stepS < UNHURRIED_KM_PER_S ? 4 : 1
      settleRow(search, squaredRange, row, parts, (tcaS) => {
        const missKm = Math.sqrt(squaredRange(tcaS))
        if (missKm > thresholdKm) return
        const relativeSpeedKmPerS = relativeSpeed(search, propagators, a, b, tcaS)
        approaches.push({ first: a, second: b, tcaS, missKm, relativeSpeedKmPerS })
      })
    }
    row += 1
  }
}
