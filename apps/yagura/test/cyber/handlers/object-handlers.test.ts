import type { StixStore } from '@yagura/cyber'
import { type Marking, shippedPolicies } from '@yagura/record'
import { describe, expect, test } from 'vitest'
import { createSearch } from '../../../src/node/catalogue/search.ts'
import { OtherCursorError, UnknownStixObjectError } from '../../../src/node/cyber/handlers/errors.ts'
import { createObjectHandlers } from '../../../src/node/cyber/handlers/object-handlers.ts'
import { searchStix } from '../../../src/node/cyber/handlers/search-stix.ts'
import { jointMark } from '../../../src/node/joint-mark.ts'
import { saidMarking } from '../../../src/node/marking-words.ts'
import { stixThreadBundle } from '../store/stix-thread-bundle.ts'
import { cyberNode, importInto, sato, sharedObjects } from './cyber-node.ts'

const thread = stixThreadBundle()
const ics = sharedObjects('cyber/stix/ics-attack-18.1.json.gz')

/** Sandworm Team, as MITRE names it. */
const sandworm = 'intrusion-set--381fcf73-60f6-4ab2-9991-6af3cbc35192'
const mitre = 'identity--c78cb6e5-0c4b-4611-8297-d1b8b55e40b5'

type ListQuery = Parameters<ReturnType<typeof createObjectHandlers>['listStixObjects']>[0]['query']

function asker(store: StixStore) {
  const handlers = createObjectHandlers(store)
  return {
    list: (query: ListQuery) => handlers.listStixObjects({ query, params: undefined, body: undefined }, sato),
    read: (id: string) => handlers.readStixObject({ params: { id }, query: undefined, body: undefined }, sato),
    version: (id: string, version: string) =>
      handlers.readStixVersion({ params: { id, version }, query: undefined, body: undefined }, sato),
    graph: (id: string, query: { nodes?: number; distance?: number }) =>
      handlers.readStixGraph({ params: { id }, query, body: undefined }, sato),
  }
}

async function withIcs() {
  const { store } = await cyberNode(thread())
  await importInto(store, ics ?? [])
  return asker(store)
}

describe.skipIf(ics === undefined)('objects of ATT&CK for ICS', () => {
  test('every object is listed once over the pages, and the counts say how many there are', async () => {
    const { list } = await withIcs()
    const first = await list({ limit: 500 })
    const counted = new Map<string, number>()
    for (const { type } of ics ?? []) counted.set(type, (counted.get(type) ?? 0) + 1)
    expect(first.total).toBe(1826)
    expect(Object.fromEntries(first.counts.map(({ type, count }) => [type, count]))).toEqual(
      Object.fromEntries(counted),
    )
    const ids = first.items.map(({ id }) => id)
    for (let next = first.next; next !== null; ) {
      const page = await list({ limit: 500, cursor: next })
      ids.push(...page.items.map(({ id }) => id))
      next = page.next
    }
    expect(new Set(ids).size).toBe(1826)
    expect(ids).toHaveLength(1826)
  })

  test('relationships can be left out of the list, and are counted', async () => {
    const { list } = await withIcs()
    const { items, counts, total, next } = await list({ limit: 300, relationships: false })
    expect(total).toBe(1826 - 1373)
    expect(counts).toContainEqual({ type: 'relationship', count: 1373 })
    const rest = await list({ limit: 300, relationships: false, cursor: next ?? '' })
    const types = new Set([...items, ...rest.items].map(({ type }) => type))
    expect([items.length + rest.items.length, types.has('relationship')]).toEqual([total, false])
    expect((await list({ relationships: false, type: 'relationship' })).total).toBe(1373)
  })

  test('a cursor of another question is refused', async () => {
    const { list } = await withIcs()
    const { next } = await list({ limit: 10 })
    await expect(list({ limit: 10, type: 'malware', cursor: next ?? '' })).rejects.toThrow(OtherCursorError)
  })

  test('filters narrow rows and counts alike', async () => {
    const { list } = await withIcs()
    const groups = await list({ type: 'intrusion-set', q: 'sandworm' })
    expect(groups.items.map(({ title, attackId }) => ({ title, attackId }))).toContainEqual({
      title: 'Sandworm Team',
      attackId: 'G0034',
    })
    expect(groups.counts.map(({ type }) => type)).toEqual(['intrusion-set'])
    expect(groups.total).toBe(groups.items.length)
  })
})

describe.skipIf(ics === undefined)('one object of ATT&CK for ICS', () => {
  test('an object comes with its relations, counted by kind and direction, and names for what it refers to', async () => {
    const { read } = await withIcs()
    const { row, relations, counts, references, versions } = await read(sandworm)
    expect(row).toMatchObject({ title: 'Sandworm Team', createdBy: { title: 'The MITRE Corporation', isKnown: true } })
    const own = (ics ?? []).filter(
      ({ type, source_ref, target_ref }) => type === 'relationship' && [source_ref, target_ref].includes(sandworm),
    )
    for (const kind of ['uses', 'attributed-to', 'revoked-by']) {
      const expected = own.filter(({ relationship_type }) => relationship_type === kind).length
      const ofKind = counts.filter((one) => one.kind === kind)
      expect(
        ofKind.reduce((sum, { count }) => sum + count, 0),
        kind,
      ).toBe(expected)
      expect(
        relations.filter((one) => one.kind === kind),
        kind,
      ).toHaveLength(expected)
    }
    expect(references.find(({ id }) => id === mitre)?.title).toBe('The MITRE Corporation')
    expect(versions).toHaveLength(1)
  })

  test('around an object that everything refers to, what is not shown is counted', async () => {
    const { graph } = await withIcs()
    const { nodes, leftOut, unread, relations } = await graph(mitre, { nodes: 200, distance: 1 })
    expect(nodes).toHaveLength(200)
    expect(relations.length).toBeGreaterThanOrEqual(199)
    const left = leftOut.reduce((sum, { count }) => sum + count, 0)
    const made = (ics ?? []).filter(({ type, created_by_ref }) => type !== 'relationship' && created_by_ref === mitre)
    // Everything that MITRE made is drawn, left out or not read; a relationship is a line, not an object of its own.
    expect(nodes.length - 1 + left + unread).toBeGreaterThanOrEqual(made.length)
  })

  test('around a group stand its techniques, malware and campaigns with the marking of each', async () => {
    const { graph } = await withIcs()
    const { nodes, relations } = await graph(sandworm, {})
    expect(nodes[0]).toMatchObject({ id: sandworm, distance: 0 })
    const types = new Set(nodes.map(({ type }) => type))
    for (const type of ['attack-pattern', 'malware', 'campaign']) expect(types).toContain(type)
    const ids = new Set(nodes.map(({ id }) => id))
    expect(relations.every(({ sourceId, targetId }) => ids.has(sourceId) && ids.has(targetId))).toBe(true)
    expect(nodes.every(({ mark }) => mark !== null)).toBe(true)
  })
})

test('an older version is read as it was', async () => {
  const { store } = await cyberNode(thread())
  const { read, version } = asker(store)
  const common = {
    type: 'malware',
    spec_version: '2.1',
    id: 'malware--11111111-1111-4111-8111-111111111111',
    is_family: true,
  }
  const created = '2024-01-01T00:00:00.000Z'
  await importInto(store, [{ ...common, created, modified: created, name: 'Old name' }])
  await importInto(store, [{ ...common, created, modified: '2024-02-01T00:00:00.000Z', name: 'New name' }])
  const { row, versions } = await read(common.id)
  expect(row.title).toBe('New name')
  expect(versions.map((one) => one.version)).toEqual(['2024-02-01T00:00:00.000Z', created])
  expect((await version(common.id, created)).object).toMatchObject({ name: 'Old name' })
})

test('what is not there is told as unknown', async () => {
  const { store } = await cyberNode(thread())
  const { read, version, graph } = asker(store)
  const id = 'malware--11111111-1111-4111-8111-111111111111'
  await expect(read(id)).rejects.toThrow(UnknownStixObjectError)
  await expect(version(id, 'x')).rejects.toThrow(UnknownStixObjectError)
  await expect(graph(id, {})).rejects.toThrow(UnknownStixObjectError)
})

test('the search over everything finds an object by its name and by its id, and no relationship', async () => {
  const { store } = await cyberNode(thread())
  const times = { created: '2024-01-01T00:00:00.000Z', modified: '2024-01-01T00:00:00.000Z', spec_version: '2.1' }
  const malware = {
    type: 'malware',
    id: 'malware--11111111-1111-4111-8111-111111111111',
    ...times,
    name: 'AcidRain',
    is_family: true,
  }
  const tool = { type: 'tool', id: 'tool--22222222-1111-4111-8111-111111111111', ...times, name: 'Other' }
  const ends = {
    relationship_type: 'uses',
    source_ref: malware.id,
    target_ref: tool.id,
    description: 'AcidRain uses it.',
  }
  const relationship = {
    type: 'relationship',
    id: 'relationship--33333333-1111-4111-8111-111111111111',
    ...times,
    ...ends,
  }
  await importInto(store, [malware, tool, relationship])
  const { search } = createSearch([searchStix(store)], () => null)
  const asked = (q: string) => search({ params: undefined, query: { q }, body: undefined }, sato)
  expect((await asked('i:acidr')).items.map(({ link }) => link)).toEqual([`/cyber/object/${malware.id}`])
  expect((await asked('acidrain')).items).toMatchObject([{ kind: 'stix', title: 'AcidRain' }])
  expect((await asked(malware.id)).items.map(({ id }) => id)).toContain(malware.id)
})

test('a row tells how those are marked whom its title names, and so does a hit of the search', async () => {
  const { store } = await cyberNode(thread())
  const at = '2026-01-02T03:04:05.000Z'
  const times = { spec_version: '2.1', created: at, modified: at }
  const red: Marking = { pol: 'TLP', lvl: 4, tlp: 'RED', mode: 'REAL' }
  const uuid = '11111111-1111-4111-8111-111111111111'
  const adversary = { type: 'intrusion-set', id: `intrusion-set--${uuid}`, ...times, name: 'Night Heron' }
  const tool = { type: 'tool', id: `tool--${uuid}`, ...times, name: 'Spade' }
  const relationship = {
    ...{ type: 'relationship', id: `relationship--${uuid}`, ...times, relationship_type: 'uses' },
    ...{ source_ref: adversary.id, target_ref: tool.id },
  }
  const sighting = { type: 'sighting', id: `sighting--${uuid}`, ...times, sighting_of_ref: adversary.id }
  await importInto(store, [tool, relationship, sighting])
  await store.add([{ object: adversary, marking: red, originator: 'USA', source: 'shared.json' }])
  const { list, read } = asker(store)
  const rows = new Map((await list({})).items.map((row) => [row.type, row]))
  const tlpOf = (mark: unknown) => Reflect.get(Object(mark), 'tlp')
  const told = (type: string) => rows.get(type)?.named.map(({ title, mark }) => [title, tlpOf(mark)])
  expect(told('relationship')).toEqual([
    ['Night Heron', 'RED'],
    ['Spade', tlpOf(rows.get('tool')?.mark)],
  ])
  expect(told('sighting')).toEqual([['Night Heron', 'RED']])
  expect([rows.get('relationship')?.title, rows.get('sighting')?.title]).toEqual([
    'Night Heron · uses · Spade',
    'Night Heron',
  ])
  expect([told('tool'), tlpOf(rows.get('tool')?.mark)]).not.toContain('RED')
  const [relation] = (await read(tool.id)).relations
  expect([relation?.other.title, tlpOf(relation?.other.mark)]).toEqual(['Night Heron', 'RED'])

  const policies = shippedPolicies()
  const { search } = createSearch([searchStix(store)], (marks) =>
    saidMarking(marks.length === 0 ? undefined : jointMark(marks, 'REAL', policies), policies),
  )
  const { items } = await search({ params: undefined, query: { q: 'heron' }, body: undefined }, sato)
  expect(items.map(({ title, marking }) => [title, marking?.portion.en])).toContainEqual(['Night Heron', '[TLP:RED]'])
  expect(items.every(({ marking }) => marking?.mark.tlp === 'RED')).toBe(true)
})
