import type { Sgp4Elements, Sgp4Mode } from './elements.ts'
import { initialiseSgp4, sgp4RecordLength } from './initialise.ts'
import { propagate } from './propagate.ts'
import * as C from './record.ts'
import { restartResonance } from './resonance.ts'

/**
 * Computes the state of one object at a time.
 * @param minutes - Minutes since the element set's epoch, either sign, in any order.
 * @param outTemeKm - Receives TEME position, km, and velocity, km/s (six doubles); zeros where the status is not 0.
 * @returns Status: 0, or error 1–4 or 6 of the published theory (see SGP4_ERRORS).
 */
export type Sgp4Propagator = (minutes: number, outTemeKm: Float64Array) => number

/** What each status of SGP4 other than 0 says, in words for a person. Source: AIAA 2006-6753, `sgp4`. */
export const SGP4_ERRORS: ReadonlyMap<number, string> = new Map([
  [1, 'mean eccentricity outside [0, 1): the elements are used too far from their epoch'],
  [2, 'mean motion not above zero'],
  [3, 'eccentricity outside [0, 1] under the pull of Sun and Moon'],
  [4, 'semi-latus rectum below zero'],
  [5, 'elements below the surface at epoch'],
  [6, 'decayed: the orbit is below the surface'],
])

/**
 * Initialises SGP4 for one object, in pure TypeScript. For many objects use a batch.
 * Source: AIAA 2006-6753.
 */
export function createPropagator(elements: Sgp4Elements, mode: Sgp4Mode): Sgp4Propagator {
  const record = new Float64Array(sgp4RecordLength(elements))
  const state = new Float64Array(C.STATE_LENGTH)
  initialiseSgp4(elements, mode, record, 0)
  if (record[C.KIND] === C.KIND_DEEP_SPACE) restartResonance(record, 0, state, 0)
  return (minutes, outTemeKm) => propagate(record, 0, minutes, state, 0, outTemeKm, 0)
}
