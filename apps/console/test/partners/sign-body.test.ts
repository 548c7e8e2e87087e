import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto'
import { base64UrlBytes } from '@yagura/record'
import { expect, test } from 'vitest'
import { signBody } from '../../src/partners/release/sign-body.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const asked: Uint8Array[] = []
const signer = {
  keyId: 'jp.ncc.example/duty-3#0000',
  publicKey: new Uint8Array(32),
  sign: async (message: Uint8Array) => {
    asked.push(message)
    return new Uint8Array(sign(null, message, privateKey))
  },
}
const body = '{"at":"2026-11-22T09:00:46.352Z","data":{"名":"衛星"}}'
const sha256 = createHash('sha256').update(body).digest('hex')

test('what is signed is the DSSE encoding of the very text that was shown', async () => {
  const signed = await signBody(signer, body, sha256, ` ${sha256.slice(0, 6).toUpperCase()} `)
  const type = 'application/vnd.yagura.record+json'
  const encoded = Buffer.from(`DSSEv1 ${type.length} ${type} ${Buffer.byteLength(body)} ${body}`)
  const signature = signed.ok ? (base64UrlBytes(signed.signature) ?? new Uint8Array()) : new Uint8Array()
  expect(verify(null, encoded, publicKey, signature)).toBe(true)
})

test('nothing is signed where what was typed is not the beginning of the hash', async () => {
  asked.length = 0
  for (const typed of ['', sha256.slice(0, 5), sha256.slice(1, 7), `${sha256.slice(0, 6)}0`])
    expect(await signBody(signer, body, sha256, typed)).toEqual({ ok: false, why: 'typed-differs' })
  expect(asked).toEqual([])
})

test('nothing is signed where the text is not the one of the hash that is shown', async () => {
  asked.length = 0
  expect(await signBody(signer, `${body} `, sha256, sha256.slice(0, 6))).toEqual({ ok: false, why: 'other-body' })
  expect(asked).toEqual([])
})
