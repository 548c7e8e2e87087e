import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  createArena,
  createScreening,
  DEFAULT_SCREENING_GRID,
  type KernelExports,
  type KernelMemory,
  placeBatch,
} from '@yagura/kernels'
import type { CloseApproach } from '../../src/close-approach.ts'
import type { ScreeningPlan } from '../../src/screening/plan-screening.ts'
import { runScreening, type ScreeningRun, type ScreenSlice } from '../../src/screening/run-screening.ts'
import { sliceApproaches } from '../../src/screening/slice-approaches.ts'

/** The part of WebAssembly's interface that tests use; the compiler's library has it only together with the browser's. */
type WebAssemblyApi = {
  Memory: new (limits: { initial: number; maximum: number; shared: boolean }) => KernelMemory
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: object) => { exports: unknown }
}

const wasm = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly
const kernelsFile = createRequire(import.meta.url).resolve('@yagura/kernels/kernels.wasm')

/** Screens slices of a plan on this thread with the committed kernels. */
export function inProcess(plan: ScreeningPlan): ScreenSlice {
  const memory = new wasm.Memory({ initial: 1, maximum: 32_768, shared: true })
  const instance = new wasm.Instance(new wasm.Module(readFileSync(kernelsFile)), { env: { memory } })
  const kernels = instance.exports as KernelExports
  const arena = createArena(memory)
  const batch = placeBatch(plan.batch, plan.minutesAtStart, arena, memory)
  const primaries = arena.allocate(plan.primaryMarks.length)
  new Uint8Array(memory.buffer, primaries, plan.primaryMarks.length).set(plan.primaryMarks)
  const { thresholdKm, durationS } = plan.request
  const job = { batch, primaries, thresholdKm, durationS, grid: DEFAULT_SCREENING_GRID }
  const screening = createScreening(kernels, memory, arena, job)
  return async (slice) => sliceApproaches(screening.screen(slice), plan.radiiKm)
}

/** Runs a plan to its end. */
export async function screenAll(
  plan: ScreeningPlan,
  options: Partial<ScreeningRun> = {},
): Promise<readonly CloseApproach[]> {
  const approaches: CloseApproach[] = []
  const signal = { throwIfAborted: () => undefined }
  const run = runScreening({
    plan,
    screenSlice: options.screenSlice ?? inProcess(plan),
    concurrency: 1,
    signal,
    ...options,
  })
  for await (const block of run) approaches.push(...block)
  return approaches
}
