import {
  addSeconds,
  type EarthOrientation,
  type GeodeticPosition,
  rotateVectors,
  temeToItrf,
  temeToItrfRotation,
  topocentricFrame,
  type UtcInstant,
} from '@yagura/kernels'
import { type MotionLimits, motionLimits } from './motion-limits.ts'
import type { TemeState } from './teme-state.ts'

/** How one object stands over one place at one time. */
export type Sighting = {
  /** Seconds after the start of the search. */
  readonly timeS: number
  /** Height over the cone of the least elevation: vertical − range × sin(least elevation), km; positive when the object is up. */
  readonly clearanceKm: number
  readonly clearanceRateKmPerS: number
  readonly sineElevation: number
  readonly sineElevationRatePerS: number
  /** From north through east in [0, 2π), rad. */
  readonly azimuthRad: number
  readonly elevationRad: number
  readonly rangeKm: number
  readonly limits: MotionLimits
}

/** What a line of sight joins, and how to see along it. */
export type SightlineEnds = {
  /** TEME state of the object, or undefined where its theory fails. */
  readonly stateAt: (utc: UtcInstant) => TemeState | undefined
  readonly site: GeodeticPosition
  readonly startUtc: UtcInstant
  readonly minElevationRad: number
  /** Earth orientation at an instant; continuous in UT1 between leap seconds. */
  readonly orientationAt: (utc: UtcInstant) => EarthOrientation
}

/** A function from seconds after the start to the sighting at that time; undefined where the object's theory fails. */
export type Sightline = (timeS: number) => Sighting | undefined

/** The line of sight from a place to an object as a function of time. */
export function createSightline(ends: SightlineEnds): Sightline {
  const frame = topocentricFrame(ends.site)
  const [siteX = 0, siteY = 0, siteZ = 0] = frame.positionItrfKm
  const sineMinElevation = Math.sin(ends.minElevationRad)
  const position = new Float64Array(3)
  const velocity = new Float64Array(3)
  return (timeS) => {
    const utc = addSeconds(ends.startUtc, timeS)
    const state = ends.stateAt(utc)
    if (state === undefined) return undefined
    const rotation = temeToItrfRotation(utc, ends.orientationAt(utc))
    temeToItrf(rotation, state.positionTemeKm, state.velocityTemeKmPerS, position, velocity)
    const [x = 0, y = 0, z = 0] = position
    position.set([x - siteX, y - siteY, z - siteZ])
    rotateVectors(frame.eastNorthUp, position, position)
    rotateVectors(frame.eastNorthUp, velocity, velocity)
    const [east = 0, north = 0, up = 0] = position
    const [eastRate = 0, northRate = 0, upRate = 0] = velocity
    const rangeKm = Math.hypot(east, north, up)
    const rangeRateKmPerS = (east * eastRate + north * northRate + up * upRate) / rangeKm
    const sineElevation = up / rangeKm
    const azimuthRad = Math.atan2(east, north)
    return {
      timeS,
      clearanceKm: up - sineMinElevation * rangeKm,
      clearanceRateKmPerS: upRate - sineMinElevation * rangeRateKmPerS,
      sineElevation,
      sineElevationRatePerS: (upRate - sineElevation * rangeRateKmPerS) / rangeKm,
      azimuthRad: azimuthRad < 0 ? azimuthRad + 2 * Math.PI : azimuthRad,
      elevationRad: Math.atan2(up, Math.hypot(east, north)),
      rangeKm,
      limits: motionLimits(state),
    }
  }
}
