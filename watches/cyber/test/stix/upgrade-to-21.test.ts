import { describe, expect, test } from 'vitest'
import { checkStix, isStixObject, type StixObject, upgradeTo21 } from '../../src/index.ts'

const times = { created: '2016-04-06T20:03:48.000Z', modified: '2016-04-06T20:03:48.000Z' }

function of20(type: string, members: object): StixObject {
  return { type, id: `${type}--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f`, ...times, ...members }
}

function upgraded(object: StixObject): StixObject {
  const [first, ...others] = upgradeTo21(object).objects
  if (first === undefined || others.length > 0) throw new Error('not one object')
  return first
}

function errorsOf(objects: readonly StixObject[]): readonly string[] {
  return objects.flatMap((one) =>
    checkStix(one).issues.flatMap(({ severity, code, path }) => (severity === 'error' ? [`${code} ${path}`] : [])),
  )
}

describe('an object of STIX 2.0', () => {
  test('is given the version that its bundle had', () => {
    expect(upgraded(of20('campaign', { name: 'Green' }))['spec_version']).toBe('2.1')
  })

  test.each([
    ['indicator', 'indicator_types', 'malicious-activity', { pattern: "[file:name = 'a']", valid_from: times.created }],
    ['malware', 'malware_types', 'ransomware', { name: 'a' }],
    ['report', 'report_types', 'campaign', { name: 'a', published: times.created, object_refs: [of20('tool', {}).id] }],
    ['threat-actor', 'threat_actor_types', 'spy', { name: 'a' }],
    ['tool', 'tool_types', 'remote-access', { name: 'a' }],
  ])('of type %s says in %s what its labels said', (type, property, word, members) => {
    const object = upgraded(of20(type, { labels: [word, 'our-own'], ...members }))
    expect(object).toMatchObject({ [property]: [word], labels: ['our-own'] })
    expect(errorsOf([object])).toEqual([])
  })

  test('keeps labels that are no words of the vocabulary', () => {
    const object = upgraded(of20('malware', { name: 'a', labels: ['malware'] }))
    expect(object['labels']).toEqual(['malware'])
    expect(object).not.toHaveProperty('malware_types')
  })

  test('keeps all labels where a marking selects one by its place', () => {
    const granular = [
      { marking_ref: 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9', selectors: ['labels.[0]'] },
    ]
    const object = upgraded(of20('tool', { name: 'a', labels: ['remote-access'], granular_markings: granular }))
    expect(object).toMatchObject({ labels: ['remote-access'], tool_types: ['remote-access'] })
  })

  test('that names malware is a family', () => {
    expect(upgraded(of20('malware', { name: 'Poison Ivy', labels: ['bot'] }))['is_family']).toBe(true)
  })

  test('keeps its pattern and says that it is of 2.0', () => {
    const pattern = "[file:hashes.MD5 = '644bf17e482f443f763b0b7355b14372']"
    const object = upgraded(of20('indicator', { pattern, valid_from: times.created, labels: ['benign'] }))
    expect(object).toMatchObject({ pattern, pattern_type: 'stix', pattern_version: '2.0' })
  })

  test('keeps custom properties and custom types', () => {
    expect(upgraded(of20('x-mitre-tactic', { name: 'a', x_mitre_shortname: 'b' }))).toMatchObject({
      x_mitre_shortname: 'b',
    })
  })

  test('of 2.1 stays as it is', () => {
    const object = { ...of20('malware', { name: 'a', labels: ['bot'] }), spec_version: '2.1' }
    expect(upgradeTo21(object)).toEqual({ objects: [object], losses: [] })
  })
})

test('a marking definition that was made at a whole second says so to the millisecond, as 2.1 demands', () => {
  const { modified: _, ...marking } = of20('marking-definition', {
    ...{ created: '2016-08-01T00:00:00Z', definition_type: 'statement', definition: { statement: 'Ours' } },
  })
  const { type, id } = of20('marking-definition', {})
  const object = upgraded({ ...marking, type, id })
  expect(object['created']).toBe('2016-08-01T00:00:00.000Z')
  expect(errorsOf([object])).toEqual([])
})

describe('a TLP marking of STIX 2.0', () => {
  test('becomes the one of 2.1', () => {
    const id = 'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da'
    const object = {
      type: 'marking-definition',
      id,
      created: '2017-01-20T00:00:00Z',
      definition_type: 'tlp',
      definition: { tlp: 'green' },
    }
    expect(upgraded(object)).toEqual({
      type: 'marking-definition',
      spec_version: '2.1',
      id,
      created: '2017-01-20T00:00:00.000Z',
      definition_type: 'tlp',
      name: 'TLP:GREEN',
      definition: { tlp: 'green' },
    })
  })

  test('under another id says so in a statement', () => {
    const id = 'marking-definition--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f'
    const object = {
      type: 'marking-definition',
      id,
      created: times.created,
      definition_type: 'tlp',
      definition: { tlp: 'red' },
    }
    const made = upgraded(object)
    expect(made).toMatchObject({ definition_type: 'statement', definition: { statement: 'TLP:RED' } })
    expect(errorsOf([made])).toEqual([])
  })
})

function observed(objects: object, members: object = {}): StixObject {
  const seen = { first_observed: '2015-12-21T19:00:00Z', last_observed: '2015-12-21T19:00:00Z', number_observed: 50 }
  return of20('observed-data', { ...seen, objects, ...members })
}

describe('an observed-data of STIX 2.0', () => {
  // Source of the ids: examples of STIX 2.1 §6.7, §6.8.
  test('becomes observables with the ids that everybody gives them', () => {
    const { objects, losses } = upgradeTo21(
      observed({
        '0': { type: 'ipv4-addr', value: '198.51.100.3' },
        '1': { type: 'url', value: 'https://example.com/research/index.html' },
      }),
    )
    const ids = ['ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4', 'url--47c3cf9a-5027-5bf0-997a-017c7edc7c55']
    expect(objects.map(({ id }) => id)).toEqual([...ids, 'observed-data--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f'])
    expect(objects[2]).toMatchObject({ object_refs: ids })
    expect(objects[2]).not.toHaveProperty('objects')
    expect(losses).toEqual([])
    expect(errorsOf(objects)).toEqual([])
  })

  test('has its references by key turned into ids, also those that point ahead', () => {
    const { objects } = upgradeTo21(
      observed({
        '0': { type: 'file', name: 'qwerty.dll', parent_directory_ref: '1' },
        '1': { type: 'directory', path: 'C:\\Windows\\System32' },
      }),
    )
    const directory = objects.find(({ type }) => type === 'directory')
    expect(objects.find(({ type }) => type === 'file')).toMatchObject({ parent_directory_ref: directory?.id })
    expect(directory?.id).toBe('directory--0a58d0c1-59e6-5afd-8252-dcd3f13e5622')
  })

  test('loses a reference to what is not there, and says so', () => {
    const { objects, losses } = upgradeTo21(
      observed({ '0': { type: 'email-addr', value: 'a@example.com', belongs_to_ref: '7' } }),
    )
    expect(objects[0]).not.toHaveProperty('belongs_to_ref')
    expect(losses).toEqual(['objects.0: belongs_to_ref refers to “7”, which is not there'])
  })

  test('ends where observables refer to each other in a circle', () => {
    const { objects } = upgradeTo21(
      observed({
        '0': { type: 'process', pid: 1, child_refs: ['1'] },
        '1': { type: 'process', pid: 2, parent_ref: '0' },
      }),
    )
    const [first, second] = objects
      .filter(({ type }) => type === 'process')
      .sort((a, b) => Number(a['pid']) - Number(b['pid']))
    expect(first?.['child_refs']).toEqual([second?.id])
    expect(second?.['parent_ref']).toBe(first?.id)
    expect(errorsOf(objects)).toEqual([])
  })
})

describe('an observable of STIX 2.0', () => {
  test.each([
    [{ type: 'file', name: 'a', created: '2015-01-01T00:00:00Z' }, { ctime: '2015-01-01T00:00:00Z' }],
    [
      { type: 'process', name: 'gedit', created: '2015-01-01T00:00:00Z' },
      { created_time: '2015-01-01T00:00:00Z', x_stix20_name: 'gedit' },
    ],
    [
      { type: 'user-account', user_id: 'a', password_last_changed: '2015-01-01T00:00:00Z' },
      { credential_last_changed: '2015-01-01T00:00:00Z' },
    ],
    [
      { type: 'windows-registry-key', key: 'HKLM\\a', modified: '2015-01-01T00:00:00Z' },
      { key: 'HKEY_LOCAL_MACHINE\\a', modified_time: '2015-01-01T00:00:00Z' },
    ],
    [{ type: 'file', name: 'a', hashes: { ssdeep: '3:a:b' } }, { hashes: { SSDEEP: '3:a:b' } }],
  ])('names what 2.1 names otherwise: %j', (object, expected) => {
    const { objects } = upgradeTo21(observed({ '0': object }))
    expect(objects[0]).toMatchObject(expected)
    expect(errorsOf(objects)).toEqual([])
  })

  test('gets the markings of its observed-data, and those of one of them all get', () => {
    const [red, amber] = [
      'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed',
      'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82',
    ]
    const granular = [{ marking_ref: red, selectors: ['objects.0.value'] }]
    const marked = { object_marking_refs: [amber], granular_markings: granular }
    const { objects } = upgradeTo21(observed({ '0': { type: 'ipv4-addr', value: '198.51.100.3' } }, marked))
    for (const object of objects) expect(object['object_marking_refs']).toEqual([amber, red])
    expect(objects.every(isStixObject)).toBe(true)
  })
})
