import type { KernelMemory } from './kernel-exports.ts'

const PAGE_BYTES = 65536
const ALIGNMENT = 64

/** Hands out kernel memory; nothing is ever given back. */
export type Arena = {
  /** @returns The byte address of zeroed room for that many bytes, aligned to 64. */
  allocate(bytes: number): number
}

/**
 * An arena over a kernel memory. It takes only pages that it has grown itself, so any number of threads may each have an
 * arena over the same shared memory. Views made before a growth see only the memory of that time.
 */
export function createArena(memory: KernelMemory): Arena {
  let next = 0
  let end = 0
  return {
    allocate(bytes) {
      if (next + bytes > end) {
        const pages = Math.ceil(bytes / PAGE_BYTES)
        next = memory.grow(pages) * PAGE_BYTES
        end = next + pages * PAGE_BYTES
      }
      const address = next
      next = Math.ceil((next + bytes) / ALIGNMENT) * ALIGNMENT
      return address
    },
  }
}
