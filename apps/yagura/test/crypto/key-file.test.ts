import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { KeyFileExistsError, KeyFileUnusableError, KeyLockedError } from '../../src/crypto/key-errors.ts'
import { createFileSigner, createKeyFile } from '../../src/crypto/key-file.ts'
import { verifyEd25519 } from '../../src/crypto/verify-ed25519.ts'
import { scratch } from '../scratch.ts'

const folder = dirname(scratch()('beside', ''))
const file = join(folder, 'duty-3.key')
const passphrase = '合言葉 and a long one'
let made: Awaited<ReturnType<typeof createKeyFile>>

beforeAll(async () => {
  made = await createKeyFile(file, { node: 'jp.ncc.example', name: 'duty-3' }, passphrase, randomBytes)
})

test('a key opened from its file signs what its public key verifies', async () => {
  const signer = await createFileSigner(file, passphrase)
  const message = Buffer.from('hello')
  expect(signer.keyId).toBe(made.keyId)
  expect(verifyEd25519(await signer.sign(message), message, made.publicKey)).toBe(true)
})

test('only its owner can read the file, and the seed is not in it', () => {
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const kept = JSON.parse(readFileSync(file, 'utf8'))
  expect(Object.keys(kept).sort()).toEqual(['cipher', 'kdf', 'keyId', 'publicKey', 'v'])
  expect(kept.kdf).toMatchObject({ name: 'scrypt', n: 131_072, r: 8, p: 1 })
})

test('a passphrase of 130 random bits is not made to wait as one of words is', async () => {
  const quick = join(folder, 'root.key')
  await createKeyFile(quick, { node: 'jp.ncc.example', name: 'root-1' }, passphrase, randomBytes, 'program')
  expect(JSON.parse(readFileSync(quick, 'utf8')).kdf).toMatchObject({ name: 'scrypt', n: 16_384, r: 8, p: 1 })
  await expect(createFileSigner(quick, passphrase)).resolves.toMatchObject({ keyId: expect.stringContaining('root-1') })
})

test('a passphrase in another Unicode form opens it', async () => {
  await expect(createFileSigner(file, passphrase.normalize('NFD'))).resolves.toMatchObject({ keyId: made.keyId })
})

test('a wrong passphrase is refused', async () => {
  await expect(createFileSigner(file, `${passphrase} `)).rejects.toThrow(KeyLockedError)
})

test.each([
  'keyId',
  'publicKey',
  'kdf.salt',
  'cipher.nonce',
  'cipher.sealed',
])('a file whose %s was altered is refused', async (member) => {
  const kept = JSON.parse(readFileSync(file, 'utf8'))
  const [outer = '', inner] = member.split('.')
  const holder = inner === undefined ? kept : kept[outer]
  const name = inner ?? outer
  const text: string = holder[name]
  const at = text.length - 2
  holder[name] = text.slice(0, at) + (text[at] === 'a' ? 'b' : 'a') + text.slice(at + 1)
  const altered = join(folder, `${member}.key`)
  writeFileSync(altered, JSON.stringify(kept))
  await expect(createFileSigner(altered, passphrase)).rejects.toThrow(KeyLockedError)
})

test('a file that is there is never written over', async () => {
  const before = readFileSync(file, 'utf8')
  const again = createKeyFile(file, { node: 'jp.ncc.example', name: 'duty-3' }, passphrase, randomBytes)
  await expect(again).rejects.toThrow(KeyFileExistsError)
  expect(readFileSync(file, 'utf8')).toBe(before)
})

test.each([
  ['no JSON', 'not a key'],
  ['another version', JSON.stringify({ v: 2 })],
  ['scrypt that would take all memory', 'kdf'],
  ['more than a key file holds', `{"v":1,"x":"${'x'.repeat(100_000)}"}`],
])('a file with %s is refused', async (name, content) => {
  const kept = JSON.parse(readFileSync(file, 'utf8'))
  const bad = join(folder, `${name}.key`)
  writeFileSync(bad, content === 'kdf' ? JSON.stringify({ ...kept, kdf: { ...kept.kdf, n: 2 ** 30 } }) : content)
  await expect(createFileSigner(bad, passphrase)).rejects.toThrow(KeyFileUnusableError)
})

test('a folder, and a file that is not there, are refused by name', async () => {
  mkdirSync(join(folder, 'folder'))
  await expect(createFileSigner(join(folder, 'folder'), passphrase)).rejects.toThrow(/folder/)
  await expect(createFileSigner(join(folder, 'nowhere'), passphrase)).rejects.toThrow(KeyFileUnusableError)
  const nowhere = join(folder, 'no-such-folder', 'a.key')
  await expect(createKeyFile(nowhere, { node: 'a', name: 'b' }, passphrase, randomBytes)).rejects.toThrow(
    KeyFileUnusableError,
  )
})
