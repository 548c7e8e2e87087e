import type { Store } from '@yagura/core'
import type { LogBook } from '../channels/log-book.ts'

/** By what is judged whether a statement is about this node. */
export type Hearing = {
  readonly store: Store
  readonly book: LogBook
  /** Name of this node. */
  readonly own: string
}
