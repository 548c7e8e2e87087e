import { deepSpace } from './deep-space.ts'
import { nearEarth, nearEarthSimple } from './near-earth.ts'
import * as C from './record.ts'
import { advanceResonance } from './resonance.ts'

/**
 * SGP4/SDP4 state of one record at one time.
 * Accuracy: within 1e-8 km of the published code near Earth, 1e-7 km in deep space, whatever the order of times.
 * Source: AIAA 2006-6753. Compiled to WebAssembly as well.
 *
 * @param c - Records; this one starts at c[k] (see record.ts).
 * @param t - Minutes since the element set's epoch, either sign.
 * @param state - The record's resonance state at state[s] (six doubles, set once by `restartResonance`).
 * @param out - TEME position, km, and velocity, km/s, at out[at … at + 5]; zeros where the status is not 0.
 * @returns Status: 0, or error 1–4 or 6 of the published theory.
 */
export function propagate(
  c: Float64Array,
  k: number,
  t: number,
  state: Float64Array,
  s: number,
  out: Float64Array,
  at: number,
): number {
  const kind = c[k + C.KIND]
  let status = 0
  if (kind === C.KIND_NEAR_EARTH) {
    status = nearEarth(c, k, t, out, at)
  } else if (kind === C.KIND_NEAR_EARTH_SIMPLE) {
    status = nearEarthSimple(c, k, t, out, at)
  } else {
    if (c[k + C.RESONANCE] > 0) {
      advanceResonance(c, k, t, state, s)
    }
    status = deepSpace(c, k, t, state, s, out, at)
  }
  if (status > 0) {
    out[at] = 0
    out[at + 1] = 0
    out[at + 2] = 0
    out[at + 3] = 0
    out[at + 4] = 0
    out[at + 5] = 0
  }
  return status
}
