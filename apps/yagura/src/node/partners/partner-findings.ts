import type { JudgeDetections } from '../context.ts'
import { isoOfUnixMs } from '../unix-time.ts'
import type { PartnerDataset } from './datasets/dataset-parts.ts'
import type { Evidence } from './evidence.ts'
import type { OwnIdentity } from './identity/own-identity.ts'
import type { PeerFacts } from './link/peer-facts.ts'
import type { KnownPartner } from './partner-book.ts'
import type { LinkState } from './partner-states.ts'
import type { Restoration } from './pull/restoration.ts'
import type { HeardComplaints } from './statements/heard-complaints.ts'

/** The watch under which what is wrong with partners is raised. */
export const partnersWatchId = 'partners'

type Finding = Parameters<JudgeDetections>[1][number]

/** Waits double: by then half a minute has passed. */
const vainAttempts = 4
const silentMs = 10 * 60_000
const expiryMs = 60 * 86_400_000
/** So far apart, clocks no longer put what happened at two nodes in its order; and so far, times to act are wrong. */
const clockLimits = { cautionMs: 5000, seriousMs: 60_000, freshMs: 10 * 60_000 } as const
/** Evidence and complaints are one alert a partner and kind for so long; then they are history. */
const freshMs = 7 * 86_400_000

/** What partners' alerts are judged by. */
export type PartnerFacts = {
  readonly identity: Pick<OwnIdentity, 'card' | 'tls'>
  readonly partners: readonly KnownPartner[]
  readonly stateOf: (node: string) => LinkState
  /** Whose answer this node's logs wait for. */
  readonly restoration: Pick<Restoration, 'sinceMs' | 'awaits'>
  /** What a partner's node showed of itself. */
  readonly peerOf: (partner: KnownPartner) => PeerFacts
  readonly evidence: readonly Evidence[]
  /** What a partner complains of in this node's logs. */
  readonly complaintsOf: (node: string) => HeardComplaints
  /** Datasets of partners, and what became of asking for them. */
  readonly datasets: readonly Pick<PartnerDataset, 'node' | 'recordId' | 'failures' | 'fault'>[]
  /** When this node was started, Unix time, ms. */
  readonly startedMs: number
}

/** What is wrong with partners and the links to them now. */
export function findingsAbout(facts: PartnerFacts, nowMs: number): readonly Finding[] {
  return [
    ...evidenceFindings(facts, nowMs),
    ...complaintFindings(facts, nowMs),
    ...silenceFindings(facts, nowMs),
    ...awaitedFindings(facts),
    ...datasetFindings(facts),
    ...clockFindings(facts, nowMs),
    ...expiryFindings(facts, nowMs),
  ]
}

const words = {
  rollback: 'showed a log shorter than it had signed it',
  equivocation: 'signed two different contents of one log',
  spill: 'put a record where its marking does not let it go',
  withheld: 'keeps back entries that it signed for',
} as const

function evidenceFindings({ evidence }: PartnerFacts, nowMs: number): readonly Finding[] {
  const byKey = new Map<string, Evidence>()
  for (const one of evidence) {
    const key = `${one.kind}/${one.node}`
    const isNewer = one.atMs > (byKey.get(key)?.atMs ?? Number.NEGATIVE_INFINITY)
    if (nowMs - one.atMs < freshMs && isNewer) byKey.set(key, one)
  }
  return [...byKey].map(([key, { kind, node, text }]) => ({
    key: `partners/${key}`,
    watchId: partnersWatchId,
    ruleId: `partner-${kind}`,
    priority: 'serious' as const,
    subjects: [node],
    title: `${node} ${words[kind]}`,
    reason: text,
    rationale: {
      consequence: 'What came from this partner may not be what it shows others; what it signed proves it.',
      action: 'Look at the evidence, suspend the partner if need be, and ask its people by another way.',
      timeAllowedS: 3600,
    },
    evidence: { node, kind },
    link: `/partners/${encodeURIComponent(node)}`,
    actByMs: undefined,
    group: `partner ${node}`,
  }))
}

function silenceFindings({ partners, stateOf, startedMs }: PartnerFacts, nowMs: number): readonly Finding[] {
  return partners.flatMap(({ card: { node }, suspended, addedMs }) => {
    const { lastContactMs, failure } = stateOf(node)
    const sinceMs = lastContactMs ?? Math.max(startedMs, addedMs)
    if (suspended || nowMs - sinceMs < silentMs) return []
    const why = failure === undefined ? '' : `: ${failure.reason}`
    return [
      linkFinding(node, 'partner-silent', `${node} cannot be reached`, `no contact for ten minutes or more${why}`),
    ]
  })
}

function awaitedFindings({ partners, restoration: { sinceMs, awaits } }: PartnerFacts): readonly Finding[] {
  if (sinceMs === undefined) return []
  return partners.flatMap(({ card: { node } }) => {
    if (!awaits(node)) return []
    const reason = `the store was put back from a copy (noticed ${isoOfUnixMs(sinceMs)}), and ${node} may hold more of this node’s logs`
    const finding = linkFinding(node, 'partner-awaited', `Logs for ${node} wait until it is heard`, reason)
    const rationale = {
      consequence: 'Nothing new goes into the logs that it shares with this node, and nobody is shown them.',
      action: 'See that it can be reached, and resume it if it is suspended; remove it if it is lost for good.',
      timeAllowedS: 8 * 3600,
    }
    return [{ ...finding, rationale }]
  })
}

function complaintFindings({ complaintsOf, partners }: PartnerFacts, nowMs: number): readonly Finding[] {
  return partners.flatMap(({ card: { node } }) => {
    const { count, newest: all } = complaintsOf(node)
    const [newest] = all
    if (newest === undefined || nowMs - newest.atMs >= freshMs) return []
    const { origin, position, code, isOurs } = newest
    const other = isOurs ? '' : '; it received another entry there than this node holds'
    const reason = `it does not believe ${count} entries; the newest, ${position} of ${origin}: ${code}${other}`
    const finding = linkFinding(node, 'partner-complains', `${node} complains of this node’s log`, reason)
    const rationale = {
      consequence: 'What this node said there does not count at that partner.',
      action: 'Look at the entry and at the key that signed it; ask the partner’s people what they see.',
      timeAllowedS: 8 * 3600,
    }
    return [{ ...finding, rationale }]
  })
}

/** A dataset that does not come at once may be on its way: it is told of when it was asked for in vain several times. */
function datasetFindings({ datasets, partners }: PartnerFacts): readonly Finding[] {
  return partners.flatMap(({ card: { node }, suspended }) => {
    const owed = datasets.filter((one) => one.node === node && one.failures >= vainAttempts)
    const newest = owed.at(-1)
    if (suspended || newest?.fault === undefined) return []
    const { recordId, fault } = newest
    const reason = `${owed.length} of its datasets did not come; the newest, named by record ${recordId.slice(0, 12)}: ${fault.reason}`
    const finding = linkFinding(node, 'partner-dataset', `${node} does not give a dataset that it named`, reason)
    const rationale = {
      consequence: 'What the dataset says is not in the picture; what else comes from this partner is.',
      action: 'Ask the partner’s people whether they have recalled it or lost it.',
      timeAllowedS: 8 * 3600,
    }
    return [{ ...finding, rationale }]
  })
}

/** Which of the two clocks is wrong nobody can tell from here. */
function clockFindings({ partners, peerOf }: PartnerFacts, nowMs: number): readonly Finding[] {
  return partners.flatMap((partner) => {
    const { clockOffset } = peerOf(partner)
    if (clockOffset === undefined || partner.suspended || nowMs - clockOffset.atMs > clockLimits.freshMs) return []
    const apartMs = Math.max(clockOffset.leastMs, -clockOffset.mostMs)
    if (apartMs <= clockLimits.cautionMs) return []
    const { node } = partner.card
    const which = clockOffset.leastMs > 0 ? 'ahead of' : 'behind'
    const reason = `the clock of ${node} is at least ${Math.floor(apartMs / 1000)} s ${which} that of this node`
    const finding = linkFinding(node, 'partner-clock', `The clock of ${node} differs from this node’s`, reason)
    const rationale = {
      consequence: 'Times in what it says, and when it cosigned, do not fit those of this node.',
      action: 'See which of the two clocks is wrong, and set it by a time server that both trust.',
      timeAllowedS: 8 * 3600,
    }
    return [{ ...finding, rationale, priority: apartMs > clockLimits.seriousMs ? 'serious' : 'caution' }]
  })
}

function expiryFindings(
  { identity: { card, tls }, partners, peerOf }: PartnerFacts,
  nowMs: number,
): readonly Finding[] {
  const day = (unixMs: number): string => new Date(unixMs).toISOString().slice(0, 10)
  const isNear = (unixMs: number): boolean => unixMs - nowMs <= expiryMs
  const own = isNear(tls.expiresMs)
    ? [
        linkFinding(
          ...([card.node, 'certificate-expires', 'This node’s certificate expires'] as const),
          `it is valid until ${day(tls.expiresMs)}`,
        ),
      ]
    : []
  const theirs = partners.flatMap((partner) => {
    const { certificateExpiresMs } = peerOf(partner)
    if (certificateExpiresMs === undefined || partner.suspended || !isNear(certificateExpiresMs)) return []
    const { node } = partner.card
    const title = `The certificate of ${node} expires`
    return [linkFinding(node, 'partner-certificate-expires', title, `it is valid until ${day(certificateExpiresMs)}`)]
  })
  return [...own, ...theirs]
}

function linkFinding(node: string, ruleId: string, title: string, reason: string): Finding {
  return {
    key: `partners/${ruleId}/${node}`,
    watchId: partnersWatchId,
    ...{ ruleId, title, reason },
    priority: 'caution',
    subjects: [node],
    rationale: {
      consequence: 'What partners say and what is said to them waits.',
      action: 'Look at the link on the page of partners; ask its people whether their node runs.',
      timeAllowedS: 8 * 3600,
    },
    evidence: { node },
    link: `/partners/${encodeURIComponent(node)}`,
    actByMs: undefined,
    group: `partner ${node}`,
  }
}
