import { isMembers, type Members } from '@yagura/cyber'
import type { LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import { wordsIn } from './guarded-objects.ts'
import type { TrueVersion } from './sharing-law.ts'
import { contributions, members, shared, type TaxiiNode } from './taxii-node.ts'

/** Ids of STIX in a text. */
const idForm = /[a-z0-9-]+--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const nobody = 'malware--ffffffff-ffff-4fff-8fff-ffffffffffff'

/** What an account may have, and what of all that there is it is asked about. */
export type Expected = {
  readonly visible: ReadonlySet<TrueVersion>
  readonly all: readonly TrueVersion[]
  /** Ids that are asked for one by one. */
  readonly asked: readonly string[]
}

/**
 * Asks for everything by every way that leads out of the TAXII server, and compares each answer with what the account may have: no word,
 * id, date or number beyond that, nothing less, and no difference between what is kept from it and what was never there.
 */
export async function expectNoLeak(node: TaxiiNode, as: string, expected: Expected): Promise<void> {
  const { visible } = expected
  const ask = guardedAsk(node, as, visible)
  const entries = await expectObjects(ask, visible)
  expectNothingDangles(entries, expected)
  const dates = await expectManifest(ask, visible)
  await expectDates(ask, dates)
  await expectSingly(ask, expected)
  await expectNoOracle(ask, expected)
  for (const path of ['/taxii2/', '/taxii2/api/', '/taxii2/api/collections/', `${shared}/`, `${contributions}/`]) {
    expect((await ask(path)).statusCode).toBe(200)
  }
}

type Ask = (path: string) => Promise<LightMyRequestResponse>

/** Asks, and looks at all that comes: status line, headers and body. */
function guardedAsk(node: TaxiiNode, as: string, visible: ReadonlySet<TrueVersion>): Ask {
  const words = new Set([...visible].flatMap((one) => one.words))
  const ids = new Set([...visible].flatMap(({ id, references }) => [id, ...references]))
  return async (path) => {
    const response = await node.ask(as, path)
    const asked = decodeURIComponent(path)
    const text = `${response.statusMessage}\n${JSON.stringify(response.headers)}\n${response.body}`
    expect(wordsIn(text).filter((word) => !words.has(word))).toEqual([])
    const found = text.match(idForm) ?? []
    // The extensions of definitions are named within them; what was asked for may be said back.
    const strange = found.filter((id) => !ids.has(id) && !id.startsWith('extension-definition') && !asked.includes(id))
    expect(strange).toEqual([])
    return response
  }
}

async function pages(ask: Ask, path: string, query: string): Promise<readonly Members[]> {
  const found: Members[] = []
  for (let next = ''; ; ) {
    const response = await ask(`${path}?${query}${next}`)
    expect(response.statusCode).toBe(200)
    const page = members(response)
    const { objects = [], next: name } = page
    if (Array.isArray(objects)) found.push(...objects.filter(isMembers))
    if (page['more'] !== true) return found
    next = `&next=${encodeURIComponent(String(name))}`
  }
}

const named = ({ id, version }: TrueVersion): string => `${id} ${version}`

async function expectObjects(ask: Ask, visible: ReadonlySet<TrueVersion>): Promise<readonly Members[]> {
  const all = await pages(ask, `${shared}/objects/`, 'match[version]=all&limit=997')
  const got = all.map(({ id, modified, created, type }) => `${id} ${modified ?? definitionTime(type, created)}`)
  expect(got.sort()).toEqual([...visible].map(named).sort())
  const newest = new Map<string, string>()
  for (const { id, version } of visible) if (version >= (newest.get(id) ?? '')) newest.set(id, version)
  const last = await pages(ask, `${shared}/objects/`, 'limit=997')
  expect(last.map(({ id }) => String(id)).sort()).toEqual([...newest.keys()].sort())
  return all
}

/** Of what was never changed the time of its making is the version; observables have neither. */
function definitionTime(type: unknown, created: unknown): string {
  return type === 'marking-definition' ? String(created) : ''
}

/** Whatever is referred to has come too, or was never at the node. */
function expectNothingDangles(entries: readonly Members[], { all, visible }: Expected): void {
  const there = new Set(all.filter(({ isContrary }) => !isContrary).map(({ id }) => id))
  const received = new Set(entries.map(({ id }) => String(id)))
  const dangling = [...visible].flatMap(({ references }) =>
    references.filter((id) => there.has(id) && !received.has(id)),
  )
  expect(dangling).toEqual([])
}

async function expectManifest(ask: Ask, visible: ReadonlySet<TrueVersion>): Promise<readonly string[]> {
  const records = await pages(ask, `${shared}/manifest/`, 'match[version]=all&limit=1009')
  expect(records.map(({ id }) => String(id)).sort()).toEqual([...visible].map(({ id }) => id).sort())
  const dates = records.map((record) => String(record['date_added']))
  expect(new Set(dates).size).toBe(dates.length)
  expect([...dates].sort()).toEqual(dates)
  return dates
}

/** Dates in headers are those of the view; what was added after one of them is the rest of the view. */
async function expectDates(ask: Ask, dates: readonly string[]): Promise<void> {
  for (const part of [0, 0.3, 0.9]) {
    const at = Math.floor(dates.length * part)
    const after = dates[at]
    if (after === undefined) continue
    const page = await ask(`${shared}/objects/?match[version]=all&limit=5&added_after=${encodeURIComponent(after)}`)
    const rest = dates.slice(at + 1, at + 6)
    expect(page.headers['x-taxii-date-added-first']).toBe(rest[0])
    expect(page.headers['x-taxii-date-added-last']).toBe(rest.at(-1))
  }
}

/** One object after the other: what is kept back answers as what was never there, to the byte. */
async function expectSingly(ask: Ask, { visible, asked }: Expected): Promise<void> {
  const versions = new Map<string, number>()
  for (const { id } of visible) versions.set(id, (versions.get(id) ?? 0) + 1)
  for (const more of ['', 'versions/']) {
    const unknown = answerOf(await ask(`${shared}/objects/${nobody}/${more}`), nobody)
    for (const id of asked) {
      const response = await ask(`${shared}/objects/${id}/${more}${more === '' ? '?match[version]=all' : ''}`)
      const found = members(response)[more === '' ? 'objects' : 'versions']
      if (versions.has(id)) expect(found).toHaveLength(versions.get(id) ?? 0)
      else expect(answerOf(response, id)).toEqual(unknown)
    }
  }
}

/** All of an answer but what differs between any two answers. */
function answerOf({ statusCode, headers, body }: LightMyRequestResponse, id: string): unknown {
  const { date: _date, ...told } = headers
  const text = body.replace(/"error_id":"[^"]*"/, '').replaceAll(id, 'ID')
  return { statusCode, told, text }
}

/** Filters tell of what is kept back no more than of what was never there. */
async function expectNoOracle(ask: Ask, { visible, all }: Expected): Promise<void> {
  const shown = new Set([...visible].map(({ id }) => id))
  const hidden = [...new Set(all.map(({ id }) => id))].filter((id) => !shown.has(id))
  for (let at = 0; at < hidden.length; at += 100) {
    const page = await ask(`${shared}/objects/?match[id]=${hidden.slice(at, at + 100).join(',')}`)
    expect([page.statusCode, page.body]).toEqual([200, '{}'])
  }
  for (const version of new Set(all.map((one) => one.version).filter((text) => text !== ''))) {
    const found = await pages(ask, `${shared}/manifest/`, `match[version]=${version}&limit=1009`)
    const wanted = [...visible].filter((one) => one.version === version).map(({ id }) => id)
    expect(found.map(({ id }) => String(id)).sort()).toEqual(wanted.sort())
  }
  for (const type of new Set(all.map(({ id }) => id.slice(0, id.indexOf('--'))))) {
    const found = await pages(ask, `${shared}/manifest/`, `match[type]=${type}&match[version]=all&limit=1009`)
    expect(found).toHaveLength([...visible].filter(({ id }) => id.startsWith(`${type}--`)).length)
  }
}
