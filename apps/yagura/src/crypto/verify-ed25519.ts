import { createPublicKey, verify } from 'node:crypto'
import type { VerifyEd25519 } from '@yagura/record'

/** y of the points whose order divides 8, without the sign of x, as in an encoded key. Source: Chalkias et al. 2020, table 6a. */
const smallOrders: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
])

/**
 * Ed25519 by `node:crypto`. OpenSSL judges as RFC 8032 section 5.1.7 has it without the cofactor: S below the group's order, and the
 * recomputed R equal to the given one byte by byte. What it lets pass is refused before: keys of small order, under which one
 * signature is right for many messages, and second encodings of a key (y ≥ p). Source: Chalkias, Garillot, Nikolaenko 2020, Taming
 * the many EdDSAs.
 */
export const verifyEd25519: VerifyEd25519 = (signature, message, publicKey) => {
  if (signature.length !== 64 || publicKey.length !== 32 || !isUsableKey(publicKey)) return false
  // A key read as JWK costs a twelfth of one read as DER. Bytes that are no point are a key under which OpenSSL finds all wrong.
  const x = Buffer.from(publicKey).toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  return verify(null, message, key, signature)
}

/** @returns Whether a key (32 bytes) is one that can be believed: of large order, in its one encoding. */
export function isUsableKey(publicKey: Uint8Array): boolean {
  const y = Buffer.from(publicKey)
  y.writeUInt8(y.readUInt8(31) & 0x7f, 31)
  if (smallOrders.has(y.toString('hex'))) return false
  // p = 2^255 − 19, little endian: 0xed, thirty times 0xff, 0x7f.
  const mayReachP = y.readUInt8(31) === 0x7f && y.subarray(1, 31).every((byte) => byte === 0xff)
  return !(mayReachP && y.readUInt8(0) >= 0xed)
}
