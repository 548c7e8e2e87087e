import { parentPort, workerData } from 'node:worker_threads'
import { createArena, createScreening } from '@yagura/kernels'
import { sliceApproaches } from '@yagura/space'
import { instantiateKernels } from './screening/load-kernels.ts'
import type { WorkerAnswer, WorkerRequest, WorkerStart } from './screening/worker-messages.ts'

// Entry of a screening thread: one screening for its whole life, a slice for each request.
const { module, memory, job, radiiKm }: WorkerStart = workerData
const screening = createScreening(instantiateKernels(module, memory), memory, createArena(memory), job)
parentPort?.on('message', ({ slice }: WorkerRequest) => {
  const block = sliceApproaches(screening.screen(slice), radiiKm)
  const answer: WorkerAnswer = { slice, block, failures: screening.failures() }
  parentPort?.postMessage(answer, [block.buffer])
})
