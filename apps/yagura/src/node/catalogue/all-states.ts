import type { ElementSet, UtcInstant } from '@yagura/formats'
import {
  createArena,
  createPropagation,
  elapsedS,
  type Propagation,
  packSgp4,
  placeBatch,
  type TurningRotation,
  temeToItrf,
  temeToItrfRotation,
} from '@yagura/kernels'
import { sgp4Elements } from '@yagura/space'
import { type compileKernels, createKernelMemory, instantiateKernels } from '../../screening/load-kernels.ts'
import { STATE_LENGTH } from './binary-layout.ts'

/** States of many objects at any instant. */
export type AllStates = {
  readonly ids: Uint32Array
  /**
   * All of them at an instant, ITRF without observed Earth orientation, km and km/s; NaN where SGP4 gives none. Some
   * milliseconds for 30,000. Yields between batches. Shape [n, STATE_LENGTH].
   */
  readonly at: (utc: UtcInstant) => Generator<void, Float32Array>
}

/** Objects that are initialised at a stretch: one or two milliseconds. */
const BATCH = 512

type Placed = { readonly from: number; readonly count: number; readonly propagation: Propagation }

/**
 * Initialises SGP4 for element sets in WebAssembly. Yields between batches.
 *
 * @param module - From `compileKernels`.
 * @param originUtc - Instant from which times are counted; near those that will be asked for.
 */
export function* prepareStates(
  module: Awaited<ReturnType<typeof compileKernels>>,
  sets: readonly ElementSet[],
  originUtc: UtcInstant,
): Generator<void, AllStates> {
  const memory = createKernelMemory()
  const kernels = instantiateKernels(module, memory)
  const arena = createArena(memory)
  const placed: Placed[] = []
  for (let from = 0; from < sets.length; from += BATCH) {
    const some = sets.slice(from, from + BATCH)
    const batch = packSgp4(some.map(sgp4Elements), 'improved')
    const minutes = Float64Array.from(some, (set) => elapsedS(set.epochUtc, originUtc) / 60)
    const place = placeBatch(batch, minutes, arena, memory)
    placed.push({ from, count: some.length, propagation: createPropagation(kernels, memory, arena, place, BATCH, 1) })
    yield
  }
  return {
    ids: Uint32Array.from(sets, ({ id }) => id),
    at: function* (utc) {
      const states = new Float32Array(sets.length * STATE_LENGTH)
      const offsetMin = Float64Array.of(elapsedS(originUtc, utc) / 60)
      const turn = temeToItrfRotation(utc)
      for (const { from, count, propagation } of placed) {
        const { statesTemeKm, status } = propagation.propagate(offsetMin, 0, count)
        turnStates(turn, statesTemeKm, status, states.subarray(from * STATE_LENGTH, (from + count) * STATE_LENGTH))
        yield
      }
      return states
    },
  }
}

/** Turns states of a batch from TEME into the ITRF, rounded to floats; NaN where the status is not 0. */
function turnStates(
  turn: TurningRotation,
  statesTemeKm: Float64Array,
  status: Uint8Array,
  outItrfKm: Float32Array,
): void {
  const count = status.length
  const positions = new Float64Array(count * 3)
  const velocities = new Float64Array(count * 3)
  for (let i = 0; i < count; i++) {
    const at = i * STATE_LENGTH
    if (status[i] !== 0) {
      positions.fill(Number.NaN, i * 3, i * 3 + 3)
      continue
    }
    positions.set(statesTemeKm.subarray(at, at + 3), i * 3)
    velocities.set(statesTemeKm.subarray(at + 3, at + 6), i * 3)
  }
  temeToItrf(turn, positions, velocities, positions, velocities)
  for (let i = 0; i < count; i++) {
    outItrfKm.set(positions.subarray(i * 3, i * 3 + 3), i * STATE_LENGTH)
    outItrfKm.set(velocities.subarray(i * 3, i * 3 + 3), i * STATE_LENGTH + 3)
  }
}
