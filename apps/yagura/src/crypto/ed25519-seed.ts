import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import type { Signer } from '@yagura/record'

/** DER of the PrivateKeyInfo of an Ed25519 key, up to its seed of 32 bytes. Source: RFC 8410 section 7. */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** @returns Private key of a seed (RFC 8032 section 5.1.5: 32 random bytes), and its public key, 32 bytes. */
export function keyPairOfSeed(seed: Uint8Array): { readonly privateKey: KeyObject; readonly publicKey: Uint8Array } {
  const der = Buffer.concat([pkcs8Prefix, seed])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  der.fill(0)
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  return { privateKey, publicKey: new Uint8Array(spki.subarray(spki.length - 32)) }
}

/** A signer whose key is in the memory of this process. */
export function createMemorySigner(keyId: string, seed: Uint8Array): Signer {
  const { privateKey, publicKey } = keyPairOfSeed(seed)
  return { keyId, publicKey, sign: async (message) => new Uint8Array(sign(null, message, privateKey)) }
}
