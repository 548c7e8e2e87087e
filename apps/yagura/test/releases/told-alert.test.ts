import type { Marking } from '@yagura/record'
import { describe, expect, test } from 'vitest'
import type { Alert } from '../../src/api/contract/alerts.ts'
import { createSubjectReader } from '../../src/node/releases/release-subject.ts'
import type { RestsOn } from '../../src/node/releases/rests-on.ts'
import type { StoredRelease } from '../../src/node/releases/stored-release.ts'
import { toldNow } from '../../src/node/releases/told-now.ts'
import { UnknownApproachError } from '../../src/node/screening/errors.ts'
import { alertNode, detection, officer } from '../alerts/alert-node.ts'
import { releaseNode, sato, signerOf, staffedNode, suzuki, toUsa } from './release-node.ts'

const never = async (): Promise<never> => {
  throw new Error('not asked for')
}

/** An alert of a watch, and how it is shared. */
async function shared(
  watchId: string,
  more: Partial<ReturnType<typeof detection>> = {},
  { marks = [], mark = toUsa }: { readonly marks?: readonly RestsOn[]; readonly mark?: Marking } = {},
) {
  const alerts = await alertNode()
  await alerts.judge(watchId, [detection('a', { watchId, ...more })])
  const { items } = await alerts.handlers.listAlerts({ params: undefined, query: {}, body: undefined }, officer)
  const [alert] = items as readonly Alert[]
  const read = createSubjectReader({
    ...{ marksOf: async () => marks, ownNation: () => 'JPN' },
    ...{ casePart: never, encounter: never, elements: () => [], sourceName: () => '', keepBlob: never },
    alert: async (id) => alerts.handlers.readAlert({ params: { id }, query: undefined, body: undefined }, officer),
  })
  return read({ kind: 'alert', id: alert?.id ?? '' }, mark)
}

test('an alert of a watch that has no record kind of its own is told by its words, and leaves as any record does', async () => {
  const subject = await shared('other', { reason: 'x'.repeat(2001) })
  expect(subject).toMatchObject({
    ...{ kind: 'alert.told', title: 'title a' },
    data: {
      ...{ watch: 'other', priority: 'caution', title: 'title a', consequence: 'debris' },
      ...{ firstUtc: '2026-11-22T03:00:00.000Z', actByUtc: '2026-11-22T04:00:00.000Z' },
    },
  })
  expect((subject.data as { readonly reason: string }).reason).toBe(`${'x'.repeat(1999)}…`)
  const node = await releaseNode()
  node.setSubject(subject)
  const key = signerOf('sato')
  await node.certify('Sato', key, ['release'])
  const preview = await node.preview({ keyId: key.keyId, leaveOut: ['/reason'] }, sato)
  expect(preview).toMatchObject({ refusal: null, origin: 'jp.ncc.example/ch/JPN-USA' })
})

test('an alert about the node itself is shared with nobody', async () => {
  await expect(shared('node')).rejects.toMatchObject({ faultCode: 'release/not-shared' })
})

const toAustralia: Marking = { pol: 'JP', lvl: 0, aud: { AUS: 2, JPN: 2 }, mode: 'REAL' }
const toAll: Marking = { pol: 'US', lvl: 0, aud: { AUS: 2, JPN: 2, USA: 2 }, mode: 'REAL' }
const theirs: RestsOn = { mark: toAll, originator: 'USA', approvals: [] }
const ours: RestsOn = { mark: { pol: 'TLP', lvl: 0, mode: 'REAL' }, originator: 'JPN', approvals: [] }

/** What is said before an alert that tells of things so marked leaves under a marking. */
async function previewed(marks: readonly RestsOn[], mark: Marking) {
  const node = await staffedNode()
  node.setSubject(await shared('other', {}, { marks, mark }))
  return { node, preview: await node.preview({ keyId: node.satoKey.keyId, mark }) }
}

describe('an alert of what was found by marked intelligence', () => {
  test('does not go to a third nation that the originator has not approved, nor below its level', async () => {
    const controlled = { ...theirs, mark: { ...toAll, ctl: ['ORCON'] } }
    const { preview } = await previewed([controlled], { ...toAustralia, ctl: ['ORCON'], why: 'compiled' })
    expect(preview.refusal).toMatchObject({ code: 'marking/originator' })
    const secret = { ...theirs, mark: { ...toAll, lvl: 2 } }
    expect((await previewed([secret], toAustralia)).preview.refusal).toMatchObject({ code: 'marking/below-sources' })
    expect((await previewed([secret], toAustralia)).preview.sourceMark).toMatchObject({ pol: 'JP', lvl: 2 })
  })

  test('is judged by the same markings again when the second person signs', async () => {
    const toBoth: Marking = { pol: 'JP', lvl: 0, aud: { JPN: 2, USA: 2 }, mode: 'REAL', why: 'compiled' }
    const { node } = await previewed([theirs], toBoth)
    const draft = await node.draft({ keyId: node.satoKey.keyId, mark: toBoth })
    const kept = node.store.get('releases', draft.id) as { tellsOf: { mark: Marking }[] }
    expect(kept.tellsOf).toMatchObject([{ originator: 'USA' }])
    await node.sign(draft, node.satoKey, sato)
    expect(await node.sign(draft, node.suzukiKey, suzuki)).toMatchObject({ state: 'released' })
  })

  test('goes where two officers decide if it was this nation’s own and named nobody, but not below its level or label', async () => {
    expect((await previewed([ours], toAustralia)).preview.refusal).toBeNull()
    const labelled: RestsOn = { ...ours, mark: { pol: 'JP', lvl: 0, tlp: 'AMBER', mode: 'REAL' } }
    const amber: Marking = { ...toAustralia, tlp: 'AMBER' }
    expect((await previewed([labelled], amber)).preview.refusal).toBeNull()
    const green: Marking = { ...amber, tlp: 'GREEN' }
    expect((await previewed([labelled], green)).preview.refusal).toMatchObject({ code: 'marking/below-sources' })
  })

  test('of a partner’s that names nobody goes nowhere', async () => {
    const unnamed: RestsOn = { ...theirs, mark: { pol: 'TLP', lvl: 0, mode: 'REAL' } }
    expect((await previewed([unnamed], toAustralia)).preview.refusal).not.toBeNull()
  })
})

describe('an alert whose intelligence was marked otherwise since its author signed', () => {
  const toBoth: Marking = { pol: 'JP', lvl: 0, aud: { JPN: 2, USA: 2 }, mode: 'REAL', why: 'compiled' }
  const red: RestsOn = { ...theirs, mark: { ...toAll, tlp: 'RED' } }

  /** A release that its author signed when the marks were these. */
  async function signed(marks: readonly RestsOn[]) {
    const { node } = await previewed(marks, toBoth)
    const draft = await node.draft({
      ...{ keyId: node.satoKey.keyId, mark: toBoth, subject: { kind: 'alert', id: 'a' } },
    })
    await node.sign(draft, node.satoKey, sato)
    return { node, draft }
  }

  test.each([
    ['raised', [theirs]],
    ['found to be marked', []],
  ] as const)('does not leave where it was %s', async (_, marks) => {
    const { node, draft } = await signed(marks)
    node.setSubject(await shared('other', {}, { marks: [red], mark: toBoth }))
    const refused = { faultCode: 'marking/below-sources' }
    await expect(node.sign(draft, node.suzukiKey, suzuki)).rejects.toMatchObject(refused)
  })

  test('does not leave lower where it was lowered', async () => {
    const { node, draft } = await signed([theirs])
    const readSubject = async () => shared('other', {}, { marks: [], mark: toBoth })
    const stored = node.store.get('releases', draft.id) as StoredRelease
    expect(await toldNow({ readSubject, logs: node.logs }, stored)).toMatchObject([theirs])
  })
})

test('of a part of a case that links things it is asked how those are marked, and of an alert what that is about', async () => {
  const alerts = await alertNode()
  await alerts.judge('other', [detection('a', { watchId: 'other', subjects: ['192.0.2.1', 'indicator--1'] })])
  const { items } = await alerts.handlers.listAlerts({ params: undefined, query: {}, body: undefined }, officer)
  const [alert] = items as readonly Alert[]
  const asked: unknown[] = []
  const link = {
    ...{ kind: 'link', rel: 'about', to: { type: 'alert', id: alert?.id ?? '' } },
    from: { type: 'stix', id: 'malware--1' },
  }
  const part = (what: unknown) => ({ kind: 'case.part', title: 'a part', data: { what } })
  let what: unknown = link
  const read = createSubjectReader({
    ...{ encounter: never, elements: () => [], sourceName: () => '', keepBlob: never, ownNation: () => 'JPN' },
    alert: async (id) => alerts.handlers.readAlert({ params: { id }, query: undefined, body: undefined }, officer),
    casePart: async () => part(what),
    marksOf: async (things) => {
      asked.push(...things)
      return []
    },
  })
  await read({ kind: 'case-part', id: 'x' }, toUsa)
  expect(asked).toHaveLength(3)
  expect(asked).toEqual(
    expect.arrayContaining([
      { type: 'subject', id: '192.0.2.1' },
      { type: 'subject', id: 'indicator--1' },
      { type: 'stix', id: 'malware--1' },
    ]),
  )
  what = { kind: 'note', text: 'words' }
  await read({ kind: 'case-part', id: 'x' }, toUsa)
  expect(asked).toHaveLength(3)
})

describe('a link of a case to an alert', () => {
  const records = ['a'.repeat(64), 'b'.repeat(64)]

  /** What a link to the one alert of a watch, or to one of another id, is released as. */
  async function linked(watchId: string, evidence: unknown, linkedId?: string) {
    const alerts = await alertNode()
    await alerts.judge(watchId, [detection('a', { watchId, evidence })])
    const { items } = await alerts.handlers.listAlerts({ params: undefined, query: {}, body: undefined }, officer)
    const id = linkedId ?? items[0]?.id ?? ''
    const read = createSubjectReader({
      ...{ elements: () => [], sourceName: () => '', keepBlob: never, ownNation: () => 'JPN' },
      alert: async (asked) =>
        alerts.handlers.readAlert({ params: { id: asked }, query: undefined, body: undefined }, officer),
      encounter: async (approach) => Promise.reject(new UnknownApproachError(approach)),
      casePart: async () => ({
        ...{ kind: 'case.part', title: 'a part', restsOn: [records[0] ?? ''] },
        data: { what: { kind: 'link', rel: 'concerns', to: { type: 'alert', id, title: 'title a' } } },
      }),
      marksOf: async () => [],
    })
    return read({ kind: 'case-part', id: 'x' }, toUsa)
  }

  test('rests on the records of partners that the alert rests on', async () => {
    const evidence = { closest: { id: '29999-32500-20261122T120000.000Z' }, restsOn: records }
    expect(await linked('space', evidence)).toMatchObject({ restsOn: records })
  })

  test('is not shared where the alert is about the node itself', async () => {
    await expect(linked('node', {})).rejects.toMatchObject({ faultCode: 'release/not-shared' })
  })

  test('is not shared where the alert is not kept any more', async () => {
    await expect(linked('space', {}, 'gone')).rejects.toMatchObject({ faultCode: 'release/source-not-held' })
  })
})
