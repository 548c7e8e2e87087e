const pauseMs = 500

/** Work that is done again and again. */
export type Rounds = { readonly start: () => void; readonly close: () => Promise<void> }

/** Goes round again and again, with a pause between two rounds; a failure is told once until a round succeeds. */
export function createRounds(round: () => Promise<void>, onFailure: (error: unknown) => void): Rounds {
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let isFailing = false
  let running: Promise<void> = Promise.resolve()
  const go = async (): Promise<void> => {
    try {
      await round()
      isFailing = false
    } catch (error) {
      if (!isFailing) onFailure(error)
      isFailing = true
    }
    if (!isClosed) timer = setTimeout(next, pauseMs)
  }
  const next = (): void => {
    running = go()
  }
  return {
    start: next,
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      await running
    },
  }
}
