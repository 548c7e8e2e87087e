/// <reference path="./web-assembly.d.ts" />
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { KernelExports } from '@yagura/kernels'

/** Largest memory of the kernels, pages of 64 KiB: 2 GiB. It is reserved, not used, until it is needed. */
const MOST_PAGES = 32_768

/** Compiles the kernels that @yagura/kernels ships. */
export async function compileKernels(): Promise<WebAssembly.Module> {
  const path = createRequire(import.meta.url).resolve('@yagura/kernels/kernels.wasm')
  return WebAssembly.compile(await readFile(path))
}

/** A memory that all threads share. */
export function createKernelMemory(): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true })
}

/** An instance of the kernels for one thread over the shared memory. */
export function instantiateKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): KernelExports {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } })
  // The module is ours: the test that rebuilds it byte for byte vouches for its exports.
  return exports as KernelExports
}
