import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createThingAdder, type EvidenceOf } from '../../src/node/cases/add-thing.ts'
import { evidenceOfDetection } from '../../src/node/cyber/detection/detection-evidence.ts'
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

/** A case to which a thing of type `detection` is added. */
async function withThing(evidenceOf: EvidenceOf, id: string) {
  const cases = await loneCases()
  const service = cases.service()
  const opened = await service.handlers.openCase(
    { params: undefined, query: undefined, body: { title: 'Outage' } },
    sato,
  )
  const adder = createThingAdder({ cases: service, evidenceOf, nowUtc: () => '2026-11-22T05:00:00.000Z' })
  const body = { rel: 'concerns', to: { type: 'detection', id, title: 'Indicator 1', path: `/cyber/queue?sel=${id}` } }
  const added = await adder.addThingToCase({ params: { id: opened.id }, query: undefined, body }, sato)
  const asked = { params: { id: opened.id }, query: undefined, body: undefined }
  const { threads } = await service.handlers.readCase(asked, sato)
  const whatOf = (key: string | null) => threads.find((thread) => thread.key === key)?.versions[0]?.what
  return { added, threads, whatOf, service, caseId: opened.id }
}

test('what was found in a log goes into a case with its raw lines as measured evidence, an event, and a link', async () => {
  const { detection, log } = await found([line(0), line(90)])
  const { added, whatOf, threads, service, caseId } = await withThing(
    () => evidenceOfDetection(detection),
    detection.id,
  )
  const bytes = `${line(0)}\n${line(90)}\n`
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  expect(whatOf(added.evidence)).toMatchObject({
    ...{
      kind: 'evidence',
      source: { name: log.slice(0, 200) },
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
  const event = evidenceOfDetection(detection)?.event
  expect(event).not.toHaveProperty('fromUtc')
  expect(event?.text).toMatch(/^read: 2026-.*Z – 2026-.*Z$/m)
})

test('evidence says that its lines are not whole', async () => {
  const { detection } = await found([line(0).replace('{', `{"padding":"${'x'.repeat(5000)}",`)])
  expect(evidenceOfDetection(detection)?.evidence.text).toContain('lines kept: 1; hits: 1; cut at 4096 characters: 1')
})

test('a thing of which nothing is kept is linked alone', async () => {
  const { added, threads } = await withThing(() => undefined, 'gone')
  expect(added).toMatchObject({ evidence: null, event: null })
  expect(threads.map(({ kind }) => kind).sort()).toEqual(['link', 'opened'])
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
