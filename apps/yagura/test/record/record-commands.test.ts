import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { coreKinds, readRecord } from '@yagura/record'
import { runYagura } from '@yagura/testkit'
import { beforeAll, expect, test } from 'vitest'
import { scratch } from '../scratch.ts'
import { logOfKeys } from './log-of-keys.ts'

const write = scratch()
const folder = dirname(write('beside', ''))
const env = { YAGURA_PASSPHRASE: 'correct horse battery' }
const keyFile = join(folder, 'duty-3.key')
let key: { readonly key: string; readonly public_key: string; readonly fingerprint: string }
let line: string

const body = {
  v: 1,
  id: '01KAZ0Y5Q8R3V6X9B2D4F6H8JK',
  kind: 'recall.ask',
  by: 'jp.ncc.example/duty-3',
  at: '2026-11-21T22:30:00.000Z',
  refs: [],
  mark: { pol: 'JP', lvl: 0, mode: 'REAL' },
  data: { why: 'wrong\u202e object', record: 'ab'.repeat(32), act: 'hide' },
}

function rows(stdout: string): readonly Record<string, unknown>[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((row) => JSON.parse(row))
}

beforeAll(async () => {
  const made = await runYagura(['key', 'new', '--node', 'jp.ncc.example', '--name', 'duty-3', '--out', keyFile], {
    env,
  })
  key = JSON.parse(made.stdout)
  const signed = await runYagura(
    ['record', 'sign', write('body.json', JSON.stringify(body, undefined, 2)), '--key', keyFile],
    { env },
  )
  line = signed.stdout
})

test('a key is made in a file that only its owner can read, and its fingerprint begins as its id ends', () => {
  expect(statSync(keyFile).mode & 0o777).toBe(0o600)
  expect(key.key).toBe(`jp.ncc.example/duty-3#${key.fingerprint.slice(0, 4)}`)
  expect(key.fingerprint).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/)
})

test('a key is not made over another, nor under a short passphrase or none', async () => {
  const again = ['key', 'new', '--node', 'jp.ncc.example', '--name', 'duty-3', '--out']
  expect((await runYagura([...again, keyFile], { env })).exitCode).toBe(1)
  expect((await runYagura([...again, join(folder, 'b')], { env: { YAGURA_PASSPHRASE: 'short' } })).exitCode).toBe(2)
  expect((await runYagura([...again, join(folder, 'c')], { env: { YAGURA_PASSPHRASE: '' } })).exitCode).toBe(2)
})

test('a body in any form becomes one canonical signed line', () => {
  expect(line.endsWith('\n')).toBe(true)
  const read = readRecord(Buffer.from(line.slice(0, -1)), coreKinds)
  expect(read.ok && read.record.body).toEqual(body)
})

test('without keys the form is checked, and the row says that signatures are not', async () => {
  const { stdout, exitCode } = await runYagura(['record', 'verify', '-'], { input: line })
  expect(exitCode).toBe(0)
  expect(rows(stdout)).toEqual([
    {
      line: 1,
      id: body.id,
      kind: 'recall.ask',
      by: body.by,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      valid: true,
      error: null,
      signatures: 'unchecked',
    },
  ])
})

test('with keys a changed record is found among right ones, and the rest goes on', async () => {
  const keys = write('keys.json', JSON.stringify({ [key.key]: key.public_key }))
  const records = write('records', `${line}${line.replace('hide', 'purge')}${line.replace('{', '{ ')}\n${line}`)
  const { stdout, exitCode } = await runYagura(['record', 'verify', records, '--keys', keys])
  expect(exitCode).toBe(1)
  expect(rows(stdout)).toMatchObject([
    { line: 1, valid: true, error: null },
    { line: 2, valid: false, id: body.id, error: expect.stringContaining('record/wrong-signature') },
    { line: 3, valid: false, id: null, sha256: null, error: expect.stringContaining('record/not-canonical') },
    { line: 4, valid: false, error: expect.stringContaining('record/no-json') },
    { line: 5, valid: true, error: null },
  ])
  expect(rows(stdout)[0]).not.toHaveProperty('signatures')
})

test('a line of three megabytes is refused for its size, and what follows is judged', async () => {
  const input = `"${'x'.repeat(3_000_000)}"\n${line}`
  const { stdout } = await runYagura(['record', 'verify', '-'], { input })
  expect(rows(stdout)).toMatchObject([{ valid: false, error: expect.stringContaining('record/size') }, { valid: true }])
})

test('with a partner card the file is a log: keys count from where two roots added them to where they ended', async () => {
  const { card, lines } = await logOfKeys()
  const { stdout } = await runYagura([
    'record',
    'verify',
    write('log', `${lines.join('\n')}\n`),
    '--keys',
    write('card.json', card),
  ])
  expect(
    rows(stdout).map(({ kind, error }) => [kind, typeof error === 'string' ? error.split(':')[0] : error]),
  ).toEqual([
    ['recall.ask', 'record/unknown-key'],
    ['key.add', null],
    ['recall.ask', null],
    ['key.end', null],
    ['recall.ask', 'record/unknown-key'],
  ])
})

test('a file that holds no keys is refused', async () => {
  const keys = write('no-keys.json', '{"a": 1}')
  const { exitCode, stderr } = await runYagura(['record', 'verify', '-', '--keys', keys], { input: line })
  expect(exitCode).toBe(1)
  expect(stderr).toContain('record/keys')
})

test('a record goes out as a DSSE envelope and is verified as one', async () => {
  const envelope = (await runYagura(['record', 'show', '-', '--dsse'], { input: line })).stdout
  expect(Object.keys(JSON.parse(envelope))).toEqual(['payload', 'payloadType', 'signatures'])
  const keys = write('keys.json', JSON.stringify({ [key.key]: key.public_key }))
  const { stdout, exitCode } = await runYagura(['record', 'verify', '-', '--dsse', '--keys', keys], { input: envelope })
  expect(rows(stdout)).toMatchObject([{ valid: true, id: body.id }])
  expect(exitCode).toBe(0)
})

test('a record is shown with its marking, its author, its SHA-256 and no letter that nobody sees', async () => {
  const { stdout } = await runYagura(['record', 'show', '-'], { input: line })
  const sha256 = rows((await runYagura(['record', 'verify', '-'], { input: line })).stdout)[0]?.['sha256']
  for (const part of [key.key, body.by, 'recall.ask', String(sha256), 'UNCLASSIFIED']) expect(stdout).toContain(part)
  expect(stdout).toContain('wrong\\u{202e} object')
  expect(stdout).not.toContain('\u202e')
})

test('a body by another author, of no kind, or by a wrong passphrase is not signed', async () => {
  const sign = (changes: object, passphrase = env.YAGURA_PASSPHRASE) =>
    runYagura(['record', 'sign', '-', '--key', keyFile, '--passphrase-file', write('passphrase', `${passphrase}\n`)], {
      input: JSON.stringify({ ...body, ...changes }),
    })
  const runs = [await sign({ by: 'jp.ncc.example/duty-4' }), await sign({ kind: 'no.kind' }), await sign({}, 'wrong')]
  expect(runs.map(({ exitCode, stdout }) => [exitCode, stdout])).toEqual(runs.map(() => [1, '']))
  expect(runs.map(({ stderr }) => stderr)).toMatchObject([
    expect.stringContaining('record/signatures'),
    expect.stringContaining('record/unknown-kind'),
    expect.stringContaining('passphrase'),
  ])
})

test('a second person adds a signature to a signed line', async () => {
  const other = join(folder, 'duty-4.key')
  await runYagura(['key', 'new', '--node', 'jp.ncc.example', '--name', 'duty-4', '--out', other], { env })
  const { stdout } = await runYagura(['record', 'sign', '-', '--key', other], { env, input: line })
  const kept = JSON.parse(readFileSync(other, 'utf8'))
  const keys = write('both.json', JSON.stringify({ [key.key]: key.public_key, [kept.keyId]: kept.publicKey }))
  expect(JSON.parse(stdout).sigs).toHaveLength(2)
  expect(rows((await runYagura(['record', 'verify', '-', '--keys', keys], { input: stdout })).stdout)).toMatchObject([
    { valid: true },
  ])
})
