import { concatBytes } from '@noble/hashes/utils.js'
import { utf8Bytes } from '../encoding/utf8.ts'

/**
 * What is signed: type and body with their lengths, so that neither can be taken for a part of the other.
 *
 *     "DSSEv1" SP <bytes of type> SP type SP <bytes of body> SP body        lengths in decimal digits
 *
 * Source: Dead Simple Signing Envelope, protocol version 1.0.0, "Signature definition".
 *
 * @param type - Media type of the body.
 */
export function preAuthenticationEncoding(type: string, body: Uint8Array): Uint8Array {
  const typeBytes = utf8Bytes(type)
  return concatBytes(utf8Bytes(`DSSEv1 ${typeBytes.length} ${type} ${body.length} `), body)
}
