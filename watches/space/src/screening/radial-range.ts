import type { ElementSet, UtcInstant } from '@yagura/formats'
import { brouwerAxisEarthRadii, createPropagator, elapsedS, type Sgp4Propagator } from '@yagura/kernels'
import { sgp4Elements } from '../catalogue/sgp4-elements.ts'

/** Distances from the Earth's centre between which an object stays during a screening, km. */
export type RadialRange = {
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
const SECONDS_PER_DAY = 86_400

/**
 * The distances from the Earth's centre that each object can have during a screening: those of its mean orbit, widened by
 * what samples over a revolution at both ends show (drag) and by a pad for periodic terms.
 * Source of the sieve: Hoots, Crawford & Roehrich 1984, perigee-apogee filter; the pads are measured in the tests.
 */
export function radialRanges(
  sets: readonly ElementSet[],
  startUtc: UtcInstant,
  durationS: number,
): readonly RadialRange[] {
  return sets.map((set) => radialRange(set, elapsedS(set.epochUtc, startUtc) / 60, durationS / 60))
}

function radialRange(set: ElementSet, startMin: number, durationMin: number): RadialRange {
  const elements = sgp4Elements(set)
  const axisKm = brouwerAxisEarthRadii(elements) * EARTH_RADIUS_WGS72_KM
  const stateAt = createPropagator(elements, 'improved')
  const periodMin = 1440 / set.meanMotionRevPerDay
  const sampled = [
    ...radii(stateAt, startMin, periodMin),
    ...radii(stateAt, startMin + durationMin - periodMin, periodMin),
  ]
  const farthestDays = Math.max(Math.abs(startMin), Math.abs(startMin + durationMin)) / (SECONDS_PER_DAY / 60)
  const drift = set.eccentricity > ECCENTRIC_ABOVE ? THIRD_BODY_KM_PER_DAY * farthestDays : 0
  return {
    lowestKm: Math.min(axisKm * (1 - set.eccentricity), ...sampled) - PAD_KM - drift,
    highestKm: Math.max(axisKm * (1 + set.eccentricity), ...sampled) + PAD_KM + drift,
  }
}

function radii(stateAt: Sgp4Propagator, fromMin: number, periodMin: number): readonly number[] {
  const state = new Float64Array(6)
  const found: number[] = []
  for (let i = 0; i < SAMPLES_PER_END; i++) {
    const status = stateAt(fromMin + (i * periodMin) / SAMPLES_PER_END, state)
    const [x = 0, y = 0, z = 0] = state
    if (status === 0) found.push(Math.hypot(x, y, z))
  }
  return found
}

/** Whether a range comes within a distance of at least one of others. */
export function overlapsAny(range: RadialRange, others: readonly RadialRange[], distanceKm: number): boolean {
  return others.some(
    (other) => range.lowestKm <= other.highestKm + distanceKm && other.lowestKm <= range.highestKm + distanceKm,
  )
}
