import { temeToItrf, temeToItrfRotation } from '@yagura/kernels'
import { BRACKET_STRIDE, type Bracket } from './bracket.ts'
import type { PropagationEngine } from './propagation-engine.ts'
import { utcInstant } from './utc.ts'

/** Doubles of a TEME state. */
const STATE = 6

type Vectors = { readonly positions: Float64Array; readonly velocities: Float64Array }

/** Takes one instant of [n, 2, 6] states apart, as the rotation of frames wants them. */
function instantOf(statesTemeKm: Float64Array, instant: number, into: Vectors): void {
  const count = into.positions.length / 3
  for (let row = 0; row < count; row++) {
    const at = (row * 2 + instant) * STATE
    for (let axis = 0; axis < 3; axis++) {
      into.positions[row * 3 + axis] = statesTemeKm[at + axis] ?? 0
      into.velocities[row * 3 + axis] = statesTemeKm[at + axis + 3] ?? 0
    }
  }
}

function lay(vectors: Vectors, instant: number, statesItrfKm: Float32Array): void {
  const count = vectors.positions.length / 3
  for (let row = 0; row < count; row++) {
    const at = row * BRACKET_STRIDE + instant * STATE
    for (let axis = 0; axis < 3; axis++) {
      statesItrfKm[at + axis] = vectors.positions[row * 3 + axis] ?? 0
      statesItrfKm[at + axis + 3] = vectors.velocities[row * 3 + axis] ?? 0
    }
  }
}

/**
 * The bracket of a whole catalogue: SGP4 at both ends, TEME → ITRF by GMST82 with UT1 = UTC and no polar motion.
 * @param spent - A buffer to be filled again; another is made where it does not fit.
 */
export function fillBracket(
  engine: PropagationEngine,
  fromMs: number,
  spacingS: number,
  spent: ArrayBuffer | undefined,
): Bracket {
  const { count } = engine
  const bytes = count * BRACKET_STRIDE * 4
  const statesItrfKm = new Float32Array(spent?.byteLength === bytes ? spent : new ArrayBuffer(bytes))
  const timesMs = [fromMs, fromMs + spacingS * 1000]
  const { statesTemeKm, status } = engine.propagate(timesMs, 0, count)
  const vectors = { positions: new Float64Array(count * 3), velocities: new Float64Array(count * 3) }
  for (const [instant, ms] of timesMs.entries()) {
    instantOf(statesTemeKm, instant, vectors)
    const rotation = temeToItrfRotation(utcInstant(ms))
    temeToItrf(rotation, vectors.positions, vectors.velocities, vectors.positions, vectors.velocities)
    lay(vectors, instant, statesItrfKm)
  }
  for (let row = 0; row < count; row++) {
    if (status[row * 2] !== 0 || status[row * 2 + 1] !== 0) {
      statesItrfKm.fill(0, row * BRACKET_STRIDE, (row + 1) * BRACKET_STRIDE)
    }
  }
  return { fromMs, spacingS, statesItrfKm }
}
