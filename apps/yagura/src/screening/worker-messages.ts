import type { ScreeningJob } from '@yagura/kernels'

/** What a screening worker is started with. */
export type WorkerStart = {
  readonly module: WebAssembly.Module
  readonly memory: WebAssembly.Memory
  readonly job: ScreeningJob
  /** Shape [count]: radius of each object, km. */
  readonly radiiKm: Float64Array
}

/** A request: the slice to screen. */
export type WorkerRequest = { readonly slice: number }

/** The answer: the slice's approaches and the failures of SGP4 met so far. */
export type WorkerAnswer = {
  readonly slice: number
  readonly block: Float64Array<ArrayBuffer>
  readonly failures: Uint8Array
}
