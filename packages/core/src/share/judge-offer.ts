import { type Checkpoint, sameHash } from '@yagura/record'

/** A log at one size, as somebody signed it. */
export type LogState = Pick<Checkpoint, 'size' | 'root'>

/**
 * What a checkpoint that a partner offers says beside the one that is held of the same log: nothing new; entries to fetch; that the log
 * became shorter; or that it has two different contents of one size. The last two no honest log can do.
 */
export type OfferJudgement = 'unchanged' | 'ahead' | 'rollback' | 'equivocation'

/**
 * Judges an offered checkpoint by its size and root alone; that what is ahead begins with what is held shows when its entries are there.
 *
 * @param held - The largest that was seen; `undefined` for a log that is new here.
 */
export function judgeOffer(held: LogState | undefined, offered: LogState): OfferJudgement {
  if (held === undefined) return 'ahead'
  if (offered.size < held.size) return 'rollback'
  if (offered.size > held.size) return 'ahead'
  return sameHash(held.root, offered.root) ? 'unchanged' : 'equivocation'
}
