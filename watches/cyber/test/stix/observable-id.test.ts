import { readFileSync } from 'node:fs'
import { sharedData } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { observableId } from '../../src/index.ts'

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

test('of several hashes the preferred one makes the id, of others the first', () => {
  const [md5, sha] = ['0'.repeat(32), '1'.repeat(64)]
  const both = observableId({ type: 'file', hashes: { 'SHA-256': sha, MD5: md5 } })
  expect(both).toBe(observableId({ type: 'file', hashes: { MD5: md5 } }))
  expect(both).not.toBe(observableId({ type: 'file', hashes: { 'SHA-256': sha } }))
  expect(observableId({ type: 'file', hashes: { TLSH: 'a', SSDEEP: 'b' } })).toBe(
    observableId({ type: 'file', hashes: { TLSH: 'a' } }),
  )
})
