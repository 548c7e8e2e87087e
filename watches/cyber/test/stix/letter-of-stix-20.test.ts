import { expect, test } from 'vitest'
import { checkStix, upgradeTo21 } from '../../src/index.ts'

const uuid = '8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f'
const ms = '2016-04-06T20:03:48.000Z'
const bundle = (object: object) => ({
  ...{ type: 'bundle', id: `bundle--${uuid}`, spec_version: '2.0', objects: [object] },
})
const of20 = (type: string, members: object) => ({
  ...{ type, id: `${type}--${uuid}`, created: ms, modified: ms, ...members },
})
const observed = (objects: object) =>
  of20('observed-data', { first_observed: ms, last_observed: ms, number_observed: 1, objects })
const errorsOf = (value: unknown) =>
  checkStix(value).issues.flatMap(({ severity, code, path }) => (severity === 'error' ? [`${code} ${path}`] : []))

const request = (header: unknown) => ({
  0: { type: 'ipv4-addr', value: '198.51.100.3' },
  1: {
    ...{ type: 'network-traffic', dst_ref: '0', protocols: ['http'] },
    extensions: {
      'http-request-ext': { request_method: 'get', request_value: '/', request_header: { Host: header } },
    },
  },
})

test('a field of a request is a text in 2.0, and a list of them in 2.1', () => {
  const text = observed(request('a'))
  expect(errorsOf(bundle(text))).toEqual([])
  expect(errorsOf(bundle(observed(request(['a']))))).toEqual([
    'value-type objects[0].objects.1.extensions.http-request-ext.request_header.Host',
  ])
  const traffic = upgradeTo21(text).objects.find(({ type }) => type === 'network-traffic')
  expect(traffic?.['extensions']).toMatchObject({ 'http-request-ext': { request_header: { Host: ['a'] } } })
  expect(errorsOf(traffic)).toEqual([])
})

test.each([
  [{ name: 'a', data: 'b', data_type: 'REG_SZ' }, []],
  [{ name: 'a', data_type: 'REG_FOO' }, ['enumeration objects[0].objects.0.values[0].data_type']],
  [{ name: 'a', data: 1 }, ['value-type objects[0].objects.0.values[0].data']],
  [{ data: 'b' }, ['required objects[0].objects.0.values[0]']],
])('the values of a registry key of 2.0 are looked at: %j', (value, errors) => {
  const key = { type: 'windows-registry-key', key: 'HKEY_LOCAL_MACHINE\\System', values: [value] }
  expect(errorsOf(bundle(observed({ 0: key })))).toEqual(errors)
})

test.each([
  [{ marking_ref: 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9' }, []],
  [{ lang: 'de' }, ['required objects[0].granular_markings[0]']],
])('a granular marking of 2.0 names a definition, as languages are not marked there: %j', (marked, errors) => {
  const campaign = of20('campaign', { name: 'a', granular_markings: [{ selectors: ['name'], ...marked }] })
  expect(errorsOf(bundle(campaign))).toEqual(errors)
})

test.each([
  [ms, []],
  ['2016-04-06T20:03:48Z', ['timestamp-precision objects[0].modified']],
  ['2016-04-06T20:03:48.000000000Z', ['timestamp-precision objects[0].modified']],
])('a version of 2.0 is of a time with exactly three digits of a second: %s', (modified, errors) => {
  expect(errorsOf(bundle(of20('campaign', { name: 'a', modified })))).toEqual(errors)
  expect(errorsOf(bundle(of20('x-own-thing', { modified })))).toEqual(errors)
})

test.each([
  ['statement', '2016-08-01T00:00:00Z', { statement: 'Ours' }, uuid, []],
  ['tlp', '2017-01-20T00:00:00.000Z', { tlp: 'green' }, '34098fce-860f-48ae-8e50-ebd3cc5e41da', []],
  ['tlp', '2017-01-20T00:00:00.000Z', { tlp: 'green' }, uuid, ['tlp-marking objects[0]']],
])('a marking of 2.0 has no name: %s of %s', (definition_type, created, definition, id, errors) => {
  const marking = { type: 'marking-definition', id: `marking-definition--${id}`, created, definition_type, definition }
  expect(errorsOf(bundle(marking))).toEqual(errors)
})

test('observed data of 2.1 may hold observables as 2.0 has them, which have no id (STIX 2.1 §2.13)', () => {
  const held = (objects: object) => ({ ...observed(objects), spec_version: '2.1' })
  const { 1: traffic } = request('a')
  expect(errorsOf(held(request('a')))).toEqual([])
  expect(errorsOf(held({ 0: { type: 'file', name: 'a', created: ms } }))).toEqual([])
  expect(errorsOf(held({ 0: { type: 'file', size: 'big' } }))).toContain('value-type objects.0.size')
  expect(errorsOf(held({ 0: { type: 'file', spec_version: '2.1', name: 'a' } }))).toEqual(['required objects.0'])
  expect(errorsOf(held({ 1: traffic }))).toEqual(['identifier objects.1.dst_ref'])
})
