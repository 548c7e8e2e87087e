import { ed25519 } from '@noble/curves/ed25519.js'
import type { VerifyEd25519 } from '@yagura/record'

/**
 * Ed25519 for the page: RFC 8032 and not ZIP 215, keys of small order and second encodings of a key refused, as in the node. The
 * browser's own answers only later, and browsers differ in what they refuse.
 */
export const verifyEd25519: VerifyEd25519 = (signature, message, publicKey) => {
  if (signature.length !== 64 || publicKey.length !== 32) return false
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false })
  } catch {
    // Bytes that are no point of the curve.
    return false
  }
}
