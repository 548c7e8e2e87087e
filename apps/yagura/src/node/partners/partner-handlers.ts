import { type KeyHistory, utf8Bytes } from '@yagura/record'
import type { SecondSignature } from '../../api/contract/common.ts'
import type { Caller } from '../../api/contract/operations.ts'
import type { SharedRecord } from '../../api/contract/partners.ts'
import type { Handlers, VerifyOfficer } from '../context.ts'
import { secondSigner } from '../officers/second-signature.ts'
import { isoOfUnixMs } from '../unix-time.ts'
import { restoreHistory } from './channels/key-records.ts'
import { type HeldLog, positionOf } from './channels/stored-log.ts'
import { NotHeldError, SecondOfficerError } from './errors.ts'
import { listEvidence, viewEvidence } from './evidence.ts'
import { bundleOf } from './evidence-bundle.ts'
import type { JoinedParts } from './join-parts.ts'
import { mediaHandlers } from './media/media-handlers.ts'
import { defaultClearance } from './partner-book.ts'
import { viewPartner } from './partner-views.ts'
import { recallAnswers } from './recall-answers.ts'
import { viewRecord } from './record-view.ts'

/** The operations that the service of partners answers. */
export type PartnerHandlerIds =
  | 'readOwnCard'
  | 'listPartners'
  | 'readPartner'
  | 'addPartner'
  | 'changePartner'
  | 'removePartner'
  | 'pullPartner'
  | 'exportPartnerLogs'
  | 'importPartnerLogs'
  | 'listEvidence'
  | 'exportEvidence'
  | 'listPartnerRecords'
  | 'readPartnerRecord'
  | 'listRecallAnswers'
  | 'appendRecord'

const fewRecords = 50

/** Makes the handlers of a node that has keys. */
export function createPartnerHandlers(
  parts: JoinedParts & { readonly isListening: () => boolean; readonly verifyOfficer: VerifyOfficer },
): Handlers<PartnerHandlerIds> {
  const { partners, loop, identity, context } = parts
  const view = (node: string) => viewPartner(parts, partners.get(node))
  const bothOf = async (node: string, caller: Caller, second: SecondSignature | undefined): Promise<string> => {
    const signer = await secondSigner(caller, second, parts.verifyOfficer)
    if (!signer.ok) throw new SecondOfficerError(node, signer.problem)
    return signer.officer
  }
  return {
    readOwnCard: async () => {
      const { card, fingerprint, tls } = identity
      return {
        ...{ card, fingerprint, listening: parts.isListening() },
        certificateExpiresUtc: isoOfUnixMs(tls.expiresMs),
      }
    },
    listPartners: async () => ({ items: partners.list().map((partner) => viewPartner(parts, partner)) }),
    readPartner: async ({ params }) => view(params.node),
    addPartner: async ({ body: { card, fingerprint, clearance, second } }, caller) => {
      const signedBy = [caller.officer, await bothOf(card.node, caller, second)]
      await partners.add(card, fingerprint, clearance ?? defaultClearance(), signedBy)
      loop.hurry(card.node)
      return view(card.node)
    },
    changePartner: async ({ params: { node }, body: { second, ...changed } }, caller) => {
      const isResumed = partners.get(node).suspended && changed.suspended === false
      const seconds = isResumed ? [await bothOf(node, caller, second)] : []
      await partners.change(node, changed, [caller.officer, ...seconds])
      return view(node)
    },
    removePartner: async ({ params }, { officer }) => {
      await partners.remove(params.node, officer)
      return undefined
    },
    pullPartner: async ({ params }) => {
      await loop.visit(partners.get(params.node))
      return view(params.node)
    },
    listEvidence: async ({ query }) => {
      const kept = listEvidence(context.store)
      return { items: kept.filter(({ node }) => query.node === undefined || query.node === node).map(viewEvidence) }
    },
    exportEvidence: async ({ params }) => {
      const evidence = listEvidence(context.store).find(({ id }) => id === params.id)
      if (evidence === undefined) throw new NotHeldError(`the evidence ${params.id}`)
      return { item: viewEvidence(evidence), bundle: await bundleOf(parts, evidence) }
    },
    ...mediaHandlers(parts),
    ...recordHandlers(parts),
  }
}

function recordHandlers(
  parts: JoinedParts,
): Handlers<'listPartnerRecords' | 'readPartnerRecord' | 'listRecallAnswers' | 'appendRecord'> {
  const { book, context, kinds, identity, partners, verify, ownLogs } = parts
  const historyOf = (held: HeldLog): KeyHistory | undefined => {
    const card = held.head.node === identity.card.node ? identity.card : partners.find(held.head.node)?.card
    return card === undefined ? undefined : restoreHistory(context.store, held, card, verify)
  }
  const view = (held: HeldLog, position: number): SharedRecord | undefined =>
    viewRecord({ context, kinds, historyOf: remembered(historyOf) }, held, position)
  const find = (id: string): SharedRecord | undefined => {
    for (const held of book.list()) {
      const position = positionOf(context.store, held.head.number, id)
      const found = position === undefined ? undefined : view(held, position)
      if (found !== undefined) return found
    }
    return undefined
  }
  return {
    listPartnerRecords: async ({ query }) => {
      const { node, origin, offset = 0, limit = fewRecords } = query
      const logs = book
        .list()
        .filter(({ head }) => (node ?? head.node) === head.node && (origin ?? head.origin) === head.origin)
      const places = placesOf(logs, offset, limit)
      const items = places.flatMap(({ held, position }) => view(held, position) ?? [])
      return { items, total: logs.reduce((sum, { head }) => sum + head.size, 0), offset }
    },
    readPartnerRecord: async ({ params }) => {
      const found = find(params.id)
      if (found === undefined) throw new NotHeldError(`the record ${params.id}`)
      return found
    },
    listRecallAnswers: async ({ params }) => ({ items: recallAnswers(parts, params.id, find) }),
    appendRecord: async ({ body }) => {
      const [appended] = await ownLogs.append([utf8Bytes(body.line)])
      if (appended === undefined) throw new NotHeldError('the record')
      return { origin: appended.origin, position: appended.position, id: appended.bodySha256 }
    },
  }
}

/** A page of entries, log after log, the newest of each first. */
function placesOf(logs: readonly HeldLog[], offset: number, limit: number) {
  const places: { readonly held: HeldLog; readonly position: number }[] = []
  let before = 0
  for (const held of logs) {
    const { size } = held.head
    const first = Math.max(0, offset - before)
    const count = Math.min(size - first, limit - places.length)
    for (let step = 0; step < count; step += 1) places.push({ held, position: size - 1 - first - step })
    before += size
  }
  return places
}

function remembered(historyOf: (held: HeldLog) => KeyHistory | undefined) {
  const known = new Map<HeldLog, KeyHistory | undefined>()
  return (held: HeldLog): KeyHistory | undefined => {
    if (!known.has(held)) known.set(held, historyOf(held))
    return known.get(held)
  }
}
