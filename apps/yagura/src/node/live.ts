import type { Live, LiveEvent } from './context.ts'

/**
 * The node's broadcast: each listener hears each event, in order, in the turn in which it is published.
 * A listener that throws is the caller's defect and is told to `onError`; the others still hear.
 */
export function createLive(onError: (error: unknown) => void): Live {
  const listeners = new Set<(event: LiveEvent) => void>()
  return {
    publish: (event) => {
      for (const listener of [...listeners]) {
        try {
          listener(event)
        } catch (error) {
          onError(error)
        }
      }
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
