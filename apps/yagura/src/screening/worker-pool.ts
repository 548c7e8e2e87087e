import { Worker } from 'node:worker_threads'
import { createArena, DEFAULT_SCREENING_GRID, placeBatch, type ScreeningJob } from '@yagura/kernels'
import type { ScreeningPlan, ScreenSlice } from '@yagura/space'
import { compileKernels, createKernelMemory, instantiateKernels } from './load-kernels.ts'
import type { WorkerAnswer, WorkerStart } from './worker-messages.ts'

/** Threads that screen one plan. */
type WorkerPool = {
  readonly screenSlice: ScreenSlice
  /** Objects that SGP4 refused somewhere, by index, with its error. */
  readonly failures: ReadonlyMap<number, number>
  /** Stops the threads at once. */
  readonly close: () => Promise<void>
}

type Task = {
  readonly slice: number
  readonly resolve: (block: Float64Array) => void
  readonly reject: (error: Error) => void
}

/** Runs with a pool of threads, which is closed whatever happens. */
export async function withWorkerPool(
  plan: ScreeningPlan,
  threadCount: number,
  use: (pool: WorkerPool) => Promise<void>,
): Promise<void> {
  const pool = await createWorkerPool(plan, threadCount)
  try {
    await use(pool)
  } finally {
    await pool.close()
  }
}

/** Starts threads over one shared memory that holds the plan once. */
async function createWorkerPool(plan: ScreeningPlan, threadCount: number): Promise<WorkerPool> {
  const module = await compileKernels()
  const memory = createKernelMemory()
  // The module writes its constants when it is instantiated: once here, before any thread reads them.
  instantiateKernels(module, memory)
  const start: WorkerStart = { module, memory, job: placeJob(plan, memory), radiiKm: plan.radiiKm }
  const failures = new Map<number, number>()
  const waiting: Task[] = []
  const idle: Worker[] = []
  const underWay = new Map<Worker, Task>()

  const assign = (): void => {
    while (idle.length > 0 && waiting.length > 0) {
      const worker = idle.pop()
      const task = waiting.shift()
      if (!worker || !task) return
      underWay.set(worker, task)
      worker.postMessage({ slice: task.slice })
    }
  }
  const workers = Array.from({ length: threadCount }, () => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: start })
    worker.on('message', ({ block, failures: met }: WorkerAnswer) => {
      met.forEach((error, object) => {
        if (error !== 0) failures.set(object, error)
      })
      const task = underWay.get(worker)
      underWay.delete(worker)
      idle.push(worker)
      task?.resolve(block)
      assign()
    })
    worker.on('error', (error) => {
      underWay.get(worker)?.reject(error)
      underWay.delete(worker)
    })
    idle.push(worker)
    return worker
  })
  return {
    failures,
    screenSlice: (slice) =>
      new Promise((resolve, reject) => {
        waiting.push({ slice, resolve, reject })
        assign()
      }),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

function placeJob(plan: ScreeningPlan, memory: WebAssembly.Memory): ScreeningJob {
  const arena = createArena(memory)
  const batch = placeBatch(plan.batch, plan.minutesAtStart, arena, memory)
  const primaries = arena.allocate(plan.primaryMarks.length)
  new Uint8Array(memory.buffer, primaries, plan.primaryMarks.length).set(plan.primaryMarks)
  const { thresholdKm, durationS } = plan.request
  return { batch, primaries, thresholdKm, durationS, grid: DEFAULT_SCREENING_GRID }
}
