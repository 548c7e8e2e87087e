import type { UtcInstant } from '@yagura/formats'
import { type EarthOrientation, temeToGcrf, temeToGcrfRotation, temeToItrf, temeToItrfRotation } from '@yagura/kernels'

/** The frames in which states are printed. */
export const frames = ['teme', 'gcrf', 'itrf'] as const

/** Turns a TEME state at an instant, in place: position, km, and velocity, km/s, in one array each. */
export type TurnState = (utc: UtcInstant, positionKm: Float64Array, velocityKmPerS: Float64Array) => void

const rememberedInstants = 10_000

/**
 * A turner of states into a frame. It remembers the rotations of recent instants, since many objects are asked for at the
 * same ones.
 *
 * @param frame - One of `frames`.
 * @param orientationAt - The Earth's orientation, asked for only where the frame needs it.
 */
export function createTurnState(
  frame: (typeof frames)[number],
  orientationAt: (utc: UtcInstant) => EarthOrientation,
): TurnState {
  if (frame === 'teme') return () => undefined
  if (frame === 'gcrf') {
    const rotationAt = remember((utc) => temeToGcrfRotation(utc))
    return (utc, p, v) => temeToGcrf(rotationAt(utc), p, v, p, v)
  }
  const rotationAt = remember((utc) => temeToItrfRotation(utc, orientationAt(utc)))
  return (utc, p, v) => temeToItrf(rotationAt(utc), p, v, p, v)
}

/** Instants are told apart as values in memory: the same ones are handed in for every object, or none are. */
function remember<Rotation>(rotationOf: (utc: UtcInstant) => Rotation): (utc: UtcInstant) => Rotation {
  const known = new Map<UtcInstant, Rotation>()
  return (utc) => {
    const found = known.get(utc)
    if (found !== undefined) return found
    const rotation = rotationOf(utc)
    if (known.size >= rememberedInstants) known.clear()
    known.set(utc, rotation)
    return rotation
  }
}
