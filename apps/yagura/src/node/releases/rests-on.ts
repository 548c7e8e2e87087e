import type { Marking } from '@yagura/record'

/** A record that another one rests on, with whose it is and to whom its originator lets it go on. */
export type RestsOn = {
  readonly mark: Marking
  /** Nation of the originator. */
  readonly originator: string
  readonly approvals: readonly string[]
}
