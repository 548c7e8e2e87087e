import { judgeOffer } from '@yagura/core'
import { parseCheckpoint, parseOrigin, utf8Text } from '@yagura/record'
import type { HeldLog } from '../channels/stored-log.ts'
import { NotReconciledError, PartnerLinkError } from '../errors.ts'
import type { InTurn } from '../in-turn.ts'
import type { KnownPartner, PartnerBook } from '../partner-book.ts'
import type { Found } from './find-fork.ts'
import { largestList, readLogList } from './log-list.ts'
import { createRemoteLog, type FileSource } from './remote-log.ts'
import type { Restoration } from './restoration.ts'
import { takeLog } from './take-log.ts'
import type { TakeParts } from './take-parts.ts'

/** Knows which of this node's own logs are where they were before the node was started. */
export type Reconciler = {
  readonly isReconciled: (origin: string) => boolean
  /**
   * Asks the partners of a log how far they saw it come; where that is ahead, takes its own entries back first. One that answers is
   * enough, unless the store was put back from a backup: then each has to.
   *
   * @throws NotReconciledError (rejects) where none answers, or one that is waited for does not.
   */
  readonly ensure: (origin: string) => Promise<void>
  /**
   * Takes back what a partner holds of this node's own logs where it is waited for, see `Restoration`.
   *
   * @throws PartnerLinkError, NotNowError (rejects) where it cannot be asked; then it is waited for as before.
   */
  readonly hear: (partner: KnownPartner) => Promise<void>
}

/** What reconciling needs. */
export type ReconcileParts = TakeParts & {
  readonly partners: PartnerBook
  readonly sourceOf: (partner: KnownPartner) => FileSource
  readonly inTurn: InTurn
  readonly restoration: Restoration
  /** A partner shows a checkpoint of our log, with our signature, that contradicts what is kept here. */
  readonly onOwnFork: (origin: string, by: string, found: Found) => Promise<void>
}

/** Makes the reconciler of a node that has just been started. */
export function createReconciler(parts: ReconcileParts): Reconciler {
  const { restoration } = parts
  const reconciled = new Set<string>()
  const [ensuring, hearing] = [createShared(), createShared()]
  const hear = async (partner: KnownPartner): Promise<void> => {
    const { node } = partner.card
    if (restoration.awaits(node)) await hearing(node, () => takeAllBack(parts, partner))
  }
  const reconcile = async (origin: string): Promise<void> => {
    const partners = partnersOf(parts, origin)
    const mayAsk = partners.filter(({ suspended }) => !suspended)
    await Promise.allSettled(mayAsk.map(hear))
    const awaited = partners.map(({ card }) => card.node).filter(restoration.awaits)
    if (awaited.length > 0) throw new NotReconciledError(origin, { sinceMs: restoration.sinceMs ?? 0, nodes: awaited })
    const asked = await Promise.allSettled(mayAsk.map((partner) => takeBack(parts, partner, origin)))
    const told = asked.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    const isSilent = mayAsk.length > 0 && told.length === 0
    if (isSilent || told.includes('not all of it') || isTornOff(parts.book.get(origin)))
      throw new NotReconciledError(origin)
    reconciled.add(origin)
  }
  return {
    isReconciled: (origin) => reconciled.has(origin),
    ensure: async (origin) => {
      if (!reconciled.has(origin)) await ensuring(origin, () => reconcile(origin))
    },
    hear,
  }
}

/** Whether this node signed more of its log than is here: it was being taken back when the node stopped. */
function isTornOff(held: HeldLog | undefined): boolean {
  return Number((held?.head.seen ?? '').split('\n')[1] ?? 0) > (held?.head.size ?? 0)
}

/** @returns Runs work about a thing once for all who ask meanwhile. */
function createShared(): (thing: string, work: () => Promise<void>) => Promise<void> {
  const underWay = new Map<string, Promise<void>>()
  return (thing, work) => {
    const going = underWay.get(thing) ?? work().finally(() => underWay.delete(thing))
    underWay.set(thing, going)
    return going
  }
}

/** Partners of the nations of a log but our own, those that are suspended too. */
function partnersOf({ partners, identity }: ReconcileParts, origin: string): readonly KnownPartner[] {
  const parsed = parseOrigin(origin)
  const nations = parsed.ok ? parsed.log.audience.split('-') : []
  return partners.list().filter(({ card: { party } }) => party !== identity.card.party && nations.includes(party))
}

/** Asks a partner for every log of ours that it holds, also those that are not known here any more. */
async function takeAllBack(parts: ReconcileParts, partner: KnownPartner): Promise<void> {
  const { node } = parts.identity.card
  const { status, body } = await parts.sourceOf(partner).get(`/t/${node}/ch`, largestList)
  const isNone = status === 404
  if (status !== 200 && !isNone)
    throw new PartnerLinkError(partner.card.node, `it does not say what it holds (${status})`)
  const listed = isNone ? [] : readLogList(body)
  const known = parts.book.list().map(({ head }) => head.origin)
  const origins = [...new Set([...listed, ...known])].filter(
    (origin) => origin.startsWith(`${node}/`) && partnersOf(parts, origin).includes(partner),
  )
  for (const origin of origins) {
    if ((await takeBack(parts, partner, origin)) === 'not all of it')
      throw new PartnerLinkError(partner.card.node, `it did not give all that it holds of ${origin}`)
  }
  await parts.restoration.noteHeard(partner.card.node)
}

/**
 * Asks one partner for its checkpoint of a log of ours, and takes back what it is ahead.
 *
 * @returns Whether all that it knows of the log is here now.
 * @throws PartnerLinkError, NotNowError (rejects) where it does not say how far that is.
 */
async function takeBack(
  parts: ReconcileParts,
  partner: KnownPartner,
  origin: string,
): Promise<'all is here' | 'not all of it'> {
  const { identity } = parts
  const source = parts.sourceOf(partner)
  const theirs = await createRemoteLog(source, origin, identity.log.key, parts.verify).checkpoint()
  if (!theirs.ok) {
    if (theirs.fault.code === 'record/checkpoint-missing') return 'all is here'
    throw new PartnerLinkError(partner.card.node, theirs.fault.reason)
  }
  return parts.inTurn(origin, async () => {
    const held = parts.book.get(origin)
    const signed = held?.head.seen
    const own = signed === undefined ? undefined : parseCheckpoint(`${signed.split('\n\n')[0]}\n`)
    const judgement = judgeOffer(own?.ok === true ? own.checkpoint : undefined, theirs.checkpoint)
    if (judgement === 'rollback' || (judgement === 'unchanged' && !isTornOff(held))) return 'all is here'
    if (judgement === 'equivocation') {
      const offered = utf8Text(theirs.bytes) ?? ''
      const found = { kind: judgement, held: signed ?? '', offered, proof: undefined }
      await parts.onOwnFork(origin, partner.card.node, found)
      return 'not all of it'
    }
    const taken = await takeLog(parts, identity.card, identity.log.key, source, origin).catch(() => undefined)
    for (const found of taken?.found ?? []) await parts.onOwnFork(origin, partner.card.node, found)
    return taken !== undefined && taken.fault === undefined ? 'all is here' : 'not all of it'
  })
}
