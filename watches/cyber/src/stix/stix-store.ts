import type { Marking } from '@yagura/record'
import type { Relation } from '../graph/neighbourhood.ts'
import type { StixObject } from './stix-object.ts'

/** Where an object came from, and who may see it. */
export type Provenance = {
  readonly marking: Marking
  /** Whose record it is, ISO 3166-1 alpha-3 of the partner that it came from, or `ownOriginator`. */
  readonly originator: string
  /** Where it came from, in words that stay the same: a file's name, `feed/<id>`, `taxii/<account>`, `officer/<name>`. */
  readonly source: string
}

/** The originator of what this node's own people brought. */
export const ownOriginator = ''

/** An object with where it came from, as handed in. */
export type StixDraft = Provenance & {
  /** Of STIX 2.1, valid. */
  readonly object: StixObject
  /**
   * Hash of the bytes from which it was read, base64. What was read from the same bytes is known without being read again, see `knownBytes`.
   */
  readonly bytesHash?: string | undefined
}

/** One version of an object as it is kept. It never changes. */
export type StixVersion = Provenance & {
  readonly object: StixObject
  /**
   * Its `modified`, else its `created`, else when it was added, as an instant of STIX. With the id it names the version. A version that
   * says itself when it was made is newer than all that do not, whichever came first.
   */
  readonly version: string
  /** Place in the order in which the store took versions in; grows by at least one. */
  readonly seq: number
  /** Unix time, µs; larger for every later version, also where the clock was set back. */
  readonly addedUs: number
}

/**
 * What became of a draft. `quarantined`: the same id and version with other content, or a version by somebody other than the
 * creator or the one who brought the object; it is kept aside and read by nothing but `quarantine`. This node's own people may bring
 * versions of anything.
 */
export type AddOutcome = 'added' | 'unchanged' | 'quarantined'

/** Why a draft was kept aside. */
export type QuarantineReason = 'equivocation' | 'other-creator'

/** What was kept aside, beside the version that stays. */
export type Quarantined = Provenance & {
  readonly seq: number
  readonly addedUs: number
  readonly reason: QuarantineReason
  readonly object: StixObject
  /** `seq` of the version that it contradicts. */
  readonly contradictsSeq: number
}

/** Which objects are wanted; each condition narrows. They are put to the newest version of each object. */
export type StixFilter = {
  readonly types?: readonly string[]
  readonly ids?: readonly string[]
  /** Words that all occur in its texts; the last one may be the beginning of a word. */
  readonly text?: string
  readonly createdByRef?: string
  /** One of these labels. */
  readonly labels?: readonly string[]
  /** 0 … 100, inclusive; an object without confidence is in no range. */
  readonly confidence?: { readonly low: number; readonly high: number }
  /** Of a kill chain, as `<kill_chain_name>/<phase_name>`. */
  readonly phase?: string
  /** Such as `T1055`: the technique itself, and what is said to use or to indicate it. */
  readonly technique?: string
  readonly revoked?: boolean
  readonly source?: string
  /** Ids of markings, see `markings`. */
  readonly markingIds?: readonly number[]
  /** Instants of `by`, Unix time in µs; `fromUs` inclusive, `untilUs` exclusive. */
  readonly span?: { readonly by: 'added' | 'created' | 'modified'; readonly fromUs?: number; readonly untilUs?: number }
}

/**
 * What a list is sorted by. `relevance` goes with `text` only: what bears the very name or external id that was asked for is before what
 * speaks of it.
 */
export type StixSort = 'added' | 'created' | 'modified' | 'name' | 'type' | 'confidence' | 'relevance'

/** A question for one page of a list. */
export type StixListQuestion = StixFilter & {
  readonly sort: StixSort
  readonly descending: boolean
  /** 1 … 1000. */
  readonly limit: number
  /** Of the page before. One of another question is refused: the page is empty and says so. */
  readonly cursor?: string
}

/** One page of a list: newest versions. */
export type StixPage = {
  readonly versions: readonly StixVersion[]
  /** For the next page; undefined after the last. */
  readonly cursor: string | undefined
  /** Whether the cursor that came with the question was one of this very question. */
  readonly isCursorGood: boolean
}

/** Relations of one object: relationships and sightings, and references from it and to it. */
export type StixRelations = {
  /** Most telling first: relationships, sightings, then references. Repeated relationships come each. */
  readonly relations: readonly Relation[]
  /** How many there are of each kind, also beyond the limit; direction as seen from the object. */
  readonly counts: readonly { readonly kind: string; readonly direction: 'from' | 'to'; readonly count: number }[]
}

/** A relationship that ends at a technique. */
export type TechniqueRelationship = {
  readonly relationshipType: string
  readonly sourceId: string
  readonly targetId: string
}

/**
 * Objects of STIX 2.1 with all their versions. Every call is asynchronous, so that the store can live in a thread or behind a
 * network. One contract suite proves each implementation; it stands beside the app's store.
 */
export type StixStore = {
  /**
   * Takes drafts in: all of one call are on stable storage together, or none. References may point to what is not there (yet).
   * @returns What became of each, in order.
   */
  readonly add: (drafts: readonly StixDraft[]) => Promise<readonly AddOutcome[]>
  /**
   * Runs an import of several calls of `add`: what it adds goes out to nobody before it has ended, so that what an object refers to
   * is known when it is decided who may have it.
   */
  readonly whileImporting: <Result>(work: () => Promise<Result>) => Promise<Result>
  /** @returns Of hashes handed in: whether something was read from these bytes before. In order. */
  readonly knownBytes: (hashes: readonly string[]) => Promise<readonly boolean[]>
  /** @returns The newest version of each object that there is, in the order of the ids handed in. */
  readonly newest: (ids: readonly string[]) => Promise<readonly StixVersion[]>
  /** @returns Undefined where there is no such version. */
  readonly version: (id: string, version: string) => Promise<StixVersion | undefined>
  /** @returns All versions of an object, oldest first; empty where there is none. */
  readonly versions: (id: string) => Promise<readonly StixVersion[]>
  readonly list: (question: StixListQuestion) => Promise<StixPage>
  /** @returns How many objects fit, by type, most first. */
  readonly countByType: (filter: StixFilter) => Promise<readonly { readonly type: string; readonly count: number }[]>
  /** @param limit - Relations given at most; all are counted. */
  readonly relations: (id: string, limit: number) => Promise<StixRelations>
  /**
   * The same for many objects at once, without counts.
   * @param limit - Relations given of each object at most.
   * @returns In the order of the ids.
   */
  readonly relationsOfMany: (ids: readonly string[], limit: number) => Promise<readonly (readonly Relation[])[]>
  /** @returns Every relationship that is not revoked whose target is an `attack-pattern`. */
  readonly techniqueRelationships: () => Promise<readonly TechniqueRelationship[]>
  /** @returns Versions added after a place in the order, in that order; at most `limit`. */
  readonly changesAfter: (seq: number, limit: number) => Promise<readonly StixVersion[]>
  /** @returns Place of the last version that was added; 0 where there is none. */
  readonly lastSeq: () => Promise<number>
  /** @returns Newest first. `total` counts all that is kept aside. */
  readonly quarantine: (limit: number) => Promise<{ readonly entries: readonly Quarantined[]; readonly total: number }>
  /** @returns Every marking that a version carries, each once for each originator. */
  readonly markings: () => Promise<readonly (Omit<Provenance, 'source'> & { readonly id: number })[]>
  /** @returns Every source that a version came from, with how many versions came from it. */
  readonly sources: () => Promise<readonly { readonly source: string; readonly versions: number }[]>
  readonly close: () => Promise<void>
}
