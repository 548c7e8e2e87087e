import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Marking, shippedPolicies } from '@yagura/record'
import { describe, expect, test } from 'vitest'
import { createThingAdder, type EvidenceOf, type ThingParts } from '../../src/node/cases/add-thing.ts'
import { nameWithoutKeys } from '../../src/node/cases/case-service.ts'
import { CaseRefusedError } from '../../src/node/cases/errors.ts'
import { evidenceOfDetection } from '../../src/node/cyber/detection/detection-evidence.ts'
import { ReleaseRefusedError } from '../../src/node/releases/errors.ts'
import { createSubjectReader } from '../../src/node/releases/release-subject.ts'
import { detectionNode, indicator, startMs, tanaka } from '../cyber/detection/detection-node.ts'
import { sato } from '../releases/release-node.ts'
import { loneCases } from './case-nodes.ts'

const line = (minute: number | undefined) =>
  JSON.stringify({
    ...{ _path: 'dns', 'id.orig_h': '192.0.2.1', query: 'evil.example' },
    ...(minute === undefined ? {} : { ts: startMs / 1000 + minute * 60 }),
  })

/** What a node found in a log of these lines. */
async function found(lines: readonly string[]) {
  const node = await detectionNode([indicator(1, "[domain-name:value = 'evil.example']")])
  const log = join(node.folder, 'dns.log')
  writeFileSync(log, `${lines.join('\n')}\n`)
  const body = { name: 'DNS', kind: 'file', format: 'zeek', location: log, fromStart: true } as const
  await node.service.handlers.addLogInput({ params: undefined, query: undefined, body }, tanaka)
  await node.service.round()
  const { items } = await node.service.handlers.listDetections(
    { params: undefined, query: {}, body: undefined },
    tanaka,
  )
  const detection = node.service.found.get(items[0]?.id ?? '')
  if (detection === undefined) throw new Error('nothing was found')
  return { log, detection }
}

const rules = { mode: 'REAL', policies: shippedPolicies(), party: undefined, node: nameWithoutKeys } as const

/** A case to which a thing of type `detection` is added. */
async function withThing(evidenceOf: EvidenceOf, id: string, more: Partial<ThingParts> = {}, mark?: Marking) {
  const cases = await loneCases()
  const service = cases.service()
  const opened = await service.handlers.openCase(
    { params: undefined, query: undefined, body: { title: 'Outage' } },
    sato,
  )
  const nowUtc = () => '2026-11-22T05:00:00.000Z'
  const adder = createThingAdder({ cases: service, evidenceOf, rules, marksOf: async () => [], nowUtc, ...more })
  const to = { type: 'detection', id, title: 'Indicator 1', path: `/cyber/queue?sel=${id}` }
  const body = { rel: 'concerns', to, ...(mark && { mark }) }
  const add = () => adder.addThingToCase({ params: { id: opened.id }, query: undefined, body }, sato)
  const added = await add()
  const asked = { params: { id: opened.id }, query: undefined, body: undefined }
  const { threads } = await service.handlers.readCase(asked, sato)
  const partOf = (key: string | null) => threads.find((thread) => thread.key === key)?.versions[0]
  return { added, add, threads, partOf, whatOf: (key: string | null) => partOf(key)?.what, service, caseId: opened.id }
}

test('what was found in a log goes into a case with its raw lines as measured evidence, an event, and a link', async () => {
  const { detection, log } = await found([line(0), line(90)])
  const { added, whatOf, threads, service, caseId } = await withThing(
    () => evidenceOfDetection(detection, 'jp.example'),
    detection.id,
  )
  const bytes = `${line(0)}\n${line(90)}\n`
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  expect(whatOf(added.evidence)).toMatchObject({
    ...{
      kind: 'evidence',
      source: { name: `jp.example: ${log}`.slice(0, 200) },
      holder: 'Sato',
      collectedUtc: '2026-11-22T05:00:00.000Z',
    },
    file: { sha256, sizeBytes: bytes.length, mediaType: 'text/plain' },
    text: `lines kept: 2; hits: 2\n${log}: 1, 2`,
  })
  expect(whatOf(added.event)).toEqual({
    ...{ kind: 'event', title: 'Indicator 1: 192.0.2.1' },
    ...{ fromUtc: '2026-11-22T03:00:00.000Z', untilUtc: '2026-11-22T04:30:00.000Z' },
    text: `rule: ${detection.rule}\nhits: 2\nmatched: query = evil.example\n${log}: 1, 2`,
    labels: [{ scheme: 'stix', id: detection.indicator }],
  })
  expect(whatOf(added.link)).toMatchObject({ kind: 'link', to: { type: 'detection', id: detection.id } })
  expect(threads.find(({ key }) => key === added.evidence)?.custody).toMatchObject({ holder: 'Sato', findings: [] })
  const { body } = await service.streams.readCaseFile(
    { params: { id: caseId, sha256 }, query: undefined, body: undefined },
    sato,
    new AbortController().signal,
  )
  expect(Buffer.from(body as Uint8Array).toString('utf8')).toBe(bytes)
})

test('lines that say no time make an event without one, which says when they were read', async () => {
  const { detection } = await found([line(undefined)])
  const event = evidenceOfDetection(detection, 'jp.example')?.event
  expect(event).not.toHaveProperty('fromUtc')
  expect(event?.text).toMatch(/^read: 2026-.*Z – 2026-.*Z$/m)
})

test('an event of whose hits the first said no time is dated by the lines that say theirs', async () => {
  const { detection } = await found([line(undefined), ...Array.from({ length: 20 }, (_, no) => line(10 + no))])
  expect(evidenceOfDetection(detection, 'jp.example')?.event).toMatchObject({
    fromUtc: '2026-11-22T03:10:00.000Z',
    untilUtc: '2026-11-22T03:29:00.000Z',
  })
})

test('of many labels the one that says by which indicator it was found stays', async () => {
  const { detection } = await found([line(0)])
  const techniques = Array.from({ length: 70 }, (_, no) => `T${1000 + no}`)
  const labels = evidenceOfDetection({ ...detection, techniques }, 'jp.example')?.event.labels
  expect(labels).toHaveLength(64)
  expect(labels).toContainEqual({ scheme: 'stix', id: detection.indicator })
})

test('logs of the same name at two nodes are two sources', async () => {
  const { detection } = await found([line(0)])
  const names = ['jp.example', 'us.example'].map((node) => evidenceOfDetection(detection, node)?.evidence.source?.name)
  expect(new Set(names).size).toBe(2)
})

test('evidence says that its lines are not whole', async () => {
  const { detection } = await found([line(0).replace('{', `{"padding":"${'x'.repeat(5000)}",`)])
  expect(evidenceOfDetection(detection, 'jp.example')?.evidence.text).toContain(
    'lines kept: 1; hits: 1; cut at 4096 characters: 1',
  )
})

test('a thing that has no evidence is linked alone', async () => {
  const { added, threads } = await withThing(() => undefined, 'one')
  expect(added).toMatchObject({ evidence: null, event: null })
  expect(threads.map(({ kind }) => kind).sort()).toEqual(['link', 'opened'])
})

describe('a thing that is marked', () => {
  const red: Marking = { pol: 'TLP', lvl: 4, tlp: 'RED', aud: {}, mode: 'REAL' }
  const plain: Marking = { pol: 'JP', lvl: 0, aud: { JPN: 2 }, mode: 'REAL' }
  const marked = (...marks: readonly Marking[]) => ({
    rules: { ...rules, party: 'JPN' },
    marksOf: async () => marks,
  })

  test('marks the event and the link that name it, and not the raw lines', async () => {
    const { detection } = await found([line(0)])
    const evidenceOf: EvidenceOf = () => evidenceOfDetection(detection, 'jp.example')
    const marksOf: ThingParts['marksOf'] = async (things) =>
      things.some(({ type, id }) => type === 'stix' && id === detection.indicator) ? [red] : []
    const { added, partOf } = await withThing(evidenceOf, detection.id, { ...marked(), marksOf })
    const joined = { ...plain, tlp: 'RED' }
    const marks = [added.evidence, added.event, added.link].map((key) => partOf(key)?.mark)
    expect(marks).toEqual([plain, joined, joined])
    const theirs: Marking = { pol: 'US', lvl: 2, aud: { JPN: 2, USA: 2 }, ctl: ['ORCON'], mode: 'REAL' }
    const asked: Marking = { ...plain, lvl: 1, aud: { AUS: 2, JPN: 2 } }
    const other = await withThing(evidenceOf, detection.id, marked(theirs), asked)
    expect(other.partOf(other.added.link)?.mark).toEqual({ ...plain, lvl: 2, ctl: ['ORCON'] })
    expect(other.partOf(other.added.evidence)?.mark).toEqual(asked)
  })

  test('is not added where its marking has no words in what is asked for, or is not known any more', async () => {
    const high: Marking = { pol: 'TLP', lvl: 4, mode: 'REAL' }
    await expect(withThing(() => undefined, 'one', marked(high))).rejects.toBeInstanceOf(CaseRefusedError)
    const marksOf = async () =>
      Promise.reject(new ReleaseRefusedError({ code: 'release/source-not-held', reason: 'it is gone' }))
    await expect(withThing(() => undefined, 'one', { marksOf })).rejects.toThrow('the part was not taken: it is gone')
  })
})

test('what a case has already is not said twice', async () => {
  const { detection } = await found([line(0)])
  const { added, add, service, caseId } = await withThing(
    () => evidenceOfDetection(detection, 'jp.example'),
    detection.id,
  )
  expect(await Promise.all([add(), add()])).toEqual([added, added])
  const asked = { params: { id: caseId }, query: undefined, body: undefined }
  expect((await service.handlers.readCase(asked, sato)).parts).toBe(4)
  const body = { what: { kind: 'withdrawn' as const, why: 'wrong case' }, corrects: [added.link] }
  await service.handlers.addCasePart({ ...asked, body }, sato)
  expect((await add()).link).not.toBe(added.link)
})

test('an event that names an indicator is released as what tells of that indicator', async () => {
  const never = async (): Promise<never> => Promise.reject(new Error('not asked for'))
  const asked: unknown[] = []
  const read = createSubjectReader({
    ...{ alert: never, encounter: never, elements: () => [], sourceName: () => '', keepBlob: never },
    casePart: async () => ({
      ...{ kind: 'case.part', title: 'Outage: event' },
      data: { what: { kind: 'event', title: 'Indicator 1', labels: [{ scheme: 'stix', id: 'indicator--1' }] } },
    }),
    marksOf: async (things) => {
      asked.push(...things)
      return [{ mark: { pol: 'US', lvl: 0, mode: 'REAL' }, originator: 'USA', approvals: [] }]
    },
    ownNation: () => 'JPN',
  })
  const mark = { pol: 'JP', lvl: 0, mode: 'REAL' } as const
  const { tellsOf } = await read({ kind: 'case-part', id: '01KATEST000000000000000CAS' }, mark)
  expect(asked).toEqual([{ type: 'stix', id: 'indicator--1' }])
  expect(tellsOf).toMatchObject([{ originator: 'USA' }])
})
