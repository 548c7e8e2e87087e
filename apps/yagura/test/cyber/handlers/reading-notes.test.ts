import type { StixObject } from '@yagura/cyber'
import { expect, test } from 'vitest'
import { openCrossingBook } from '../../../src/node/audit/crossing-book.ts'
import { createAttackHandlers } from '../../../src/node/cyber/handlers/attack-handlers.ts'
import { createDiamondHandlers } from '../../../src/node/cyber/handlers/diamond-handlers.ts'
import { createObjectHandlers } from '../../../src/node/cyber/handlers/object-handlers.ts'
import { createReadingNotes, notedReads } from '../../../src/node/cyber/handlers/reading-notes.ts'
import { notedSearch } from '../../../src/node/search-everything.ts'
import { stixThreadBundle } from '../store/stix-thread-bundle.ts'
import { cyberNode, importInto, sato } from './cyber-node.ts'

const thread = stixThreadBundle()
const created = '2024-01-01T00:00:00.000Z'
const toolOf = (no: number, name: string): StixObject => ({
  ...{ type: 'tool', spec_version: '2.1', id: `tool--11111111-1111-4111-8111-00000000000${no}` },
  ...{ created, modified: created, name },
})
const [theirs, ours, nobodys] = [toolOf(1, 'Acid one'), toolOf(2, 'Acid two'), toolOf(3, 'Acid three')] as const
const none = { params: undefined, query: {}, body: undefined }

/** A node of Japan with an object of each, its reads, and the lines of its audit. */
async function watched() {
  const { context, store } = await cyberNode(thread())
  await importInto(store, [theirs], 'theirs.json', 'USA')
  await importInto(store, [ours], 'ours.json', 'JPN')
  await importInto(store, [nobodys], 'nobodys.json', '')
  const book = openCrossingBook(context)
  const notes = createReadingNotes(store, book, () => 'JPN')
  const lines = async () => {
    await book.settle()
    const { records } = context.store.readLog({ newestFirst: false, limit: 100 })
    return records.filter(({ kind }) => kind.startsWith('audit/'))
  }
  const handlers = {
    ...{ ...createObjectHandlers(store), ...createDiamondHandlers(store) },
    ...createAttackHandlers(store, async () => []),
  }
  return { reads: notedReads(handlers, notes), notes, lines, store }
}

test('of a list those of other nations are written down with their markings, once, and none of the own', async () => {
  const { reads, lines } = await watched()
  await reads.listStixObjects(none, sato)
  await reads.listStixObjects(none, sato)
  const written = await lines()
  expect(written.map(({ text }) => text)).toEqual(['Sato read bodies of intelligence of USA: 1'])
  expect(written[0]).toMatchObject({
    ...{ by: 'Sato', kind: 'audit/read' },
    body: { ids: [theirs.id], count: 1, marks: [{ pol: 'TLP', lvl: 0, mode: 'REAL', tlp: 'CLEAR' }] },
  })
})

test.each([
  'readStixObject',
  'readStixGraph',
  'readStixVersion',
  'readStixDiamond',
] as const)('%s of another nation’s is written down', async (id) => {
  const { reads, lines } = await watched()
  const read = (stixId: string) =>
    reads[id]({ params: { id: stixId, version: created }, query: {}, body: undefined } as never, sato)
  await read(ours.id)
  expect(await lines()).toEqual([])
  await read(theirs.id)
  expect((await lines()).map(({ text }) => text)).toEqual(['Sato read bodies of intelligence of USA: 1'])
})

test('techniques that another nation brought are written down when the matrix is shown', async () => {
  const { reads, lines, store } = await watched()
  const id = (type: string) => `${type}--22222222-2222-4222-8222-222222222222`
  const head = (type: string) => ({ type, spec_version: '2.1', id: id(type), created, modified: created })
  const shortName = 'impact'
  await importInto(
    store,
    [
      {
        ...{ ...head('x-mitre-matrix'), name: 'Their matrix', tactic_refs: [id('x-mitre-tactic')] },
        external_references: [{ source_name: 'mitre-attack', external_id: 'enterprise-attack' }],
      },
      { ...head('x-mitre-tactic'), name: 'Impact', x_mitre_shortname: shortName },
      {
        ...{ ...head('attack-pattern'), name: 'Disk Wipe', x_mitre_domains: ['enterprise-attack'] },
        kill_chain_phases: [{ kill_chain_name: 'mitre-attack', phase_name: shortName }],
        external_references: [{ source_name: 'mitre-attack', external_id: 'T1561' }],
      },
    ],
    'matrix.json',
    'USA',
  )
  const answer = await reads.listTechniques({ params: undefined, query: {}, body: undefined }, sato)
  const shown = answer.matrices.flatMap(({ tactics }) => tactics.flatMap(({ techniques }) => techniques))
  expect(shown.map(({ name }) => name)).toEqual(['Disk Wipe'])
  const [line] = await lines()
  expect(line?.body).toMatchObject({ ids: expect.arrayContaining([id('attack-pattern')]) })
})

test('a hit of the search over everything is written down before it is answered', async () => {
  const { notes, lines } = await watched()
  const hit = (id: string) => ({ kind: 'stix' as const, id, title: '', detail: '', link: '', marking: null })
  const { search } = notedSearch(
    { search: async () => ({ items: [hit(theirs.id), hit(nobodys.id)] }) },
    { stix: notes.noteRead },
  )
  await search({ params: undefined, query: { q: 'acid' }, body: undefined }, sato)
  expect((await lines()).map(({ body }) => body)).toMatchObject([{ ids: [theirs.id], count: 1 }])
})

test('what is saved as another nation sees it is written down whole, and for whom', async () => {
  const { notes, lines } = await watched()
  const page = [{ body: JSON.stringify(ours) }, { body: JSON.stringify(theirs) }]
  await notes.noteSaved('Sato', page, 'AUS')
  expect((await lines()).map(({ text }) => text)).toEqual(['Sato saved intelligence for AUS, parts: 2'])
})
