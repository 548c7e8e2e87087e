import { SIGMA_ACROSS_KM, SIGMA_IN_TRACK_KM } from './assumed-uncertainty.ts'
import { inTrack } from './in-track.ts'

/** An encounter seen along the relative velocity, in the axes of the assumed joined position uncertainty. */
export type EncounterPlane = {
  /** Unit vectors of the larger and the smaller axis, TEME; both across the relative velocity. */
  readonly majorAxisTeme: Float64Array
  readonly minorAxisTeme: Float64Array
  /** Second object from the first along the axes, km; 0 or more, since an axis has no direction of its own. */
  readonly missMajorKm: number
  readonly missMinorKm: number
  /** σ major / σ minor, 1 or more. */
  readonly aspectRatio: number
}

type Vector = readonly [number, number, number]

/**
 * The plane across the relative velocity at closest approach, with the assumed uncertainty of the SOCRATES model: each
 * object has 1σ of 100, 300 and 100 m in its own radial, in-track, cross-track frame; both are summed and projected.
 *
 * @param states - Shape [2, 6]: TEME position, km, and velocity, km/s, of both objects at closest approach.
 * @returns Where the objects do not move against each other there is no such plane: the uncertainty counts as round and the
 *   larger axis lies along the line between them.
 * Source: Kelso & Alfano, AAS 05-124; Chan 2008, Spacecraft Collision Probability, ch. 2.
 */
export function encounterPlane(states: Float64Array): EncounterPlane {
  const miss: Vector = [states[6] - states[0], states[7] - states[1], states[8] - states[2]]
  const velocity: Vector = [states[9] - states[3], states[10] - states[4], states[11] - states[5]]
  const speed = Math.sqrt(dot(velocity, velocity))
  const along: Vector = speed > 0 ? scaled(velocity, 1 / speed) : perpendicular(unit(miss))
  const firstAxis = inPlane(miss, along)
  const secondAxis = cross(along, firstAxis)
  const [a, b] = [inTrack(states, 0), inTrack(states, 6)]
  const excess = speed > 0 ? SIGMA_IN_TRACK_KM ** 2 - SIGMA_ACROSS_KM ** 2 : 0
  const across = 2 * SIGMA_ACROSS_KM ** 2
  const [a1, a2, b1, b2] = [dot(a, firstAxis), dot(a, secondAxis), dot(b, firstAxis), dot(b, secondAxis)]
  const c11 = across + excess * (a1 * a1 + b1 * b1)
  const c12 = excess * (a1 * a2 + b1 * b2)
  const c22 = across + excess * (a2 * a2 + b2 * b2)
  const turnRad = Math.atan2(2 * c12, c11 - c22) / 2
  const middle = (c11 + c22) / 2
  const spread = Math.sqrt(((c11 - c22) / 2) ** 2 + c12 * c12)
  const major = combined(firstAxis, Math.cos(turnRad), secondAxis, Math.sin(turnRad))
  const minor = combined(firstAxis, -Math.sin(turnRad), secondAxis, Math.cos(turnRad))
  return {
    majorAxisTeme: Float64Array.from(dot(miss, major) < 0 ? scaled(major, -1) : major),
    minorAxisTeme: Float64Array.from(dot(miss, minor) < 0 ? scaled(minor, -1) : minor),
    missMajorKm: Math.abs(dot(miss, major)),
    missMinorKm: Math.abs(dot(miss, minor)),
    aspectRatio: Math.sqrt((middle + spread) / (middle - spread)),
  }
}

/** Unit vector of what of a vector is across a direction; any one across it where nothing is. */
function inPlane(vector: Vector, along: Vector): Vector {
  const rest = combined(vector, 1, along, -dot(vector, along))
  const size = Math.sqrt(dot(rest, rest))
  return size > 1e-12 * Math.sqrt(dot(vector, vector)) ? scaled(rest, 1 / size) : perpendicular(along)
}

/** A unit vector across another. */
function perpendicular(direction: Vector): Vector {
  const [x, y] = direction
  const other: Vector = Math.abs(x) > Math.abs(y) ? [0, 1, 0] : [1, 0, 0]
  return unit(cross(direction, other))
}

function unit(vector: Vector): Vector {
  const size = Math.sqrt(dot(vector, vector))
  return size > 0 ? scaled(vector, 1 / size) : [0, 0, 1]
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

function scaled(a: Vector, factor: number): Vector {
  return [a[0] * factor, a[1] * factor, a[2] * factor]
}

function combined(a: Vector, p: number, b: Vector, q: number): Vector {
  return [a[0] * p + b[0] * q, a[1] * p + b[1] * q, a[2] * p + b[2] * q]
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}
