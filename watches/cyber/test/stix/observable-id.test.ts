import { readFileSync } from 'node:fs'
import { sharedData } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { checkStix, makeObservableId, observableId } from '../../src/index.ts'

const file = sharedData('cyber/stix/sco_id_vectors.json')
const vectors: readonly { readonly object: Record<string, unknown>; readonly id: string }[] =
  file === undefined ? [] : JSON.parse(readFileSync(file, 'utf8'))

test.skipIf(file === undefined)('the observables in the text of the standard get the ids that it prints', () => {
  expect(vectors.length).toBeGreaterThan(20)
  expect(vectors.map(({ object }) => observableId(object))).toEqual(vectors.map(({ id }) => id))
})

/** Source: STIX 2.1 §6.7.3 (email-message) and §6.12 (network-traffic) print objects with these ids. */
test('the id of an address follows from its value alone', () => {
  const id = 'ipv4-addr--4b8ed646-46df-5a9c-b5a6-b3ae128f35a6'
  expect(observableId({ type: 'ipv4-addr', value: '198.51.100.9', resolves_to_refs: ['x'] })).toBe(id)
})

test.each([
  ['a process', { type: 'process', pid: 314 }],
  ['a type of somebody’s own', { type: 'x-usb-device', value: '1' }],
  ['a file without what makes its id', { type: 'file', size: 3 }],
  ['half a character', { type: 'url', value: '\ud800' }],
  ['a member of all objects as a type', { type: 'constructor', value: '1' }],
])('%s has none that is the same for everybody', (_, object) => {
  expect(observableId(object)).toBeUndefined()
})

/** Ids by the library stix2 3.0.2 for Python, `stix2.parse(…, allow_custom=True).id`. */
test.each([
  ['123456789012345680000', 'file--61f85c91-79eb-527e-a10e-01f9ae67f13b'],
  ['9007199254740993', 'file--5e931714-c881-53c6-ac84-8d0c36349445'],
  ['9007199254740992', 'file--5e931714-c881-53c6-ac84-8d0c36349445'],
])('the whole number %s, which no double or not every reader holds exactly, makes the id that others make', (number, id) => {
  const object = JSON.parse(`{"type":"file","name":"x","extensions":{"x-foo-ext":{"big_number":${number}}}}`)
  expect(observableId(object)).toBe(id)
  const { issues } = checkStix({ spec_version: '2.1', ...object, id })
  expect(issues.filter(({ severity }) => severity !== 'warning')).toEqual([])
})

test('what is nested as deep as an object may be makes an id', () => {
  const deep = JSON.parse(`{"type":"file","name":"x","extensions":{"x":${'['.repeat(498)}1${']'.repeat(498)}}}`)
  expect(makeObservableId(deep).is).toBe('made')
  expect(makeObservableId({ ...deep, extensions: { x: [deep.extensions.x] } })).toMatchObject({ code: 'too-deep' })
})

test.each([
  ['a number beyond doubles', '{"type":"file","extensions":{"x":1e400}}', 'out-of-range', /range of a double/],
  ['half a character', '{"type":"file","extensions":{"x":{"y":"\\ud800"}}}', 'value-type', /surrogate/],
  ['null within', '{"type":"file","extensions":{"x":[null]}}', 'null', /null/],
  ['a number as text', '{"type":"ipv4-addr","value":5}', 'value-type', /“value” is no text/],
  ['null as text', '{"type":"file","name":null}', 'null', /“name” is no text/],
  ['no hash', '{"type":"file","name":"a","hashes":{}}', 'value-type', /“hashes” is no object/],
])('of %s no id is made, and the reason is told', (_, text, code, reason) => {
  const answer = makeObservableId(JSON.parse(text))
  expect(answer).toMatchObject({ is: 'refused', code, reason: expect.stringMatching(reason) })
  const id = 'file--588da267-3fb1-51d7-a6bb-a3ad2b5671c0'
  const { issues } = checkStix({ id, spec_version: '2.1', ...JSON.parse(text) })
  expect(issues.map((issue) => issue.code)).not.toContain('uuid-version')
})

test('an observable without what makes its id says which properties would', () => {
  expect(makeObservableId({ type: 'mutex' })).toEqual({ is: 'random', reason: 'it has none of name' })
})

test('of several hashes the preferred one makes the id, of others the first', () => {
  const [md5, sha] = ['0'.repeat(32), '1'.repeat(64)]
  const both = observableId({ type: 'file', hashes: { 'SHA-256': sha, MD5: md5 } })
  expect(both).toBe(observableId({ type: 'file', hashes: { MD5: md5 } }))
  expect(both).not.toBe(observableId({ type: 'file', hashes: { 'SHA-256': sha } }))
  expect(observableId({ type: 'file', hashes: { TLSH: 'a', SSDEEP: 'b' } })).toBe(
    observableId({ type: 'file', hashes: { TLSH: 'a' } }),
  )
})
