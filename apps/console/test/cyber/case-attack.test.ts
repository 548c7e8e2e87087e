import { expect, test } from 'vitest'
import type { CaseView } from '../../src/cases/case-models.ts'
import { techniqueEvents } from '../../src/cyber/case/case-techniques.ts'
import { matrixFor } from '../../src/cyber/case/matrix-for.ts'
import { tacticsOfCase } from '../../src/cyber/case/tactics-of-case.ts'

function thread(key: string, what: { readonly kind: string }, more: object = {}) {
  return { key, kind: what.kind, isWithdrawn: false, heads: [key], versions: [{ key, isOwn: true, what }], ...more }
}

// Only what the views read of a case.
const found = {
  threads: [
    thread('2', {
      ...{ kind: 'event', title: 'Wiper runs', fromUtc: '2022-02-24T03:02:00Z' },
      labels: [
        { scheme: 'mitre-attack', id: 'T1561.001', name: 'Disk Content Wipe' },
        { scheme: 'house-words', id: 'T1' },
      ],
    } as never),
    thread('1', {
      ...{ kind: 'event', title: 'Sign-in by VPN', fromUtc: '2022-02-23T20:00:00Z' },
      labels: [{ scheme: 'mitre-attack', id: 'T1133' }],
    } as never),
    thread('3', { kind: 'event', title: 'Nothing named', fromUtc: '2022-02-23T00:00:00Z' } as never),
  ],
} as unknown as CaseView

const uses = { indicators: 0, detections: 0, groups: 0, campaigns: 0, software: 0 }
const matrix = {
  ...{ id: 'm1', domain: 'enterprise-attack', name: 'Enterprise' },
  tactics: [
    {
      ...{ id: 't1', attackId: 'TA0001', name: 'Initial Access' },
      techniques: [{ id: 'a1', attackId: 'T1133', name: 'External Remote Services', variants: 0, uses }],
    },
    {
      ...{ id: 't2', attackId: 'TA0040', name: 'Impact' },
      techniques: [{ id: 'a2', attackId: 'T1561', name: 'Disk Wipe', variants: 2, uses }],
    },
  ],
}

test('events that name techniques of ATT&CK stand in the order of time, other words left out', () => {
  expect(techniqueEvents(found).map(({ title, techniques }) => [title, techniques.map(({ id }) => id)])).toEqual([
    ['Sign-in by VPN', ['T1133']],
    ['Wiper runs', ['T1561.001']],
  ])
})

test('a sub-technique stands at the tactic of its technique, and what the matrix does not have is told', () => {
  const events = [
    ...techniqueEvents(found),
    { key: '9', title: 'x', fromUtc: '', techniques: [{ id: 'T0826', name: undefined }] },
  ]
  const { tactics, others } = tacticsOfCase(matrix, events)
  expect(tactics.map(({ name, techniques }) => [name, techniques])).toEqual([
    ['Initial Access', [{ attackId: 'T1133', name: 'External Remote Services' }]],
    ['Impact', [{ attackId: 'T1561.001', name: 'Disk Content Wipe' }]],
  ])
  expect(others).toEqual(['T0826'])
})

test('the matrix is the one that knows most of the techniques', () => {
  const other = { ...matrix, id: 'm2', tactics: [] }
  expect(matrixFor([other, matrix], techniqueEvents(found))?.id).toBe('m1')
  expect(matrixFor([], techniqueEvents(found))).toBeUndefined()
})
