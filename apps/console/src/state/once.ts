/** Least time between two askings of the same thing. */
const LEAST_GAP_MS = 250

/**
 * Runs a reading at most once at a time: whoever asks while it runs is answered by one more run after it, so that a
 * thousand events make a few readings and the last of them sees everything.
 */
export function createOnce(read: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  const start = async () => {
    await read()
    await new Promise((resolve) => setTimeout(resolve, LEAST_GAP_MS))
  }
  return () => {
    if (running === undefined) {
      running = start().finally(() => {
        running = undefined
      })
      return running
    }
    next ??= running.then(() => {
      next = undefined
      running = start().finally(() => {
        running = undefined
      })
      return running
    })
    return next
  }
}
