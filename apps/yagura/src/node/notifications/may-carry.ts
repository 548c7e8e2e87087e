import { dominates, type LeaveAnswer, type Marking, type Mode, mayLeave, type Policies } from '@yagura/record'

/** Whom messages go to: this nation's own people, outside the console. */
export type OwnPeople = {
  readonly mode: Mode
  readonly policies: Policies
  /** ISO 3166-1 alpha-3; empty while the node has no identity among partners. */
  readonly ownNation: string
}

/** Whether what is so marked may leave the console for this nation's own people at all: TLP:RED never does. */
export function mayLeaveConsole(mark: Marking, { mode, policies, ownNation }: OwnPeople): LeaveAnswer {
  const { pol, lvl, comp = [] } = mark
  const recipient = { nation: ownNation, mode, grade: 'release', policies: [...policies.keys()] } as const
  return mayLeave(
    mark,
    { ...recipient, clearance: { pol, lvl }, compartments: comp },
    { policies, ownNation, originator: ownNation, approvals: [] },
  )
}

/**
 * Whether a channel may carry words that are so marked: always where nothing but the node's own marking holds for them, or one of the
 * lowest level without more than TLP:CLEAR; else up to its ceiling.
 *
 * @param mark - Undefined for what has only the node's own.
 * @param ceiling - Its audience is not looked at: messages go to this nation's own people.
 */
export function mayCarry(mark: Marking | undefined, ceiling: Marking | undefined, own: OwnPeople): boolean {
  if (mark === undefined) return true
  if (!mayLeaveConsole(mark, own).may) return false
  const { aud: _, ...guarded } = mark
  const lowest: Marking = { pol: mark.pol, lvl: 0, tlp: 'CLEAR', mode: own.mode }
  return [lowest, ceiling].some((high) => {
    if (high === undefined) return false
    // The lowest level is below all others in every policy, also in one without equivalences.
    const level = mark.lvl === 0 ? { pol: mark.pol, lvl: 0 } : { pol: high.pol, lvl: high.lvl }
    const answer = dominates({ ...high, ...level }, guarded, level.pol, own.policies)
    return answer.ok && answer.dominates
  })
}
