import { describe, expect, test } from 'vitest'
import { checkStix } from '../../src/index.ts'

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
