import type { ClockFacts, Store } from '@yagura/core'
import type { ClockSample } from '../sources/fetch-source.ts'

/** Follows the wall clock of the machine beside its monotonic one. */
export type ClockWatch = {
  /** Compares both; to be called every few seconds. */
  readonly look: () => void
  readonly facts: () => ClockFacts
}

/** A clock that is kept by NTP is moved by less between two looks. */
const stepMs = 500
const dayMs = 86_400_000

/**
 * Makes the watch over the clock.
 * @param nowMs - Wall clock, Unix time.
 * @param monotonicMs - A clock that nobody sets.
 * @param samples - The newest comparison with each server.
 */
export function createClockWatch(
  store: Store,
  nowMs: () => number,
  monotonicMs: () => number,
  samples: () => readonly ClockSample[],
): ClockWatch {
  const [newestLine] = store.readLog({ newestFirst: true, limit: 1 }).records
  let last = { wallMs: nowMs(), monotonicMs: monotonicMs() }
  let jumpedMs = 0
  let jumpedAtMs = last.monotonicMs
  // What was compared before the clock was set says nothing about it now.
  let outdated: ReadonlySet<ClockSample> = new Set()
  const fresh = (): readonly ClockSample[] => samples().filter((sample) => !outdated.has(sample))

  return {
    look: () => {
      const now = { wallMs: nowMs(), monotonicMs: monotonicMs() }
      const movedMs = now.wallMs - last.wallMs - (now.monotonicMs - last.monotonicMs)
      last = now
      if (Math.abs(movedMs) > stepMs) {
        jumpedMs += movedMs
        jumpedAtMs = now.monotonicMs
        outdated = new Set(samples())
      } else if (fresh().length > 0 || now.monotonicMs - jumpedAtMs > dayMs) jumpedMs = 0
    },
    facts: () => ({
      samples: fresh().map(({ hostname, offsetMs, atMs }) => ({ reference: hostname, offsetMs, atMs })),
      jumpedMs,
      newestLogMs: newestLine?.atMs,
    }),
  }
}
