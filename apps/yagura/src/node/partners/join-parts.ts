import { performance } from 'node:perf_hooks'
import { type KindSchemas, mayLeave, type Policies, type SignedRecord, shippedPolicies } from '@yagura/record'
import { verifyEd25519 } from '../../crypto/verify-ed25519.ts'
import type { NodeContext } from '../context.ts'
import type { AnswerParts } from './answer-partner.ts'
import { readKeyRecords } from './channels/key-records.ts'
import { openLogBook } from './channels/log-book.ts'
import { createOwnLogs } from './channels/own-logs.ts'
import { createDatasets } from './datasets/datasets.ts'
import { createCompiledFits } from './fits-compiled.ts'
import type { OwnIdentity } from './identity/own-identity.ts'
import { createInTurn } from './in-turn.ts'
import { createPartnerClient, linkTimes, type PartnerClient } from './link/partner-client.ts'
import type { PeerFacts } from './link/peer-facts.ts'
import { defaultClearance, type KnownPartner, openPartnerBook, type PartnerBook, recipientsOf } from './partner-book.ts'
import { openSightings } from './pull/gossip.ts'
import { createPullLoop } from './pull/pull-loop.ts'
import { createReconciler, type ReconcileParts } from './pull/reconcile.ts'
import type { Restoration } from './pull/restoration.ts'
import { keepFork, type VisitParts, visitPartner } from './pull/visit-partner.ts'
import { createWithholdingWatch } from './pull/withholding.ts'
import { createSpeaker } from './statements/speaker.ts'

/** The parts of a service of a node that has keys. */
export type JoinedParts = ReturnType<typeof makeParts>

/** Joins the parts: keys, logs, partners, visits. */
export function makeParts(
  context: NodeContext,
  identity: OwnIdentity,
  kinds: KindSchemas,
  restoration: Restoration,
  readableDatasets: readonly string[] = [],
) {
  const monotonicMs = (): number => performance.now()
  const book = openLogBook(context.store)
  const policies = shippedPolicies()
  const partners = openPartnerBook(context, identity)
  const keyRecords = readKeyRecords(identity.keyRecords)
  const inTurn = createInTurn()
  const clients = new Map<string, PartnerClient>()
  const sourceOf = ({ card }: KnownPartner): PartnerClient => {
    const client =
      clients.get(card.tls + card.url) ?? createPartnerClient(card, identity, linkTimes, context.clock.nowMs)
    clients.set(card.tls + card.url, client)
    return client
  }
  const peerOf = (partner: KnownPartner): PeerFacts => sourceOf(partner).peer()
  const fits = createCompiledFits()
  const taking = { context, identity, book, kinds, fits, verify: verifyEd25519 }
  const onOwnFork: ReconcileParts['onOwnFork'] = (origin, by, found) => {
    context.logger.error({ origin, partner: by }, 'a partner holds another content of a log of this node')
    return keepFork({ context }, identity.card.node, origin, found)
  }
  const datasets = createDatasets({ ...taking, partners, inTurn, monotonicMs, readable: readableDatasets })
  const reconciling = { ...taking, partners, inTurn, sourceOf, restoration, onOwnFork }
  const reconciler = createReconciler(reconciling)
  const visiting: VisitParts = {
    ...{ ...reconciling, reconciler },
    sightings: openSightings(context.store, (origin) => book.get(origin)?.head.seen),
    withholding: createWithholdingWatch(monotonicMs),
    onWitness: (node, origin, size) => loop.noteWitness(node, origin, size),
  }
  const loop = createPullLoop(
    context,
    partners,
    async (partner) => {
      const outcome = await visitPartner(visiting, partner)
      // Bulk data come in their own time: nothing that is said waits for them.
      void datasets.fetchFrom(partner, sourceOf(partner))
      await speaker.say()
      return outcome
    },
    monotonicMs,
  )
  const ownLogs = createOwnLogs(context, {
    ...{ identity, book, keyRecords, kinds, fits, verify: verifyEd25519, whenReconciled: reconciler.ensure },
    inTurn,
    objection: (record) => objectionOf(partners, identity, policies, record),
    onAppended: (origin) => ringBells(partners, identity, origin, sourceOf),
  })
  const speaker = createSpeaker({ context, identity, kinds, ownLogs, whenReconciled: reconciler.ensure })
  const answering: Pick<AnswerParts, 'isReconciled' | 'onBell' | 'onFork'> = {
    isReconciled: reconciler.isReconciled,
    onBell: loop.hurry,
    onFork: (node, origin, held, offered) =>
      keepFork({ context }, node, origin, { kind: 'equivocation', held, offered, proof: undefined }),
  }
  return { ...taking, ...reconciling, ...answering, loop, ownLogs, clients, reconciler, speaker, peerOf, datasets }
}

/** Whether the guard of every exit lets a record go to everybody that its log is for. */
function objectionOf(partners: PartnerBook, { card }: OwnIdentity, policies: Policies, { body }: SignedRecord) {
  const usual = defaultClearance(policies)
  const context = { policies, ownNation: card.party, originator: card.party, approvals: [] }
  const nations = Object.entries(body.mark.aud ?? {}).flatMap(([nation, grade]) => (grade === 2 ? [nation] : []))
  for (const nation of nations.filter((one) => one !== card.party)) {
    for (const recipient of recipientsOf(partners, nation, body.mark, usual)) {
      const answer = mayLeave(body.mark, recipient, context)
      if (!answer.may) return { code: `marking/${answer.rule}`, reason: answer.reason } as const
    }
  }
  return undefined
}

/** Tells those for whom a log is that it has grown; whoever does not hear it comes by itself. */
function ringBells(
  partners: PartnerBook,
  { card }: OwnIdentity,
  origin: string,
  sourceOf: (partner: KnownPartner) => PartnerClient,
): void {
  const nations = origin.split('/').at(-1)?.split('-') ?? []
  for (const partner of nations.filter((nation) => nation !== card.party).flatMap(partners.ofParty)) {
    sourceOf(partner)
      .post('/bell', new Uint8Array(0))
      .catch(() => undefined)
  }
}
