import type { StixObject } from '../stix/stix-object.ts'

/** Why something was not read, or not all of it. */
export type ReadProblem = {
  /** Stable: a code of docs/guide/stix.md, or `not-read`, `lost`. */
  readonly code: string
  readonly message: string
}

/** What a part holds. */
export type PartContents = {
  /** Of STIX 2.1 and without errors. What it refers to may stand in another part. */
  readonly objects: readonly StixObject[]
  readonly problems: readonly ReadProblem[]
}

/** A part of a file that is read by itself. */
export type IntelligencePart = {
  /** Where it is in the file: `objects[3]`; empty for the whole. */
  readonly place: string
  /** Its bytes: equal bytes hold equal objects, so that a part that was taken in need not be read again. */
  readonly bytes: Uint8Array
  readonly read: () => PartContents
}
