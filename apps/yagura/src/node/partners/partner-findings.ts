import type { JudgeDetections } from '../context.ts'
import type { Evidence } from './evidence.ts'
import type { OwnIdentity } from './identity/own-identity.ts'
import type { KnownPartner } from './partner-book.ts'
import type { LinkState } from './partner-states.ts'

/** The watch under which what is wrong with partners is raised. */
export const partnersWatchId = 'partners'

type Finding = Parameters<JudgeDetections>[1][number]

const silentMs = 10 * 60_000
const expiryMs = 60 * 86_400_000
/** Evidence is one alert a partner and kind for so long; then it is history. */
const freshMs = 7 * 86_400_000

/** What partners' alerts are judged by. */
export type PartnerFacts = {
  readonly identity: Pick<OwnIdentity, 'card' | 'tls'>
  readonly partners: readonly KnownPartner[]
  readonly stateOf: (node: string) => LinkState
  readonly evidence: readonly Evidence[]
  /** When this node was started, Unix time, ms. */
  readonly startedMs: number
}

/** What is wrong with partners and the links to them now. */
export function findingsAbout(facts: PartnerFacts, nowMs: number): readonly Finding[] {
  return [...evidenceFindings(facts, nowMs), ...silenceFindings(facts, nowMs), ...expiryFindings(facts, nowMs)]
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

function expiryFindings({ identity: { card, tls } }: PartnerFacts, nowMs: number): readonly Finding[] {
  if (tls.expiresMs - nowMs > expiryMs) return []
  const day = new Date(tls.expiresMs).toISOString().slice(0, 10)
  return [linkFinding(card.node, 'certificate-expires', 'This node’s certificate expires', `it is valid until ${day}`)]
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
