import { expect, test } from 'vitest'
import type { SharedRecord } from '../../src/api/contract/partners.ts'
import { auditedReads } from '../../src/node/audit/audited-reads.ts'
import { openCrossingBook } from '../../src/node/audit/crossing-book.ts'
import { sato, staffedNode, suzuki, toUsa } from '../releases/release-node.ts'

const ofRecord = { params: { id: 'a'.repeat(64) }, query: undefined, body: undefined }
const none = { params: undefined, query: {}, body: undefined }
const id = 'a'.repeat(64)
const line = JSON.stringify({ body: { mark: toUsa }, sigs: [] })
const hidden: SharedRecord = {
  ...{ origin: 'us.ops.example/ch/JPN-USA', position: 4, id, by: 'us.ops.example/jones', kind: 'space.alert' },
  ...{ atUtc: '2026-11-22T03:00:00.000Z', receivedUtc: '2026-11-22T03:00:01.000Z' },
  ...{ state: 'recalled', complaint: null, line: null },
}
const shown: SharedRecord = { ...hidden, position: 5, state: 'believed', line }
const page = async <Item>(...items: Item[]) => ({ items, total: items.length, offset: 0 })
const refuse = () => Promise.reject(new TypeError('not asked here'))

/** What officers are shown, and the lines that tell of it. */
async function watched() {
  const node = await staffedNode()
  const book = openCrossingBook(node.context)
  const reads = auditedReads(
    {
      ...node.handlers,
      ...{ listPartnerRecords: () => page(hidden, shown), readPartnerRecord: async () => shown },
      ...{ listPartnerApproaches: () => page(), readEncounter: refuse, readObject: refuse, exportEvidence: refuse },
    },
    book,
  )
  const lines = async () => {
    await book.settle()
    return node.context.logged.filter(({ kind }) => kind.startsWith('audit/'))
  }
  return { node, reads, lines }
}

test('of records that an officer is shown those are told that say something, once however often the page asks', async () => {
  const { reads, lines } = await watched()
  await reads.listPartnerRecords(none, sato)
  await reads.listPartnerRecords(none, sato)
  await reads.readPartnerRecord(ofRecord, sato)
  await reads.readPartnerRecord(ofRecord, suzuki)
  expect((await lines()).map(({ text }) => text).toSorted()).toEqual([
    'Sato read entries 5 of us.ops.example/ch/JPN-USA',
    'Suzuki read entries 5 of us.ops.example/ch/JPN-USA',
  ])
  expect((await lines())[0]).toMatchObject({ body: { ids: [id], marks: [toUsa], count: 1, ranges: [[5, 5]] } })
})

test('an object of which a partner sent element sets tells who saw them', async () => {
  const { node } = await watched()
  const book = openCrossingBook(node.context)
  const sent = { recordId: id, origin: 'us.ops.example/ch/JPN-USA', index: 7, mark: toUsa }
  const readObject = async () => ({ fromPartners: [sent] }) as never
  const refusing = { listPartnerRecords: refuse, readPartnerRecord: refuse, listPartnerApproaches: refuse }
  const reads = auditedReads(
    { ...node.handlers, ...refusing, readEncounter: refuse, exportEvidence: refuse, readObject },
    book,
  )
  await reads.readObject({ params: { id: 5 }, query: undefined, body: undefined }, sato)
  await book.settle()
  expect(node.context.logged.filter(({ kind }) => kind.startsWith('audit/'))).toMatchObject([
    { text: 'Sato read entries 7 of us.ops.example/ch/JPN-USA', body: { ids: [id], marks: [toUsa] } },
  ])
})

test('a look at a partner’s view and at releases is told with the markings, one’s own dry run is not', async () => {
  const { node, reads, lines } = await watched()
  await node.preview({})
  const draft = await node.draft()
  await reads.readRelease({ params: { id: draft.id }, query: undefined, body: undefined }, suzuki)
  await reads.listReleases(none, suzuki)
  await node.sign(draft, node.satoKey, sato)
  await node.sign(draft, node.suzukiKey, suzuki)
  await reads.viewAsPartner({ params: { node: 'au.ops.example' }, query: {}, body: undefined }, sato)
  expect(await lines()).toMatchObject([
    { kind: 'audit/read', by: 'Suzuki', subject: 'Suzuki', text: 'Suzuki read bodies of releases: 1' },
    {
      ...{ kind: 'audit/viewed-as', by: 'Sato', subject: 'au.ops.example' },
      ...{ text: 'Sato looked at what au.ops.example may see, records: 1', body: { count: 1, marks: [toUsa] } },
    },
  ])
})

test('what cannot be written down is not shown', async () => {
  const { node } = await watched()
  const commit = () => Promise.reject(new Error('ENOSPC'))
  const book = openCrossingBook({ ...node.context, store: { ...node.context.store, commit } })
  const reads = auditedReads(
    {
      ...node.handlers,
      ...{ listPartnerRecords: () => page(shown), readPartnerRecord: async () => shown },
      ...{ listPartnerApproaches: () => page(), readEncounter: refuse, readObject: refuse, exportEvidence: refuse },
    },
    book,
  )
  await expect(reads.readPartnerRecord(ofRecord, sato)).rejects.toThrow('ENOSPC')
})
