import type { Marking } from '@yagura/record'

/** Where an element set of a partner comes from. */
export type SetProvenance = {
  /** SHA-256 of the body of the record that names the dataset. */
  readonly recordId: string
  readonly node: string
  /** ISO 3166-1 alpha-3. */
  readonly party: string
  /** The partner's log that holds the record, and its place there. */
  readonly origin: string
  readonly position: number
  readonly mark: Marking
}
