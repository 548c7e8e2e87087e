import type { ElementSet } from '@yagura/formats'
import { compareUtc, type SatcatEntry } from '@yagura/space'
import type { ObjectRecords } from './merge-sets.ts'
import { objectRecordOf } from './object-record.ts'
import type { SetProvenance } from './set-provenance.ts'

/** An element set as a partner sent it. */
export type PartnerSet = {
  readonly set: ElementSet
  readonly receivedMs: number
  readonly provenance: SetProvenance
}

/** By object, the newest set of each partner that sent one. */
export type PartnerSets = ReadonlyMap<number, readonly PartnerSet[]>

/** How the source of a partner's set is named beside the node's own sources. */
export function partnerSourceId(node: string): string {
  return `partner:${node}`
}

/**
 * The node's own records with those objects beside them of which only partners sent a set: what the node has itself is never
 * replaced. Ids of another authority than its own mean other objects and are left out. In ascending order of id. Yields between objects.
 */
export function* withPartnerObjects(
  own: ObjectRecords,
  theirs: PartnerSets,
  satcat: ReadonlyMap<number, SatcatEntry>,
): Generator<void, ObjectRecords> {
  const all = new Map(own)
  let authority = own.values().next().value?.set.authority
  for (const [id, sets] of theirs) {
    const [newest] = sets.toSorted((one, other) => compareUtc(other.set.epochUtc, one.set.epochUtc))
    authority ??= newest?.set.authority
    if (newest === undefined || own.has(id) || newest.set.authority !== authority) continue
    const { set, receivedMs, provenance } = newest
    const received = { set, receivedMs, sourceId: partnerSourceId(provenance.node) }
    all.set(id, objectRecordOf(received, satcat.get(id), provenance))
    yield
  }
  return all.size === own.size ? own : new Map([...all].sort(([a], [b]) => a - b))
}
