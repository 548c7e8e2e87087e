import { ed25519 } from '@noble/curves/ed25519.js'
import { ed25519Vectors, publishedKeys, seededRandom, sharedData } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { createMemorySigner } from '../../src/crypto/ed25519-seed.ts'
import { verifyEd25519 } from '../../src/crypto/verify-ed25519.ts'

const folder = sharedData('core/ed25519')

test.skipIf(folder === undefined)('every published test of Ed25519 is judged as published', () => {
  const vectors = ed25519Vectors(folder ?? '')
  const wrong = vectors.filter(
    ({ signature, message, publicKey, isValid }) => verifyEd25519(signature, message, publicKey) !== isValid,
  )
  expect(vectors.length).toBe(4 + 65)
  expect(vectors.filter(({ isValid }) => !isValid).length).toBe(20)
  expect(wrong.map(({ name }) => name)).toEqual([])
})

test.skipIf(folder === undefined)(
  'a seed of RFC 8032 gives the public key and the signatures of RFC 8032',
  async () => {
    const keys = publishedKeys(folder ?? '')
    expect(keys.length).toBe(4)
    for (const { seed, publicKey, message, signature } of keys) {
      const signer = createMemorySigner('jp.ncc/duty-3#3a7f', seed)
      expect(Buffer.from(signer.publicKey)).toEqual(Buffer.from(publicKey))
      expect(Buffer.from(await signer.sign(message))).toEqual(Buffer.from(signature))
    }
  },
)

test('bytes that are no signature or no key are not right, and nothing is thrown', () => {
  const sizes = [0, 1, 31, 32, 33, 63, 64, 65, 128]
  for (const signatureBytes of sizes) {
    for (const keyBytes of sizes) {
      for (const fill of [0, 1, 255]) {
        const isRight = verifyEd25519(
          new Uint8Array(signatureBytes).fill(fill),
          new Uint8Array(3),
          new Uint8Array(keyBytes).fill(fill),
        )
        expect(isRight).toBe(false)
      }
    }
  }
})

/** Multiples of a point of order 8 are all points of small order; the sign of x is the highest bit. */
function keysOfSmallOrder(): readonly Uint8Array[] {
  const hex = 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'
  let point = ed25519.Point.fromHex(hex)
  const keys: Uint8Array[] = []
  for (let times = 1; times <= 8; times += 1) {
    keys.push(point.toBytes())
    point = point.add(ed25519.Point.fromHex(hex))
  }
  return keys
}

test('under none of the eight keys of small order is any signature right', () => {
  const keys = keysOfSmallOrder()
  expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(8)
  for (const key of keys) {
    expect(ed25519.Point.fromBytes(key).isSmallOrder()).toBe(true)
    for (let message = 0; message < 64; message += 1) {
      const signature = new Uint8Array(64)
      signature.set(key)
      expect(verifyEd25519(signature, Uint8Array.of(message), key)).toBe(false)
    }
  }
})

test('it agrees with another implementation on 300 signatures of which a bit was turned', () => {
  const random = seededRandom(8032)
  const seed = new Uint8Array(32).fill(7)
  const publicKey = ed25519.getPublicKey(seed)
  for (let round = 0; round < 300; round += 1) {
    const message = Uint8Array.of(round & 255, round >> 8)
    const parts = { signature: ed25519.sign(message, seed), message, publicKey: publicKey.slice() }
    expect(verifyEd25519(parts.signature, message, publicKey)).toBe(true)
    const turned = parts[(['signature', 'message', 'publicKey'] as const)[random.integer(0, 2)] ?? 'message']
    const at = random.integer(0, turned.length - 1)
    turned[at] = (turned[at] ?? 0) ^ (1 << random.integer(0, 7))
    const others = ed25519.verify(parts.signature, parts.message, parts.publicKey, { zip215: false })
    expect(verifyEd25519(parts.signature, parts.message, parts.publicKey)).toBe(others)
  }
})
