import type { Clock, NodeFacts, Store } from '@yagura/core'

/** Tries again and again whether the store can be written. */
export type StoreWatch = {
  /** Writes a heartbeat unless one is under way; resolves when it has ended or a short time has passed. */
  readonly beat: () => Promise<void>
  readonly facts: () => NodeFacts['store']
}

const waitMs = 500

/** Makes the watch over the store. */
export function createStoreWatch(store: Store, clock: Clock, monotonicMs: () => number): StoreWatch {
  let failure: NodeFacts['store']['failure']
  let underWay: { readonly sinceMs: number; readonly ended: Promise<void> } | undefined

  async function write(): Promise<void> {
    const healed = failure
    const atMs = clock.nowMs()
    const append =
      healed === undefined
        ? []
        : [
            {
              atMs,
              kind: 'node/fault',
              subject: '',
              by: 'node',
              text: `The store could not be written from ${new Date(healed.sinceMs).toISOString()} on: ${healed.message}`,
              body: { code: 'node/store-failing', sinceMs: healed.sinceMs },
            },
          ]
    try {
      await store.commit({ append, put: [{ collection: 'health', id: 'heartbeat', body: { atMs } }] })
      failure = undefined
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      failure = { message, sinceMs: failure?.sinceMs ?? atMs }
    } finally {
      underWay = undefined
    }
  }

  return {
    beat: async () => {
      underWay ??= { sinceMs: monotonicMs(), ended: write() }
      let timer: NodeJS.Timeout | undefined
      const enough = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, waitMs)
      })
      await Promise.race([underWay.ended, enough])
      clearTimeout(timer)
    },
    facts: () => ({ failure, waitingMs: underWay === undefined ? 0 : monotonicMs() - underWay.sinceMs }),
  }
}
