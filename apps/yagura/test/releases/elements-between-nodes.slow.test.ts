import { expect, test } from 'vitest'
import type { Release } from '../../src/api/contract/releases.ts'
import { type CatalogueService, createCatalogueService } from '../../src/node/catalogue/catalogue-service.ts'
import { createPartnerElements } from '../../src/node/catalogue/partner-elements.ts'
import { createSubjectReader } from '../../src/node/releases/release-subject.ts'
import { bytesOf, testSettings } from '../catalogue/node-context.ts'
import { pull, type TestPartner } from '../partners/partner-nodes.ts'
import { pullUntil, statusFor } from '../partners/shared-datasets.ts'
import { sato } from './release-node.ts'
import { request, satoKey, signatureOf, threeNodes } from './three-nodes.ts'

/** CelesTrak’s sets of July 2024; Vanguard 1 as in the tests of SGP4 (Vallado et al. 2006). */
const issOfJuly = [
  '0 ISS (ZARYA)',
  '1 25544U 98067A   24187.38405093  .00017261  00000-0  31137-3 0  9999',
  '2 25544  51.6390 226.0321 0010352  46.9211 313.2698 15.49801374461304',
]
/** The same orbit a second of right ascension away: about 33 m across the track at most. */
const issBeside = [issOfJuly[0], issOfJuly[1], issOfJuly[2]?.replace('226.0321', '226.0325').replace(/4$/, '8')]
const vanguard = [
  '0 VANGUARD 1',
  '1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753',
  '2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667',
]

async function catalogueAt(
  { context }: TestPartner,
  lines: readonly (string | undefined)[],
): Promise<CatalogueService> {
  const service = await createCatalogueService(context, { settings: () => testSettings, priorityOf: () => null })
  const bytes = bytesOf(`${lines.join('\n')}\n`)
  const signal = new AbortController().signal
  const report = await service.ingest({ sourceId: 'own', name: 'own.txt', reads: 'elements', bytes, signal })
  expect(report.problems).toEqual([])
  return service
}

const never = async (): Promise<never> => {
  throw new Error('not asked for')
}

/** Japan knows two objects and releases both to the United States, who know one of them. */
async function released() {
  let reader: ReturnType<typeof createSubjectReader> = never
  const nodes = await threeNodes((subject, mark) => reader(subject, mark))
  const { jp, us, release } = nodes
  const jpCatalogue = await catalogueAt(jp, [...issBeside, ...vanguard])
  const usCatalogue = await catalogueAt(us, issOfJuly)
  const partnerElements = createPartnerElements(us.context, us.service.datasets, usCatalogue)
  reader = createSubjectReader({
    ...{ marksOf: async () => [], ownNation: () => 'JPN' },
    ...{ alert: never, casePart: never, encounter: never, sourceName: () => 'Own sensors' },
    ...{ elements: () => jpCatalogue.records().values(), keepBlob: jp.service.datasets.keepOwn },
  })
  const done = await release({ subject: { kind: 'elements', sources: ['own'] } })
  await pullUntil(us, jp, (datasets) => datasets.some(({ isHeld }) => isHeld))
  await partnerElements.refresh()
  return { ...nodes, usCatalogue, partnerElements, done }
}

const read = (catalogue: CatalogueService, id: number) =>
  catalogue.handlers.readObject({ params: { id }, query: undefined, body: undefined }, sato)

async function recall(handlers: Awaited<ReturnType<typeof released>>['handlers'], { id }: Release): Promise<void> {
  const asked = { params: { id }, query: undefined }
  const drafted = await handlers.draftRecall({ ...asked, body: { why: 'wrong elements' } }, sato)
  await handlers.signRecall({ ...asked, body: await signatureOf(drafted.recallDraft?.body ?? '', satoKey) }, sato)
}

test('element sets that two officers released stand beside the partner’s own, with their provenance and how far apart both are', async () => {
  const { jp, us, au, usCatalogue, done } = await released()
  expect(done).toMatchObject({ state: 'released', kind: 'dataset.add', title: '2 element sets (Own sensors)' })
  expect(done.preview.attached).toMatchObject({ rows: 2, mediaType: 'text/csv' })
  expect(done.preview.attached?.head.trimEnd().split('\n')).toHaveLength(3)
  const iss = await read(usCatalogue, 25_544)
  expect(iss.object.source).toBe('own')
  const [theirs, ...more] = iss.fromPartners
  expect(more).toEqual([])
  expect(theirs).toMatchObject({
    ...{ node: 'jp.example', party: 'JPN', origin: 'jp.example/ch/JPN-USA', recordId: done.preview.bodySha256 },
    ...{ mark: request.mark, elements: { id: 25_544, rightAscensionDeg: 226.0325, source: 'partner:jp.example' } },
  })
  // 0.0004° of right ascension at 6,796 km and 51.6° of inclination: 37 m across the track at most, 29 m along it.
  const { radialKm, inTrackKm, crossTrackKm } = theirs?.difference ?? { radialKm: 1, inTrackKm: 1, crossTrackKm: 1 }
  expect(Math.hypot(radialKm, inTrackKm, crossTrackKm)).toBeGreaterThan(0.02)
  expect(Math.hypot(radialKm, inTrackKm, crossTrackKm)).toBeLessThan(0.05)
  const unknown = await read(usCatalogue, 5)
  expect(unknown).toMatchObject({
    object: { source: 'partner:jp.example', name: 'VANGUARD 1' },
    fromPartners: [{ difference: null, mark: request.mark }],
  })
  await pull(au, jp)
  expect(au.service.datasets.list()).toEqual([])
  await jp.service.crossings.settle()
  const given = jp.context.store.readLog({ kind: 'audit', subject: 'us.example', newestFirst: true, limit: 10 }).records
  expect(given.map(({ text }) => text)).toContain('us.example was given entries 2 of datasets of jp.example/ch/JPN-USA')
  const told = us.context.store.readLog({ kind: 'catalogue', subject: 'jp.example', newestFirst: true, limit: 10 })
  expect(told.records.map(({ text }) => text)).toEqual(['jp.example sent 2 element sets'])
})

test('element sets that are recalled leave the partner’s picture, and their bytes are not given any more', async () => {
  const { jp, us, usCatalogue, partnerElements, done, handlers } = await released()
  expect(await statusFor(us, jp, done.preview.attached?.sha256 ?? '')).toBe(200)
  await recall(handlers, done)
  await pullUntil(us, jp, (datasets) => datasets.length === 0)
  await partnerElements.refresh()
  expect((await read(usCatalogue, 25_544)).fromPartners).toEqual([])
  await expect(read(usCatalogue, 5)).rejects.toMatchObject({ code: 'catalogue/unknown-object' })
  expect(await statusFor(us, jp, done.preview.attached?.sha256 ?? '')).toBe(404)
})

test('what is shared of partners’ sets rests on their records, and an own set takes the place of a partner’s', async () => {
  const { us, usCatalogue, done } = await released()
  const share = createSubjectReader({
    ...{ marksOf: async () => [], ownNation: () => 'JPN' },
    ...{ alert: never, casePart: never, encounter: never, sourceName: () => 'Own sensors' },
    ...{ elements: () => usCatalogue.records().values(), keepBlob: us.service.datasets.keepOwn },
  })
  expect(await share({ kind: 'elements', objects: [5] }, request.mark)).toMatchObject({
    restsOn: [done.preview.bodySha256],
  })
  expect(await share({ kind: 'elements', objects: [25_544] }, request.mark)).toMatchObject({ restsOn: [] })
  expect([...usCatalogue.state().fromPartners.keys()]).toEqual([5])
  const signal = new AbortController().signal
  const bytes = bytesOf(`${vanguard.join('\n')}\n`)
  await usCatalogue.ingest({ sourceId: 'own', name: 'own.txt', reads: 'elements', bytes, signal })
  expect(await read(usCatalogue, 5)).toMatchObject({ object: { source: 'own' }, fromPartners: [{ party: 'JPN' }] })
  expect(usCatalogue.state().fromPartners.size).toBe(0)
})
