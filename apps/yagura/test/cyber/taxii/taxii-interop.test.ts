import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedData } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { stixThreadBundle } from '../store/stix-thread-bundle.ts'
import { contributions, malware, members, shared, taxiiNode } from './taxii-node.ts'

const thread = stixThreadBundle()
const manifest = sharedData('cyber/rstix/taxii-interop/manifest.toml')

/** Rows of the test document by what is to become of them: every one is a table of six lines in the manifest. */
function rowsOf(file: string, disposition: string): readonly string[] {
  const tables = readFileSync(file, 'utf8').split('[[requirement]]')
  const word = (table: string, name: string) => new RegExp(`^${name} = "([^"]*)"$`, 'm').exec(table)?.[1]
  return tables
    .filter((table) => word(table, 'disposition') === disposition)
    .map((table) => word(table, 'req_id') ?? 'a row without an id')
}

/** Rows that names of tests of this folder say; a comment does not count. */
function rowsInNames(): ReadonlySet<string> {
  const suites = readdirSync(import.meta.dirname).filter((name) => /^taxii.*\.test\.ts$/.test(name))
  const texts = suites.map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
  const names = texts.flatMap((text) => [...text.matchAll(/(?:test\(|\]\)\(|as const\)\(|^ +\[)'[^']*REQ-TXC[^']*'/gm)])
  return new Set(names.flatMap(([name]) => name.match(/REQ-TXC-\d+(?:\.\d+)+/g) ?? []))
}

describe('TAXII 2.1 interoperability test document 1.0 (CSD 01), table 51', () => {
  test.skipIf(manifest === undefined)('every row that is to be tested is in the name of a test, and no other', () => {
    const wanted = rowsOf(manifest ?? '', 'TESTED')
    expect(wanted).toHaveLength(39)
    expect([...rowsInNames()].sort()).toEqual([...wanted].sort())
  })
  test.skipIf(manifest === undefined)('the rows of optional filters are the five of §3.13.2', () => {
    const optional = [1, 2, 3, 4, 5].map((no) => `REQ-TXC-3.13.2.${no}`)
    expect(rowsOf(manifest ?? '', 'REPORT_ONLY')).toEqual(optional)
  })
  test('name and password in HTTP Basic open what is there (REQ-TXC-3.1.4)', async () => {
    const node = await taxiiNode(thread())
    await node.account({ name: 'test' })
    const response = await node.ask('test', '/taxii2/')
    expect(response.statusCode).toBe(200)
    expect(members(response)).toMatchObject({ title: expect.any(String), api_roots: [expect.any(String)] })
  })
  test('a status tells of each object by id, version and what was wrong (REQ-TXC-3.11.2)', async () => {
    const node = await taxiiNode(thread())
    await node.account({ name: 'test', contributes: 'write' })
    const wrong = { ...malware(2), is_family: 'perhaps' }
    const body = JSON.stringify({ objects: [malware(1), wrong] })
    const added = members(await node.ask('test', `${contributions}/objects/`, { method: 'POST', body }))
    const status = members(await node.ask('test', `/taxii2/api/status/${String(added['id'])}/`))
    const version = malware(1)['modified']
    expect(status).toEqual({
      id: added['id'],
      status: 'complete',
      request_timestamp: '2026-01-01T00:00:00.000000Z',
      total_count: 2,
      success_count: 1,
      successes: [{ id: malware(1).id, version }],
      failure_count: 1,
      failures: [{ id: wrong.id, version, message: expect.stringContaining('is_family') }],
      pending_count: 0,
    })
  })
  test('members that the standard does not know are passed over, and objects keep theirs (REQ-TXC-3.15.1)', async () => {
    const node = await taxiiNode(thread())
    await node.account({ name: 'test', contributes: 'read-and-write' })
    const custom = { x_18467e42_test_client: 'from the client' }
    const object = malware(1, custom)
    const body = JSON.stringify({ ...custom, objects: [object] })
    const answer = await node.ask('test', `${contributions}/objects/`, { method: 'POST', body })
    expect([answer.statusCode, members(answer)['success_count']]).toEqual([202, 1])
    expect(members(await node.ask('test', `${contributions}/objects/${object.id}/`))).toEqual({ objects: [object] })
    expect((await node.ask('test', `${shared}/objects/?x_18467e42_test_client=1`)).statusCode).toBe(200)
  })
})
