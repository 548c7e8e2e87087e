import { checkMarking, shippedPolicies } from '@yagura/record'
import { expect, test } from 'vitest'
import {
  beginDraft,
  draftOfMarking,
  type MarkingDraft,
  markingOf,
  underPolicy,
} from '../../src/partners/marking/marking-draft.ts'
import { createMarkingTools } from '../../src/partners/marking/marking-tools.ts'

const begun = beginDraft('JP', 'JPN', 'SIMULATED')
const full: MarkingDraft = {
  ...begun,
  lvl: 2,
  grades: { USA: 'release', JPN: 'release', AUS: 'display', KOR: 'none' },
  controls: ['ORCON', 'NO-COPY'],
  compartments: ['MINATO', 'HOSHI'],
  tlp: 'AMBER',
  why: ' together they tell where the sensor stands ',
}

test('the choices of a marking are the marking again, its end among them', () => {
  const whole = { ...markingOf(full), until: '2026-12-24T18:00:00.000Z' }
  for (const marking of [markingOf(begun), markingOf(full), whole])
    expect(markingOf(draftOfMarking(marking))).toEqual(marking)
})

test('a marking that nobody has changed names the own nation alone', () => {
  expect(markingOf(begun)).toEqual({ pol: 'JP', lvl: 0, aud: { JPN: 2 }, mode: 'SIMULATED' })
})

test('grades become 1 and 2, a nation that gets nothing is not written, and sets stand in order', () => {
  expect(markingOf(full)).toEqual({
    pol: 'JP',
    lvl: 2,
    aud: { AUS: 1, JPN: 2, USA: 2 },
    ctl: ['NO-COPY', 'ORCON'],
    comp: ['HOSHI', 'MINATO'],
    tlp: 'AMBER',
    mode: 'SIMULATED',
    why: 'together they tell where the sensor stands',
  })
})

test('the same choices in another order are the same bytes', () => {
  const other = { ...full, grades: { KOR: 'none', AUS: 'display', JPN: 'release', USA: 'release' } } as const
  const turned = { ...other, controls: full.controls.toReversed(), compartments: full.compartments.toReversed() }
  expect(JSON.stringify(markingOf(turned))).toBe(JSON.stringify(markingOf(full)))
})

test('what the form makes of any policy is a marking that records accept', () => {
  const policies = shippedPolicies()
  for (const policy of policies.values()) {
    const nation = policy.nation ?? Object.keys(policy.nations)[0] ?? ''
    const draft = beginDraft(policy.id, nation, 'EXERCISE')
    for (const [lvl] of policy.levels.entries())
      expect(checkMarking(markingOf({ ...draft, lvl }), policies).ok, `${policy.id} ${lvl}`).toBe(true)
  }
})

test('words that another policy does not have fall away with the change, and so does a level above its highest', () => {
  const changed = underPolicy(full, 'TLP', { levels: 1, controls: [], compartments: [] })
  expect(changed).toMatchObject({ pol: 'TLP', lvl: 0, controls: [], compartments: [], grades: full.grades })
})

test('the banner of several records guards what each of them guards', () => {
  const { bannersOf } = createMarkingTools()
  const wide = { pol: 'JP', lvl: 1, aud: { AUS: 2, JPN: 2, USA: 2 }, mode: 'REAL' }
  const high = { pol: 'JP', lvl: 3, aud: { JPN: 2, USA: 2 }, mode: 'REAL' }
  const [banner, ...others] = bannersOf([wide, high])
  expect(others).toEqual([])
  expect(banner?.ja).toBe('極秘 · REL TO JPN, USA')
  expect(banner?.en).toContain('REL TO JPN, USA')
})

test('records of different modes keep a banner each', () => {
  const { bannersOf } = createMarkingTools()
  const real = { pol: 'JP', lvl: 0, aud: { JPN: 2 }, mode: 'REAL' }
  expect(bannersOf([real, { ...real, mode: 'TEST' }])).toHaveLength(2)
})

test('a marking that nobody here knows says so and hides no other', () => {
  const { bannersOf, portionOf } = createMarkingTools()
  const known = { pol: 'JP', lvl: 0, aud: { JPN: 2 }, mode: 'REAL' }
  const strange = { pol: 'XX', lvl: 9 }
  expect(bannersOf([known, strange]).map(({ en }) => en)).toEqual([
    expect.stringContaining('REL TO JPN'),
    'MARKING NOT KNOWN HERE',
  ])
  expect(portionOf(strange).ja).toBe('表示の方針が不明')
})
