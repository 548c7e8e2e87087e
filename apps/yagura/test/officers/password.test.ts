import { expect, test } from 'vitest'
import { createPasswords, owaspCost } from '../../src/node/officers/password.ts'

const quick = { log2N: 4, r: 1, p: 1 }

test('a hash of RFC 7914 section 12 is recognised', async () => {
  const expected = Buffer.from(
    '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
    'hex',
  )
  const salt = Buffer.from('SodiumChloride').toString('base64url')
  // The first 32 bytes of its 64: PBKDF2 makes a key block by block.
  const stored = `scrypt$14$8$1$${salt}$${expected.subarray(0, 32).toString('base64url')}`
  const passwords = createPasswords(quick)
  expect(await passwords.verify('pleaseletmein', stored)).toBe(true)
  expect(await passwords.verify('pleaseletmeout', stored)).toBe(false)
})

test('new hashes take the work that OWASP asks for, each with a salt of its own', async () => {
  expect(owaspCost).toEqual({ log2N: 17, r: 8, p: 1 })
  const passwords = createPasswords(quick)
  const [first, second] = [await passwords.hash('a'), await passwords.hash('a')]
  expect(first).not.toBe(second)
  expect(await passwords.verify('a', first)).toBe(true)
})

test('a password may be typed composed or decomposed', async () => {
  const passwords = createPasswords(quick)
  const stored = await passwords.hash('ガギグゲゴ'.normalize('NFC'))
  expect(await passwords.verify('ガギグゲゴ'.normalize('NFD'), stored)).toBe(true)
})

test('a stored hash that is damaged fits no password', async () => {
  const passwords = createPasswords(quick)
  for (const stored of ['', 'scrypt$4$1$1$$', 'plain', 'scrypt$4$1$1$AAAA$AAAA']) {
    expect(await passwords.verify('', stored), stored).toBe(false)
  }
})

test('more sign-ins at once than the node works off are told to come back', async () => {
  const passwords = createPasswords({ log2N: 12, r: 8, p: 1 })
  const attempts = await Promise.allSettled(Array.from({ length: 30 }, () => passwords.verify('a', undefined)))
  const refused = attempts.filter(({ status }) => status === 'rejected')
  expect(refused).toHaveLength(14)
  expect(refused[0]).toMatchObject({ reason: { code: 'officers/busy' } })
})
