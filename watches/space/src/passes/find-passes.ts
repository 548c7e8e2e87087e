import {
  addSeconds,
  type EarthOrientation,
  type GeodeticPosition,
  rotateVectors,
  sunPositionEme2000Km,
  temeToGcrfRotation,
  transposeRotation,
  type UtcInstant,
  unobservedEarthOrientation,
  utcToTt,
  visibleSunFraction,
} from '@yagura/kernels'
import { bracketedRoot } from './bracketed-root.ts'
import { highestSighting } from './culmination.ts'
import { safeStepS } from './safe-step.ts'
import { createSightline, type Sighting, type Sightline } from './sightline.ts'
import type { TemeState } from './teme-state.ts'

/** One object, one place on the ground and the time to search. */
export type PassSearch = {
  /** TEME state of the object, or undefined where its theory fails; position must be continuous. */
  readonly stateAt: (utc: UtcInstant) => TemeState | undefined
  readonly site: GeodeticPosition
  readonly startUtc: UtcInstant
  /** SI seconds from the start to the end of the search, finite. */
  readonly durationS: number
  /** Least elevation, geometric, [−π/2, π/2], rad. */
  readonly minElevationRad: number
  /** Observed Earth orientation; by default UT1 = UTC and no polar motion: a low pass is then off by at most 0.1 s. */
  readonly orientationAt?: (utc: UtcInstant) => EarthOrientation
}

/** Where an object stands in the sky at an instant: geometric, without refraction, light time or aberration. */
export type PassPoint = {
  readonly utc: UtcInstant
  /** From north through east in [0, 2π), rad. */
  readonly azimuthRad: number
  readonly elevationRad: number
  readonly rangeKm: number
}

/** An unbroken time during which an object stands at or above the least elevation. */
export type Pass = {
  /** Upward crossing of the least elevation, or the start of the search where the object was already up. */
  readonly rise: PassPoint
  /** The highest point; where several are within 0.2″ of each other, any of them. */
  readonly culmination: PassPoint
  /** Downward crossing, or the end of the search (or the last instant its theory holds) where the object is still up. */
  readonly set: PassPoint
  /** The object was up at the start of the search: its true rise is earlier. */
  readonly isUpAtStart: boolean
  /** The object was up at the end of the search: its true set is later, or not known. */
  readonly isUpAtEnd: boolean
  /** Part of the Sun's disc that the object sees at culmination: 1 in sunlight, 0 in the umbra, between in the penumbra. */
  readonly visibleSunFraction: number
  /** Any of the Sun's disc is seen at culmination: sunlight or penumbra, not umbra. Whether the site is dark is not considered. */
  readonly isLit: boolean
}

/** Passes in the order of time, and where the search had to stop. */
export type PassSearchResult = {
  readonly passes: readonly Pass[]
  /** The instant from which the object's theory fails, where it does; nothing after it was searched. */
  readonly failsFromUtc: UtcInstant | undefined
}

const crossingToleranceS = 1e-7

/**
 * Every pass of one object over one place, however short or long, with rise, culmination and set to a microsecond of
 * the given states.
 *
 * Steps follow from bounds on the object's speed and acceleration, so none is missed that rises above the least
 * elevation for a millisecond (a micrometre of height). An object that never sets gives one pass from start to end;
 * one that never rises gives none.
 *
 * Source: interval Newton steps with osculating bounds (see `safeStepS`); Sun by Meeus 1998, ch. 25, and the Earth's
 * shadow by Montenbruck & Gill 2000, §3.4.2.
 */
export function findPasses(search: PassSearch): PassSearchResult {
  const steps = searchPasses(search)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** The same search as `findPasses`, but it yields after each step, so that a long one can make way for other work. */
export function* searchPasses(search: PassSearch): Generator<void, PassSearchResult> {
  const sightline = createSightline({
    ...search,
    orientationAt: search.orientationAt ?? (() => unobservedEarthOrientation),
  })
  const sineMinElevation = Math.sin(search.minElevationRad)
  const passes: Pass[] = []
  const first = sightline(0)
  if (first === undefined) return { passes, failsFromUtc: search.startUtc }
  let current = first
  let endS = search.durationS
  let failsFromUtc: UtcInstant | undefined
  let sightings: [Sighting, ...Sighting[]] | undefined = isUp(current) ? [current] : undefined
  while (current.timeS < endS) {
    yield
    const nextS = Math.min(current.timeS + safeStepS(current, sineMinElevation), endS)
    const next = sightline(nextS)
    if (next === undefined) {
      endS = lastGoodTimeS(sightline, current.timeS, nextS)
      failsFromUtc = addSeconds(search.startUtc, endS)
      continue
    }
    if (isUp(next) && sightings === undefined) sightings = [crossing(sightline, current, next), next]
    else if (isUp(next)) sightings?.push(next)
    else if (sightings !== undefined) {
      sightings.push(crossing(sightline, current, next))
      passes.push(passOf(search, sightline, sightings, false))
      sightings = undefined
    }
    current = next
  }
  if (sightings !== undefined) passes.push(passOf(search, sightline, sightings, true))
  return { passes, failsFromUtc }
}

function isUp(sighting: Sighting): boolean {
  return sighting.clearanceKm >= 0
}

function crossing(sightline: Sightline, from: Sighting, to: Sighting): Sighting {
  const timeS = bracketedRoot(
    (atS) => sightline(atS)?.clearanceKm ?? 0,
    { at: from.timeS, value: from.clearanceKm },
    { at: to.timeS, value: to.clearanceKm },
    crossingToleranceS,
  )
  return sightline(timeS) ?? from
}

/** The last time at which the theory holds, between one at which it does and one at which it does not. */
function lastGoodTimeS(sightline: Sightline, goodS: number, badS: number): number {
  while (badS - goodS > crossingToleranceS) {
    const middleS = (goodS + badS) / 2
    if (sightline(middleS) === undefined) badS = middleS
    else goodS = middleS
  }
  return goodS
}

function passOf(
  search: PassSearch,
  sightline: Sightline,
  sightings: readonly [Sighting, ...Sighting[]],
  isUpAtEnd: boolean,
): Pass {
  const [rise] = sightings
  const culmination = passPoint(search.startUtc, highestSighting(sightline, sightings))
  const state = search.stateAt(culmination.utc)
  const sunFraction = state === undefined ? 0 : sunFractionAt(culmination.utc, state)
  return {
    rise: passPoint(search.startUtc, rise),
    culmination,
    set: passPoint(search.startUtc, sightings.at(-1) ?? rise),
    isUpAtStart: rise.timeS === 0,
    isUpAtEnd,
    visibleSunFraction: sunFraction,
    isLit: sunFraction > 0,
  }
}

function passPoint(startUtc: UtcInstant, { timeS, azimuthRad, elevationRad, rangeKm }: Sighting): PassPoint {
  return { utc: addSeconds(startUtc, timeS), azimuthRad, elevationRad, rangeKm }
}

function sunFractionAt(utc: UtcInstant, state: TemeState): number {
  const sunPosition = sunPositionEme2000Km(utcToTt(utc))
  rotateVectors(transposeRotation(temeToGcrfRotation(utc)), sunPosition, sunPosition)
  return visibleSunFraction(state.positionTemeKm, sunPosition)
}
