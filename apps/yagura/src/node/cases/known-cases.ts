import { type Case, type CasePart, compareParts, foldCase } from '@yagura/core'
import type { CaseBook } from './case-book.ts'
import { UnknownCaseError } from './errors.ts'
import type { ReceivedPart, SharedParts } from './shared-parts.ts'

/** A part with where it comes from, if it is a partner's. */
export type KnownPart = CasePart & Partial<Pick<ReceivedPart, 'provenance'>>

/** A case as this node knows it. */
export type KnownCase = {
  readonly id: string
  readonly folded: Case<KnownPart>
  readonly shared: SharedParts
  /** What this node says of the case, else what the nation says that opened it, else whoever said something first. */
  readonly title: string | undefined
  readonly owner: string | undefined
  readonly state: 'open' | 'closed'
  /** In the order of time. */
  readonly parts: readonly KnownPart[]
}

/** Cases that are open to reading. */
export type KnownCases = {
  readonly all: () => Promise<readonly KnownCase[]>
  /** @throws UnknownCaseError (rejects) */
  readonly get: (id: string) => Promise<KnownCase>
}

/** Joins this node's own parts with what partners released; a case is folded anew only when one of them has grown. */
export function createKnownCases(book: CaseBook, readShared: () => Promise<SharedParts>, ownNode: string): KnownCases {
  const folded = new Map<string, { readonly from: string; readonly known: KnownCase }>()
  const know = (id: string, shared: SharedParts): KnownCase | undefined => {
    const own = book.partsOf(id)
    const received = shared.received.get(id) ?? []
    const from = `${own.length} ${shared.revision}`
    const before = folded.get(id)
    if (before?.from === from) return before.known
    if (own.length + received.length === 0) return undefined
    const known = knownCase(id, [...own, ...received], shared, ownNode)
    folded.set(id, { from, known })
    return known
  }
  return {
    all: async () => {
      const shared = await readShared()
      const ids = new Set([...book.caseIds(), ...shared.received.keys()])
      return [...ids].flatMap((id) => know(id, shared) ?? [])
    },
    get: async (id) => {
      const known = know(id, await readShared())
      if (known === undefined) throw new UnknownCaseError(id)
      return known
    },
  }
}

/** A case that is the sum of these parts. */
export function knownCase(id: string, parts: readonly KnownPart[], shared: SharedParts, ownNode: string): KnownCase {
  const folded = foldCase(parts)
  const inOrder = folded.threads.flatMap(({ versions }) => versions).sort(compareParts)
  const opener = inOrder.find(({ what }) => what.kind === 'opened')?.node
  const nodes = [...new Set([ownNode, ...(opener === undefined ? [] : [opener]), ...folded.standings.keys()])]
  const standings = nodes.flatMap((node) => folded.standings.get(node) ?? [])
  return {
    ...{ id, folded, shared, parts: inOrder },
    title: standings.find(({ title }) => title !== undefined)?.title,
    owner: standings.find(({ owner }) => owner !== undefined)?.owner,
    state: standings.find(({ state }) => state !== undefined)?.state ?? 'open',
  }
}
