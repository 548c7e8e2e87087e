import type { VerifyEd25519 } from '../crypto.ts'
import { base64UrlBytes } from '../encoding/base64.ts'
import { type Faulty, faulty } from '../fault.ts'
import type { CheckedRecord } from './check-record.ts'
import { preAuthenticationEncoding } from './pre-authentication-encoding.ts'
import { recordType } from './record-schema.ts'

/**
 * Verifies every signature of a record; one that is wrong, or by a key that is not known, makes the record wrong.
 *
 * @param keyOf - Public key (32 bytes) of a key id, where it counts here.
 * @returns Who signed, as key ids; codes `record/unknown-key`, `record/wrong-signature`.
 */
export function verifySignatures(
  { record, bodyBytes }: CheckedRecord,
  keyOf: (keyId: string) => Uint8Array | undefined,
  verify: VerifyEd25519,
): { readonly ok: true; readonly keyIds: readonly string[] } | Faulty {
  const message = preAuthenticationEncoding(recordType, bodyBytes)
  for (const { k, s } of record.sigs) {
    const publicKey = keyOf(k)
    if (publicKey === undefined)
      return faulty('record/unknown-key', `the key ${k} is not known, or does not count here`)
    const signature = base64UrlBytes(s)
    if (signature === undefined || !verify(signature, message, publicKey)) {
      return faulty('record/wrong-signature', `the signature by ${k} is not of this body`)
    }
  }
  return { ok: true, keyIds: record.sigs.map(({ k }) => k) }
}
