import { describe, expect, test } from 'vitest'
import { join, type LeaveContext, type Marking, mayLeave, type Recipient, shippedPolicies } from '../../src/index.ts'

const policies = shippedPolicies()
const japan: LeaveContext = { policies, ownNation: 'JPN', originator: 'JPN', approvals: [] }
const fromUsa: LeaveContext = { ...japan, originator: 'USA' }
const usa: Recipient = {
  nation: 'USA',
  mode: 'REAL',
  grade: 'release',
  policies: ['JP', 'US'],
  clearance: { pol: 'JP', lvl: 3 },
  compartments: ['HOSHI'],
}
const aus: Recipient = { ...usa, nation: 'AUS' }
const jpn: Recipient = { ...usa, nation: 'JPN' }
const shared: Marking = { pol: 'JP', lvl: 2, mode: 'REAL', aud: { JPN: 2, USA: 2, AUS: 1 } }

const cases: readonly (readonly [string, Marking | undefined, Recipient, LeaveContext, string | true])[] = [
  ['goes to a nation that has it released', shared, usa, japan, true],
  ['without a marking goes to nobody', undefined, usa, japan, 'unmarked'],
  ['without a marking does not even go to our own', undefined, jpn, japan, 'unmarked'],
  ['of an exercise does not enter a real picture', { ...shared, mode: 'EXERCISE' }, usa, japan, 'mode'],
  ['of a policy that is not known here stays', { ...shared, pol: 'XX' }, usa, japan, 'policy'],
  ['of a policy that the partner does not handle stays', { ...shared, pol: 'KR' }, usa, japan, 'policy'],
  ['of a level that the policy does not have stays', { ...shared, lvl: 9 }, usa, japan, 'level'],
  ['that names no nation stays with its own', { pol: 'JP', lvl: 0, mode: 'REAL' }, usa, japan, 'audience-absent'],
  ['that names no nation is for our own', { pol: 'JP', lvl: 0, mode: 'REAL' }, jpn, japan, true],
  ['with an empty audience is for nobody', { ...shared, aud: {} }, usa, japan, 'audience'],
  ['with an empty audience is not for our own either', { ...shared, aud: {} }, jpn, japan, 'audience'],
  ['does not go to a nation that is not named', shared, { ...usa, nation: 'KOR' }, japan, 'audience'],
  [
    'does not go to a nation named like a member of every object',
    shared,
    { ...usa, nation: 'constructor' },
    japan,
    'audience',
  ],
  ['is not released to a nation that may only see it', shared, aus, japan, 'display-only'],
  ['is shown to a nation that may only see it', shared, { ...aus, grade: 'display' }, japan, true],
  ['is shown to a nation that has it released', shared, { ...usa, grade: 'display' }, japan, true],
  ['with a control that nobody explains stays', { ...shared, ctl: ['MYSTERY'] }, usa, japan, 'unknown-control'],
  ['does not pass a control that keeps the nation out', { ...shared, ctl: ['JPN-ONLY'] }, usa, japan, 'control'],
  ['does not pass such a control of another policy', { ...shared, ctl: ['AUSTEO'] }, usa, japan, 'control'],
  ['of our own goes out under ORCON', { ...shared, ctl: ['ORCON'] }, usa, japan, true],
  [
    'of another does not go on under ORCON',
    { ...shared, ctl: ['ORCON'] },
    { ...aus, grade: 'display' },
    fromUsa,
    'originator',
  ],
  ['of another goes back to its originator', { ...shared, ctl: ['ORCON'] }, usa, fromUsa, true],
  ['of another is for our own under ORCON', { ...shared, ctl: ['ORCON'] }, jpn, fromUsa, true],
  [
    'in a compartment does not go to who is not read in',
    { ...shared, comp: ['HOSHI', 'MINATO'] },
    usa,
    japan,
    'compartment',
  ],
  ['in a compartment goes to who is', { ...shared, comp: ['HOSHI'] }, usa, japan, true],
  ['above the clearance stays', { ...shared, lvl: 4 }, usa, japan, 'clearance'],
  ['above level 0 stays where no clearance is known', shared, withoutClearance(usa), japan, 'clearance'],
  ['of level 0 needs no clearance', { ...shared, lvl: 0 }, withoutClearance(usa), japan, true],
  ['is judged by an equivalent clearance', shared, { ...usa, clearance: { pol: 'US', lvl: 2 } }, japan, true],
  ['is above an equivalent clearance', shared, { ...usa, clearance: { pol: 'US', lvl: 1 } }, japan, 'clearance'],
  [
    'stays where the clearance has no equivalent',
    shared,
    { ...usa, clearance: { pol: 'TLP', lvl: 4 } },
    japan,
    'clearance',
  ],
  ['of TLP:RED is not released', { ...shared, tlp: 'RED' }, usa, japan, 'tlp'],
  ['of TLP:RED is shown', { ...shared, tlp: 'RED' }, { ...usa, grade: 'display' }, japan, true],
  ['of TLP:AMBER goes to whom we name', { ...shared, tlp: 'AMBER' }, usa, japan, true],
  ['of TLP:AMBER does not go on', { ...shared, tlp: 'AMBER' }, { ...aus, grade: 'display' }, fromUsa, 'tlp'],
  ['of TLP:GREEN goes on', { ...shared, tlp: 'GREEN' }, { ...aus, grade: 'display' }, fromUsa, true],
]

function withoutClearance({ nation, mode, grade, policies: known, compartments }: Recipient): Recipient {
  return { nation, mode, grade, policies: known, compartments }
}

describe('a record', () => {
  test.each(cases)('%s', (_, marking, recipient, context, expected) => {
    const answer = mayLeave(marking, recipient, context)
    expect(answer.may ? true : answer.rule).toBe(expected)
    if (!answer.may) expect(answer.reason).not.toBe('')
  })

  test('of another goes on under ORCON to the nation that the originator approved, and to no other', () => {
    const marking: Marking = { ...shared, ctl: ['ORCON'], aud: { JPN: 2, USA: 2, AUS: 2, KOR: 2 } }
    const approved = { ...fromUsa, approvals: ['AUS'] }
    expect(mayLeave(marking, aus, approved)).toEqual({ may: true })
    expect(mayLeave(marking, { ...aus, nation: 'KOR' }, approved)).toMatchObject({ rule: 'originator' })
  })

  test('that may not leave may not in a product with others either, unless it only named nobody', () => {
    const markings = cases.flatMap(([, marking]) => (marking === undefined ? [] : [marking]))
    let joined = 0
    for (const [, marking, recipient, context, expected] of cases) {
      if (marking === undefined || expected === true || expected === 'audience-absent') continue
      for (const other of markings) {
        const sum = join(marking, other, marking.pol, policies)
        if (!sum.ok) continue
        joined += 1
        expect(mayLeave(sum.marking, recipient, context).may).toBe(false)
      }
    }
    expect(joined).toBeGreaterThan(400)
  })
})
