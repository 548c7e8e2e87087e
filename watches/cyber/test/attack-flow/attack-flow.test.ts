import { readFileSync } from 'node:fs'
import { sharedData } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { checkFlow, objectsIn } from '../../src/attack-flow/check-flow.ts'
import { flowDefinitionObjects } from '../../src/attack-flow/flow-definition.ts'
import { flowObjectRules } from '../../src/attack-flow/flow-rules.ts'
import { readFlow } from '../../src/attack-flow/read-flow.ts'
import { flowActionScheme, writeFlow } from '../../src/attack-flow/write-flow.ts'
import { diamondView } from '../../src/diamond/diamond-view.ts'
import { linkedThings } from '../../src/diamond/linked-things.ts'
import { readCase } from '../../src/incident/read-case.ts'
import { writeCase } from '../../src/incident/write-case.ts'
import { commonMembers } from '../../src/stix/validation/common-rules.ts'
import { caseOf, markedFor, partsOf } from '../incident/case-of-parts.ts'

const folder = 'cyber/scenario/attack-flow'
const files = {
  example: sharedData(`${folder}/attack-flow-example.json`),
  schema: sharedData(`${folder}/attack-flow-schema-2.0.0.json`),
  definition: sharedData(`${folder}/attack-flow-extension-2.0.0.json`),
}
const isHere = Object.values(files).every((file) => file !== undefined)
const read = (file: string | undefined) => JSON.parse(readFileSync(file ?? '', 'utf8'))

describe.skipIf(!isHere)('the published Attack Flow 2.0', () => {
  test('the tables have the properties and the required ones of the schema', () => {
    const { $defs } = read(files.schema)
    const common = new Set(Object.keys(commonMembers))
    expect(Object.keys(flowObjectRules).sort()).toEqual(Object.keys($defs).sort())
    for (const [type, rules] of Object.entries(flowObjectRules)) {
      const own = (names: readonly string[]) => names.filter((name) => !common.has(name)).sort()
      expect(own(Object.keys(rules.members))).toEqual(own(Object.keys($defs[type].properties)))
      expect(own(rules.required ?? []).filter((name) => name !== 'extensions')).toEqual(own($defs[type].required))
    }
  })

  test('the definition of the extension is written as it was published', () => {
    expect(flowDefinitionObjects()).toEqual(read(files.definition).objects)
  })

  test('the example is valid', () => {
    const { isValid, issues } = checkFlow(read(files.example))
    expect(isValid).toBe(true)
    expect(issues.filter(({ code }) => code.startsWith('flow'))).toEqual([])
  })
})

describe.skipIf(!isHere)('an Attack Flow that is wrong', () => {
  /** The example, changed in one object. */
  const changed = (id: string, members: object) => {
    const bundle = read(files.example)
    const objects = objectsIn(bundle).map((object) => (object.id.startsWith(id) ? { ...object, ...members } : object))
    return checkFlow(JSON.parse(JSON.stringify({ ...bundle, objects }))).issues.filter(
      ({ severity, code }) => severity === 'error' || code.startsWith('flow'),
    )
  }

  test.each([
    ['an action without a name', 'attack-action--3734', { name: undefined }, 'required'],
    ['a flow of no known scope', 'attack-flow--', { scope: 'incidents' }, 'enumeration'],
    ['an operator that is neither AND nor OR', 'attack-operator--', { operator: 'XOR' }, 'enumeration'],
    [
      'an effect that is an asset',
      'attack-action--3734',
      { effect_refs: ['attack-asset--5638cc2e-39b9-4a83-8edc-b6875d2cd30b'] },
      'reference-type',
    ],
    [
      'a start that is an operator',
      'attack-flow--',
      { start_refs: ['attack-operator--609d7adf-a3d2-44e8-82de-4b30e3fb97be'] },
      'reference-type',
    ],
    ['a property that the schema does not have', 'attack-asset--f7ed', { owner: 'jdoe' }, 'unknown-property'],
    [
      'an effect that is not in the bundle',
      'attack-action--1c00',
      { effect_refs: ['attack-action--0c9511ac-e14b-4f48-9d49-54bfc93c9b34'] },
      'flow-dangling',
    ],
    [
      'an asset that is not in the bundle',
      'attack-action--1c00',
      { asset_refs: ['attack-asset--0c9511ac-e14b-4f48-9d49-54bfc93c9b34'] },
      'flow-dangling',
    ],
  ])('%s is an error', (_, id, members, code) => {
    const errors = changed(id, members).filter(({ severity }) => severity === 'error')
    expect(errors.map((issue) => issue.code)).toContain(code)
  })

  test('a step back is shown as the circle that it makes', () => {
    const back = ['attack-action--d68e5201-796c-469c-b012-290b7040db02']
    const [cycle] = changed('attack-action--1c00', { effect_refs: back })
    expect(cycle).toMatchObject({ severity: 'warning', code: 'flow-cycle' })
    expect(cycle?.message.match(/attack-(?:action|condition)--/g)).toHaveLength(4)
  })

  test('what no path leads to is shown', () => {
    const issues = changed('attack-condition--2277', { on_true_refs: undefined })
    expect(issues.map(({ code, path }) => [code, path])).toEqual([['flow-unreached', 'objects[18]']])
  })

  test('objects without a flow are none', () => {
    expect(checkFlow([]).issues.map(({ code }) => code)).toEqual(['empty-list', 'flow-missing'])
  })
})

describe.skipIf(!isHere)('the example as a case', () => {
  test('the example becomes a case: five actions in order, with their techniques and what they lead to', () => {
    const flow = readFlow(objectsIn(read(files.example)))
    const events = flow?.parts.flatMap(({ what }) => (what.kind === 'event' ? [what] : [])) ?? []
    const techniques = events.map(({ labels }) => labels?.find(({ scheme }) => scheme === 'mitre-attack')?.id)
    expect(techniques.slice(0, 3).sort()).toEqual(['T1583.002', 'T1583.003', 'T1589.002'])
    expect(techniques.slice(3)).toEqual(['T1598.003', 'T1190'])
    const links = flow?.parts.flatMap(({ what }) => (what.kind === 'link' ? [what] : [])) ?? []
    expect(links.map(({ to }) => to.title).sort()).toEqual([
      'Exploit Public-Facing Application',
      'Phishing: Spearphishing Link',
      'Phishing: Spearphishing Link',
      'Phishing: Spearphishing Link',
    ])
    expect(flow?.notCarried.filter(({ why }) => why === 'that it joins paths by AND')).toHaveLength(1)
  })

  test('actions, techniques and what leads to what come back from a case as they went in', () => {
    const flow = readFlow(objectsIn(read(files.example)))
    const parts = partsOf(flow?.parts.map(({ what }) => what) ?? [])
    const again = readFlow(writeFlow(caseOf(parts)).bundle.objects)
    const told = (parsed: typeof flow) =>
      (parsed?.parts ?? []).flatMap(({ what }) => {
        if (what.kind === 'link') return [`${what.from?.title} → ${what.to.title}`]
        if (what.kind !== 'event') return []
        const labels = what.labels?.filter(({ scheme }) => scheme !== flowActionScheme).map(({ id }) => id)
        return [`${what.title} ${what.text} ${labels} ${what.fromUtc}`]
      })
    expect(told(again).sort()).toEqual(told(flow).sort())
  })
})

describe('an event of which nobody says when it was', () => {
  const action = 'attack-action--0c9511ac-e14b-4f48-9d49-54bfc93c9b34'
  const actor = 'threat-actor--0c9511ac-e14b-4f48-9d49-54bfc93c9b35'
  const at = { created: '2026-11-01T00:00:00.000Z', modified: '2026-11-01T00:00:00.000Z' }
  const flow = readFlow([
    { type: 'attack-flow', id: 'attack-flow--1', name: 'Heist', start_refs: [action], ...at },
    { type: 'attack-action', id: action, name: 'Malware', ...at },
    { type: 'threat-actor', id: actor, name: 'Maia', description: 'Manager of a bank', roles: ['agent'] },
    {
      type: 'relationship',
      id: 'relationship--1',
      relationship_type: 'related-to',
      source_ref: actor,
      target_ref: action,
    },
  ])
  const said = flow?.parts.map(({ what }) => what) ?? []

  test('is read without a time, and goes out without one', () => {
    expect(said.find(({ kind }) => kind === 'event')).not.toHaveProperty('fromUtc')
    const [written] = writeFlow(caseOf(partsOf(said))).bundle.objects.filter(({ type }) => type === 'attack-action')
    expect(written).toMatchObject({ name: 'Malware' })
    expect(written).not.toHaveProperty('execution_start')
    const incident = writeCase(caseOf(partsOf(said))).bundle.objects
    expect(incident.find(({ type }) => type === 'event')).not.toHaveProperty('start_time')
    const again = readCase(incident)
    expect(again.ok ? again.case.parts.map(({ what }) => what) : []).toContainEqual(
      said.find(({ kind }) => kind === 'event'),
    )
  })

  test('is not put after another in the order of time', () => {
    const undated = { kind: 'event', title: 'Some time' } as const
    const dated = { kind: 'event', title: 'Then', fromUtc: '2022-02-24T03:02:00Z' } as const
    const { objects } = writeFlow(caseOf(partsOf([{ kind: 'opened', title: 'Heist' }, undated, dated, undated]))).bundle
    expect(objects.flatMap((object) => object['effect_refs'] ?? [])).toEqual([])
  })

  test('has its adversary linked, who stands in the diamond', () => {
    expect(said.filter(({ kind }) => kind === 'link')).toEqual([
      {
        ...{ kind: 'link', rel: 'involves', text: 'Manager of a bank' },
        to: { type: 'threat-actor', id: actor, title: 'Maia' },
      },
      {
        ...{ kind: 'link', rel: 'related-to', from: { type: 'threat-actor', id: actor, title: 'Maia' } },
        to: { type: 'attack-action', id: action, title: 'Malware' },
      },
    ])
    expect(flow?.notCarried).toEqual([{ what: actor, why: 'roles' }])
    const parts = partsOf(said)
    const { objects } = writeCase(caseOf(parts)).bundle
    const { vertices } = diamondView([...objects, ...linkedThings(parts, objects)])
    expect(vertices.adversary).toEqual([{ id: actor, type: 'threat-actor', title: 'Maia' }])
  })
})

describe('a relationship of an adversary', () => {
  const [start, end] = ['attack-action--1', 'attack-action--2']
  const actor = { type: 'threat-actor', id: 'threat-actor--1', name: 'Maia', object_marking_refs: ['tlp-red'] }
  const related = { type: 'relationship', relationship_type: 'related-to', source_ref: actor.id, target_ref: end }
  const flow = readFlow([
    { type: 'attack-flow', id: 'attack-flow--1', name: 'Heist', start_refs: [start] },
    { type: 'attack-action', id: start, name: 'Mail', effect_refs: [end] },
    { type: 'attack-action', id: end, name: 'Malware', object_marking_refs: ['tlp-amber'] },
    actor,
    { ...related, id: 'relationship--1', description: 'Seen at it.', confidence: 80 },
    { ...related, id: 'relationship--2', revoked: true },
  ])
  const links = (flow?.parts ?? []).filter(({ what }) => what.kind === 'link')

  test('names what it takes words of, as does a step to another action, so that the link is marked as they are', () => {
    const named = links.map(({ object, names = [] }) => [object.id, ...names.map(({ id }) => id)])
    expect(named).toEqual([[start, end], [actor.id], ['relationship--1', actor.id, end]])
  })

  test('tells what it says, and nothing where it was revoked', () => {
    expect(links.at(-1)?.what).toMatchObject({ rel: 'related-to', text: 'Seen at it.' })
    expect(flow?.notCarried).toEqual(
      expect.arrayContaining([
        { what: 'relationship--1', why: 'confidence' },
        { what: 'relationship--2', why: 'its creator revoked it' },
      ]),
    )
  })
})

describe('a case as an Attack Flow', () => {
  const secret = markedFor()
  const parts = partsOf([
    { kind: 'opened', title: 'Modems fell silent' },
    {
      kind: 'event',
      title: 'Wiper overwrites flash memory',
      fromUtc: '2022-02-24T03:02:00Z',
      labels: [
        { scheme: 'mitre-attack', id: 'T1561', name: 'Disk Wipe' },
        { scheme: 'mitre-attack', id: 'T1529' },
      ],
    },
    {
      kind: 'event',
      title: 'Access by VPN',
      fromUtc: '2022-02-23T20:00:00Z',
      labels: [{ scheme: 'mitre-attack', id: 'T1133' }],
    },
    { what: { kind: 'event', title: 'SECRET', fromUtc: '2022-02-24T01:00:00Z' }, mark: secret },
    { kind: 'note', text: 'Ask again.' },
  ])
  const flow = writeFlow(caseOf(parts, { view: 'USA', leaves: ({ mark }) => mark !== secret }))
  const actions = flow.bundle.objects.filter(({ type }) => type === 'attack-action')

  test('goes from event to event in the order of time, an action for each technique', () => {
    expect(actions.map((action) => action['technique_id'])).toEqual(['T1133', 'T1561', 'T1529'])
    expect(actions[0]?.['effect_refs']).toEqual([actions[1]?.id, actions[2]?.id])
    expect(flow.bundle.objects.find(({ type }) => type === 'attack-flow')?.['start_refs']).toEqual([actions[0]?.id])
  })

  test('is valid, recommendations counted as requirements', () => {
    // The published definition itself has links without hashes.
    expect(checkFlow(flow.bundle, { isStrict: true, disabled: new Set(['extref-hashes']) }).issues).toEqual([])
  })

  test('holds nothing of what may not leave, and says what a flow has no place for', () => {
    expect(JSON.stringify(flow.bundle)).not.toContain('SECRET')
    expect(flow.heldBack).toBe(1)
    expect(flow.notCarried).toEqual([{ what: '1 of kind note', why: 'a flow holds events alone' }])
  })
})
