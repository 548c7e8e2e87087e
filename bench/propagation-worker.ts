/// <reference path="../apps/yagura/src/screening/web-assembly.d.ts" />
import { parentPort, workerData } from 'node:worker_threads'
import { createArena, type PlacedBatch } from '@yagura/kernels'
import { instantiateKernels } from '../apps/yagura/src/screening/load-kernels.ts'
import { placeStates } from '../packages/kernels/src/engine/placed-batch.ts'

/** What a propagation thread is started with; addresses in bytes of the shared memory. */
export type PropagationWorkerStart = {
  readonly module: WebAssembly.Module
  readonly memory: WebAssembly.Memory
  readonly batch: PlacedBatch
  readonly mostTimes: number
  /** States of all objects at all times, and their statuses: each thread writes the rows of the objects that it took. */
  readonly out: number
  readonly status: number
  /** Next group of objects to take, shared. */
  readonly counter: Int32Array<SharedArrayBuffer>
}

const objectsAtOnce = 256
const scratchBytes = 192

const { module, memory, batch, mostTimes, out, status, counter }: PropagationWorkerStart = workerData
const kernels = instantiateKernels(module, memory)
const arena = createArena(memory)
const states = placeStates(batch, arena, memory)
const offsets = arena.allocate(mostTimes * 8)
const scratch = arena.allocate(scratchBytes)

parentPort?.on('message', (offsetsMin: Float64Array) => {
  const times = offsetsMin.length
  new Float64Array(memory.buffer, offsets, times).set(offsetsMin)
  for (;;) {
    const from = Atomics.add(counter, 0, 1) * objectsAtOnce
    if (from >= batch.count) break
    kernels.propagateBatch(
      batch.records,
      batch.starts,
      states,
      batch.slots,
      batch.minutesAtOrigin,
      offsets,
      times,
      from,
      Math.min(from + objectsAtOnce, batch.count),
      out + from * times * 48,
      status + from * times,
      scratch,
    )
  }
  parentPort?.postMessage('done')
})
parentPort?.postMessage('ready')
