import type { Sgp4Elements, Sgp4Mode } from './elements.ts'
import { initialiseSgp4, sgp4RecordLength } from './initialise.ts'
import { propagate } from './propagate.ts'
import * as C from './record.ts'
import { restartResonance } from './resonance.ts'

/** Initialised element sets packed for fast propagation; never changed afterwards, so any number of threads may read it. */
export type Sgp4Batch = {
  readonly count: number
  /** Records one after the other. */
  readonly records: Float64Array
  /** Shape [count]: where each object's record starts, in doubles. */
  readonly starts: Uint32Array
  /** Shape [count]: which resonance state belongs to each object; near-earth objects share slot 0 and never touch it. */
  readonly slots: Uint32Array
  /** Resonance states that a thread needs of its own. */
  readonly stateCount: number
}

/** Doubles of one resonance state. */
export const RESONANCE_STATE_LENGTH: number = C.STATE_LENGTH

/**
 * Initialises and packs element sets, in their order.
 * @param elements - All with a mean motion above zero and an eccentricity in [0, 1).
 */
export function packSgp4(elements: readonly Sgp4Elements[], mode: Sgp4Mode): Sgp4Batch {
  const starts = new Uint32Array(elements.length)
  const slots = new Uint32Array(elements.length)
  let length = 0
  let stateCount = 1
  elements.forEach((one, i) => {
    const recordLength = sgp4RecordLength(one)
    starts[i] = length
    length += recordLength
    if (recordLength === C.DEEP_SPACE_LENGTH) slots[i] = stateCount++
  })
  const records = new Float64Array(length)
  elements.forEach((one, i) => {
    initialiseSgp4(one, mode, records, starts[i])
  })
  return { count: elements.length, records, starts, slots, stateCount }
}

/**
 * Sets a thread's resonance states to the epochs.
 * @param states - Shape [stateCount, 6].
 */
export function restartStates(batch: Sgp4Batch, states: Float64Array): void {
  for (let i = 0; i < batch.count; i++) {
    const start = batch.starts[i]
    const isDeep = batch.records[start + C.KIND] === C.KIND_DEEP_SPACE
    if (isDeep && batch.records[start + C.RESONANCE] > 0) {
      restartResonance(batch.records, start, states, batch.slots[i] * C.STATE_LENGTH)
    }
  }
}

/** What a propagation of many objects over many times reads. */
export type PropagationGrid = {
  /** Shape [count]: minutes from each object's epoch to the time from which offsets count. */
  readonly minutesAtOrigin: Float64Array
  /** Shape [times]: minutes from that time. */
  readonly offsetsMin: Float64Array
}

/**
 * States of a range of objects at all times of a grid, in TypeScript; the WebAssembly engine gives the same bits.
 * @param states - The caller's resonance states, [stateCount, 6], from `restartStates`.
 * @param from - First object; `to` is the one behind the last.
 * @param outTemeKm - Shape [to - from, times, 6]: position, km, and velocity, km/s; zeros where the status is not 0.
 * @param outStatus - Shape [to - from, times]: 0, or error 1–4 or 6 of SGP4.
 */
export function propagateBatch(
  batch: Sgp4Batch,
  states: Float64Array,
  grid: PropagationGrid,
  from: number,
  to: number,
  outTemeKm: Float64Array,
  outStatus: Uint8Array,
): void {
  const { records, starts, slots } = batch
  const times = grid.offsetsMin.length
  let row = 0
  for (let i = from; i < to; i++) {
    const start = starts[i]
    const slot = slots[i] * C.STATE_LENGTH
    const origin = grid.minutesAtOrigin[i]
    for (let j = 0; j < times; j++) {
      outStatus[row] = propagate(records, start, origin + grid.offsetsMin[j], states, slot, outTemeKm, row * 6)
      row += 1
    }
  }
}
