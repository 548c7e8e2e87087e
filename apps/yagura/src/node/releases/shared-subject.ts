import type { ElementSet } from '@yagura/formats'
import type { Marking } from '@yagura/record'
import type { Alert } from '../../api/contract/alerts.ts'
import type { AttachedBlob, ReleaseRequest } from '../../api/contract/releases.ts'
import type { Encounter } from '../../api/contract/space-views.ts'
import type { RestsOn } from './rests-on.ts'

/** What somebody asks to share. */
export type ReleaseSubject = ReleaseRequest['subject']

/** A thing of this node as the watch writes it down for others. */
export type SharedSubject = {
  /** Kind of the record. */
  readonly kind: string
  /** One line for a list. */
  readonly title: string
  readonly data: unknown
  /** Its own marking, where it has one: nothing of it is released lower but as a tear-line. */
  readonly mark?: Marking
  /** Partners' records that it was made from, by the SHA-256 of their bodies. */
  readonly restsOn?: readonly string[]
  /** Things of this node that it tells of and that have markings of their own: what is said of them is not lower. */
  readonly tellsOf?: readonly RestsOn[]
  /** Bulk data that the record names; they are kept once the record is drafted. */
  readonly attached?: { readonly view: AttachedBlob; readonly keep: () => Promise<unknown> }
}

/** A thing that is told of, as its type calls it: `stix`, `detection`, or any other. */
export type LinkedThing = { readonly type: string; readonly id: string }

/** Where alerts and close approaches are read. */
export type SubjectSources = {
  readonly alert: (id: string) => Promise<{ readonly alert: Alert; readonly evidence: unknown }>
  /** A part of a case, as it is told under a marking. */
  readonly casePart: (id: string, mark: Marking) => Promise<SharedSubject>
  /**
   * Markings of those of the things, by their ids, that were marked when they came: intelligence, and what was found by it. Throws
   * ReleaseRefusedError where one is not kept any more that may have had one.
   */
  readonly marksOf: (things: readonly LinkedThing[]) => Promise<readonly RestsOn[]>
  /** ISO 3166-1 alpha-3; empty while the node has no keys. */
  readonly ownNation: () => string
  /** Throws UnknownApproachError where no kept screening has it. */
  readonly encounter: (id: string) => Promise<Encounter>
  /** The catalogue, in ascending order of id. */
  readonly elements: () => Iterable<CatalogueEntry>
  /** How people call a source. */
  readonly sourceName: (sourceId: string) => string
  readonly keepBlob: (bytes: Uint8Array) => Promise<unknown>
}

/** The newest element set of an object as the catalogue has it. */
export type CatalogueEntry = {
  readonly id: number
  readonly set: ElementSet
  readonly sourceId: string
  /** The partner's record that it came with; undefined for this node's own. */
  readonly provenance: { readonly recordId: string } | undefined
}
