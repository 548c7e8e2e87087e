import { type LeaveContext, type Mode, mayLeave, type Policies, type Recipient } from '@yagura/record'
import type { OpenStixStore } from '../store/open-stix-store.ts'
import type { StixView } from '../store/stix-view.ts'
import { broughtKey } from '../store/take-back.ts'

/** Whose node it is, and by which rules something leaves it. */
export type SharingRules = {
  readonly mode: Mode
  readonly policies: Policies
  /** ISO 3166-1 alpha-3; empty while the node has no identity among partners. */
  readonly ownNation: () => string
}

/** Whoever asks, as far as it decides what may go there. */
export type ViewRecipient = Pick<Recipient, 'policies' | 'compartments'> & {
  /** Null for the node's own. */
  readonly nation: string | null
  readonly clearance: Recipient['clearance'] | null
}

/**
 * What may leave to a recipient: whatever carries a marking that `mayLeave` lets go there. Recipients of the same rights have one view.
 *
 * @param ownSources - By which the recipient's nation brings objects itself; none for this node's own.
 */
export async function releasableView(
  store: Pick<OpenStixStore, 'call'>,
  { nation, policies, compartments, clearance }: ViewRecipient,
  rules: SharingRules,
  ownSources: readonly string[] = [],
): Promise<StixView> {
  const ownNation = rules.ownNation()
  const recipient: Recipient = {
    ...{ nation: nation ?? ownNation, mode: rules.mode, grade: 'release', policies, compartments },
    ...(clearance === null || clearance === undefined ? {} : { clearance }),
  }
  const markings = await store.call('markings')
  const releasable = markings.filter(({ marking, originator }) => {
    const context: LeaveContext = {
      ...{ policies: rules.policies, ownNation, approvals: [] },
      originator: originator === '' ? ownNation : originator,
    }
    return mayLeave(marking, recipient, context).may
  })
  const key = { ...recipient, policies: [...policies].sort(), compartments: [...compartments].sort(), ownNation }
  return {
    key: `releasable ${JSON.stringify(Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1)))}`,
    holds: {
      kind: 'releasable',
      markingIds: releasable.map(({ id }) => id),
      judgedUpTo: Math.max(0, ...markings.map(({ id }) => id)),
      ownSources,
    },
  }
}

/** What one source brought. */
export function broughtView(source: string): StixView {
  return { key: broughtKey(source), holds: { kind: 'brought', source } }
}
