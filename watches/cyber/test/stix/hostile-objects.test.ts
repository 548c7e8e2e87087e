import { describe, expect, test } from 'vitest'
import { checkStix, isStixObject, stixFacts, upgradeTo21 } from '../../src/index.ts'
import { checked } from '../../src/intelligence/read-stix-part.ts'

const types =
  'artifact attack-pattern autonomous-system bundle campaign course-of-action directory domain-name email-addr email-message extension-definition file grouping identity incident indicator infrastructure intrusion-set ipv4-addr ipv6-addr language-content location mac-addr malware malware-analysis marking-definition mutex network-traffic note observed-data opinion process relationship report sighting software threat-actor tool url user-account vulnerability windows-registry-key x509-certificate x-own'.split(
    ' ',
  )
const names =
  'id spec_version created modified name value objects object_refs extensions granular_markings object_marking_refs external_references kill_chain_phases pattern pattern_type labels lang hashes contents object_ref definition definition_type values body_multipart x509_v3_extensions languages cpe key protocols ipfix __proto__ constructor toString'.split(
    ' ',
  )

/** A generator of numbers that gives the same ones each time. Source: mulberry32, public domain. */
function createRandom(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function createObjects(seed: number) {
  const random = createRandom(seed)
  const one = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)]
    if (item === undefined) throw new RangeError('nothing to choose from')
    return item
  }
  const value = (depth: number): unknown => {
    const kind = random()
    if (depth > 4 || kind < 0.4)
      return one([
        null,
        true,
        0,
        -1,
        1.5,
        '',
        'a',
        '2.1',
        '2.0',
        'tlp',
        'stix',
        '[a:b = 1]',
        '2020-01-01T00:00:00.000Z',
        `${one(types)}--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f`,
      ])
    if (kind < 0.6) return Array.from({ length: Math.floor(random() * 4) }, () => value(depth + 1))
    return object(depth + 1)
  }
  const object = (depth: number): unknown => {
    const entries = Array.from({ length: Math.floor(random() * 6) }, () => [one(names), value(depth)])
    const typed =
      random() < 0.7
        ? [
            ['type', one(types)],
            ['id', `${one(types)}--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f`],
          ]
        : []
    return Object.fromEntries([...entries, ...typed])
  }
  return () => object(0)
}

describe('whatever JSON is handed in', () => {
  test('is judged and upgraded, and never throws', () => {
    const next = createObjects(20261122)
    for (let count = 0; count < 3000; count += 1) {
      const value = next()
      const context = JSON.stringify(value)
      expect(
        () => checkStix(value, { isStrict: true, enforcesRefs: true, hasStrictTypes: true, hasStrictProperties: true }),
        context,
      ).not.toThrow()
      if (isStixObject(value)) expect(() => upgradeTo21(value), context).not.toThrow()
    }
  })

  test.each([[undefined], [null], [5], ['text'], [[]], [[[]]], [{}]])('%j is no valid object', (value) => {
    expect(checkStix(value).isValid).toBe(false)
  })
})

describe('a long text', () => {
  const long = [
    `${'a'.repeat(200_000)}!`,
    `${'a-'.repeat(100_000)}!`,
    `${'1.'.repeat(100_000)}!`,
    `${'a@'.repeat(100_000)}!`,
    `cpe:2.3:a:${'\\!*?'.repeat(50_000)}`,
  ]
  const where: readonly (readonly [string, string])[] = [
    ['attack-pattern', 'lang'],
    ['domain-name', 'value'],
    ['email-addr', 'value'],
    ['ipv4-addr', 'value'],
    ['ipv6-addr', 'value'],
    ['url', 'value'],
    ['software', 'cpe'],
    ['indicator', 'pattern'],
    ['relationship', 'relationship_type'],
    ['file', 'name_enc'],
    ['artifact', 'payload_bin'],
  ]

  test.each(where)('in %s.%s is judged at once', (type, property) => {
    const id = `${type}--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f`
    const started = performance.now()
    for (const text of long) checkStix({ type, id, [property]: text }, { isStrict: true })
    expect(performance.now() - started).toBeLessThan(2000)
  })

  test('as type or id is judged at once', () => {
    const started = performance.now()
    for (const text of long) checkStix({ type: text, id: `${text}--1`, [text]: 1 }, { isStrict: true })
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

const levels = 100_000
const nested = (open: string, close: string, inmost = '1') =>
  JSON.parse(`${open.repeat(levels)}${inmost}${close.repeat(levels)}`)
const holder = (type: string, name: string, content: unknown) => ({
  ...{ type, spec_version: '2.1', id: `${type}--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f`, [name]: content },
  ...{ created: '2020-01-01T00:00:00.000Z', modified: '2020-01-01T00:00:00.000Z', name: 'deep' },
})

describe('what is nested a hundred thousand levels deep is answered, and does not exhaust the stack', () => {
  test.each([
    ['lists in lists', () => nested('[', ']')],
    ['bundles in bundles', () => nested('{"type":"bundle","id":"bundle--1","objects":[', ']}', '')],
    ['observed data in observed data', () => nested('{"type":"observed-data","id":"o","objects":{"0":', '}}', '{}')],
    ['lists in a property', () => holder('identity', 'x_deep', nested('[', ']'))],
    ['objects in a property', () => holder('malware', 'x_deep', nested('{"a":', '}'))],
    ['objects in an extension', () => holder('file', 'extensions', { 'x-deep-ext': nested('{"a":', '}') })],
    ['objects in a translation', () => holder('language-content', 'contents', { de: nested('{"a":', '}') })],
    ['objects in a definition', () => holder('marking-definition', 'definition', nested('{"a":', '}'))],
    ['objects in a dictionary', () => holder('process', 'environment_variables', nested('{"abc":', '}'))],
  ])('%s', (_, make) => {
    const value = make()
    expect(checkStix(value)).toMatchObject({ isValid: false, issues: [{ code: 'too-deep', path: '' }] })
    if (isStixObject(value)) {
      expect(checked(value)).toMatchObject({ objects: [], problems: [{ code: 'too-deep' }] })
      expect(stixFacts(value).name).toEqual(expect.any(String))
    }
  })

  test('what is nested as deep as people may nest is judged as any other', () => {
    const deep = JSON.parse(`${'['.repeat(300)}1${']'.repeat(300)}`)
    expect(checkStix(holder('identity', 'x_deep', deep)).issues.map(({ code }) => code)).not.toContain('too-deep')
  })
})

test.each([
  ['2016-02-30T00:00:00Z', ['timestamp']],
  ['2016-02-29T00:00:00Z', []],
])('a marking definition, which has no versions, holds a time in `modified`: %s', (modified, codes) => {
  const id = 'marking-definition--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f'
  const content = { definition_type: 'statement', definition: { statement: 'Ours' } }
  const { issues } = checkStix({
    ...{ type: 'marking-definition', spec_version: '2.1', id, created: '2016-02-01T00:00:00.000Z', modified },
    ...content,
  })
  expect(issues.flatMap(({ severity, code }) => (severity === 'error' ? [code] : []))).toEqual(codes)
})

test('what is wrong with a property is said once, also where its name promises the same', () => {
  const artifact = { type: 'artifact', id: 'artifact--ca17bcf8-9846-5ab4-8662-75c1bf6e63ee', payload_bin: 'A===' }
  const pebinary = { 'windows-pebinary-ext': { pe_type: 'exe', machine_hex: 'xyz' } }
  const file = { type: 'file', id: 'file--9a35e991-afc2-5382-b19a-f9b3bd6e3365', name: 'a', extensions: pebinary }
  const wrong = (value: object) =>
    checkStix(value).issues.flatMap(({ severity, path }) => (severity === 'error' ? [path] : []))
  expect(wrong(artifact)).toEqual(['payload_bin'])
  expect(wrong(file)).toEqual(['extensions.windows-pebinary-ext.machine_hex'])
})

test.each([
  ['size', '9007199254740991', []],
  ['size', '9007199254740992', ['out-of-range']],
  ['size', '1e400', ['value-type']],
  ['mime_type', '"\\ud800"', ['value-type']],
  ['mime_type', '"\\ud83d\\ude00"', []],
  ['extensions', '{"x-ext":{"big":1e400}}', ['out-of-range']],
  ['name', '"\\ud800"', ['value-type']],
])('%s %s of a file: %j', (name, json, codes) => {
  const file = `{"type":"file","id":"file--9a35e991-afc2-5382-b19a-f9b3bd6e3365","name":"a","${name}":${json}}`
  const { issues } = checkStix(JSON.parse(file))
  expect(issues.flatMap(({ severity, code }) => (severity === 'error' ? [code] : []))).toEqual(codes)
})
