import type { Arena } from './arena.ts'
import type { KernelExports, KernelMemory } from './kernel-exports.ts'
import { type PlacedBatch, placeStates } from './placed-batch.ts'

/** Scratch of one call, bytes: four resonance states as lanes. */
const SCRATCH_BYTES = 192

/** A thread's WebAssembly propagation of a placed batch. */
export type Propagation = {
  /**
   * States of a range of objects at minutes from the batch's origin of time; the same bits as `propagateBatch`.
   * @param offsetsMin - At most the number of times that the propagation was made for.
   * @returns Views that the next call overwrites: TEME states, [to - from, times, 6], km and km/s, zeros where the status
   *   is not 0; statuses, [to - from, times].
   */
  propagate(offsetsMin: Float64Array, from: number, to: number): PropagatedStates
}

/** Result of one call of `Propagation.propagate`. */
export type PropagatedStates = {
  readonly statesTemeKm: Float64Array
  readonly status: Uint8Array
}

/**
 * Prepares a thread for propagating a batch.
 * @param mostObjects - Largest number of objects of a call.
 * @param mostTimes - Largest number of times of a call.
 */
export function createPropagation(
  kernels: KernelExports,
  memory: KernelMemory,
  arena: Arena,
  batch: PlacedBatch,
  mostObjects: number,
  mostTimes: number,
): Propagation {
  const states = placeStates(batch, arena, memory)
  const offsets = arena.allocate(mostTimes * 8)
  const out = arena.allocate(mostObjects * mostTimes * 48)
  const status = arena.allocate(mostObjects * mostTimes)
  const scratch = arena.allocate(SCRATCH_BYTES)
  return {
    propagate(offsetsMin, from, to) {
      const times = offsetsMin.length
      const rows = (to - from) * times
      if (times > mostTimes || to - from > mostObjects || from < 0 || to > batch.count) {
        throw new RangeError(
          `asked for objects ${from} to ${to} of ${batch.count} at ${times} times; made for ${mostObjects} at ${mostTimes}`,
        )
      }
      const { buffer } = memory
      new Float64Array(buffer, offsets, times).set(offsetsMin)
      kernels.propagateBatch(
        batch.records,
        batch.starts,
        states,
        batch.slots,
        batch.minutesAtOrigin,
        offsets,
        times,
        from,
        to,
        out,
        status,
        scratch,
      )
      return {
        statesTemeKm: new Float64Array(buffer, out, rows * 6),
        status: new Uint8Array(buffer, status, rows),
      }
    },
  }
}
