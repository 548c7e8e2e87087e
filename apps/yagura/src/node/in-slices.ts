import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'

/** Longest stretch of work between two turns of the event loop, ms: requests that wait notice nothing. */
const SLICE_MS = 8

/** Gives the event loop a turn where the work since the last one has run long enough. */
export type Breather = () => Promise<void>

/**
 * For long work on this thread: called every few hundred microseconds or so, it keeps the loop turning.
 *
 * @param signal - Stops the work at its next turn; its reason is thrown.
 */
export function createBreather(signal?: AbortSignal): Breather {
  let untilMs = performance.now() + SLICE_MS
  return async () => {
    if (performance.now() < untilMs) return
    await nextTurn()
    signal?.throwIfAborted()
    untilMs = performance.now() + SLICE_MS
  }
}

/**
 * Runs long work on this thread without holding up anything else: wherever it yields and has run long enough, the event
 * loop gets a turn.
 *
 * @param work - Yields every few hundred microseconds or so.
 * @param signal - Stops it between two stretches; its reason is thrown.
 */
export async function inSlices<Result>(work: Generator<unknown, Result>, signal?: AbortSignal): Promise<Result> {
  let untilMs = performance.now() + SLICE_MS
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    if (performance.now() < untilMs) continue
    await nextTurn()
    signal?.throwIfAborted()
    untilMs = performance.now() + SLICE_MS
  }
}
