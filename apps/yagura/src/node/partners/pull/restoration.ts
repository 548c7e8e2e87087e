import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { closed } from '../../../api/contract/common.ts'
import type { NodeContext } from '../../context.ts'
import { lookForCopy } from '../../store/store-copies.ts'

const collection = 'partner-restoration'
const id = 'store'

const Kept = closed({
  /** When it was first noticed that the store is a copy, Unix time, ms. */
  sinceMs: Type.Number(),
  /** Nodes that have since given back all that they hold of this node's own logs. */
  heard: Type.Array(Type.String()),
})
type Kept = Static<typeof Kept>

/**
 * What a node knows of itself whose store was put back from a backup: some of what it had signed may be with a partner alone. Before it
 * goes on with a log it hears every partner of that log, however long that takes; partners that are pinned later too.
 */
export type Restoration = {
  /** Unix time, ms; undefined where the store never was a copy. */
  readonly sinceMs: number | undefined
  /** Whether a partner has yet to say what it holds of this node's own logs. */
  readonly awaits: (node: string) => boolean
  /** Keeps that a partner was heard, over restarts. */
  readonly noteHeard: (node: string) => Promise<void>
}

/**
 * Looks whether the store was put back, now or earlier.
 *
 * @param file - Of the store.
 * @throws what the store throws (rejects) where it cannot be written.
 */
export async function openRestoration({ store, clock }: NodeContext, file: string): Promise<Restoration> {
  const { isCopy, note } = lookForCopy(store, file)
  const kept = store.get(collection, id)
  let state: Kept | undefined = Check(Kept, kept) ? kept : undefined
  const documentOf = (body: Kept) => ({ collection, id, body })
  if (isCopy) {
    const atMs = clock.nowMs()
    state = { sinceMs: atMs, heard: [] }
    const text = 'the store was put back from a copy: each partner is asked what it holds of this node’s logs'
    const line = { atMs, kind: 'partner/restored', subject: 'node', by: 'node', text, body: {} }
    await store.commit({ append: [line], put: [...note, documentOf(state)] })
  } else if (note.length > 0) await store.commit({ put: note })
  return {
    sinceMs: state?.sinceMs,
    awaits: (node) => state !== undefined && !state.heard.includes(node),
    noteHeard: async (node) => {
      if (state === undefined || state.heard.includes(node)) return
      // What another partner adds meanwhile is written in the order of the calls, so that the last one holds both.
      state = { ...state, heard: [...state.heard, node] }
      await store.commit({ put: [documentOf(state)] })
    },
  }
}
