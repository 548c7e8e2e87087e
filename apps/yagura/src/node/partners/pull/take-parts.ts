import type { Fits, KindSchemas, VerifyEd25519 } from '@yagura/record'
import type { NodeContext } from '../../context.ts'
import type { LogBook } from '../channels/log-book.ts'
import type { OwnIdentity } from '../identity/own-identity.ts'

/** What taking a log over needs. */
export type TakeParts = {
  readonly context: NodeContext
  readonly identity: OwnIdentity
  readonly book: LogBook
  readonly kinds: KindSchemas
  readonly fits: Fits
  readonly verify: VerifyEd25519
}
