import { readConfidentialityLabel, writeConfidentialityLabel } from '@yagura/formats'
import { type Marking, shippedPolicies } from '@yagura/record'
import { describe, expect, test } from 'vitest'
import { labelOfMarking, markingOfLabel } from '../../src/marking/label-of-marking.ts'

const policies = shippedPolicies()

function throughXml(marking: Marking): ReturnType<typeof markingOfLabel> {
  const label = labelOfMarking(marking, policies)
  if (!label.ok) throw new Error(label.reason)
  const written = writeConfidentialityLabel(label.label)
  if (!written.ok) throw new Error(written.reason)
  const read = readConfidentialityLabel(written.xml)
  if (!read.ok) throw new Error(read.reason)
  return markingOfLabel(read.label, policies)
}

describe('a marking', () => {
  test('comes back from its label in XML, of every policy and level', () => {
    for (const policy of policies.values()) {
      for (const lvl of policy.levels.keys()) {
        for (const extra of [
          {},
          { aud: { JPN: 2, USA: 2, AUS: 1 }, ctl: ['NO-COPY', 'ORCON'], comp: ['HOSHI'], tlp: 'AMBER+STRICT' },
          { until: '2027-01-01T00:00:00.000Z', mode: 'EXERCISE' },
        ] as const) {
          const marking = { pol: policy.id, lvl, mode: 'REAL', ...extra } as Marking
          expect(throughXml(marking)).toEqual({ ok: true, marking })
        }
      }
    }
  })

  test('is not put in a label that would say less', () => {
    const marking: Marking = { pol: 'JP', lvl: 2, mode: 'REAL' }
    for (const worse of [{ aud: {} }, { aud: { JPN: 1 as const } }, { why: 'x' }, { pol: 'XX' }, { lvl: 9 }]) {
      expect(labelOfMarking({ ...marking, ...worse }, policies).ok).toBe(false)
    }
  })
})

describe('a label', () => {
  const label = {
    policy: 'NATO',
    policyUrl: undefined,
    classification: 'SECRET',
    categories: [],
    createdAt: '2026-11-22T00:00:00Z',
    reviewAt: undefined,
  }

  test('is known by its classification without the name of the policy', () => {
    expect(markingOfLabel(label, policies)).toEqual({ ok: true, marking: { pol: 'NATO', lvl: 3, mode: 'REAL' } })
    const tlp = { ...label, policy: 'tlp', classification: 'amber' }
    expect(markingOfLabel(tlp, policies)).toEqual({ ok: true, marking: { pol: 'TLP', lvl: 2, mode: 'REAL' } })
  })

  const permissive = (tagName: string, ...values: readonly string[]) =>
    ({ tagName, type: 'PERMISSIVE', values }) as const

  test.each([
    ['an unknown policy', { policy: 'ELSEWHERE' }],
    ['an unknown classification', { classification: 'ULTRA' }],
    ['a category that a marking has no place for', { categories: [permissive('Context', 'NATO')] }],
    ['a known tag of another type', { categories: [permissive('Controls', 'ORCON')] }],
    ['an audience that is no nation', { categories: [permissive('Releasable To', 'KFOR')] }],
    ['one tag twice', { categories: [permissive('Releasable To', 'JPN'), permissive('Releasable To', 'USA')] }],
    ['an unknown mode', { categories: [{ tagName: 'Mode', type: 'RESTRICTIVE', values: ['REHEARSAL'] } as const] }],
    ['an unknown TLP', { categories: [{ tagName: 'TLP', type: 'INFORMATIVE', values: ['ORANGE'] } as const] }],
    [
      'nations for display alone',
      { categories: [{ tagName: 'Display Only', type: 'INFORMATIVE', values: ['JPN'] } as const] },
    ],
    ['a review that is no instant of ours', { reviewAt: '2026-11-22' }],
  ])('with %s becomes no marking', (_, worse) => {
    expect(markingOfLabel({ ...label, ...worse }, policies).ok).toBe(false)
  })
})
