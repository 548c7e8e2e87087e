/** How much of a log is here, after its node was asked and answered. */
type Standing = {
  /** Entries that are held here. */
  readonly heldSize: number
  /** The largest size that its node is known to have signed. */
  readonly promisedSize: number
  /** Whether it showed no checkpoint at all of this log. */
  readonly isRefused: boolean
}

/** Notices who keeps entries back: a log may be behind for a while, not for long. */
export type WithholdingWatch = {
  /**
   * To be told of each answer. What is not asked for takes no time: neither a partner that is away nor a node that sleeps makes a log
   * overdue.
   *
   * @returns Whether entries, or the log as a whole, have been owed for longer than a busy line or a start explains.
   */
  readonly isOverdue: (origin: string, standing: Standing) => boolean
}

/** Two minutes: a visit takes place every two seconds, and a line that is down is told otherwise. */
const patienceMs = 120_000
/** The longest pause between two visits to a partner that answers, with room for the answers: longer ones were no visits. */
const longestStepMs = 15_000

/**
 * @param monotonicMs - A clock that only goes forward, ms.
 * @returns Remembers for how long each log has been behind.
 */
export function createWithholdingWatch(monotonicMs: () => number): WithholdingWatch {
  const behind = new Map<string, { readonly heldSize: number; readonly owedMs: number; readonly askedMs: number }>()
  return {
    isOverdue: (origin, { heldSize, promisedSize, isRefused }) => {
      if (heldSize >= promisedSize && !isRefused) {
        behind.delete(origin)
        return false
      }
      const before = behind.get(origin)
      const askedMs = monotonicMs()
      const isNearer = before?.heldSize !== heldSize
      const owedMs = isNearer ? 0 : before.owedMs + Math.min(longestStepMs, askedMs - before.askedMs)
      behind.set(origin, { heldSize, owedMs, askedMs })
      return owedMs >= patienceMs
    },
  }
}
