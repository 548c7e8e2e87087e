import { base64Of, parseCheckpoint, rootOf } from '@yagura/record'
import type { Partner, PartnerLog } from '../../api/contract/partners.ts'
import type { NodeContext } from '../context.ts'
import { isoOfUnixMs } from '../unix-time.ts'
import type { LogBook } from './channels/log-book.ts'
import { countQuarantined, type HeldLog } from './channels/stored-log.ts'
import { listEvidence } from './evidence.ts'
import { cardFingerprint, type OwnIdentity } from './identity/own-identity.ts'
import type { PeerFacts } from './link/peer-facts.ts'
import type { KnownPartner } from './partner-book.ts'
import type { LinkState } from './partner-states.ts'
import type { Restoration } from './pull/restoration.ts'
import { complaintsOf } from './statements/heard-complaints.ts'

/** What telling of partners needs. */
export type ViewParts = {
  readonly context: Pick<NodeContext, 'store'>
  readonly identity: Pick<OwnIdentity, 'card'>
  readonly book: LogBook
  readonly loop: { readonly stateOf: (node: string) => LinkState }
  readonly restoration: Pick<Restoration, 'sinceMs' | 'awaits'>
  /** What a partner's node showed of itself. */
  readonly peerOf: (partner: KnownPartner) => PeerFacts
}

/** @returns A partner as the API tells of it. */
export function viewPartner(parts: ViewParts, partner: KnownPartner): Partner {
  const { card, clearance, suspended, addedMs, addedBy } = partner
  const link = parts.loop.stateOf(card.node)
  const { sinceMs } = parts.restoration
  const logs = parts.book
    .list()
    .filter(({ head, log }) => {
      const isOurs = head.node === parts.identity.card.node && log.audience.split('-').includes(card.party)
      return head.seen !== undefined && (isOurs || head.node === card.node)
    })
    .map((held) => viewLog(parts, held, link))
  const theirs = logs.filter(({ isOwn }) => !isOwn)
  const complaints = complaintsOf(parts.context.store, card.node)
  const { clockOffset, certificateExpiresMs } = parts.peerOf(partner)
  return {
    ...{ card, clearance, addedBy },
    fingerprint: cardFingerprint(card),
    state: suspended ? 'suspended' : stateOf(link),
    addedUtc: isoOfUnixMs(addedMs),
    lastContactUtc: link.lastContactMs === undefined ? null : isoOfUnixMs(link.lastContactMs),
    awaitedSinceUtc: sinceMs === undefined || !parts.restoration.awaits(card.node) ? null : isoOfUnixMs(sinceMs),
    lagEntries: theirs.reduce((sum, { size, seenSize }) => sum + Math.max(0, seenSize - size), 0),
    lastFailure: viewComplaint(link.failure),
    lastComplaint: viewComplaint(link.complaint),
    evidenceCount: listEvidence(parts.context.store).filter(({ node }) => node === card.node).length,
    complaintCount: complaints.count,
    complaints: complaints.newest.map(({ atMs, ...complaint }) => ({ ...complaint, atUtc: isoOfUnixMs(atMs) })),
    clockOffset: viewOffset(clockOffset),
    certificateExpiresUtc: certificateExpiresMs === undefined ? null : isoOfUnixMs(certificateExpiresMs),
    logs,
  }
}

function viewOffset(offset: PeerFacts['clockOffset']): Partner['clockOffset'] {
  if (offset === undefined) return null
  return { leastS: offset.leastMs / 1000, mostS: offset.mostMs / 1000, atUtc: isoOfUnixMs(offset.atMs) }
}

function stateOf({ failure, lastContactMs }: LinkState): Partner['state'] {
  if (failure !== undefined) return 'failing'
  return lastContactMs === undefined ? 'waiting' : 'ok'
}

function viewComplaint(complaint: LinkState['complaint']): Partner['lastComplaint'] {
  if (complaint === undefined) return null
  const { code, reason, atMs } = complaint
  return { code, reason, atUtc: isoOfUnixMs(atMs) }
}

function viewLog({ context, identity }: ViewParts, { head, tree }: HeldLog, { witnessed }: LinkState): PartnerLog {
  const seen = parseCheckpoint(`${(head.seen ?? '').split('\n\n')[0]}\n`)
  return {
    origin: head.origin,
    isOwn: head.node === identity.card.node,
    size: head.size,
    root: base64Of(rootOf(tree.range)),
    seenSize: seen.ok ? seen.checkpoint.size : head.size,
    witnessedSize: witnessed.get(head.origin) ?? 0,
    checkpointUtc: head.checkpoint === undefined ? null : isoOfUnixMs(head.atMs),
    quarantined: countQuarantined(context.store, head.number),
  }
}
