import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { sharedData } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { diamondView } from '../../src/diamond/diamond-view.ts'
import { writeCase } from '../../src/incident/write-case.ts'
import type { StixObject } from '../../src/stix/stix-object.ts'
import { caseOf, partsOf } from '../incident/case-of-parts.ts'

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

function object(type: string, number: number, members: object = {}): StixObject {
  return { type, id: `${type}--${uuid(number)}`, name: `${type} ${number}`, ...members }
}

function relation(kind: string, source: StixObject, target: StixObject): StixObject {
  return object('relationship', 900, { relationship_type: kind, source_ref: source.id, target_ref: target.id })
}

const titles = (things: readonly { readonly title: string }[]) => things.map(({ title }) => title)

describe('an intrusion as a diamond', () => {
  const actor = object('threat-actor', 1, { primary_motivation: 'dominance', resource_level: 'government' })
  const persona = object('identity', 2)
  const victim = object('identity', 3)
  const bystander = object('identity', 4)
  const malware = object('malware', 5, { malware_types: ['wiper'], first_seen: '2022-02-24T03:02:00Z' })
  const server = object('infrastructure', 6)
  const modem = object('infrastructure', 7)
  const view = diamondView([
    ...[actor, persona, victim, bystander, malware, server, modem],
    relation('attributed-to', actor, persona),
    relation('targets', actor, victim),
    relation('uses', actor, malware),
    relation('beacons-to', malware, server),
    relation('targets', malware, modem),
    relation('related-to', actor, bystander),
  ])

  test('identities and infrastructure stand where their relations put them', () => {
    expect(titles(view.vertices.adversary)).toEqual(['identity 2', 'threat-actor 1'])
    expect(titles(view.vertices.victim)).toEqual(['identity 3', 'infrastructure 7'])
    expect(titles(view.vertices.infrastructure)).toEqual(['infrastructure 6'])
    expect(titles(view.vertices.capability)).toEqual(['malware 5'])
  })

  test('relations between corners are its edges', () => {
    expect(view.edges.map(({ from, kind, to }) => `${from} ${kind} ${to}`)).toEqual([
      'adversary attributed-to adversary',
      'adversary targets victim',
      'adversary uses capability',
      'capability beacons-to infrastructure',
      'capability targets victim',
    ])
  })

  test('what is said of it as a whole is gathered', () => {
    expect(view.meta).toMatchObject({
      ...{ firstUtc: '2022-02-24T03:02:00Z', methods: ['wiper'], resources: ['government'], motives: ['dominance'] },
    })
  })

  test('what was revoked has no corner', () => {
    expect(diamondView([{ ...actor, revoked: true }]).vertices.adversary).toEqual([])
  })

  test('a case shows the techniques of its events and what was hit', () => {
    const parts = partsOf([
      { kind: 'opened', title: 'Modems fell silent' },
      {
        ...{ kind: 'event', title: 'A wiper ran', fromUtc: '2022-02-24T03:02:00Z', untilUtc: '2022-02-24T04:15:00Z' },
        labels: [{ scheme: 'mitre-attack', id: 'T1561', name: 'Disk Wipe' }],
      },
      { kind: 'impact', on: 'Customers of a satellite network' },
    ])
    const { vertices, meta } = diamondView(writeCase(caseOf(parts)).bundle.objects)
    expect(titles(vertices.capability)).toEqual(['Disk Wipe'])
    expect(titles(vertices.victim)).toEqual(['Customers of a satellite network'])
    expect([meta.firstUtc, meta.lastUtc]).toEqual(['2022-02-24T03:02:00Z', '2022-02-24T04:15:00Z'])
  })
})

const attack = sharedData('cyber/stix/ics-attack-18.1.json.gz')

describe.skipIf(attack === undefined)('ATT&CK for ICS as MITRE publishes it', () => {
  test('Sandworm Team uses capabilities, and each edge ends at two corners', () => {
    const objects: readonly StixObject[] = JSON.parse(gunzipSync(readFileSync(attack ?? '')).toString('utf8')).objects
    const group = objects.find((one) => one['name'] === 'Sandworm Team')
    const around = objects.filter((one) => one['source_ref'] === group?.id || one['target_ref'] === group?.id)
    const ids = new Set(around.flatMap((one) => [one['source_ref'], one['target_ref']]))
    const view = diamondView([...objects.filter(({ id }) => ids.has(id)), ...around])
    expect(titles(view.vertices.adversary)).toEqual(['Sandworm Team'])
    expect(titles(view.vertices.capability)).toContain('Industroyer')
    expect(view.edges.every(({ from, to }) => from === 'adversary' && to === 'capability')).toBe(true)
    expect(view.edges.length).toBeGreaterThan(5)
  })
})
