import type { LogDraft } from '@yagura/core'
import type { ElementSet } from '@yagura/formats'
import type { SatcatEntry } from '@yagura/space'
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { CatalogueState, NodeContext } from '../context.ts'
import { inSlices } from '../in-slices.ts'
import { archiveRowOf, ELEMENTS, type ReceivedSet } from './archived-set.ts'
import { describeAgain, mergeSets, type ObjectRecords } from './merge-sets.ts'
import { type PartnerSets, withPartnerObjects } from './partner-sets.ts'
import { restoreRecords } from './restore.ts'
import { readSatcatEdition, SATCAT, writeSatcat } from './satcat-store.ts'
import type { SetProvenance } from './set-provenance.ts'

const Kept = Type.Object({
  revision: Type.Integer(),
  /** Which edition of the SATCAT in the archive counts. */
  satcatEdition: Type.Optional(Type.String()),
  receivedMs: Type.Optional(Type.Number()),
})

/** The catalogue in memory; each change is on the disk before it is seen. One change at a time. */
export type CatalogueMemory = {
  readonly state: () => CatalogueState
  readonly records: () => ObjectRecords
  /** Those of which this node has a set of its own. */
  readonly ownRecords: () => ObjectRecords
  /** What partners sent, of objects that are known here and of others. */
  readonly partnerSets: () => PartnerSets
  /** Takes what partners sent for what was taken of them before. */
  readonly replacePartnerSets: (sets: PartnerSets) => Promise<void>
  /** When something new last came, Unix ms; absent where nothing ever did. */
  readonly receivedMs: () => number | undefined
  /** Takes element sets that are in the archive already. */
  readonly addSets: (fresh: readonly ReceivedSet[], draft: LogDraft) => Promise<void>
  readonly replaceSatcat: (satcat: ReadonlyMap<number, SatcatEntry>, draft: LogDraft) => Promise<void>
  /** Removes archived element sets that were received before an instant, except the newest of each object. */
  readonly forgetBefore: (beforeMs: number) => Promise<void>
  readonly onChange: (listener: (state: CatalogueState) => void) => () => void
}

/** Reads the catalogue back from the archive. */
export async function openCatalogueMemory(context: NodeContext): Promise<CatalogueMemory> {
  const { store } = context
  const stored = store.get('catalogue', 'state')
  let kept = Check(Kept, stored) ? stored : { revision: 0 }
  let satcat: ReadonlyMap<number, SatcatEntry> =
    kept.satcatEdition === undefined ? new Map() : await inSlices(readSatcatEdition(store, kept.satcatEdition))
  let own: ObjectRecords = await inSlices(restoreRecords(store, satcat))
  // What partners sent is read back out of their datasets.
  let theirs: PartnerSets = new Map()
  let records = own
  // A reading that was cut off may have left sets that no revision counts yet: what is served now gets a number of its own.
  kept = { ...kept, revision: kept.revision + 1 }
  await store.commit({ put: [{ collection: 'catalogue', id: 'state', body: kept }] })
  let state = stateOf(kept.revision, records, satcat)
  const listeners = new Set<(state: CatalogueState) => void>()

  const change = async (
    next: {
      readonly own: ObjectRecords
      readonly theirs: PartnerSets
      readonly satcat: ReadonlyMap<number, SatcatEntry>
    },
    draft: LogDraft | undefined,
    edition: string | undefined,
  ): Promise<void> => {
    const nextKept = {
      revision: kept.revision + 1,
      receivedMs: draft?.atMs ?? kept.receivedMs ?? context.clock.nowMs(),
      ...(edition === undefined ? {} : { satcatEdition: edition }),
    }
    const all = await inSlices(withPartnerObjects(next.own, next.theirs, next.satcat))
    await store.commit({
      put: [{ collection: 'catalogue', id: 'state', body: nextKept }],
      append: draft === undefined ? [] : [draft],
    })
    ;({ own, theirs, satcat } = next)
    records = all
    kept = nextKept
    state = stateOf(kept.revision, records, satcat)
    for (const listener of [...listeners]) listener(state)
  }
  return {
    state: () => state,
    records: () => records,
    ownRecords: () => own,
    partnerSets: () => theirs,
    replacePartnerSets: (sets) => change({ own, theirs: sets, satcat }, undefined, kept.satcatEdition),
    receivedMs: () => kept.receivedMs,
    addSets: async (fresh, draft) => {
      const merged = await inSlices(mergeSets(own, fresh, satcat))
      await change({ own: merged, theirs, satcat }, draft, kept.satcatEdition)
    },
    replaceSatcat: async (next, draft) => {
      const edition = context.newId()
      await writeSatcat(store, edition, draft.atMs, next)
      const described = await inSlices(describeAgain(own, next))
      await change({ own: described, theirs, satcat: next }, draft, edition)
      await store.commit({ forget: [{ collection: SATCAT, beforeMs: draft.atMs }] })
    },
    forgetBefore: (beforeMs) => forgetSets(context, own, beforeMs),
    onChange: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

async function forgetSets({ store, clock }: NodeContext, own: ObjectRecords, beforeMs: number): Promise<void> {
  const atMs = clock.nowMs()
  const archive = [...own.values()]
    .filter(({ receivedMs }) => receivedMs < beforeMs)
    .map(({ set, sourceId, receivedMs }) => ({ ...archiveRowOf({ set, sourceId, receivedMs }), atMs }))
  await store.commit({ forget: [{ collection: ELEMENTS, beforeMs }], archive })
}

function stateOf(revision: number, records: ObjectRecords, satcat: ReadonlyMap<number, SatcatEntry>): CatalogueState {
  const histories = new Map<number, readonly ElementSet[]>()
  const fromPartners = new Map<number, SetProvenance>()
  for (const [id, { history, provenance }] of records) {
    histories.set(id, history)
    if (provenance !== undefined) fromPartners.set(id, provenance)
  }
  const authority = records.values().next().value?.set.authority
  return { revision, catalogue: { authority, histories, duplicateEpochs: [] }, satcat, fromPartners }
}
