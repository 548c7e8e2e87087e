import { RESONANCE_STATE_LENGTH, restartStates, type Sgp4Batch } from '../orbit/batch.ts'
import type { Arena } from './arena.ts'
import type { KernelMemory } from './kernel-exports.ts'

/** Where a batch lies in a kernel memory, in bytes: plain numbers, to be handed to other threads. */
export type PlacedBatch = {
  readonly count: number
  readonly records: number
  readonly starts: number
  readonly slots: number
  /** Shape [count] of doubles, for the caller to fill: minutes from each epoch to the origin of time. */
  readonly minutesAtOrigin: number
  readonly stateCount: number
  /** Resonance states at the epochs, for threads to copy. */
  readonly freshStates: number
}

/** Copies a batch into a kernel memory. */
export function placeBatch(
  batch: Sgp4Batch,
  minutesAtOrigin: Float64Array,
  arena: Arena,
  memory: KernelMemory,
): PlacedBatch {
  const placed: PlacedBatch = {
    count: batch.count,
    records: arena.allocate(batch.records.byteLength),
    starts: arena.allocate(batch.starts.byteLength),
    slots: arena.allocate(batch.slots.byteLength),
    minutesAtOrigin: arena.allocate(batch.count * 8),
    stateCount: batch.stateCount,
    freshStates: arena.allocate(batch.stateCount * RESONANCE_STATE_LENGTH * 8),
  }
  const { buffer } = memory
  new Float64Array(buffer, placed.records, batch.records.length).set(batch.records)
  new Uint32Array(buffer, placed.starts, batch.count).set(batch.starts)
  new Uint32Array(buffer, placed.slots, batch.count).set(batch.slots)
  new Float64Array(buffer, placed.minutesAtOrigin, batch.count).set(minutesAtOrigin)
  restartStates(batch, statesAt(memory, placed.freshStates, batch.stateCount))
  return placed
}

/** Makes a thread's own resonance states, at the epochs. @returns Their byte address. */
export function placeStates(placed: PlacedBatch, arena: Arena, memory: KernelMemory): number {
  const address = arena.allocate(placed.stateCount * RESONANCE_STATE_LENGTH * 8)
  statesAt(memory, address, placed.stateCount).set(statesAt(memory, placed.freshStates, placed.stateCount))
  return address
}

function statesAt(memory: KernelMemory, address: number, count: number): Float64Array {
  return new Float64Array(memory.buffer, address, count * RESONANCE_STATE_LENGTH)
}
