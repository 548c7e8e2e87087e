import { describe, expect, test } from 'vitest'
import { checkStix } from '../../src/index.ts'
import { checked } from '../../src/intelligence/read-stix-part.ts'

const uuid = '8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f'
const times = { created: '2020-01-01T00:00:00.000Z', modified: '2020-01-01T00:00:00.000Z' }
const object = (type: string, members: object): object => ({
  ...{ type, spec_version: '2.1', id: `${type}--${uuid}`, ...times, ...members },
})
const errorsOf = (value: unknown) =>
  checkStix(value).issues.flatMap(({ severity, code, path }) => (severity === 'error' ? [`${code} ${path}`] : []))

const identity = object('identity', { name: 'a' })
const observed = (members: object): object =>
  object('observed-data', {
    ...{ first_observed: '2020-01-01T00:00:00Z', last_observed: '2020-01-01T00:00:00Z', number_observed: 1 },
    ...members,
  })
const definition = object('extension-definition', {
  ...{ created_by_ref: `identity--${uuid}`, name: 'a', description: 'b', schema: 'https://example.com/a' },
  ...{ version: '1', extension_types: ['property-extension'] },
})

test.each([
  ['an identity', { ...identity, defanged: false }, ['not-observable defanged']],
  ['a marking definition', { ...object('marking-definition', {}), defanged: true }, ['not-observable defanged']],
  ['a domain name', { type: 'domain-name', id: `domain-name--${uuid}`, value: 'a.example', defanged: true }, []],
  ['a custom object, which may be an observable', object('x-own-thing', { defanged: true }), []],
])('only observables are defanged: %s (STIX 2.1 §3.2)', (_, value, errors) => {
  expect(errorsOf(value)).toEqual(expect.arrayContaining(errors))
  expect(errorsOf(value).filter((error) => error.startsWith('not-observable'))).toEqual(errors)
})

test.each([
  ['malware', true],
  ['x-own-thing', true],
  ['domain-name', false],
  ['relationship', false],
  ['sighting', false],
  ['marking-definition', false],
  ['language-content', false],
  ['extension-definition', false],
])('a sighting is of a domain object: %s, %j (STIX 2.1 §5.2)', (type, valid) => {
  const sighting = object('sighting', { sighting_of_ref: `${type}--${uuid}` })
  expect(errorsOf(sighting)).toEqual(valid ? [] : ['reference-type sighting_of_ref'])
})

test.each([
  [['relationship'], ['not-observable ']],
  [['relationship', 'sighting'], ['not-observable ']],
  [['relationship', 'domain-name'], []],
  [['relationship', 'x-own-thing'], []],
])('observed data names an observable, and not only %j (STIX 2.1 §4.14)', (types, errors) => {
  expect(errorsOf(observed({ object_refs: types.map((type) => `${type}--${uuid}`) }))).toEqual(errors)
})

test('an extension definition says who made it (STIX 2.1 §7.3)', () => {
  const { created_by_ref: _, ...anonymous } = { created_by_ref: '', ...definition }
  expect(errorsOf(definition)).toEqual([])
  expect(errorsOf(anonymous)).toEqual(['required '])
})

test.each([
  ['identity', []],
  ['malware', ['reference-type created_by_ref']],
  ['domain-name', ['reference-type created_by_ref']],
  ['source', []],
])('who made an object is an identity, or of a type that the standard does not define: %s', (type, errors) => {
  expect(errorsOf({ ...identity, created_by_ref: `${type}--${uuid}` })).toEqual(errors)
})

test.each([
  ['2016-08-01T00:00:00Z', ['timestamp-precision created']],
  ['2016-08-01T00:00:00.000Z', []],
])('a marking definition was made at a time to the millisecond: %s (STIX 2.1 §3.2)', (created, errors) => {
  const statement = { definition_type: 'statement', definition: { statement: 'Ours' } }
  const { modified: _, ...marking } = { modified: '', ...object('marking-definition', statement), created }
  expect(errorsOf(marking)).toEqual(errors)
})

test.each([
  ['2016-12-31T23:59:60Z', []],
  ['2016-12-31T12:34:60Z', ['timestamp first_seen']],
  ['2016-12-31T23:58:60.5Z', ['timestamp first_seen']],
])('a leap second ends a day: %s (RFC 3339 §5.7)', (first_seen, errors) => {
  expect(errorsOf(object('campaign', { name: 'a', first_seen }))).toEqual(errors)
})

describe('a language tag of RFC 5646', () => {
  test.each(['x-foo', 'X-whatever-1', 'de-x-foo', 'i-klingon', 'sr-Latn-RS'])('%s is one', (lang) => {
    expect(errorsOf({ ...identity, lang })).toEqual([])
  })
  test.each(['x', 'x-', 'x-ninechars', 'y-foo'])('%s is none', (lang) => {
    expect(errorsOf({ ...identity, lang })).toEqual(['language lang'])
  })
})

const seeking = (pattern: string) => ({
  ...{ type: 'indicator', id: `indicator--${uuid}`, spec_version: '2.1', ...times, pattern_type: 'stix' },
  ...{ name: 'a', description: 'b', valid_from: times.created, pattern },
})
const matching = (expression: string) =>
  seeking(`[file:name MATCHES '${expression.replaceAll('\\', '\\\\')}' AND file:size = 1]`)

/** As pcre2grep 10.42 and grep -P read them. Source of the words: pcre2pattern(3). */
describe('an indicator with a regular expression that PCRE runs and this node does not (STIX 2.1 §9.6.1)', () => {
  test.each([
    ...['(?=a)b', '(?<!a)b', '(?<=a|bc)d', '(a)\\1', '(?<n>a)\\k<n>', '(?P<n>a)(?P=n)', '(a)\\g{-1}'],
    ...['a++', 'a{2,3}+', '(?>a|b)c', 'a{1001}', '(?:a{1000}){2}', '\\((?R)?\\)', '(a)?(?(1)b|c)', '(?(?=a)ab|c)'],
    ...[
      '(?x) a',
      '[\\h]+(?=a)',
      '\\Qa(b\\E(?=c)',
      '(?#note)a++',
      '(*UTF8)a(?=b)',
      '[[:alpha:]](?=b)',
      '\\p{L&}',
      '\\é',
    ],
  ])('%s is valid, kept, and noted', (expression) => {
    const { isValid, issues } = checkStix(matching(expression), { isStrict: true })
    expect(issues).toMatchObject([{ severity: 'note', code: 'unsought-expression', path: 'pattern' }])
    expect(isValid).toBe(true)
    expect(checked(matching(expression))).toMatchObject({ objects: [{ type: 'indicator' }], problems: [] })
  })

  test.each([
    ...['(?=a', '(?=a))', '[b(?=a)', '*(?=a)', '(?=a)\\', '[z-a](?=b)', '[[:foo:]](?=b)', '(?q)a', '(?#note'],
    ...['(a)\\2', '\\k<x>', '(?1)', 'a{65536}', 'a{3,2}', '(?<=a+)b', '\\L(?=b)', '\\p{Foo}(?=b)'],
  ])('%s is no expression of PCRE either', (expression) => {
    expect(errorsOf(matching(expression))).toEqual(['pattern pattern'])
  })

  test('is kept, too, where it is longer than this node reads', () => {
    const { isValid, issues } = checkStix(matching('a'.repeat(20_001)))
    expect(issues).toMatchObject([{ severity: 'note', code: 'unsought-expression' }])
    expect(isValid).toBe(true)
  })

  test('is wrong where another part of its pattern is', () => {
    expect(errorsOf(seeking(`[file:name MATCHES '(?=a)' AND]`))).toEqual(['pattern pattern'])
    expect(errorsOf(seeking(`[file:name MATCHES '(?=a)' AND file:hashes.MD5 = 'f00']`))).toEqual(['pattern pattern'])
    expect(errorsOf(seeking(`[file:name MATCHES '(?=a)' AND file:name MATCHES '(']`))).toEqual(['pattern pattern'])
    const { issues } = checkStix(seeking(`[file:name MATCHES '(?=a)\n' AND file:name = 'a\\\\' AND file:hashes = ]`))
    expect(issues.map(({ message }) => message)).toEqual([expect.stringMatching(/^2:/)])
  })

  test.each([
    ...['[', '[\\', '(?=', '\\Q', '(?#', '{1', '[[:a', 'a++', '(*A:', '(?(<a'],
  ])('%s again and again is judged at once', (part) => {
    const begun = process.cpuUsage()
    checkStix(matching(part.repeat(2000)))
    expect(process.cpuUsage(begun).user / 1000).toBeLessThan(1000)
  })
})

test.each([
  ["[ipv4-addr:value ISSUBSET 'x']", ['pattern pattern']],
  ["[ipv4-addr:value NOT ISSUPERSET '198.51.100.0/33']", ['pattern pattern']],
  ["[ipv4-addr:value ISSUBSET '198.51.100.0/24']", []],
])('a pattern names networks: %s (STIX 2.1 §9.6.1)', (pattern, errors) => {
  expect(errorsOf(seeking(pattern))).toEqual(errors)
})
