import { checkStix, type NotCarried, objectsIn, type StixVersion } from '@yagura/cyber'
import { type CaseContent, canonicalBytes, type Marking, shippedPolicies, utf8Text } from '@yagura/record'
import { describe, expect, test } from 'vitest'
import type { ToldPart } from '../../src/node/cases/shared-parts.ts'
import { createCaseExchange } from '../../src/node/cyber/handlers/case-exchange.ts'
import { defaultClearance } from '../../src/node/partners/partner-book.ts'
import { sato } from '../releases/release-node.ts'
import { loneCases } from './case-nodes.ts'

const policies = shippedPolicies()
const own: Marking = { pol: 'JP', lvl: 0, aud: { JPN: 2 }, mode: 'REAL' }
const shared: Marking = { ...own, aud: { JPN: 2, USA: 2 } }

/** Cases of a node of Japan with one partner, written to other programs and read from them. */
async function exchange(objects: readonly StixVersion[] = []) {
  const lone = await loneCases()
  const { handlers: cases } = lone.service()
  const named = (id: string) => ({ params: { id }, query: undefined, body: undefined })
  const usa = { node: 'us.example', party: 'USA', clearance: defaultClearance(), suspended: false }
  const told = new Map<string, ToldPart>()
  const reads: string[] = []
  const noted: { to: string; things: readonly unknown[] }[] = []
  const handlers = createCaseExchange(lone.context, {
    cases,
    logs: { own: () => undefined, partners: async () => [usa] },
    toldTo: async (nation) => (nation === 'USA' ? told : new Map()),
    rules: { policies, party: 'JPN', node: 'here' },
    crossings: {
      note: async ({ to, things }) => {
        noted.push({ to, things })
      },
    },
    noteRead: async (_, ids) => void reads.push(...ids),
    author: () => ({ name: 'jp.example' }),
    objects: { newest: async (ids) => objects.filter(({ object }) => ids.includes(object.id)) },
  })
  const write = async (id: string, query: { as?: 'stix' | 'attack-flow'; for?: string } = {}) =>
    handlers.exportCaseBundle({ params: { id }, query, body: undefined }, sato)
  const read = (bundle: unknown, mark?: Marking) =>
    handlers.importCaseBundle(
      { params: undefined, query: undefined, body: { bundle, ...(mark === undefined ? {} : { mark }) } },
      sato,
    )
  return {
    ...{ write, readIn: read, noted, reads },
    /** Has a part released to the United States, in these words or its own. */
    tell: async (id: string, key: string, words: Partial<ToldPart> = {}) => {
      const { threads } = await cases.readCase(named(id), sato)
      const part = threads.flatMap(({ versions }) => versions).find((one) => one.key === key)
      if (part === undefined) throw new Error(`no part ${key}`)
      const { atUtc, mark, corrects, what } = part
      const whole = { atUtc, author: part.author ?? undefined, mark, corrects, what, isTearLine: false }
      told.set(key.slice(key.lastIndexOf('/') + 1), { ...whole, ...words })
    },
    open: (title: string, mark: Marking) =>
      cases.openCase({ ...named(''), params: undefined, body: { title, mark } }, sato),
    add: (id: string, what: CaseContent, mark: Marking) =>
      cases.addCasePart({ ...named(id), body: { what, mark } }, sato),
    read: (id: string) => cases.readCase(named(id), sato),
    diamond: (id: string) => handlers.readCaseDiamond(named(id), sato),
  }
}

/** A case with one part for each nation more than the other sees. */
async function caseOfTwo() {
  const node = await exchange()
  const { id } = await node.open('Modems fell silent', shared)
  const add = (what: CaseContent, mark: Marking = shared) => node.add(id, what, mark)
  await add({
    ...{ kind: 'event', title: 'A wiper ran', fromUtc: '2022-02-24T03:02:00Z' },
    labels: [{ scheme: 'mitre-attack', id: 'T1561', name: 'Disk Wipe' }],
  })
  const evidence = await add({ kind: 'evidence', title: 'Call of a customer', text: 'All lamps went out.' })
  const hypothesis = await add({ kind: 'hypothesis', title: 'An update failed' })
  await add({ kind: 'rating', evidence: evidence.key, hypothesis: hypothesis.key, rating: 'I' })
  await add({ kind: 'note', text: 'SECRET: ask our own source', about: evidence.key }, own)
  await add({ kind: 'note', text: 'For their eyes', about: evidence.key }, { ...shared, tlp: 'RED' })
  return { ...node, id }
}

/** What the parts of a case say and how they are marked, without what they refer to. */
async function saidIn({ read }: Pick<Awaited<ReturnType<typeof caseOfTwo>>, 'read'>, id: string) {
  const { threads } = await read(id)
  return threads.flatMap(({ versions }) =>
    versions.map(({ what, mark }) => {
      const said = Object.entries(what).filter(([name]) => !['about', 'evidence', 'hypothesis'].includes(name))
      return utf8Text(canonicalBytes([Object.fromEntries(said), mark])) ?? ''
    }),
  )
}

describe('a case that is written as STIX by a node', () => {
  test('comes back with the same parts, each marked as it was, and what must not be in a file is counted', async () => {
    const node = await caseOfTwo()
    const { bundle, heldBack, notCarried } = await node.write(node.id)
    expect({ heldBack, notCarried }).toEqual({ heldBack: 1, notCarried: [] })
    expect(checkStix(bundle, { isStrict: true, enforcesRefs: true }).issues).toEqual([])
    const back = await node.readIn(bundle, shared)
    expect(back).toMatchObject({ parts: 6, notCarried: [] })
    const before = (await saidIn(node, node.id)).filter((part) => !part.includes('RED'))
    expect((await saidIn(node, back.caseId)).sort()).toEqual(before.sort())
  })

  test('holds for a partner what two officers have released to it, and the audit says to whom it went', async () => {
    const node = await caseOfTwo()
    const all = (await node.read(node.id)).threads.flatMap(({ versions }) => versions)
    const keyOf = (kind: string) => all.find(({ what }) => what.kind === kind)?.key ?? ''
    // Nothing was released: every part is marked for the partner or not, and none goes.
    const nothing = await node.write(node.id, { for: 'USA' })
    expect(nothing.heldBack).toBe(7)
    expect(JSON.stringify(nothing.bundle)).not.toMatch(/Modems|wiper|lamps|update/)
    for (const kind of ['opened', 'event', 'hypothesis']) await node.tell(node.id, keyOf(kind))
    await node.tell(node.id, keyOf('evidence'), {
      what: { kind: 'evidence', title: 'A call' },
      isTearLine: true,
    })
    const { bundle, heldBack } = await node.write(node.id, { for: 'USA' })
    expect(heldBack).toBe(3)
    const text = JSON.stringify(bundle)
    for (const said of ['Modems fell silent', 'A wiper ran', 'An update failed', 'A call']) expect(text).toContain(said)
    expect(text).not.toMatch(/SECRET|For their eyes|lamps|Call of a customer/)
    expect(checkStix(bundle, { isStrict: true, enforcesRefs: true }).issues).toEqual([])
    expect(node.noted.at(-1)?.to).toBe('USA')
    expect(node.noted.at(-1)?.things).toHaveLength(4)
  })

  test('holds for a partner nothing that was released and that its marking would hold back now', async () => {
    const node = await caseOfTwo()
    const all = (await node.read(node.id)).threads.flatMap(({ versions }) => versions)
    const forThem = all.find(({ mark }) => mark.tlp === 'RED')?.key ?? ''
    await node.tell(node.id, forThem)
    const { bundle } = await node.write(node.id, { for: 'USA' })
    expect(JSON.stringify(bundle)).not.toContain('For their eyes')
  })

  test('is written for no nation of which no partner is known', async () => {
    const node = await caseOfTwo()
    await expect(node.write(node.id, { for: 'AUS' })).rejects.toThrow('no partner of this node is of AUS')
  })
})

describe('a case that is read', () => {
  test('is never marked lower than what it is read with', async () => {
    const node = await caseOfTwo()
    const { bundle } = await node.write(node.id)
    const { caseId } = await node.readIn(bundle)
    for (const part of await saidIn(node, caseId)) expect(part).toContain('"aud":{"JPN":2}')
  })

  test('lacks parts whose markings do not name this nation, and says so', async () => {
    const node = await caseOfTwo()
    const { bundle } = await node.write(node.id)
    const foreign = JSON.parse(JSON.stringify(bundle).replaceAll('"aud":{"JPN":2}', '"aud":{"USA":2}'))
    const { parts, notCarried } = await node.readIn(foreign, shared)
    expect(parts).toBe(5)
    expect(notCarried.map(({ why }: NotCarried) => why)).toEqual([expect.stringContaining('does not name JPN')])
  })

  test('marks a part as highly as all objects are marked whose names it takes', async () => {
    const node = await caseOfTwo()
    const { bundle } = await node.write(node.id)
    const at = '2022-03-30T00:00:00.000Z'
    const common = { spec_version: '2.1', created: at, modified: at }
    // TLP:RED of TLP 1, STIX 2.1 §7.2.1.4.
    const red = 'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed'
    const secret = { id: 'threat-actor--0c9511ac-e14b-4f48-9d49-54bfc93c9b34', object_marking_refs: [red] }
    const incident = objectsIn(bundle).find(({ type }) => type === 'incident')?.id
    const objects = [
      ...objectsIn(bundle),
      { type: 'threat-actor', ...common, ...secret, name: 'Our source says who' },
      {
        ...{ type: 'relationship', id: 'relationship--0c9511ac-e14b-4f48-9d49-54bfc93c9b35', ...common },
        ...{ relationship_type: 'attributed-to', source_ref: incident, target_ref: secret.id },
      },
    ]
    const { caseId } = await node.readIn({ type: 'bundle', id: 'bundle--1', objects }, shared)
    const { threads } = await node.read(caseId)
    const link = threads.find(({ kind }) => kind === 'link')?.versions[0]
    expect(link).toMatchObject({ what: { to: { title: 'Our source says who' } }, mark: { tlp: 'RED' } })
  })

  test('leaves out objects that are not valid, and what is about them', async () => {
    const node = await caseOfTwo()
    const { bundle } = await node.write(node.id)
    const objects = objectsIn(bundle).map((one) => (one.type === 'hypothesis' ? { ...one, name: 7 } : one))
    const { parts, notCarried } = await node.readIn({ type: 'bundle', id: 'bundle--1', objects })
    expect(parts).toBe(4)
    expect(notCarried.map(({ what }) => what.split('--')[0])).toEqual(['hypothesis', 'ach-rating'])
  })
})

const common = { spec_version: '2.1', created: '2022-03-30T00:00:00.000Z', modified: '2022-03-30T00:00:00.000Z' }
const versionOf = (object: StixVersion['object'], marking: Marking): StixVersion => ({
  ...{ object: { ...object, ...common }, marking, originator: 'JPN', source: 'test', version: common.modified },
  ...{ seq: 1, addedUs: 0 },
})
const actor = {
  type: 'intrusion-set',
  id: 'intrusion-set--0c9511ac-e14b-4f48-9d49-54bfc93c9b34',
  name: 'Sandworm Team',
}
const wiper = {
  type: 'malware',
  id: 'malware--0c9511ac-e14b-4f48-9d49-54bfc93c9b35',
  name: 'AcidRain',
  is_family: false,
}

async function linkedCase() {
  const node = await exchange([versionOf(actor, own), versionOf(wiper, shared)])
  const { id } = await node.open('Modems fell silent', shared)
  const to = ({ name, id: named }: typeof actor) => ({
    type: 'stix',
    id: named,
    title: name,
    path: `/cyber/object/${named}`,
  })
  await node.add(id, { kind: 'link', rel: 'attributedTo', to: to(actor) }, own)
  await node.add(id, { kind: 'link', rel: 'related-to', to: to(wiper) }, shared)
  await node.add(id, { kind: 'link', rel: 'related-to', to: { type: 'stix', id: actor.id } }, shared)
  for (const { versions } of (await node.read(id)).threads)
    for (const { key, mark } of versions) if (mark.aud?.['USA'] === 2) await node.tell(id, key)
  return { ...node, id }
}

describe('an object that a case links', () => {
  test('goes along where it may leave, by a relationship with the incident; else the link alone says where it is', async () => {
    const { id, write, noted } = await linkedCase()
    const { bundle } = await write(id, { for: 'USA' })
    expect(noted.at(-1)?.things).toContain(wiper.id)
    expect(noted.at(-1)?.things).not.toContain(actor.id)
    const types = (type: string) => objectsIn(bundle).filter((object) => object.type === type)
    expect(types('malware').map((object) => object['name'])).toEqual(['AcidRain'])
    expect(types('relationship')).toHaveLength(1)
    expect(JSON.stringify(bundle)).not.toContain('Sandworm')
    expect(types('case-link')).toHaveLength(1)
    expect(checkStix(bundle, { isStrict: true, enforcesRefs: true }).issues).toEqual([])
  })

  test('comes back with the link as it was', async () => {
    const node = await linkedCase()
    const { caseId, notCarried } = await node.readIn((await node.write(node.id)).bundle, shared)
    expect(notCarried).toEqual([])
    expect((await saidIn(node, caseId)).sort()).toEqual((await saidIn(node, node.id)).sort())
  })

  test('stays where something that it names may not leave', async () => {
    const made = { ...wiper, created_by_ref: 'identity--0c9511ac-e14b-4f48-9d49-54bfc93c9b36' }
    const maker = { type: 'identity', id: made.created_by_ref, name: 'SECRET-MAKER', identity_class: 'organization' }
    const node = await exchange([versionOf(made, shared), versionOf(maker, own)])
    const { id } = await node.open('Modems fell silent', shared)
    await node.add(id, { kind: 'link', rel: 'related-to', to: { type: 'malware', id: made.id } }, shared)
    const { bundle } = await node.write(id, { for: 'USA' })
    expect(JSON.stringify(bundle)).not.toMatch(/SECRET-MAKER|AcidRain/)
    expect(JSON.stringify((await node.write(id)).bundle)).toMatch(/SECRET-MAKER/)
  })

  test('stands at its corner of the diamond', async () => {
    const { id, diamond, reads } = await linkedCase()
    const { vertices, marks } = await diamond(id)
    expect(vertices.adversary).toEqual([{ type: actor.type, id: actor.id, title: actor.name, isKnown: true }])
    expect(vertices.capability.map(({ title }) => title)).toEqual(['AcidRain'])
    expect(marks).toHaveLength(2)
    expect(reads.toSorted()).toEqual([actor.id, wiper.id].toSorted())
  })
})
