import { runYagura } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { NodeRefusedError } from '../src/cli/errors.ts'
import { scratch } from './scratch.ts'

const write = scratch()
const utf16 = write('utf16.json', Buffer.from('\uFEFF{"type":"bundle"}', 'utf16le'))
const latin1 = Buffer.from('{"type":"bundle","objects":[{"type":"café"}]}', 'latin1')
const bundle = '{"type":"bundle","id":"bundle--9f1e3c6b-2a4d-4f67-8b3f-3d8a2c1b7e55","objects":[]}'

/** A problem as a node answers it. */
const refusal = {
  title: 'The request cannot be read',
  status: 400,
  code: 'api/invalid-request',
  remedy: 'correct-input',
} as const
const told = (...problems: readonly { path: string; found: string; expected: string }[]) => {
  const [first] = problems
  const more = problems.length > 1 ? `, and ${problems.length - 1} more` : ''
  const detail = `${first?.path}: found ${first?.found}, expected ${first?.expected}${more}`
  return new NodeRefusedError({ ...refusal, detail, problems: [...problems] }).message
}

describe('what a node refuses is said once, in words', () => {
  test('an id that is none', () => {
    const expected = 'must match pattern "^[0-7][0-9A-HJKMNP-TV-Z]{25}$"'
    expect(told({ path: 'params/id', found: '"foo"', expected })).toBe(
      'id: found "foo", expected an id of 26 digits and capital letters, as the lists show it (api/invalid-request)',
    )
  })

  test('several faults, a line each', () => {
    const message = told(
      { path: 'body/what/text', found: '""', expected: 'must NOT have fewer than 1 characters' },
      { path: 'querystring/limit', found: '0', expected: 'must be >= 1' },
    )
    expect(message).toBe(
      'what/text: found "", expected a text that is not empty (api/invalid-request)\nlimit: found 0, expected >= 1',
    )
  })

  test('what is no fault of a schema, as the node says it', () => {
    const error = new NodeRefusedError({
      ...refusal,
      status: 404,
      code: 'case/unknown',
      detail: 'there is no such case',
    })
    expect(error.message).toBe('there is no such case (case/unknown)')
  })
})

test.each([
  ['is not there', '/nowhere/case.json', 'ENOENT'],
  ['is empty', write('empty.json', ''), 'JSON'],
  ['is no JSON', write('no.json', 'no'), 'JSON'],
  ['is not UTF-8', utf16, 'it is not UTF-8 (at byte 0)'],
])('case import of a file that %s is bad input, told once by name and reason', async (_, file, reason) => {
  const { exitCode, stdout, stderr } = await runYagura(['case', 'import', file])
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
  expect(stderr.split(`${file}: `)).toHaveLength(2)
  expect(stderr).toContain(reason)
  expect(stderr).not.toContain('--help')
})

test.each([
  ['UTF-16', utf16, 0],
  ['Latin-1', write('latin1.json', latin1), latin1.indexOf(0xe9)],
])('cyber import says where a file of %s is not UTF-8', async (_, file, byte) => {
  const { exitCode, stderr } = await runYagura(['cyber', 'import', file, '--real', '--data', `${file}.data`])
  expect({ exitCode, stderr }).toEqual({
    exitCode: 1,
    stderr: expect.stringContaining(`${file}: it is not UTF-8 (at byte ${byte})`),
  })
})

test('cyber search without a word is wrong use', async () => {
  const { exitCode, stderr } = await runYagura(['cyber', 'search', ' '])
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining('TEXT: it is empty') })
})

test('a schema that is not there is wrong use of --schemas', async () => {
  const file = write('bundle.json', bundle)
  const { exitCode, stdout, stderr } = await runYagura(['cyber', 'validate', file, '--schemas', '/nowhere/schemas'])
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toContain('--schemas: /nowhere/schemas: ENOENT')
})

test('restore names the backup that is not there, and speaks of no data folder', async () => {
  const { exitCode, stderr } = await runYagura(['restore', '/nowhere/backup', '--data', write('node/a', '')])
  expect(exitCode).toBe(1)
  expect(stderr).toContain('/nowhere/backup: no backup can be read there')
  expect(stderr).not.toContain('--data')
})

test('record sign names a key file that is not there as any other file', async () => {
  const passphrase = write('passphrase', 'a passphrase\n')
  const words = ['record', 'sign', write('body.json', '{}'), '--key', '/nowhere/key', '--passphrase-file', passphrase]
  const { exitCode, stderr } = await runYagura(words)
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(/^yagura: \/nowhere\/key: ENOENT: /)
})

test('help says that what was checked has its problems in its row', async () => {
  const file = write('bad.json', '{}')
  const { stdout, stderr } = await runYagura(['cyber', 'validate', file])
  expect({ stderr, issues: JSON.parse(stdout).issues.length }).toEqual({ stderr: '', issues: expect.any(Number) })
  const help = await runYagura(['cyber', 'validate', '--help'])
  expect(help.stdout).toContain('each problem is on standard error, or in the row of what was checked')
})
