import { type LeaveAnswer, type Marking, type Mode, mayLeave, type Policies, type Recipient } from '@yagura/record'
import type { ReleasePreview } from '../../api/contract/releases.ts'
import type { ReleasePartner } from './release-dependencies.ts'
import type { RestsOn } from './rests-on.ts'

/** What decides, beside a marking and a partner, whether something leaves. */
export type LeavingRules = {
  readonly mode: Mode
  readonly policies: Policies
  readonly ownNation: string
}

/**
 * Whether a partner may have a record, and where not by which rule: that of its own marking, or that of a record that it rests on.
 *
 * @param grade - `display`: its people may see it in this node's console. `release`: it gets it.
 */
export function mayGoTo(
  partner: ReleasePartner,
  grade: Recipient['grade'],
  mark: Marking,
  sources: readonly RestsOn[],
  { mode, policies, ownNation }: LeavingRules,
): LeaveAnswer {
  const { level, policies: handled, compartments } = partner.clearance
  const recipient: Recipient = {
    ...{ nation: partner.party, mode, grade, policies: handled, compartments },
    ...(level === null ? {} : { clearance: level }),
  }
  const own: RestsOn = { mark, originator: ownNation, approvals: [] }
  for (const { mark: each, originator, approvals } of [own, ...sources]) {
    const answer = mayLeave(each, recipient, { policies, ownNation, originator, approvals })
    if (!answer.may) return answer
  }
  return { may: true }
}

/** What each partner gets of a record, or by which rule it gets nothing. */
export function recipientsOf(
  partners: readonly ReleasePartner[],
  mark: Marking,
  sources: readonly RestsOn[],
  rules: LeavingRules,
): ReleasePreview['recipients'] {
  return partners.map((partner) => {
    const release = mayGoTo(partner, 'release', mark, sources, rules)
    const { node, party } = partner
    if (release.may) return { node, party, leaves: true, grade: 'release', rule: null, reason: null }
    const mayBeShown = mayGoTo(partner, 'display', mark, sources, rules).may
    const { rule, reason } = release
    return { node, party, leaves: false, grade: mayBeShown ? 'display' : 'none', rule, reason }
  })
}
