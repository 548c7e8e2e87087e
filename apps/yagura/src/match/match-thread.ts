import { Worker } from 'node:worker_threads'
import type { ObservedAnswer, PatternLine, RowsAnswer } from './match-rows.ts'

/** What the thread is asked: to read observations, or for the rows of patterns. */
export type MatchRequest =
  | { readonly kind: 'observe'; readonly text: string }
  | { readonly kind: 'ask'; readonly lines: readonly PatternLine[] }

/** A thread that asks patterns, so that a signal is heard while one is long. */
export type MatchThread = {
  readonly observe: (text: string) => Promise<ObservedAnswer>
  readonly ask: (lines: readonly PatternLine[]) => Promise<RowsAnswer>
  /** Ends it wherever it is. */
  readonly close: () => Promise<void>
}

/**
 * Starts the thread. One thing is asked of it at a time.
 *
 * @param signal - Once aborted, what was asked is refused with its reason.
 */
export function startMatchThread(signal: AbortSignal): MatchThread {
  const worker = new Worker(new URL('./match-thread.js', import.meta.url))
  const request = <Answer>(asked: MatchRequest): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const settle = (act: () => void): void => {
        worker.off('message', answered).off('error', failed)
        signal.removeEventListener('abort', stop)
        act()
      }
      const answered = (answer: Answer): void => settle(() => resolve(answer))
      const failed = (error: unknown): void => settle(() => reject(error))
      const stop = (): void => failed(signal.reason)
      worker.on('message', answered).on('error', failed)
      signal.addEventListener('abort', stop)
      if (signal.aborted) stop()
      else worker.postMessage(asked)
    })
  return {
    observe: (text) => request<ObservedAnswer>({ kind: 'observe', text }),
    ask: (lines) => request<RowsAnswer>({ kind: 'ask', lines }),
    close: async () => void (await worker.terminate()),
  }
}
