import { emptyTree, type Store } from '@yagura/core'
import { parseOrigin } from '@yagura/record'
import { type HeldLog, type LogHead, listHeads, restoreTree } from './stored-log.ts'

/** Every log that is held here, own and partners', in memory as its last commit left it. */
export type LogBook = {
  readonly get: (origin: string) => HeldLog | undefined
  readonly list: () => readonly HeldLog[]
  /** Makes a log that is new here; it is kept with its first commit. */
  readonly begin: (origin: string) => HeldLog | undefined
  /** Takes what was committed for the present state. */
  readonly put: (held: HeldLog) => void
}

/**
 * Reads the logs of a store.
 *
 * @throws LogDamagedError where one of them does not fit together.
 */
export function openLogBook(store: Store): LogBook {
  const logs = new Map<string, HeldLog>()
  let lastNumber = 0
  for (const head of listHeads(store)) {
    lastNumber = Math.max(lastNumber, head.number)
    const held = heldOf(store, head)
    if (held !== undefined) logs.set(head.origin, held)
  }
  return {
    get: (origin) => logs.get(origin),
    list: () => [...logs.values()],
    begin: (origin) => {
      const parsed = parseOrigin(origin)
      if (!parsed.ok) return undefined
      lastNumber += 1
      const { node, log } = parsed
      const head: LogHead = { number: lastNumber, origin, node, size: 0, roots: [], keyPositions: [], atMs: 0 }
      const held = { head, log, tree: emptyTree }
      logs.set(origin, held)
      return held
    },
    put: (held) => logs.set(held.head.origin, held),
  }
}

function heldOf(store: Store, head: LogHead): HeldLog | undefined {
  const parsed = parseOrigin(head.origin)
  return parsed.ok ? { head, log: parsed.log, tree: restoreTree(store, head) } : undefined
}
