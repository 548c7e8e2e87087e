/** Entries that a node signed for, as somebody saw it, and that it has not given to this node. */
type Promised = { readonly size: number; readonly note: string }

/** Notices who keeps entries back: a log may be behind for a while, not for long. */
export type WithholdingWatch = {
  /**
   * @param heldSize - Entries that are held here.
   * @param promised - The largest signed size that is known, with its checkpoint.
   * @returns Whether entries have been owed for longer than a busy line explains.
   */
  readonly isOverdue: (origin: string, heldSize: number, promised: Promised, nowMs: number) => boolean
}

/** Two minutes: a visit takes place every two seconds, and a line that is down is told otherwise. */
const patienceMs = 120_000

/** @returns Remembers since when each log has been behind. */
export function createWithholdingWatch(): WithholdingWatch {
  const behind = new Map<string, { readonly heldSize: number; readonly sinceMs: number }>()
  return {
    isOverdue: (origin, heldSize, promised, nowMs) => {
      if (heldSize >= promised.size) {
        behind.delete(origin)
        return false
      }
      const before = behind.get(origin)
      if (before === undefined || before.heldSize !== heldSize) {
        behind.set(origin, { heldSize, sinceMs: nowMs })
        return false
      }
      return nowMs - before.sinceMs >= patienceMs
    },
  }
}
