import { type CaseContent, checkBody, coreKinds } from '@yagura/record'
import { describe, expect, test } from 'vitest'
import { contentOf } from '../../src/cases/part/content-of.ts'
import { enteredOf, partFields } from '../../src/cases/part/part-fields.ts'

const key = 'jp.example/01J00000000000000000000000'
const atUtc = '2022-02-24T03:02:00Z'
const sha256 = 'a'.repeat(64)

/** One of each kind, with every member that a form can give. */
const contents: readonly CaseContent[] = [
  { kind: 'opened', title: 'Outage', text: 'x' },
  { kind: 'renamed', title: 'Outage' },
  { kind: 'owned', owner: 'Sato' },
  { kind: 'closed', why: 'over' },
  { kind: 'reopened', why: 'not over' },
  { kind: 'withdrawn', why: 'wrong' },
  { kind: 'entry', atUtc, text: 'x' },
  {
    ...{ kind: 'event', title: 'A wiper ran', fromUtc: atUtc, untilUtc: atUtc, text: 'x' },
    labels: [
      { scheme: 'mitre-attack', id: 'T1561', name: 'Disk Wipe' },
      { scheme: 'own', id: '7' },
    ],
  },
  { kind: 'impact', on: 'Modems', count: { number: 30_000, of: 'modems' }, fromUtc: atUtc },
  { kind: 'task', title: 'Ask', assignee: 'Abe', dueUtc: atUtc, state: 'done', outcome: 'asked' },
  {
    ...{ kind: 'evidence', title: 'Log', source: { name: 'Operator', commitment: sha256 }, holder: 'Sato' },
    ...{ collectedUtc: atUtc, file: { sha256, sizeBytes: 1, mediaType: 'text/plain' } },
  },
  { kind: 'custody', evidence: key, from: 'Sato', to: 'Abe', atUtc, why: 'x' },
  { kind: 'hypothesis', title: 'A state', text: 'x' },
  { kind: 'rating', evidence: key, hypothesis: key, rating: 'II', why: 'x' },
  { kind: 'weighing', evidence: key, credibility: 'high', relevance: 'low' },
  { kind: 'judgement', hypothesis: key, likelihood: 'roughly-even-chance', confidence: 'moderate' },
  {
    ...{ kind: 'link', rel: 'sameCauseAs', from: { type: 'alert', id: '01J', title: 'Outage', path: '/a/01J' } },
    to: { type: 'url', id: 'https://example.org/a' },
  },
  { kind: 'note', text: 'x' },
]

/** Why a record with this content would not be taken. */
function asRecord(what: CaseContent) {
  const ulid = '01J00000000000000000000000'
  const data = { atUtc, case: ulid, part: ulid, what }
  const mark = { pol: 'TLP', lvl: 0, mode: 'REAL' } as const
  const head = { at: '2022-02-24T03:02:00.000Z', by: 'jp.example/sato', id: ulid, kind: 'case.part' }
  return checkBody({ ...head, data, mark, refs: [], v: 1 }, coreKinds)
}

describe('the form of a part', () => {
  test.each(contents)('says $kind as it was, where nothing is changed', (what) => {
    expect(asRecord(what)).toBeUndefined()
    expect(contentOf(what.kind, enteredOf(what), what)).toEqual({ ok: true, what })
  })

  test('has fields for every kind, and no content of a case is left without a form', () => {
    expect(contents.map(({ kind }) => kind).sort()).toEqual(Object.keys(partFields).sort())
  })

  test('says nothing of what is left empty, and nothing that is no field of the kind', () => {
    const entered = { title: ' Ask ', assignee: ' ', dueUtc: '', state: 'open', rating: 'II' }
    expect(contentOf('task', entered)).toEqual({ ok: true, what: { kind: 'task', title: 'Ask', state: 'open' } })
  })

  test.each([
    ['entry', { atUtc: '2022-02-24 03:02', text: 'x' }, { word: 'wrongUtc', field: 'fieldAt' }],
    ['entry', { atUtc: '2022-13-24T03:02:00Z', text: 'x' }, { word: 'wrongUtc', field: 'fieldAt' }],
    ['link', { rel: 'x', to: 'nothing' }, { word: 'wrongTarget', field: 'fieldTarget' }],
    ['event', { title: 'x', fromUtc: atUtc, labels: 'T1561' }, { word: 'wrongLabels', field: 'fieldLabels' }],
  ] as const)('refuses %s with %o', (kind, entered, problem) => {
    expect(contentOf(kind, entered)).toEqual({ ok: false, problem })
  })

  test('takes the file of evidence as the node measured it', () => {
    const file = { sha256, sizeBytes: 10, mediaType: 'text/plain', name: 'access.log' }
    expect(contentOf('evidence', { title: 'Log' }, undefined, file)).toEqual({
      ok: true,
      what: { kind: 'evidence', title: 'Log', file },
    })
  })
})
