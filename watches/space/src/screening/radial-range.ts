import type { ElementSet, UtcInstant } from '@yagura/formats'
import { brouwerAxisEarthRadii, createPropagator, elapsedS, type Sgp4Propagator } from '@yagura/kernels'
import { sgp4Elements } from '../catalogue/sgp4-elements.ts'

/** Distances from the Earth's centre between which an object stays during a screening, km. */
type RadialRange = {
  readonly lowestKm: number
  readonly highestKm: number
}

const EARTH_RADIUS_WGS72_KM = 6378.135
/** Periodic terms that mean elements leave out, and the gaps between samples, km. */
const PAD_KM = 40
/** Sun and Moon move an eccentric orbit's perigee by up to about this much a day, km. */
const THIRD_BODY_KM_PER_DAY = 30
const ECCENTRIC_ABOVE = 0.15
const SAMPLES_PER_END = 8
/** Drag moves an orbit by less than this in the longest screening that SHORT_DAYS allows, km. */
const DRAG_KM = 500
const SHORT_DAYS = 30
const MINUTES_PER_DAY = 1440
/** Beyond about one and a half geostationary radii Sun and Moon move an orbit by more than any pad: it has no bound. */
const UNBOUNDED_BELOW_REV_PER_DAY = 0.5
/** With more drag than this an object may decay, or SGP4 give up on it, within the screening; per Earth radius. */
const CALM_BSTAR = 1e-3
const ANYWHERE: RadialRange = { lowestKm: 0, highestKm: Infinity }

/** The time that a screening covers, from an element set's epoch, minutes. */
type Span = { readonly startMin: number; readonly endMin: number }

/**
 * Marks the objects whose distances from the Earth's centre come within a threshold of those of an object of interest:
 * distances of the mean orbit, widened by a pad for periodic terms and, where drag may matter, by samples over a
 * revolution at both ends.
 * Source of the sieve: Hoots, Crawford & Roehrich 1984, perigee-apogee filter; the pads are measured in the tests.
 *
 * @param isOfInterest - Whether an id is one of the objects to come near to; those are always marked.
 */
export function sieveByRadius(
  sets: readonly ElementSet[],
  isOfInterest: (id: number) => boolean,
  startUtc: UtcInstant,
  durationS: number,
  thresholdKm: number,
): readonly ElementSet[] {
  const wanted = sets
    .filter(({ id }) => isOfInterest(id))
    .map((set) => sampledRange(set, spanOf(set, startUtc, durationS)))
  const isShort = durationS <= SHORT_DAYS * MINUTES_PER_DAY * 60
  return sets.filter((set) => {
    if (isOfInterest(set.id)) return true
    const span = spanOf(set, startUtc, durationS)
    const mean = meanRange(set, span)
    if (overlapsAny(mean, wanted, thresholdKm)) return true
    const isCalm = Math.abs(set.bstarPerEarthRadius) <= CALM_BSTAR
    if (isShort && isCalm && !overlapsAny(mean, wanted, thresholdKm + DRAG_KM)) return false
    return overlapsAny(sampledRange(set, span), wanted, thresholdKm)
  })
}

function spanOf(set: ElementSet, startUtc: UtcInstant, durationS: number): Span {
  const startMin = elapsedS(set.epochUtc, startUtc) / 60
  return { startMin, endMin: startMin + durationS / 60 }
}

/** What the mean elements say, with the pads. */
function meanRange(set: ElementSet, span: Span): RadialRange {
  if (set.meanMotionRevPerDay < UNBOUNDED_BELOW_REV_PER_DAY) return ANYWHERE
  const axisKm = brouwerAxisEarthRadii(sgp4Elements(set)) * EARTH_RADIUS_WGS72_KM
  const farthestDays = Math.max(Math.abs(span.startMin), Math.abs(span.endMin)) / MINUTES_PER_DAY
  const drift = set.eccentricity > ECCENTRIC_ABOVE ? THIRD_BODY_KM_PER_DAY * farthestDays : 0
  return {
    lowestKm: axisKm * (1 - set.eccentricity) - PAD_KM - drift,
    highestKm: axisKm * (1 + set.eccentricity) + PAD_KM + drift,
  }
}

/** The mean range, widened by what SGP4 gives over a revolution at both ends of the span. */
function sampledRange(set: ElementSet, span: Span): RadialRange {
  const mean = meanRange(set, span)
  const stateAt = createPropagator(sgp4Elements(set), 'improved')
  const periodMin = MINUTES_PER_DAY / set.meanMotionRevPerDay
  const sampled = [...radii(stateAt, span.startMin, periodMin), ...radii(stateAt, span.endMin - periodMin, periodMin)]
  // SGP4 refuses it: it decays through every height, or its elements no longer say where it is.
  if (sampled.length < 2 * SAMPLES_PER_END) return ANYWHERE
  return {
    lowestKm: Math.min(mean.lowestKm, ...sampled.map((radiusKm) => radiusKm - PAD_KM)),
    highestKm: Math.max(mean.highestKm, ...sampled.map((radiusKm) => radiusKm + PAD_KM)),
  }
}

function radii(stateAt: Sgp4Propagator, fromMin: number, periodMin: number): readonly number[] {
  const state = new Float64Array(6)
  const found: number[] = []
  for (let i = 0; i < SAMPLES_PER_END; i++) {
    const status = stateAt(fromMin + (i * periodMin) / SAMPLES_PER_END, state)
    const [x = 0, y = 0, z = 0] = state
    if (status === 0) found.push(Math.sqrt(x * x + y * y + z * z))
  }
  return found
}

function overlapsAny(range: RadialRange, others: readonly RadialRange[], distanceKm: number): boolean {
  return others.some(
    (other) => range.lowestKm <= other.highestKm + distanceKm && other.lowestKm <= range.highestKm + distanceKm,
  )
}
