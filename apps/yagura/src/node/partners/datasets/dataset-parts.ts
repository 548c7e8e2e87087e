import type { Fault } from '@yagura/record'
import type { InTurn } from '../in-turn.ts'
import type { PartnerBook } from '../partner-book.ts'
import type { TakeParts } from '../pull/take-parts.ts'
import type { NamedDataset } from './dataset-index.ts'

/** A dataset of a partner, and how far it is here. */
export type PartnerDataset = NamedDataset & {
  readonly party: string
  readonly isHeld: boolean
  /** Why it is not here, where it was asked for in vain. */
  readonly fault: Fault | undefined
  /** How often in a row it was asked for in vain. */
  readonly failures: number
}

/** What datasets need of the rest. */
export type DatasetParts = TakeParts & {
  readonly partners: PartnerBook
  readonly inTurn: InTurn
  /** A clock that only goes forward, ms. */
  readonly monotonicMs: () => number
  /** Kinds of datasets that this node can read. */
  readonly readable: readonly string[]
}
