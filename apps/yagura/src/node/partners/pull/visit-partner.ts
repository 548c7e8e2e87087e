import { type Fault, parseOrigin } from '@yagura/record'
import type { HeldLog } from '../channels/stored-log.ts'
import { NotNowError } from '../errors.ts'
import { evidenceDocument, evidenceLine, evidenceOf, isKept } from '../evidence.ts'
import type { KnownPartner } from '../partner-book.ts'
import type { Found } from './find-fork.ts'
import { askSighting, compareShown, compareSighting, type Sightings } from './gossip.ts'
import { largestList, readLogList } from './log-list.ts'
import type { ReconcileParts, Reconciler } from './reconcile.ts'
import type { FileSource } from './remote-log.ts'
import { type TakeOutcome, takeLog } from './take-log.ts'
import type { WithholdingWatch } from './withholding.ts'

/** What a visit needs beside what taking a log needs. */
export type VisitParts = ReconcileParts & {
  readonly reconciler: Reconciler
  readonly sightings: Sightings
  readonly withholding: WithholdingWatch
  /** A partner has cosigned our log at a size. */
  readonly onWitness: (node: string, origin: string, size: number) => void
}

/** What came of a visit. */
export type VisitOutcome = {
  readonly taken: readonly TakeOutcome[]
  /** What the partner did that it should not. */
  readonly complaint: Fault | undefined
  /** Why it gives a log later: no fault of its own. */
  readonly delay: NotNowError | undefined
}

/**
 * Visits a partner: takes over what is new in its logs, and hears what it has seen of the logs of others and of ours.
 *
 * @throws PartnerLinkError, WrongPinError (rejects) where it cannot be asked.
 */
export async function visitPartner(parts: VisitParts, partner: KnownPartner): Promise<VisitOutcome> {
  const source = parts.sourceOf(partner)
  const taken: TakeOutcome[] = []
  let complaint: Fault | undefined
  let delay: NotNowError | undefined
  for (const origin of await logsToAsk(parts, partner, source)) {
    try {
      const outcome = await visitLog(parts, partner, source, origin)
      taken.push(outcome)
      complaint ??= await complaintOf(parts, partner.card.node, outcome)
    } catch (error) {
      if (!(error instanceof NotNowError)) throw error
      delay ??= error
    }
  }
  await hearOfOthers(parts, partner, source)
  return { taken, complaint, delay }
}

/** Takes over what is new in one log, and compares what is shown with what was shown before. */
async function visitLog(
  parts: VisitParts,
  { card, logKey }: KnownPartner,
  source: FileSource,
  origin: string,
): Promise<TakeOutcome> {
  const sighted = parts.sightings.largestOf(origin)
  const outcome = await parts.inTurn(origin, () => takeLog(parts, card, logKey, source, origin))
  const contradiction = await compareShown(parts, parts.book.get(origin), sighted, outcome.shown)
  const found = outcome.found.length === 0 && contradiction !== undefined ? [contradiction] : outcome.found
  for (const each of found) await keepFork(parts, card.node, origin, each)
  if (outcome.shown !== undefined) await parts.sightings.note(origin, outcome.shown)
  return outcome
}

/** Those that it offers and that are for us, and those that are held of it, offered or not. */
async function logsToAsk(
  { book, identity, context }: VisitParts,
  { card }: KnownPartner,
  source: FileSource,
): Promise<readonly string[]> {
  const { status, body } = await source.get(`/t/${card.node}/ch`, largestList)
  const offered = status === 200 ? readLogList(body) : []
  const held = book.list().filter(({ head }) => head.node === card.node && head.seen !== undefined)
  const origins = new Set([...offered, ...held.map(({ head }) => head.origin)])
  return [...origins].filter((origin) => {
    const parsed = parseOrigin(origin)
    if (!parsed.ok || parsed.node !== card.node) return false
    const nations = parsed.log.audience.split('-')
    const isOfMode = (parsed.log.mode === 'SIMULATED') === (context.mode === 'SIMULATED')
    return isOfMode && nations.includes(card.party) && nations.includes(identity.card.party)
  })
}

async function hearOfOthers(parts: VisitParts, partner: KnownPartner, source: FileSource): Promise<void> {
  const { node, party } = partner.card
  // Where it fails the partner is waited for as before, and says why at the next record.
  await parts.reconciler.hear(partner).catch(() => undefined)
  for (const held of parts.book.list()) {
    const isForBoth = held.head.node !== node && held.log.audience.split('-').includes(party)
    if (held.head.checkpoint === undefined || !isForBoth) continue
    if (held.head.node === parts.identity.card.node) await hearOfOwn(parts, partner, source, held.head.origin)
    else await hearOfThird(parts, partner, source, held)
  }
}

/** How far a partner has cosigned a log of ours. */
async function hearOfOwn(parts: VisitParts, partner: KnownPartner, source: FileSource, origin: string): Promise<void> {
  await parts.reconciler.ensure(origin).catch(() => undefined)
  const sighting = await askSighting(parts, source, partner, origin, parts.identity.log.key)
  if (sighting?.isCosigned === true) parts.onWitness(partner.card.node, origin, sighting.checkpoint.size)
}

/** Whether a third node shows this partner the same log as it shows us. */
async function hearOfThird(parts: VisitParts, partner: KnownPartner, source: FileSource, held: HeldLog): Promise<void> {
  const { origin, node } = held.head
  const third = parts.partners.find(node)
  const sighting = third && (await askSighting(parts, source, partner, origin, third.logKey))
  if (sighting !== undefined) await parts.sightings.note(origin, sighting.note)
  const found = sighting && (await compareSighting(parts, parts.book.get(origin) ?? held, sighting))
  if (found !== undefined) await keepFork(parts, node, origin, found)
}

/**
 * What is to be said of how a log was given. That no checkpoint is shown is no fault before it has lasted: a restored node may not know
 * yet that it has the log. Evidence is kept where entries have been owed for long that the node signed for.
 */
async function complaintOf(
  { book, context, withholding, sightings }: VisitParts,
  node: string,
  { origin, fault }: TakeOutcome,
): Promise<Fault | undefined> {
  const head = book.get(origin)?.head
  const sighted = sightings.largestOf(origin)
  const note = sizeOf(sighted?.note) > sizeOf(head?.seen) ? sighted?.note : head?.seen
  const isRefused = fault?.code === 'record/checkpoint-missing'
  const [heldSize, promisedSize] = [head?.size ?? 0, sizeOf(note)]
  if (!withholding.isOverdue(origin, { heldSize, promisedSize, isRefused })) return isRefused ? undefined : fault
  if (note === undefined || heldSize >= promisedSize) return fault
  const text = `${node} signed for ${promisedSize} entries of ${origin} and gives no more than ${heldSize}`
  const checkpoints = [head?.checkpoint ?? '', note]
  const evidence = evidenceOf({ kind: 'withheld', node, origin, text, checkpoints }, context.clock.nowMs())
  if (!isKept(context.store, evidence))
    await context.store.commit({ put: [evidenceDocument(evidence)], append: [evidenceLine(evidence)] })
  return fault ?? { code: 'record/withheld', reason: text }
}

/** @returns Entries that a checkpoint is of; 0 where there is none. */
function sizeOf(note: string | undefined): number {
  return Number((note ?? '').split('\n')[1] ?? 0)
}

/** Keeps evidence of two checkpoints that cannot both be honest; what is kept already is not told again. */
export async function keepFork(
  { context }: Pick<VisitParts, 'context'>,
  node: string,
  origin: string,
  { kind, held, offered, proof }: Found,
): Promise<void> {
  const text = {
    rollback: `${node} shows ${origin} shorter than it had signed it before`,
    equivocation: `${node} signed two different contents of ${origin}`,
    withheld: `${node} shows others more of ${origin} than it shows here`,
  }[kind]
  const more = proof === undefined ? {} : { proof: [...proof.path], rootByLarger: proof.rootByLarger }
  const found = { kind, node, origin, text, checkpoints: [held, offered], ...more }
  const evidence = evidenceOf(found, context.clock.nowMs())
  if (isKept(context.store, evidence)) return
  await context.store.commit({ put: [evidenceDocument(evidence)], append: [evidenceLine(evidence)] })
}
