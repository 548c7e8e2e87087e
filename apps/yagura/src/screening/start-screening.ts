import { Worker } from 'node:worker_threads'
import type { ThreadMessage, ThreadStart } from './thread-messages.ts'

/** A screening that runs on threads of its own. */
export type StartScreening = (
  start: ThreadStart,
  signal: AbortSignal,
  /** Told in the order in which things happen. */
  tell: (message: ThreadMessage) => void,
) => Promise<void>

/**
 * Makes the start of screenings.
 *
 * @param thread - The bundled entry; by default the one that lies beside the command's own bundle.
 */
export function createStartScreening(thread: URL = new URL('./screening-thread.js', import.meta.url)): StartScreening {
  return (start, signal, tell) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted()
      const worker = new Worker(thread, { workerData: start })
      // Its own threads end with it; slices that were not told are done again when the screening goes on.
      const stop = (): void => {
        worker.terminate().catch(reject)
      }
      signal.addEventListener('abort', stop, { once: true })
      worker.on('message', (message: ThreadMessage) => {
        if (!signal.aborted) tell(message)
      })
      worker.on('error', reject)
      worker.on('exit', (code) => {
        signal.removeEventListener('abort', stop)
        if (signal.aborted) reject(signal.reason)
        else if (code === 0) resolve()
        else reject(new Error(`the screening thread ended with code ${code}`))
      })
    })
}
