import { judgeOffer } from '@yagura/core'
import { parseCheckpoint, parseOrigin } from '@yagura/record'
import { NotReconciledError, PartnerLinkError } from '../errors.ts'
import type { InTurn } from '../in-turn.ts'
import type { KnownPartner, PartnerBook } from '../partner-book.ts'
import { createRemoteLog, type FileSource } from './remote-log.ts'
import { takeLog } from './take-log.ts'
import type { TakeParts } from './take-parts.ts'

/** Knows which of this node's own logs are where they were before the node was started. */
export type Reconciler = {
  readonly isReconciled: (origin: string) => boolean
  /**
   * Asks the partners of a log how far they saw it come; where that is ahead (a restored backup), takes its own entries back first.
   * @throws NotReconciledError (rejects) where none answers.
   */
  readonly ensure: (origin: string) => Promise<void>
}

/** What reconciling needs. */
export type ReconcileParts = TakeParts & {
  readonly partners: PartnerBook
  readonly sourceOf: (partner: KnownPartner) => FileSource
  readonly inTurn: InTurn
  /** A partner shows a checkpoint of our log, with our signature, that contradicts what is kept here. */
  readonly onOwnFork: (origin: string, by: string, offered: string) => Promise<void>
}

/** Makes the reconciler of a node that has just been started. */
export function createReconciler(parts: ReconcileParts): Reconciler {
  const reconciled = new Set<string>()
  const underWay = new Map<string, Promise<void>>()

  const partnersOf = (origin: string): readonly KnownPartner[] => {
    const parsed = parseOrigin(origin)
    const nations = parsed.ok ? parsed.log.audience.split('-') : []
    return nations.filter((nation) => nation !== parts.identity.card.party).flatMap(parts.partners.ofParty)
  }
  const reconcile = async (origin: string): Promise<void> => {
    const partners = partnersOf(origin)
    if (partners.length > 0) {
      const asked = await Promise.allSettled(partners.map((partner) => takeBack(parts, partner, origin)))
      if (!asked.some(({ status }) => status === 'fulfilled')) throw new NotReconciledError(origin)
    }
    reconciled.add(origin)
  }
  return {
    isReconciled: (origin) => reconciled.has(origin),
    ensure: (origin) => {
      if (reconciled.has(origin)) return Promise.resolve()
      const asking = underWay.get(origin) ?? reconcile(origin).finally(() => underWay.delete(origin))
      underWay.set(origin, asking)
      return asking
    },
  }
}

/** Asks one partner; resolves when what it knows of our log is held here too. */
async function takeBack(parts: ReconcileParts, partner: KnownPartner, origin: string): Promise<void> {
  const { identity } = parts
  const source = parts.sourceOf(partner)
  const remote = createRemoteLog(source, origin, identity.log.key, parts.verify)
  const theirs = await remote.checkpoint()
  if (!theirs.ok) {
    if (theirs.fault.code === 'record/checkpoint-missing') return
    throw new PartnerLinkError(partner.card.node, theirs.fault.reason)
  }
  await parts.inTurn(origin, async () => {
    const note = parts.book.get(origin)?.head.checkpoint
    const own = note === undefined ? undefined : parseCheckpoint(`${note.split('\n\n')[0]}\n`)
    const judgement = judgeOffer(own?.ok === true ? own.checkpoint : undefined, theirs.checkpoint)
    if (judgement === 'rollback' || judgement === 'unchanged') return
    const taken =
      judgement === 'ahead' ? await takeLog(parts, identity.card, identity.log.key, source, origin) : undefined
    if (taken !== undefined && taken.fault === undefined) return
    await parts.onOwnFork(origin, partner.card.node, new TextDecoder().decode(theirs.bytes))
    throw new PartnerLinkError(partner.card.node, taken?.fault?.reason ?? `it holds another ${origin} than this node`)
  })
}
