import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Measures for how long the process answered nothing. */
export type PauseWatch = {
  /** The longest pause since the last call, ms. */
  readonly longestMs: () => number
  readonly close: () => void
}

const nanosecondsPerMs = 1e6

/** Starts to measure the pauses of the event loop. */
export function createPauseWatch(): PauseWatch {
  const delays = monitorEventLoopDelay({ resolution: 20 })
  delays.enable()
  return {
    longestMs: () => {
      const longestMs = delays.max / nanosecondsPerMs
      delays.reset()
      return longestMs
    },
    close: () => void delays.disable(),
  }
}
