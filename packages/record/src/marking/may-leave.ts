import { nationsLeft } from './check-marking.ts'
import { inPolicy, tlpRank } from './join.ts'
import type { Marking, Mode } from './marking.ts'
import type { Policies } from './policy.ts'

/** Who would get it: a partner, a user of ours, or whoever reads a file. */
export type Recipient = {
  /** ISO 3166-1 alpha-3. */
  readonly nation: string
  /** Mode of the node, page or file that it would enter. */
  readonly mode: Mode
  /** `display`: seen in our console only. `release`: replicated, exported, published, sent. */
  readonly grade: 'display' | 'release'
  /** Policies by whose words the recipient can handle a marking. */
  readonly policies: readonly string[]
  /** Up to which level, in the words of one policy. Without it only level 0 may go there. */
  readonly clearance?: { readonly pol: string; readonly lvl: number }
  readonly compartments: readonly string[]
}

/** What else decides whether a record may leave. */
export type LeaveContext = {
  readonly policies: Policies
  /** Whose node this is: a record that names nobody stays with this nation. */
  readonly ownNation: string
  /** Whose record it is; for one that came from a partner the partner's nation. */
  readonly originator: string
  /** Nations to which the originator approved, by a record of its own, that this very record goes on. */
  readonly approvals: readonly string[]
}

/** Why something may not leave; stable. */
export type LeaveRule =
  | 'unmarked'
  | 'mode'
  | 'policy'
  | 'level'
  | 'audience-absent'
  | 'audience'
  | 'display-only'
  | 'control'
  | 'unknown-control'
  | 'originator'
  | 'compartment'
  | 'clearance'
  | 'tlp'

/** Whether it may leave, and if not by which rule, in words for a person. */
export type LeaveAnswer =
  | { readonly may: true }
  | { readonly may: false; readonly rule: LeaveRule; readonly reason: string }

type Check = (marking: Marking, recipient: Recipient, context: LeaveContext) => LeaveAnswer | undefined

/** In this order; the first that objects is the answer. */
const checks: readonly Check[] = [
  checkMode,
  checkPolicy,
  checkAudience,
  checkControls,
  checkOriginator,
  checkCompartments,
  checkClearance,
  checkTlp,
]

/**
 * Guards every exit: append to a shared log, serve, export, publish, notify, the text of an error. What is not allowed is denied:
 * an unmarked record goes to nobody; one without `aud` stays with its own nation, for a partner has to be named; a control that
 * no known policy explains keeps it in; without a clearance only level 0 goes out. A record of another originator under ORCON
 * goes on, to whomever, only with that originator's approval for the nation; under TLP AMBER and above it does not go on to a
 * third nation at all; TLP RED is for the eyes and never released. `until` has no part in it: no marking falls by itself.
 *
 * @param marking - As `checkMarking` accepted it; undefined for what has none.
 */
export function mayLeave(marking: Marking | undefined, recipient: Recipient, context: LeaveContext): LeaveAnswer {
  if (marking === undefined) return deny('unmarked', 'it has no marking')
  for (const check of checks) {
    const objection = check(marking, recipient, context)
    if (objection !== undefined) return objection
  }
  return { may: true }
}

function deny(rule: LeaveRule, reason: string): LeaveAnswer {
  return { may: false, rule, reason }
}

function checkMode(marking: Marking, recipient: Recipient): LeaveAnswer | undefined {
  if (marking.mode === recipient.mode) return undefined
  return deny('mode', `it is ${marking.mode} and must not mix with ${recipient.mode}`)
}

function checkPolicy({ pol, lvl }: Marking, { nation, policies }: Recipient, context: LeaveContext) {
  const policy = context.policies.get(pol)
  if (policy === undefined) return deny('policy', `the policy ${pol} is not known here`)
  if (!policies.includes(pol)) return deny('policy', `${nation} does not handle the policy ${pol}`)
  return lvl < policy.levels.length ? undefined : deny('level', `the policy ${pol} has no level ${lvl}`)
}

function checkAudience({ aud }: Marking, { nation, grade }: Recipient, { ownNation }: LeaveContext) {
  if (aud === undefined) {
    return nation === ownNation
      ? undefined
      : deny('audience-absent', 'it names no nation, and a partner has to be named')
  }
  const given = Object.hasOwn(aud, nation) ? aud[nation] : undefined
  if (given === undefined) return deny('audience', `its audience does not name ${nation}`)
  return grade === 'display' || given === 2
    ? undefined
    : deny('display-only', `${nation} may see it but not receive it`)
}

function checkControls({ ctl = [] }: Marking, { nation }: Recipient, { policies }: LeaveContext) {
  const known = [...policies.values()]
  const stranger = ctl.find((name) => !known.some((policy) => Object.hasOwn(policy.controls, name)))
  if (stranger !== undefined) return deny('unknown-control', `no policy known here explains the control ${stranger}`)
  return nationsLeft(ctl, policies)?.has(nation) === false
    ? deny('control', `a control keeps out ${nation}`)
    : undefined
}

function checkOriginator({ ctl = [] }: Marking, { nation }: Recipient, context: LeaveContext) {
  const { policies, ownNation, originator, approvals } = context
  const isControlled = [...policies.values()].some((policy) =>
    ctl.some((name) => policy.controls[name]?.rule === 'originator-approves'),
  )
  const isWithin = nation === ownNation || nation === originator
  if (!isControlled || originator === ownNation || isWithin || approvals.includes(nation)) return undefined
  return deny('originator', `${originator} made it and has not approved that it goes on to ${nation}`)
}

function checkCompartments({ comp = [] }: Marking, { nation, compartments }: Recipient) {
  const missing = comp.find((name) => !compartments.includes(name))
  return missing === undefined ? undefined : deny('compartment', `${nation} is not read into ${missing}`)
}

function checkClearance(marking: Marking, { nation, clearance }: Recipient, { policies }: LeaveContext) {
  const { pol, lvl } = clearance ?? { pol: marking.pol, lvl: 0 }
  const theirs = inPolicy(marking, pol, policies)
  if (!theirs.ok) return deny('clearance', theirs.fault.reason)
  return theirs.marking.lvl <= lvl ? undefined : deny('clearance', `${nation} is not cleared for level ${marking.lvl}`)
}

function checkTlp({ tlp }: Marking, { nation, grade }: Recipient, { ownNation, originator }: LeaveContext) {
  if (tlp === 'RED' && grade === 'release')
    return deny('tlp', 'TLP:RED is for the eyes of those present and never released')
  const isOnward = originator !== ownNation && nation !== ownNation && nation !== originator
  if (!isOnward || tlpRank(tlp) < tlpRank('AMBER')) return undefined
  return deny('tlp', `${originator} shared it under TLP:${tlp}, which does not go on to ${nation}`)
}
