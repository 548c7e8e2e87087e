import type { StixObject } from '@yagura/cyber'
import { type Marking, shippedPolicies } from '@yagura/record'
import { describe, expect, test } from 'vitest'
import { createAttackHandlers } from '../../../src/node/cyber/handlers/attack-handlers.ts'
import { createCommentHandlers } from '../../../src/node/cyber/handlers/comment-handlers.ts'
import { createExportHandler } from '../../../src/node/cyber/handlers/export-handler.ts'
import { exportedPages } from '../../../src/node/cyber/handlers/export-objects.ts'
import { createObjectHandlers } from '../../../src/node/cyber/handlers/object-handlers.ts'
import { stixThreadBundle } from '../store/stix-thread-bundle.ts'
import { cyberNode, importInto, sato, sharedObjects } from './cyber-node.ts'

const thread = stixThreadBundle()
const author = () => ({ name: 'jp.ncc.example' })
const created = '2024-01-01T00:00:00.000Z'
const amber = 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421'
const malware: StixObject = {
  ...{ type: 'malware', spec_version: '2.1', id: 'malware--11111111-1111-4111-8111-111111111111' },
  ...{ created, modified: created, name: 'AcidRain', is_family: true, object_marking_refs: [amber] },
}
const params = { id: malware.id }

describe('what an analyst says of an object', () => {
  test('a note is an object of STIX by this node, as highly marked as what it is about, and stands at it', async () => {
    const { context, store } = await cyberNode(thread())
    await importInto(store, [malware])
    const { writeStixNote, writeStixOpinion } = createCommentHandlers(context, store, author)
    const note = await writeStixNote(
      { params, query: undefined, body: { content: 'Seen in modems.', confidence: 70 } },
      sato,
    )
    const explanation = 'Two teams found the same code.'
    await writeStixOpinion({ params, query: undefined, body: { opinion: 'agree', explanation } }, sato)
    const [kept] = await store.newest([note.id])
    expect(kept).toMatchObject({ originator: '', source: 'officer/Sato', marking: { tlp: 'CLEAR' } })
    expect(kept?.object).toMatchObject({
      ...{ type: 'note', spec_version: '2.1', content: 'Seen in modems.', confidence: 70, authors: ['Sato'] },
      ...{ object_refs: [malware.id], object_marking_refs: [amber] },
    })
    expect(note.createdBy).toMatchObject({ title: 'jp.ncc.example', isKnown: true })
    const read = createObjectHandlers(store).readStixObject
    const { comments } = await read({ params, query: undefined, body: undefined }, sato)
    expect(comments.map(({ content, opinion }) => ({ content, opinion }))).toEqual(
      expect.arrayContaining([
        { content: 'Seen in modems.', opinion: null },
        { content: explanation, opinion: 'agree' },
      ]),
    )
  })

  test('it stays with this node’s own nation unless it is shared, and then goes where the object goes and names no officer', async () => {
    const { context, store } = await cyberNode(thread())
    const marking: Marking = { pol: 'JP', lvl: 1, aud: { JPN: 2, USA: 2 }, ctl: ['ORCON'], mode: 'SIMULATED' }
    await store.add([{ object: malware, marking, originator: '', source: 'test' }])
    const { writeStixNote, writeStixOpinion } = createCommentHandlers(context, store, author)
    const kept = await writeStixNote({ params, query: undefined, body: { content: 'For us.' } }, sato)
    const body = { opinion: 'agree', explanation: 'For all who have it.', shared: true } as const
    const shared = await writeStixOpinion({ params, query: undefined, body }, sato)
    const { aud: _, ...ownAlone } = marking
    expect((await store.newest([kept.id]))[0]?.marking).toEqual(ownAlone)
    const [version] = await store.newest([shared.id])
    expect(version?.marking).toEqual(marking)
    expect(version?.object).not.toHaveProperty('authors')
    expect(version?.object).not.toHaveProperty('shared')
    const refs = version?.object['object_marking_refs'] as readonly string[]
    expect(refs[0]).toBe(amber)
    const definitions = await store.newest(refs)
    expect(definitions).toMatchObject([{ marking, object: { definition: { statement: expect.any(String) } } }])
    expect(JSON.stringify(definitions[0]?.object)).toContain(JSON.stringify('ORCON'))
  })

  test('all that a node writes is by one identity, also after it was started anew', async () => {
    const { context, store } = await cyberNode(thread())
    await importInto(store, [malware])
    const body = { content: 'Once more.' }
    for (let start = 0; start < 2; start += 1)
      await createCommentHandlers(context, store, author).writeStixNote({ params, query: undefined, body }, sato)
    const notes = await store.list({ types: ['note'], sort: 'added', descending: false, limit: 10 })
    expect(new Set(notes.versions.map(({ object }) => object['created_by_ref'])).size).toBe(1)
    expect(await store.countByType({ types: ['identity'] })).toEqual([{ type: 'identity', count: 1 }])
  })

  test('that it was written stands in the log, and not what it says', async () => {
    const { context, store } = await cyberNode(thread())
    await importInto(store, [malware])
    const { writeStixNote } = createCommentHandlers(context, store, author)
    await writeStixNote({ params, query: undefined, body: { content: 'A secret.' } }, sato)
    const lines = context.store.readLog({ newestFirst: true, limit: 100 }).records
    expect(lines.filter(({ kind }) => kind === 'cyber/note')).toMatchObject([{ by: 'Sato', subject: malware.id }])
    expect(JSON.stringify(lines)).not.toContain('A secret.')
  })
})

const rules = { mode: 'REAL', policies: shippedPolicies(), ownNation: () => 'JPN' } as const

test.each([
  ['that was not shared', { content: 'For us.' }, undefined],
  ['that went to another nation', { content: 'For you.', shared: true }, { AUS: 2, JPN: 2 }],
] as const)('who is given a note also has its author, after one %s', async (_, first, aud) => {
  const { context, store } = await cyberNode(thread())
  const tool = { ...malware, type: 'tool', id: malware.id.replace('malware', 'tool'), object_marking_refs: [] }
  const plain = { pol: 'JP', lvl: 0, mode: 'REAL' } as const
  await store.add([
    { object: tool, marking: { ...plain, ...(aud && { aud }) }, originator: '', source: 'test' },
    { object: malware, marking: { ...plain, aud: { JPN: 2, USA: 2 } }, originator: '', source: 'test' },
  ])
  const { writeStixNote } = createCommentHandlers(context, store, author)
  await writeStixNote({ params: { id: tool.id }, query: undefined, body: first }, sato)
  for (const content of ['One.', 'Two.']) {
    await writeStixNote({ params, query: undefined, body: { content, shared: true } }, sato)
  }
  const seen: string[] = []
  for await (const page of exportedPages(store, { filter: {}, as: 'USA' }, rules)) {
    seen.push(...page.map(({ body }) => String(JSON.parse(body).type)))
  }
  expect(seen.toSorted()).toEqual(['identity', 'malware', 'marking-definition', 'note', 'note'])
  const [identity] = await store
    .list({ types: ['identity'], sort: 'added', descending: false, limit: 1 })
    .then(({ versions }) => versions)
  expect(await store.versions(identity?.object.id ?? '')).toHaveLength(2)
})

test('an export is a bundle of what fits, and one that fits nothing is an empty bundle', async () => {
  const { store } = await cyberNode(thread())
  await importInto(store, [
    malware,
    { ...malware, type: 'tool', id: malware.id.replace('malware', 'tool'), name: 'Other' },
  ])
  const bundleOf = async (query: { readonly type?: string }): Promise<unknown> => {
    const asked = { params: undefined, body: undefined, query }
    const { body } = await createExportHandler(store, rules, { noteSaved: async () => undefined })(
      asked,
      sato,
      new AbortController().signal,
    )
    let text = ''
    for await (const piece of body) text += String(piece)
    return JSON.parse(text)
  }
  expect(await bundleOf({ type: 'malware' })).toMatchObject({ type: 'bundle', objects: [malware] })
  expect(await bundleOf({ type: 'campaign' })).not.toHaveProperty('objects')
})

const ics = sharedObjects('cyber/stix/ics-attack-18.1.json.gz')

describe.skipIf(ics === undefined)('the matrix of ATT&CK for ICS', () => {
  const asked = (by?: string) => ({ params: undefined, body: undefined, query: by === undefined ? {} : { by } })

  test('counts who uses a technique, and what of a node was detected', async () => {
    const { store } = await cyberNode(thread())
    await importInto(store, ics ?? [])
    const techniqueId = 'attack-pattern--f8df6b57-14bc-425f-9a91-6f59f6799307'
    const { listTechniques } = createAttackHandlers(store, async () => [
      { kind: 'detections', by: 'alert-1', techniqueId },
      { kind: 'detections', by: 'alert-2', techniqueId },
    ])
    const { matrices, marks } = await listTechniques(asked(), sato)
    const found = matrices[0]?.tactics
      .flatMap(({ techniques }) => techniques)
      .find(({ attackId }) => attackId === 'T0883')
    // Counted from the file by another program.
    expect(found?.uses).toEqual({ indicators: 0, detections: 2, groups: 0, campaigns: 1, software: 1 })
    expect(marks).toEqual([{ pol: 'TLP', lvl: 0, mode: 'REAL', tlp: 'CLEAR' }])
  })

  test('of one group, only what it uses is counted', async () => {
    const { store } = await cyberNode(thread())
    await importInto(store, ics ?? [])
    const { listTechniques } = createAttackHandlers(store, async () => [])
    const { matrices } = await listTechniques(asked('intrusion-set--381fcf73-60f6-4ab2-9991-6af3cbc35192'), sato)
    const techniques = matrices[0]?.tactics.flatMap((tactic) => tactic.techniques) ?? []
    expect(new Set(techniques.filter(({ uses }) => uses.groups > 0).map(({ id }) => id)).size).toBe(3)
    expect(techniques.every(({ uses }) => uses.software === 0)).toBe(true)
  })

  test('what was imported meanwhile is counted', async () => {
    const { store } = await cyberNode(thread())
    const { listTechniques } = createAttackHandlers(store, async () => [])
    expect((await listTechniques(asked(), sato)).matrices).toEqual([])
    await importInto(store, ics ?? [])
    expect((await listTechniques(asked(), sato)).matrices).toHaveLength(1)
  })
})
