import { createPrivateKey, createPublicKey, verify as nodeVerify, sign } from 'node:crypto'
import type { VerifyEd25519 } from '../src/index.ts'

/** Judges by node:crypto. */
export const verifyByNode: VerifyEd25519 = (signature, message, publicKey) => {
  if (publicKey.length !== 32) return false
  const x = Buffer.from(publicKey).toString('base64url')
  return nodeVerify(
    null,
    message,
    createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }),
    signature,
  )
}

/** A key pair out of its 32 byte seed, for tests. */
export function keyPairOf(seed: Uint8Array): {
  readonly publicKey: Uint8Array
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>
} {
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  return {
    publicKey: Uint8Array.from(spki.subarray(-32)),
    sign: async (message) => Uint8Array.from(sign(null, message, privateKey)),
  }
}
