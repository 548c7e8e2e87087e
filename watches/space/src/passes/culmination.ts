import { bracketedRoot } from './bracketed-root.ts'
import type { Sighting, Sightline } from './sightline.ts'

/** Maxima whose sines of elevation differ by less count as equal (0.2″): either may be given. */
const equalMaximaSine = 1e-6
const timeToleranceS = 1e-7
const firstBracketS = 0.1
/** Stencil of the derivative as a part of the time in which the line of sight can turn by a radian. */
const stencilPart = 0.01

/**
 * The highest point of a pass: the greatest of all its maxima, ends included, by branch and bound, then to the microsecond.
 *
 * @param sightline - The line of sight.
 * @param sightings - The pass from its rise to its set in the order of time, no gap longer than the limits hold for; at least one.
 */
export function highestSighting(sightline: Sightline, sightings: readonly [Sighting, ...Sighting[]]): Sighting {
  const highest = highestWithinTolerance(sightline, sightings)
  const [first] = sightings
  const last = sightings.at(-1) ?? first
  const refined = stationarySighting(sightline, highest, first, last)
  return refined.sineElevation >= highest.sineElevation ? refined : highest
}

function highestWithinTolerance(sightline: Sightline, sightings: readonly [Sighting, ...Sighting[]]): Sighting {
  let [highest] = sightings
  const open: [Sighting, Sighting][] = []
  let previous = highest
  for (const sighting of sightings) {
    if (sighting.sineElevation > highest.sineElevation) highest = sighting
    if (sighting !== previous) open.push([previous, sighting])
    previous = sighting
  }
  for (let interval = open.pop(); interval !== undefined; interval = open.pop()) {
    const [from, to] = interval
    if (greatestSine(from, to) <= highest.sineElevation + equalMaximaSine) continue
    const middle = sightline((from.timeS + to.timeS) / 2)
    if (middle === undefined) continue
    if (middle.sineElevation > highest.sineElevation) highest = middle
    open.push([from, middle], [middle, to])
  }
  return highest
}

/**
 * A bound on the sine of elevation between two sightings: both tangents, raised by the greatest curvature, bound it from
 * above, and the lower of the two parabolas has its maximum at an end or where they meet.
 */
function greatestSine(from: Sighting, to: Sighting): number {
  const widthS = to.timeS - from.timeS
  const curvature = sineCurvatureLimit(from, to, widthS)
  if (curvature === Infinity) return 1
  const meetsS =
    (to.sineElevation - to.sineElevationRatePerS * widthS + (curvature * widthS * widthS) / 2 - from.sineElevation) /
    (from.sineElevationRatePerS - to.sineElevationRatePerS + curvature * widthS)
  if (!(meetsS > 0 && meetsS < widthS)) return Math.max(from.sineElevation, to.sineElevation) + curvature * widthS ** 2
  const meetsAt = from.sineElevation + from.sineElevationRatePerS * meetsS + (curvature * meetsS * meetsS) / 2
  return Math.max(from.sineElevation, to.sineElevation, meetsAt)
}

/** Bound on the second derivative of the line of sight, a/range + 2 v²/range², with the least range between two sightings. */
function sineCurvatureLimit(from: Sighting, to: Sighting, widthS: number): number {
  const speedKmPerS = Math.max(from.limits.speedKmPerS, to.limits.speedKmPerS)
  const accelerationKmPerS2 = Math.max(from.limits.accelerationKmPerS2, to.limits.accelerationKmPerS2)
  const leastRangeKm = (from.rangeKm + to.rangeKm - speedKmPerS * widthS) / 2
  if (leastRangeKm <= 0) return Infinity
  return accelerationKmPerS2 / leastRangeKm + 2 * (speedKmPerS / leastRangeKm) ** 2
}

/**
 * The stationary point around a sighting. The slope is taken from positions: a theory's velocity is not exactly the
 * derivative of its position (SGP4's is not), which would move the maximum of a slow object by seconds.
 */
function stationarySighting(sightline: Sightline, highest: Sighting, first: Sighting, last: Sighting): Sighting {
  const stencilS = (stencilPart * highest.rangeKm) / highest.limits.speedKmPerS
  const slopeAt = (timeS: number) => sineSlope(sightline, timeS, stencilS)
  for (let halfWidthS = firstBracketS; ; halfWidthS *= 2) {
    const from = Math.max(first.timeS, highest.timeS - halfWidthS)
    const to = Math.min(last.timeS, highest.timeS + halfWidthS)
    const slopeFrom = slopeAt(from)
    const slopeTo = slopeAt(to)
    if (slopeFrom <= 0 && from === first.timeS && slopeTo <= 0) return first
    if (slopeTo >= 0 && to === last.timeS && slopeFrom >= 0) return last
    if (slopeFrom > 0 && slopeTo < 0) {
      const timeS = bracketedRoot(slopeAt, { at: from, value: slopeFrom }, { at: to, value: slopeTo }, timeToleranceS)
      return sightline(timeS) ?? highest
    }
    if (from === first.timeS && to === last.timeS) return highest
  }
}

/** Derivative of the sine of elevation by the central difference of five points, error of the fourth order; 1/s. */
function sineSlope(sightline: Sightline, timeS: number, stepS: number): number {
  const beforeTwo = sightline(timeS - 2 * stepS)
  const before = sightline(timeS - stepS)
  const after = sightline(timeS + stepS)
  const afterTwo = sightline(timeS + 2 * stepS)
  if (beforeTwo === undefined || before === undefined || after === undefined || afterTwo === undefined) {
    return sightline(timeS)?.sineElevationRatePerS ?? 0
  }
  const nearDifference = after.sineElevation - before.sineElevation
  const farDifference = afterTwo.sineElevation - beforeTwo.sineElevation
  return (8 * nearDifference - farDifference) / (12 * stepS)
}
