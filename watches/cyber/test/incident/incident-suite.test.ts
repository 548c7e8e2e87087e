import { describe, expect, test } from 'vitest'
import { readCase } from '../../src/incident/read-case.ts'
import { suiteExtensions } from '../../src/incident/suite-ids.ts'
import type { StixObject } from '../../src/stix/stix-object.ts'
import { checkStix } from '../../src/stix/validation/check-stix.ts'

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const common = { spec_version: '2.1', created: '2023-05-02T20:00:00.000Z', modified: '2023-05-02T20:00:00.000Z' }
const idOf = (type: string, number: number) => `${type}--${uuid(number)}`

function object(type: string, number: number, members: object): StixObject {
  return { type, id: idOf(type, number), ...common, ...members }
}

function added(
  type: 'event' | 'impact' | 'task',
  number: number,
  members: object,
  extensions: object = {},
): StixObject {
  const own = { [suiteExtensions[type]]: { extension_type: 'new-sdo' }, ...extensions }
  return object(type, number, { ...members, extensions: own })
}

function incident(members: object): StixObject {
  const extension = { extension_type: 'property-extension', determination: 'confirmed', investigation_status: 'open' }
  return object('incident', 1, {
    ...{ name: 'Ransom demanded', description: 'Half a coin.' },
    extensions: { [suiteExtensions.incident]: { ...extension, ...members } },
  })
}

const money = { currency: 'usd', min_amount: 0, max_amount: 14_413.05, variety: 'ransom-demand' }
const step = (to: number) => ({ event_ref: idOf('event', to), condition_type: 'required', transition_type: 'success' })

/** An incident as the suite describes one: demand, negotiation, payment. */
const ransom: readonly StixObject[] = [
  incident({
    ...{ criticality: 70, incident_types: ['ransomware'], impact_refs: [idOf('impact', 5)] },
    events: [
      { event_ref: idOf('event', 2), next_steps: [step(3)] },
      { event_ref: idOf('event', 3), sequence_start: false },
    ],
    tasks: [{ task_ref: idOf('task', 4) }],
  }),
  added('event', 2, {
    ...{ status: 'occurred', name: 'A message demands a ransom', event_types: ['ransomware'] },
    ...{ start_time: '2023-05-02T15:13:11Z', goal: 'money', sighting_refs: [idOf('sighting', 6)] },
  }),
  added('event', 3, { status: 'ongoing', description: 'They negotiate.', start_time: '2023-05-02T16:00:00Z' }),
  added('task', 4, { outcome: 'failed', name: 'Restore the server', error: 'No backup.', priority: 80 }),
  added('impact', 5, { impact_category: 'monetary', impacted_refs: [idOf('identity', 7)] }, { 'monetary-ext': money }),
  object('sighting', 6, { sighting_of_ref: idOf('attack-pattern', 8) }),
  object('identity', 7, { name: 'Example Ltd', identity_class: 'organization' }),
  object('attack-pattern', 8, {
    name: 'Data Encrypted for Impact',
    external_references: [{ source_name: 'mitre-attack', external_id: 'T1486' }],
  }),
  object('identity', 9, { name: 'Jane Doe', identity_class: 'individual' }),
  object('relationship', 10, {
    ...{ relationship_type: 'contact-for', source_ref: idOf('identity', 9), target_ref: idOf('incident', 1) },
  }),
  object('relationship', 11, {
    ...{ relationship_type: 'assigned', source_ref: idOf('identity', 9), target_ref: idOf('task', 4) },
  }),
  object('relationship', 12, {
    ...{ relationship_type: 'attributed-to', source_ref: idOf('incident', 1), target_ref: idOf('intrusion-set', 13) },
  }),
  object('intrusion-set', 13, { name: 'Wizard Spider' }),
  object('report', 14, { name: 'About it', published: '2023-05-02T20:00:00Z', object_refs: [idOf('incident', 1)] }),
]

describe('an incident that others wrote', () => {
  const read = readCase(ransom)
  const parts = read.ok ? read.case.parts.map(({ what }) => what) : []
  const left = read.ok ? read.case.notCarried.map(({ what, why }) => `${what.split('--')[0]}: ${why}`) : []

  test('is valid by the suite', () => {
    expect(checkStix([...ransom]).issues.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  test('becomes a case with what both hold', () => {
    expect(parts).toEqual([
      { kind: 'opened', title: 'Ransom demanded', text: 'Half a coin.' },
      { kind: 'owned', owner: 'Jane Doe' },
      {
        ...{ kind: 'event', title: 'A message demands a ransom', fromUtc: '2023-05-02T15:13:11Z' },
        labels: [
          { scheme: 'mitre-attack', id: 'T1486', name: 'Data Encrypted for Impact' },
          { scheme: 'event-type-ov', id: 'ransomware' },
        ],
      },
      { kind: 'event', title: 'They negotiate.', fromUtc: '2023-05-02T16:00:00Z' },
      { kind: 'task', title: 'Restore the server', assignee: 'Jane Doe', state: 'dropped', outcome: 'No backup.' },
      { kind: 'impact', on: 'Example Ltd' },
      {
        kind: 'link',
        rel: 'attributed-to',
        to: { type: 'stix', id: idOf('intrusion-set', 13), title: 'Wizard Spider' },
      },
    ])
  })

  test('names everything that a case has no place for', () => {
    expect(left.sort()).toEqual([
      'event: goal',
      'event: status ongoing',
      'impact: monetary-ext',
      'incident: criticality',
      'incident: determination confirmed',
      'incident: incident_types',
      'incident: which event or task comes after which',
      'report: a case has no place for report',
      'task: outcome failed',
      'task: priority',
    ])
  })

  test('is asked for by its id where there are several', () => {
    const two = [...ransom, { ...incident({}), id: idOf('incident', 99), name: 'Another' }]
    expect(readCase(two)).toEqual({
      ok: false,
      incidents: [
        { id: idOf('incident', 1), name: 'Ransom demanded' },
        { id: idOf('incident', 99), name: 'Another' },
      ],
    })
    expect(readCase(two, idOf('incident', 99)).ok).toBe(true)
    expect(readCase([])).toEqual({ ok: false, incidents: [] })
  })
})

const broken: readonly (readonly [what: string, object: StixObject, code: string])[] = [
  ['an event of no known status', added('event', 2, { status: 'over' }), 'enumeration Incident 5.3'],
  ['an event without a status', added('event', 2, {}), 'required Incident 2.2'],
  [
    'an event that ends before it starts',
    added('event', 2, { status: 'occurred', start_time: '2023-05-02T16:00:00Z', end_time: '2023-05-02T15:00:00Z' }),
    'time-order Incident 2.2',
  ],
  [
    'a change that changes nothing',
    added('event', 2, { status: 'occurred', changed_objects: [{ state_change_type: 'caused' }] }),
    'required Incident 3.5',
  ],
  ['a task of no known outcome', added('task', 4, { outcome: 'done' }), 'enumeration Incident 5.9'],
  ['a priority above 100', added('task', 4, { outcome: 'pending', priority: 101 }), 'out-of-range 2.10'],
  [
    'an impact that says no more of its category',
    added('impact', 5, { impact_category: 'physical' }),
    'impact-category Incident 2.3',
  ],
  [
    'an impact that is superseded and has not ended',
    added(
      'impact',
      5,
      { impact_category: 'availability', superseded_by_ref: idOf('impact', 6) },
      { 'availability-ext': { availability_impact: 5 } },
    ),
    'required Incident 2.3',
  ],
  [
    'a loss of information of no kind',
    added('impact', 5, { impact_category: 'confidentiality' }, { 'confidentiality-ext': { loss_type: 'contained' } }),
    'required Incident 2.3.2.2',
  ],
  [
    'an amount without its currency',
    added(
      'impact',
      5,
      { impact_category: 'monetary' },
      { 'monetary-ext': { variety: 'ransom-demand', min_amount: 1, max_amount: 2 } },
    ),
    'required Incident 2.3.2.5',
  ],
  [
    'a greatest amount below the least',
    added('impact', 5, { impact_category: 'monetary' }, { 'monetary-ext': { ...money, min_amount: 20_000 } }),
    'out-of-range Incident 2.3.2.5',
  ],
  ['an incident of no known determination', incident({ determination: 'sure' }), 'enumeration Incident 5.5'],
  ['a count below nothing', incident({ impacted_entity_counts: { individual: -1 } }), 'out-of-range 2.10'],
  [
    'a sequence that starts nowhere',
    incident({ events: [{ event_ref: idOf('event', 2), sequence_start: false }] }),
    'sequence-start Incident 3.3',
  ],
  [
    'a next step that is no entry',
    incident({ events: [{ event_ref: idOf('event', 2), next_steps: [step(9)] }] }),
    'sequence-reference Incident 3.3',
  ],
  ['an impact among the tasks', incident({ tasks: [{ task_ref: idOf('impact', 5) }] }), 'reference-type 2.9'],
]

describe('the tables of the incident suite', () => {
  const codes = (object: StixObject) =>
    checkStix(object).issues.flatMap(({ severity, code, section }) =>
      severity === 'error' ? [`${code} ${section}`] : [],
    )

  test.each(broken)('%s is an error', (_, object, code) => {
    expect(codes(object)).toContain(code)
  })

  test('an event without the extension is an object of somebody’s own, of which nothing more is known', () => {
    expect(codes(object('event', 2, { status: 'over' }))).toEqual([])
  })
})
