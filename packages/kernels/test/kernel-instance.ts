import { readFileSync } from 'node:fs'
import type { Arena } from '../src/engine/arena.ts'
import { createArena } from '../src/engine/arena.ts'
import type { KernelExports, KernelMemory } from '../src/engine/kernel-exports.ts'

/** The part of WebAssembly's interface that tests use; the compiler's library has it only together with the browser's. */
type WebAssemblyApi = {
  Memory: new (limits: { initial: number; maximum: number; shared: boolean }) => KernelMemory
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: object) => { exports: unknown }
}

const wasm = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly

/** The committed kernels. */
export const kernelsFile: URL = new URL('../wasm/kernels.wasm', import.meta.url)

/** A shared memory of one page, as threads are given it. */
export function sharedKernelMemory(): KernelMemory {
  return new wasm.Memory({ initial: 1, maximum: 65536, shared: true })
}

/** An instance of the committed kernels, as a thread makes it, with an arena of its own. */
export function kernelInstance(memory: KernelMemory = sharedKernelMemory()): {
  readonly kernels: KernelExports
  readonly memory: KernelMemory
  readonly arena: Arena
} {
  const module = new wasm.Module(readFileSync(kernelsFile))
  const kernels = new wasm.Instance(module, { env: { memory } }).exports as KernelExports
  return { kernels, memory, arena: createArena(memory) }
}
