import { createHash } from 'node:crypto'
import type { CaseContent, Marking } from '@yagura/record'
import { describe, expect, test } from 'vitest'
import { mostPartsOfNode } from '../../src/node/cases/shared-parts.ts'
import { casesWith, loneCases } from './case-nodes.ts'

const task: CaseContent = { kind: 'task', title: 'Ask the operator', state: 'open', dueUtc: '2026-11-22T06:00:00.000Z' }

describe('a case', () => {
  test('is there again after the node was stopped, with every part as it was', async () => {
    const cases = await loneCases()
    const { id } = await cases.open('Outage')
    const { key } = await cases.add(id, task)
    await cases.add(id, { ...task, state: 'done' }, { corrects: [key] })
    const before = await cases.read(id)
    expect(before).toMatchObject({ title: 'Outage', state: 'open', parts: 3, openTasks: 0 })
    expect(await cases.reopened().read(id)).toEqual(before)
  })

  test('is listed with its open tasks and when the next is due', async () => {
    const cases = await loneCases()
    const { id } = await cases.open('Outage')
    await cases.add(id, task)
    await cases.add(id, { kind: 'owned', owner: 'Suzuki' })
    expect(await cases.list()).toMatchObject([
      { id, owner: 'Suzuki', openTasks: 1, nextDueUtc: '2026-11-22T06:00:00.000Z', parties: ['here'] },
    ])
  })

  test('that is closed takes nothing but its reopening', async () => {
    const cases = await loneCases()
    const { id } = await cases.open('Outage')
    await cases.add(id, { kind: 'closed', why: 'over' })
    await expect(cases.add(id, task)).rejects.toMatchObject({ code: 'case/closed' })
    await cases.add(id, { kind: 'reopened', why: 'it is not' })
    await cases.add(id, task)
    expect(await cases.read(id)).toMatchObject({ state: 'open' })
  })

  test('corrects also where the clock was set back', async () => {
    const cases = await loneCases()
    const { id } = await cases.open('Outage')
    const { key } = await cases.add(id, task)
    cases.context.setNow(cases.context.clock.nowMs() - 86_400_000)
    const done = await cases.add(id, { ...task, state: 'done' }, { corrects: [key] })
    const { threads } = await cases.read(id)
    expect(threads.find(({ kind }) => kind === 'task')?.heads).toEqual([done.key])
  })

  test.each([
    ['about a part that is not there', { kind: 'note', text: 'x', about: '01J00000000000000000000000' }],
    ['at an instant that does not exist', { kind: 'entry', text: 'x', atUtc: '2026-02-30T00:00:00Z' }],
    [
      'that ends before it begins',
      { kind: 'event', title: 'x', fromUtc: '2026-02-03T00:00:00Z', untilUtc: '2026-02-02T00:00:00Z' },
    ],
    ['that withdraws nothing', { kind: 'withdrawn', why: 'x' }],
    ['that opens it again under itself', { kind: 'opened', title: 'x' }],
  ] as const)('refuses a part %s', async (_, what) => {
    const cases = await loneCases()
    const { id } = await cases.open('Outage')
    await expect(cases.add(id, what)).rejects.toMatchObject({ code: 'case/refused' })
  })

  test('refuses a correction of another kind, another mode and a rating of what is no evidence', async () => {
    const cases = await loneCases()
    const { id } = await cases.open('Outage')
    const { key } = await cases.add(id, task)
    await expect(cases.add(id, { kind: 'note', text: 'x' }, { corrects: [key] })).rejects.toMatchObject({
      code: 'case/refused',
    })
    const mark = { pol: 'TLP', lvl: 0, mode: 'EXERCISE' } as const
    await expect(cases.add(id, { kind: 'note', text: 'x' }, { mark })).rejects.toMatchObject({ code: 'case/refused' })
    const rating = { kind: 'rating', evidence: key, hypothesis: key, rating: 'C' } as const
    await expect(cases.add(id, rating)).rejects.toMatchObject({ code: 'case/refused' })
    await expect(cases.add('01J00000000000000000000000', task)).rejects.toMatchObject({ code: 'case/unknown' })
  })
})

describe('evidence', () => {
  const bytes = Buffer.from('GET /wipe HTTP/1.1\n'.repeat(40_000))
  const sha256 = createHash('sha256').update(bytes).digest('hex')

  async function withEvidence() {
    const cases = await loneCases()
    const { id } = await cases.open('Outage')
    const { name, ...file } = await cases.upload(id, 'access.log', [bytes.subarray(0, 100), bytes.subarray(100)])
    const { key } = await cases.add(id, { kind: 'evidence', title: 'Log', holder: 'Sato', file: { ...file, name } })
    return { cases, id, key, file }
  }

  test('is measured on arrival and given back byte for byte', async () => {
    const { cases, id, file } = await withEvidence()
    expect(file).toEqual({ sha256, sizeBytes: bytes.length, mediaType: 'application/octet-stream' })
    expect(Buffer.from((await cases.file(id, sha256)) as Uint8Array).equals(bytes)).toBe(true)
    await expect(cases.file(id, 'a'.repeat(64))).rejects.toMatchObject({ code: 'case/file-not-held' })
  })

  test('is measured again when it is handed on', async () => {
    const { cases, id, key } = await withEvidence()
    await cases.add(id, { kind: 'custody', evidence: key, from: 'Sato', to: 'Abe', atUtc: '2026-11-22T03:00:00.000Z' })
    const custody = (await cases.read(id)).threads.find(({ kind }) => kind === 'evidence')?.custody
    expect(custody).toMatchObject({ holder: 'Abe', heldHere: true, findings: [], steps: [{ sha256, findings: [] }] })
  })

  test('that was altered in the store shows it in its chain of custody, and is not given out', async () => {
    const { cases, id, key } = await withEvidence()
    const { store } = cases.context
    const collection = `case-files evidence ${sha256}`
    const [first] = [...store.readArchive(collection)]
    if (first === undefined) throw new Error('no bytes')
    await store.commit({ forget: [{ collection }] })
    await store.commit({ archive: [{ ...first, body: Buffer.from(first.body).fill(65, 0, 1) }] })
    await cases.add(id, { kind: 'custody', evidence: key, from: 'Sato', to: 'Abe', atUtc: '2026-11-22T03:00:00.000Z' })
    const custody = (await cases.read(id)).threads.find(({ kind }) => kind === 'evidence')?.custody
    expect(custody).toMatchObject({ findings: ['hash-differs'] })
    await expect(cases.file(id, sha256)).rejects.toMatchObject({ code: 'case/file-not-held' })
  })

  test('that a part names is kept, and what none names goes a day after it came', async () => {
    const { cases, id } = await withEvidence()
    const { sha256: stray } = await cases.upload(id, 'stray.bin', [Buffer.from('stray')])
    const service = cases.service()
    const held = () => [...cases.context.store.list('case-files')].map(({ id: name }) => name.split(' ')[1])
    await service.retain()
    expect(held().sort()).toEqual([sha256, stray].sort())
    cases.context.setNow(cases.context.clock.nowMs() + 86_400_001)
    await service.retain()
    expect(held()).toEqual([sha256])
  })
})

test('what one partner tells beyond measure is left out, in the order of its log, and the case says how many', async () => {
  const id = '01KATEST000000000000000CAS'
  const cases = await casesWith('us.example', mostPartsOfNode + 3, id)
  const found = await cases.read(id)
  expect(found).toMatchObject({ parts: mostPartsOfNode, leftOut: 3 })
  const first = found.threads.flatMap(({ versions }) => versions.map(({ provenance }) => provenance?.index ?? -1))
  expect(Math.max(...first)).toBe(mostPartsOfNode - 1)
})

test.each([
  'json',
  'ndjson',
] as const)('an export as %s holds nothing of what is TLP:RED, nor of a title', async (form) => {
  const cases = await loneCases()
  const red: Marking = { pol: 'TLP', lvl: 4, tlp: 'RED', mode: 'REAL' }
  const { id } = await cases.open('SECRET title', red)
  await cases.add(id, task)
  await cases.add(id, { kind: 'note', text: 'SECRET note' }, { mark: red })
  const text = await cases.exported(id, form)
  expect(text).not.toContain('SECRET')
  expect(JSON.parse(text.split('\n')[0] ?? '')).toMatchObject({ heldBack: 2, case: { id, title: null } })
})

test('an export says every part with its marking, as one document or a line a part', async () => {
  const cases = await loneCases()
  const { id } = await cases.open('Outage')
  await cases.add(id, task)
  const document = JSON.parse(await cases.exported(id))
  expect(document).toMatchObject({
    ...{ format: 'yagura.case', mode: 'REAL', heldBack: 0, mark: { pol: 'TLP', lvl: 0, mode: 'REAL' } },
    case: { id, title: 'Outage' },
    parts: [
      { what: { kind: 'opened' }, holds: true },
      { what: task, mark: { pol: 'TLP', lvl: 0, mode: 'REAL' } },
    ],
  })
  const lines = (await cases.exported(id, 'ndjson'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toHaveLength(3)
  expect(lines[2]).toEqual(document.parts[1])
})

test('ratings make a matrix with the ranges of the words of likelihood', async () => {
  const cases = await loneCases()
  const { id } = await cases.open('Outage')
  const { key: hypothesis } = await cases.add(id, { kind: 'hypothesis', title: 'A state did it' })
  const { key: other } = await cases.add(id, { kind: 'hypothesis', title: 'Criminals did it' })
  const { key: evidence } = await cases.add(id, { kind: 'evidence', title: 'Log', source: { name: 'Operator' } })
  await cases.add(id, { kind: 'rating', evidence, hypothesis, rating: 'C' })
  await cases.add(id, { kind: 'rating', evidence, hypothesis: other, rating: 'II' })
  await cases.add(id, { kind: 'judgement', hypothesis, likelihood: 'likely', confidence: 'low' })
  expect(await cases.matrix(id)).toMatchObject({
    rows: [{ evidence, title: 'Log', diagnosticity: 3, isShared: false }],
    conclusions: [
      {
        node: null,
        ranking: [
          { hypothesis, inconsistency: 0 },
          { hypothesis: other, inconsistency: 2 },
        ],
      },
      { node: 'here', withoutSource: [{ source: evidence, changesLead: true }] },
    ],
    judgements: [{ likelihood: 'likely', lowPercent: 55, highPercent: 80, confidence: 'low', author: 'Sato' }],
  })
})

test('a hypothesis that nobody rated has no rank, and evidence that nobody rated is counted against each', async () => {
  const cases = await loneCases()
  const { id } = await cases.open('Outage')
  const { key: unrated } = await cases.add(id, { kind: 'hypothesis', title: 'An accident' })
  const { key: hypothesis } = await cases.add(id, { kind: 'hypothesis', title: 'A state did it' })
  const { key: evidence } = await cases.add(id, { kind: 'evidence', title: 'Log' })
  await cases.add(id, { kind: 'evidence', title: 'Report' })
  await cases.add(id, { kind: 'rating', evidence, hypothesis, rating: 'I' })
  const [together] = (await cases.matrix(id)).conclusions
  expect(together).toMatchObject({
    ranking: [
      { hypothesis, rank: 1, inconsistency: 1, unrated: 1 },
      { hypothesis: unrated, rank: null, inconsistency: null, unrated: 2 },
    ],
    withoutSource: [{ leading: [], changesLead: true }],
  })
})

test('the search finds cases by title, id and the words of their parts, best first, and not by what was withdrawn', async () => {
  const cases = await loneCases()
  const { id } = await cases.open('KASAT アウテージ')
  const other = await cases.open('Outage of a relay')
  const { key } = await cases.add(other.id, { kind: 'note', text: 'Seen with KASAT; asks the Operator' })
  const find = async (...words: readonly string[]) =>
    (await cases.service().search.find(words, 10)).map((hit) => [hit.kind, hit.title, hit.link])
  const first = ['case', 'KASAT アウテージ', `/case/${id}`]
  const second = ['case', 'Outage of a relay', `/case/${other.id}`]
  expect(await find('kasat')).toEqual([first, second])
  expect(await find('あうてーじ')).toEqual([first])
  expect(await find('relay', 'operator')).toEqual([second])
  expect(await find(id.toLowerCase())).toEqual([first])
  await cases.add(other.id, { kind: 'withdrawn', why: 'wrong' }, { corrects: [key] })
  expect(await find('kasat')).toEqual([first])
})

test('what is judged of a hypothesis that was withdrawn stays in the case and leaves the table', async () => {
  const cases = await loneCases()
  const { id } = await cases.open('Outage')
  const { key: hypothesis } = await cases.add(id, { kind: 'hypothesis', title: 'A state did it' })
  const { key } = await cases.add(id, { kind: 'judgement', hypothesis, likelihood: 'likely', confidence: 'low' })
  expect((await cases.matrix(id)).judgements).toMatchObject([{ key }])
  await cases.add(id, { kind: 'withdrawn', why: 'wrong' }, { corrects: [hypothesis] })
  expect((await cases.matrix(id)).judgements).toEqual([])
  expect((await cases.read(id)).threads.map((thread) => thread.key)).toContain(key)
})
