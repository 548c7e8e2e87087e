import { foldCase } from '@yagura/core'
import type { CaseContent } from '@yagura/record'
import { describe, expect, test } from 'vitest'
import { readCase } from '../../src/incident/read-case.ts'
import { writeCase } from '../../src/incident/write-case.ts'
import { checkStix } from '../../src/stix/validation/check-stix.ts'
import { caseOf, partsOf, ulid } from './case-of-parts.ts'

const sha256 = 'b5e2fb0e5d1a6f3b6d0a4bbd1c6d5a3e8f7c2d9e1a4b7c0d3e6f9a2b5c8d1e4f'

/** One part of every kind that has a place on both sides, with all that it can say. */
const everyKind: readonly CaseContent[] = [
  { kind: 'opened', title: 'Modems fell silent', text: 'Thousands of modems stopped at once.' },
  { kind: 'owned', owner: 'duty-7' },
  { kind: 'entry', atUtc: '2022-02-24T03:02:00Z', text: 'Support lines ring.' },
  {
    kind: 'event',
    title: 'Wiper overwrites flash memory',
    text: 'A management command fetches it.',
    fromUtc: '2022-02-24T03:02:00Z',
    untilUtc: '2022-02-24T04:15:00.123456Z',
    labels: [
      { scheme: 'mitre-attack', id: 'T1561', name: 'Disk Wipe' },
      { scheme: 'event-type-ov', id: 'destruction' },
      { scheme: 'eu-taxonomy', id: 'sabotage', name: 'Sabotage' },
    ],
  },
  { kind: 'event', title: 'Access by VPN', fromUtc: '2022-02-23T20:00:00Z' },
  {
    kind: 'impact',
    on: 'Customers of a satellite network',
    text: 'Modems have to be replaced.',
    fromUtc: '2022-02-24T03:02:00Z',
    untilUtc: '2022-04-24T00:00:00Z',
    count: { number: 30_000, of: 'modems' },
  },
  { kind: 'impact', on: 'Wind turbines', count: { number: 11.5, of: 'Gigawatts' } },
  {
    kind: 'task',
    title: 'Ask the operator for flash images',
    text: 'Two of each model.',
    assignee: 'duty-4',
    dueUtc: '2022-03-01T00:00:00Z',
    state: 'done',
    outcome: 'Four came.',
  },
  { kind: 'task', title: 'Warn other operators', state: 'open' },
  { kind: 'task', title: 'Ring again', state: 'dropped' },
  {
    kind: 'evidence',
    title: 'Flash image of a modem',
    text: 'Taken with a programmer.',
    source: { name: 'Operator', commitment: sha256 },
    collectedUtc: '2022-02-26T10:00:00Z',
    holder: 'Laboratory',
    file: { sha256, sizeBytes: 67_108_864, mediaType: 'application/octet-stream', name: 'flash.bin' },
  },
  { kind: 'evidence', title: 'Call of a customer', text: 'All lamps went out.', source: { name: 'Support' } },
  { kind: 'evidence', title: 'The same said twice', text: 'The same said twice' },
  {
    kind: 'custody',
    evidence: ulid(10),
    from: 'Laboratory',
    to: 'Police',
    atUtc: '2022-02-27T09:00:00Z',
    sha256,
    why: 'Warrant',
  },
  { kind: 'hypothesis', title: 'A state did it', text: 'With the invasion in mind.' },
  { kind: 'hypothesis', title: 'An update failed' },
  { kind: 'rating', evidence: ulid(10), hypothesis: ulid(15), rating: 'II', why: 'No update does that.' },
  { kind: 'rating', evidence: ulid(11), hypothesis: ulid(14), rating: 'NA' },
  { kind: 'weighing', evidence: ulid(10), credibility: 'high', relevance: 'medium' },
  { kind: 'judgement', hypothesis: ulid(14), likelihood: 'very-likely', confidence: 'moderate', why: 'See the image.' },
  {
    kind: 'link',
    rel: 'coincidesWith',
    from: { type: 'alert', id: 'space/4711', title: 'Outage', path: '/space/alerts/4711' },
    to: { type: 'cyber-object', id: 'malware--0c9511ac-e14b-4f48-9d49-54bfc93c9b34' },
    text: 'Same minute.',
  },
  { kind: 'note', text: 'Ask again tomorrow.' },
  { kind: 'note', text: 'The hash was read aloud.', about: ulid(10) },
  { kind: 'closed', why: 'Handed on.' },
]

/** What parts say, with what they refer to by its place among them. */
function said(parts: readonly { readonly id: string; readonly what: CaseContent }[]): ReadonlySet<string> {
  const places = new Map(parts.map(({ id, what }) => [id, JSON.stringify(sorted(what))]))
  return new Set(
    parts.map(({ what }) =>
      JSON.stringify(sorted(what), (name, value) =>
        ['evidence', 'hypothesis', 'about'].includes(name) && typeof value === 'string' ? places.get(value) : value,
      ),
    ),
  )
}

function sorted(what: object): object {
  return Object.fromEntries(Object.entries(what).sort(([a], [b]) => (a < b ? -1 : 1)))
}

describe('a case as STIX', () => {
  const written = writeCase(caseOf(partsOf(everyKind)))

  test('comes back as it was, every kind of part with all that it says', () => {
    const read = readCase(written.bundle.objects)
    expect(read.ok && read.case.notCarried).toEqual([])
    const parts = read.ok ? read.case.parts.map(({ object, what }) => ({ id: object.id, what })) : []
    expect([...said(parts)].sort()).toEqual([...said(partsOf(everyKind))].sort())
  })

  test('is valid by the standard, the incident suite and its own extension, recommendations counted as requirements', () => {
    const disabled = new Set(['incident-vocabulary'])
    expect(checkStix(written.bundle, { isStrict: true, enforcesRefs: true, disabled }).issues).toEqual([])
  })

  test('opens first and is closed last, and nothing comes before what it is about', () => {
    const read = readCase(written.bundle.objects)
    const parts = read.ok ? read.case.parts : []
    expect(parts[0]?.what.kind).toBe('opened')
    expect(parts.at(-1)?.what.kind).toBe('closed')
    const seen = new Set<string>()
    for (const { object, what } of parts) {
      for (const name of ['evidence', 'hypothesis', 'about'] as const) {
        const about = name in what ? Object.entries(what).find(([key]) => key === name)?.[1] : undefined
        if (typeof about === 'string') expect(seen).toContain(about)
      }
      seen.add(object.id)
    }
  })

  test('is written alike each time, but for the version of its incident', () => {
    const later = writeCase(caseOf(partsOf(everyKind), { nowUtc: '2026-11-23T00:00:00.000Z' }))
    const differing = later.bundle.objects.filter(
      (object, at) => JSON.stringify(object) !== JSON.stringify(written.bundle.objects[at]),
    )
    expect(differing.map(({ type }) => type)).toEqual(['incident', 'grouping'])
    expect(foldCase(partsOf(everyKind)).threads.length).toBe(everyKind.length)
  })
})
