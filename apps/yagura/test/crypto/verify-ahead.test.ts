import { ed25519Vectors, sharedData } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { verifyAhead } from '../../src/crypto/verify-ahead.ts'

const folder = sharedData('core/ed25519')

test.skipIf(folder === undefined)(
  'every published test of Ed25519 that is verified ahead is judged as published',
  async () => {
    const vectors = ed25519Vectors(folder ?? '')
    const verify = await verifyAhead(vectors)
    const wrong = vectors.filter(
      ({ signature, message, publicKey, isValid }) => verify(signature, message, publicKey) !== isValid,
    )
    expect(vectors.length).toBe(4 + 65)
    expect(wrong.map(({ name }) => name)).toEqual([])
  },
)

test.skipIf(folder === undefined)(
  'a signature that was verified ahead is right for its own message and key alone',
  async () => {
    const right = ed25519Vectors(folder ?? '').filter(({ isValid }) => isValid)
    const verify = await verifyAhead(right)
    const [first, other] = right
    if (first === undefined || other === undefined) throw new TypeError('no vectors')
    expect(verify(first.signature, new Uint8Array([...first.message, 0]), first.publicKey)).toBe(false)
    expect(verify(first.signature, first.message, other.publicKey)).toBe(false)
  },
)
