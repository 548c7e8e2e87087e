import { createHash } from 'node:crypto'
import { ownOriginator, type StixDraft, type StixListQuestion, type StixObject, type StixStore } from '@yagura/cyber'
import type { Marking } from '@yagura/record'
import { describe, expect, test } from 'vitest'

/** What the suite is given of an implementation. */
export type StixStoreUnderTest = {
  /** An empty store, removed at the end of the test. */
  readonly open: () => Promise<StixStore>
  /** Closes a store and opens it again. */
  readonly reopen: (store: StixStore) => Promise<StixStore>
}

const marking: Marking = { pol: 'TLP', lvl: 0, mode: 'REAL' }
const uuid = (no: number): string => `00000000-0000-4000-8000-${String(no).padStart(12, '0')}`
const times = { created: '2024-01-01T00:00:00.000Z', modified: '2024-01-01T00:00:00.000Z' }

function malware(no: number, more: object = {}): StixObject {
  return { type: 'malware', spec_version: '2.1', id: `malware--${uuid(no)}`, ...times, is_family: true, ...more }
}

function relationship(no: number, from: string, kind: string, to: string, more: object = {}): StixObject {
  const ends = { relationship_type: kind, source_ref: from, target_ref: to }
  return { type: 'relationship', spec_version: '2.1', id: `relationship--${uuid(no)}`, ...times, ...ends, ...more }
}

function domain(no: number, more: object = {}): StixObject {
  return {
    type: 'domain-name',
    spec_version: '2.1',
    id: `domain-name--${uuid(no)}`,
    value: `host${no}.example`,
    ...more,
  }
}

const draft = (object: StixObject, more: Partial<StixDraft> = {}): StixDraft => ({
  object,
  marking,
  originator: 'JPN',
  source: 'file.json',
  ...more,
})
const question = (more: Partial<StixListQuestion> = {}): StixListQuestion => ({
  sort: 'name',
  descending: false,
  limit: 100,
  ...more,
})
const idsOf = (versions: readonly { readonly object: StixObject }[]): string[] =>
  versions.map(({ object }) => object.id)
const namesOf = (versions: readonly { readonly object: StixObject }[]): unknown[] =>
  versions.map(({ object }) => object['name'] ?? object['value'])

/** The laws of `StixStore` that every implementation keeps. */
export function describeStixStore(name: string, { open, reopen }: StixStoreUnderTest): void {
  describe(`${name}: versions`, () => versions(open, reopen))
  describe(`${name}: many at once`, () => manyAtOnce(open))
  describe(`${name}: versions without a time`, () => undated(open))
  describe(`${name}: quarantine`, () => quarantine(open))
  describe(`${name}: lists`, () => lists(open))
  describe(`${name}: words`, () => words(open))
  describe(`${name}: relations`, () => relations(open))
}

function versions(open: StixStoreUnderTest['open'], reopen: StixStoreUnderTest['reopen']): void {
  test('keeps what was added, whole, after it was opened again', async () => {
    const object = malware(1, { name: 'Ōkami', x_any: { deep: [1, null, 'é'] } })
    const first = await open()
    expect(await first.add([draft(object)])).toEqual(['added'])
    const store = await reopen(first)
    const [found] = await store.newest([object.id])
    expect(found).toMatchObject({ object, marking, originator: 'JPN', source: 'file.json', version: times.modified })
  })
  test('knows again what it has, whatever the order of its properties', async () => {
    const store = await open()
    const { type, id, ...rest } = malware(1, { name: 'One' })
    await store.add([draft({ type, id, ...rest })])
    expect(await store.add([draft({ ...rest, id, type })])).toEqual(['unchanged'])
    expect(await store.lastSeq()).toBe(1)
  })
  test('gives the newest version and all versions, whichever came first', async () => {
    const store = await open()
    const newer = malware(1, { name: 'New', modified: '2024-02-01T00:00:00.000Z' })
    await store.add([draft(newer), draft(malware(1, { name: 'Old' }))])
    expect(namesOf(await store.newest([newer.id]))).toEqual(['New'])
    expect(namesOf(await store.versions(newer.id))).toEqual(['Old', 'New'])
    expect((await store.version(newer.id, '2024-01-01T00:00:00Z'))?.object['name']).toBe('Old')
    expect((await store.list(question({ text: 'old' }))).versions).toEqual([])
    expect((await store.list(question({ text: 'old\0"*(' }))).versions).toEqual([])
  })
  test('keeps each content of an observable, which has no versions of its own', async () => {
    const store = await open()
    expect(await store.add([draft(domain(1)), draft(domain(1, { x_seen: 1 })), draft(domain(1))])).toEqual([
      'added',
      'added',
      'unchanged',
    ])
  })
  test('numbers versions in the order of adding, at times that only grow', async () => {
    const store = await open()
    await store.add([draft(malware(2)), draft(malware(1))])
    await store.add([draft(malware(3))])
    const changes = await store.changesAfter(0, 10)
    expect(idsOf(changes)).toEqual([malware(2).id, malware(1).id, malware(3).id])
    const addedUs = changes.map((change) => change.addedUs)
    expect([...new Set(addedUs)].sort((a, b) => a - b)).toEqual(addedUs)
    expect(idsOf(await store.changesAfter(changes[1]?.seq ?? 0, 10))).toEqual([malware(3).id])
  })
  test('adds all drafts of one call or none', async () => {
    const store = await open()
    // Number to the code, and nothing that a column of numbers takes.
    const broken = { ...malware(2), confidence: Number.NaN }
    await expect(store.add([draft(malware(1)), draft(broken)])).rejects.toThrow()
    expect(await store.newest([malware(1).id])).toEqual([])
    expect(await store.add([draft(malware(1))])).toEqual(['added'])
  })
  test('names every source that brought a version, and every marking once', async () => {
    const store = await open()
    await store.add([
      draft(malware(1)),
      draft(malware(1), { source: 'feed/a' }),
      draft(malware(2), { source: 'feed/a' }),
    ])
    expect(await store.sources()).toEqual([
      { source: 'feed/a', versions: 2 },
      { source: 'file.json', versions: 1 },
    ])
    expect((await store.markings()).map(({ id: _, ...rest }) => rest)).toEqual([{ marking, originator: 'JPN' }])
  })
}

function manyAtOnce(open: StixStoreUnderTest['open']): void {
  test('knows the bytes that something was read from', async () => {
    const store = await open()
    const hashOf = (no: number): string => createHash('sha256').update(`${no}`).digest('base64')
    await store.add([1, 40, 120].map((no) => draft(malware(no), { bytesHash: hashOf(no) })))
    const asked = Array.from({ length: 130 }, (_, no) => no)
    const known = await store.knownBytes(asked.map(hashOf))
    expect(asked.filter((no) => known[no])).toEqual([1, 40, 120])
    expect(known).toHaveLength(asked.length)
    expect(await store.knownBytes([])).toEqual([])
  })
  test('takes several versions of one object in one call as it takes them in several', async () => {
    const version = (month: number): StixObject =>
      malware(1, { name: `Month ${month}`, labels: [`m${month}`], modified: `2024-0${month}-01T00:00:00.000Z` })
    const others = Array.from({ length: 120 }, (_, index) =>
      draft(relationship(index, malware(1).id, 'uses', malware(2).id)),
    )
    const drafts = [
      ...[draft(version(2)), ...others, draft(version(3)), draft(version(2)), draft(version(1)), ...others],
      ...[draft({ ...version(3), name: 'Another' }), draft(version(4), { source: 'second.json' })],
    ]
    const [together, apart] = [await open(), await open()]
    const outcomes = await together.add(drafts)
    for (const [index, one] of drafts.entries()) expect(await apart.add([one])).toEqual([outcomes[index]])
    expect(outcomes.filter((outcome) => outcome === 'unchanged')).toHaveLength(121)
    for (const store of [together, apart]) {
      expect(namesOf(await store.versions(version(1).id))).toEqual(['Month 1', 'Month 2', 'Month 3', 'Month 4'])
      expect(idsOf((await store.list(question({ text: 'month 4' }))).versions)).toEqual([version(4).id])
      expect(idsOf((await store.list(question({ text: 'month 3' }))).versions)).toEqual([])
      expect((await store.relations(malware(1).id, 1)).counts).toEqual([
        { kind: 'uses', direction: 'from', count: 120 },
      ])
      expect((await store.quarantine(10)).total).toBe(1)
      expect(await store.sources()).toEqual([
        { source: 'file.json', versions: 123 },
        { source: 'second.json', versions: 1 },
      ])
    }
  })
}

/** A type of somebody's own may leave its times out; others then know the same object with its times. */
function undated(open: StixStoreUnderTest['open']): void {
  const own = (more: object = {}): StixObject => ({ type: 'x-acme-thing', id: `x-acme-thing--${uuid(1)}`, ...more })
  const stub = draft(own({ name: 'Stub' }), { originator: 'USA', source: 'stub.json' })
  const genuine = own({ spec_version: '2.1', ...times, name: 'Genuine', created_by_ref: `identity--${uuid(2)}` })
  const { modified: _, ...created } = genuine

  test.each([
    ['before', 'with `modified`', [stub, draft(genuine)]],
    ['after', 'with `modified`', [draft(genuine), stub]],
    ['before', 'with `created` alone', [stub, draft(created)]],
    ['after', 'with `created` alone', [draft(created), stub]],
  ])('a version without a time that came %s one %s is older', async (_when, _what, drafts) => {
    const store = await open()
    expect(await store.add(drafts)).toEqual(['added', 'added'])
    expect(namesOf(await store.newest([genuine.id]))).toEqual(['Genuine'])
    expect(namesOf(await store.versions(genuine.id))).toEqual(['Stub', 'Genuine'])
    expect(namesOf((await store.list(question())).versions)).toEqual(['Genuine'])
    expect(idsOf((await store.list(question({ text: 'stub' }))).versions)).toEqual([])
    expect(idsOf((await store.list(question({ text: 'genuine' }))).versions)).toEqual([genuine.id])
    expect((await store.quarantine(10)).total).toBe(0)
  })
  test('of several without a time the one that came last is newest, until one with a time comes', async () => {
    const store = await open()
    await store.add([stub, draft(own({ name: 'Second' }))])
    expect(namesOf(await store.newest([genuine.id]))).toEqual(['Second'])
    await store.add([draft(genuine), draft(own({ name: 'Third' }))])
    expect(namesOf(await store.versions(genuine.id))).toEqual(['Stub', 'Second', 'Third', 'Genuine'])
  })
  test('one without a time lets nobody but the creator go on with what has times', async () => {
    const store = await open()
    const later = { ...genuine, modified: '2024-02-01T00:00:00.000Z', name: 'Later' }
    await store.add([draft(genuine), stub])
    expect(await store.add([draft(later, { originator: 'USA' })])).toEqual(['quarantined'])
    expect(await store.add([draft({ ...genuine, name: 'Other' }), draft(later)])).toEqual(['quarantined', 'added'])
  })
  test('an observable has no versions, whatever time it holds', async () => {
    const store = await open()
    await store.add([draft(domain(1, { ...times, x_by: 'stranger' }), { originator: 'USA' }), draft(domain(1))])
    expect((await store.newest([domain(1).id]))[0]?.object).toEqual(domain(1))
  })
  test.each([
    '9999-12-31T23:59:59.999Z',
    '0001-01-01T00:00:00.000Z',
  ])('a version of %s is kept as any other', async (at) => {
    const store = await open()
    await store.add([draft(malware(1, { name: 'Far', created: at, modified: at })), draft(malware(2))])
    expect((await store.newest([malware(1).id]))[0]?.version).toBe(at)
    expect((await store.list(question({ sort: 'modified' }))).versions).toHaveLength(2)
    expect((await store.version(malware(1).id, at))?.object['name']).toBe('Far')
  })
}

function quarantine(open: StixStoreUnderTest['open']): void {
  test('keeps the same version with other content aside, once, and the first stays', async () => {
    const store = await open()
    const other = malware(1, { name: 'Other' })
    const outcomes = await store.add([draft(malware(1, { name: 'First' })), draft(other), draft(other)])
    expect(outcomes).toEqual(['added', 'quarantined', 'unchanged'])
    expect(namesOf(await store.versions(other.id))).toEqual(['First'])
    expect(await store.quarantine(10)).toMatchObject({
      entries: [{ object: other, reason: 'equivocation', contradictsSeq: 1 }],
      total: 1,
    })
    expect(await store.changesAfter(0, 10)).toHaveLength(1)
  })
  test('takes two ways to write one instant for one version', async () => {
    const store = await open()
    await store.add([draft(malware(1, { name: 'First' }))])
    const same = malware(1, { name: 'Other', modified: '2024-01-01T00:00:00Z' })
    expect(await store.add([draft(same)])).toEqual(['quarantined'])
  })
  test('keeps a version by another than the creator aside', async () => {
    const store = await open()
    const by = (no: number): object => ({ created_by_ref: `identity--${uuid(no)}` })
    const later = { modified: '2024-03-01T00:00:00.000Z' }
    await store.add([draft(malware(1, by(1)))])
    expect(
      await store.add([draft(malware(1, { ...later, ...by(2) })), draft(malware(1, { ...later, ...by(1) }))]),
    ).toEqual(['quarantined', 'added'])
    expect((await store.quarantine(1)).entries[0]?.reason).toBe('other-creator')
  })
  test('keeps a version from another nation aside, whoever it says made it, and takes one of its own people', async () => {
    const store = await open()
    const at = (month: string): StixObject => malware(1, { modified: `2024-${month}-01T00:00:00.000Z` })
    await store.add([draft(malware(1), { originator: 'USA' })])
    expect(
      await store.add([
        draft(at('03'), { originator: 'AUS' }),
        draft(at('04'), { originator: 'USA' }),
        draft(at('05'), { originator: ownOriginator }),
      ]),
    ).toEqual(['quarantined', 'added', 'added'])
    expect((await store.newest([at('05').id]))[0]?.object['modified']).toBe('2024-05-01T00:00:00.000Z')
    expect((await store.quarantine(10)).entries).toMatchObject([{ originator: 'AUS', reason: 'other-creator' }])
  })
}

function lists(open: StixStoreUnderTest['open']): void {
  test('narrows by each condition', async () => {
    const store = await open()
    const maker = `identity--${uuid(9)}`
    const full = malware(1, {
      ...{ name: 'Full', labels: ['wiper'], confidence: 80, created_by_ref: maker, revoked: true },
      kill_chain_phases: [{ kill_chain_name: 'mitre-attack', phase_name: 'impact' }],
      modified: '2024-06-01T00:00:00.000Z',
    })
    await store.add([draft(full, { source: 'feed/a' }), draft(malware(2, { name: 'Bare' })), draft(domain(1))])
    const juneUs = Date.UTC(2024, 5, 1) * 1000
    const conditions: readonly Partial<StixListQuestion>[] = [
      { labels: ['wiper', 'other'] },
      { confidence: { low: 80, high: 100 } },
      { createdByRef: maker },
      { revoked: true },
      { phase: 'mitre-attack/impact' },
      { source: 'feed/a' },
      { ids: [full.id, 'malware--none'] },
      { types: ['malware'], span: { by: 'modified', fromUs: juneUs } },
      { span: { by: 'modified', fromUs: juneUs, untilUs: juneUs + 1 } },
      { text: 'full', types: ['malware'] },
    ]
    for (const condition of conditions) {
      expect(idsOf((await store.list(question(condition))).versions), JSON.stringify(condition)).toEqual([full.id])
      expect(await store.countByType(condition)).toEqual([{ type: 'malware', count: 1 }])
    }
    expect(await store.countByType({})).toEqual([
      { type: 'malware', count: 2 },
      { type: 'domain-name', count: 1 },
    ])
  })
  test('finds a technique by its id, and what uses or indicates it', async () => {
    const store = await open()
    const technique: StixObject = {
      ...{ type: 'attack-pattern', spec_version: '2.1', id: `attack-pattern--${uuid(1)}`, ...times, name: 'Injection' },
      external_references: [{ source_name: 'mitre-attack', external_id: 'T1055' }],
    }
    const uses = relationship(1, malware(1).id, 'uses', technique.id)
    const mitigates = relationship(2, malware(2).id, 'mitigates', technique.id)
    await store.add([technique, malware(1, { name: 'User' }), malware(2), uses, mitigates].map((each) => draft(each)))
    expect(namesOf((await store.list(question({ technique: 'T1055' }))).versions)).toEqual(['Injection', 'User'])
    expect(await store.techniqueRelationships()).toEqual(
      expect.arrayContaining([{ relationshipType: 'uses', sourceId: malware(1).id, targetId: technique.id }]),
    )
  })
  test('gives every object once over all pages, in order, whatever it is sorted by', async () => {
    const store = await open()
    const objects = Array.from({ length: 25 }, (_, no) => malware(no, { name: `N${no % 4} wolf`, confidence: no % 3 }))
    await store.add(objects.map((object) => draft(object)))
    for (const sort of ['added', 'created', 'modified', 'name', 'type', 'confidence', 'relevance'] as const) {
      for (const descending of [false, true]) {
        const seen: string[] = []
        let cursor: string | undefined
        do {
          const asked = question({ sort, descending, limit: 7, ...(sort === 'relevance' ? { text: 'wolf' } : {}) })
          const page = await store.list(cursor === undefined ? asked : { ...asked, cursor })
          seen.push(...idsOf(page.versions))
          cursor = page.cursor
        } while (cursor !== undefined)
        expect(new Set(seen).size, sort).toBe(25)
        expect(seen, sort).toHaveLength(25)
      }
    }
  })
  test('refuses the cursor of another question, and what is no cursor', async () => {
    const store = await open()
    await store.add([draft(malware(1)), draft(malware(2))])
    const { cursor = '' } = await store.list(question({ limit: 1 }))
    expect((await store.list(question({ limit: 1, cursor }))).versions).toHaveLength(1)
    for (const bad of [question({ sort: 'added', cursor }), question({ cursor: 'bm8' }), question({ cursor: '' })]) {
      expect(await store.list(bad)).toEqual({ versions: [], cursor: undefined, isCursorGood: false })
    }
  })
}

function words(open: StixStoreUnderTest['open']): void {
  test.each([
    ['a beginning of a word', 'sandw'],
    ['words in any order', 'team sandworm'],
    ['a value with dots as one', 'evil.example.com'],
    ['a part of a Japanese sentence', '不正アクセス'],
    ['letters without their accents', 'okami'],
    ['an id given by others', 'G0034'],
  ])('finds %s', async (_, text) => {
    const store = await open()
    const wanted = malware(1, {
      ...{ name: 'Sandworm Team', description: 'evil.example.com による不正アクセスの痕跡、Ōkami' },
      external_references: [{ source_name: 'mitre-attack', external_id: 'G0034' }],
    })
    await store.add([draft(wanted), draft(malware(2, { name: 'Other', description: 'example evil アクセス' }))])
    expect(idsOf((await store.list(question({ text, sort: 'relevance' }))).versions)).toEqual([wanted.id])
  })
  test.each([
    ['number', 'g0034'],
    ['name', 'sandworm team'],
  ])('puts what bears a %s before what speaks of it', async (_, text) => {
    const store = await open()
    const speakers = [1, 2, 3].map((no) =>
      draft(malware(no, { name: `Sandworm Team tool G0034 ${no}`, description: 'Sandworm Team G0034 '.repeat(20) })),
    )
    const meant = malware(4, {
      ...{ name: 'Sandworm Team', description: 'Of many words that have nothing to do with it. '.repeat(50) },
      external_references: [{ source_name: 'mitre-attack', external_id: 'G0034' }],
    })
    await store.add([...speakers, draft(meant)])
    const { versions } = await store.list(question({ text, sort: 'relevance' }))
    expect(versions).toHaveLength(4)
    expect(versions[0]?.object.id).toBe(meant.id)
  })
  test.each([
    '',
    '  ',
    '"',
    '*',
    '()',
    'AND',
    'a" OR "b',
    'NEAR(',
    'name:x',
    '-',
  ])('takes %j for mere words', async (text) => {
    const store = await open()
    await store.add([draft(malware(1, { name: 'b' }))])
    expect((await store.list(question({ text }))).versions).toEqual([])
  })
}

function relations(open: StixStoreUnderTest['open']): void {
  test('gives relationships and references at both ends, relationships first, and counts beyond the limit', async () => {
    const store = await open()
    const maker: StixObject = {
      type: 'identity',
      spec_version: '2.1',
      id: `identity--${uuid(9)}`,
      ...times,
      name: 'Maker',
    }
    const wolf = malware(1, { created_by_ref: maker.id })
    const uses = relationship(1, wolf.id, 'uses', malware(2).id, { created_by_ref: maker.id })
    const drops = relationship(2, malware(3).id, 'drops', wolf.id)
    const gone = relationship(3, wolf.id, 'uses', malware(4).id, { revoked: true })
    await store.add([wolf, maker, uses, drops, gone].map((each) => draft(each)))
    const { relations: found, counts } = await store.relations(wolf.id, 10)
    expect(found).toEqual([
      { id: uses.id, kind: 'uses', sourceId: wolf.id, targetId: malware(2).id },
      { id: drops.id, kind: 'drops', sourceId: malware(3).id, targetId: wolf.id },
      expect.objectContaining({ kind: 'created_by_ref', sourceId: wolf.id, targetId: maker.id }),
    ])
    expect(counts).toEqual([
      { kind: 'uses', direction: 'from', count: 1 },
      { kind: 'drops', direction: 'to', count: 1 },
      { kind: 'created_by_ref', direction: 'from', count: 1 },
    ])
    expect((await store.relations(wolf.id, 1)).relations).toHaveLength(1)
    expect((await store.relations(maker.id, 10)).relations).toHaveLength(1)
    expect(await store.relationsOfMany([wolf.id, malware(99).id], 1)).toEqual([[found[0]], []])
  })
  test('tells the references of the newest version only', async () => {
    const store = await open()
    const first = malware(1, { sample_refs: [`file--${uuid(1)}`] })
    const second = malware(1, { sample_refs: [`file--${uuid(2)}`], modified: '2024-05-01T00:00:00.000Z' })
    await store.add([draft(first), draft(second)])
    expect((await store.relations(first.id, 10)).relations.map(({ targetId }) => targetId)).toEqual([
      `file--${uuid(2)}`,
    ])
  })
}
