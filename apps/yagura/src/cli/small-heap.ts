import { setFlagsFromString } from 'node:v8'

/**
 * Has what is no longer needed collected early, in all threads: a command that takes in far more than it keeps then holds about what it
 * works on. By itself the engine lets its heap grow to several times of that on a machine with much memory. It is read each time that
 * the heap might grow, so that it may be set late.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=20')
}
