import { canonicalBytes } from '../canonical/canonical.ts'
import { checkJson } from '../canonical/check-json.ts'
import { recordLimits } from '../canonical/json-value.ts'
import type { Signer } from '../crypto.ts'
import { base64UrlOf } from '../encoding/base64.ts'
import { type Faulty, faulty } from '../fault.ts'
import { type CheckedRecord, checkBody, checkRecord } from './check-record.ts'
import { preAuthenticationEncoding } from './pre-authentication-encoding.ts'
import { type KindSchemas, recordType, type SignedRecord } from './record-schema.ts'

/** A record just signed, and the line under which it is kept and sent. */
export type SignedLine = CheckedRecord & {
  /** Canonical JSON without a newline. */
  readonly line: Uint8Array
}

/**
 * Signs what somebody says.
 *
 * @param body - In any order of members; what is signed is its canonical form.
 * @param signers - All whose signature it bears, the author among them; in any order.
 * @param kinds - What may be said here.
 * @param earlier - Signatures that the body bears already, as when each root is kept in another place; they are not verified here.
 * @returns Codes of `checkJson`, `checkBody` and `readRecord`: what cannot be read back is not signed.
 */
export async function signRecord(
  body: unknown,
  signers: readonly Signer[],
  kinds: KindSchemas,
  earlier: SignedRecord['sigs'] = [],
): Promise<({ readonly ok: true } & SignedLine) | Faulty> {
  const fault = checkJson(body, recordLimits.maxDepth - 1) ?? checkBody(body, kinds)
  if (fault !== undefined) return fault
  const bodyBytes = canonicalBytes(body)
  const message = preAuthenticationEncoding(recordType, bodyBytes)
  const sigs = await Promise.all(
    signers.map(async ({ keyId, sign }) => ({ k: keyId, s: base64UrlOf(await sign(message)) })),
  )
  sigs.push(...earlier)
  sigs.sort((one, other) => (one.k < other.k ? -1 : 1))
  const line = canonicalBytes({ body, sigs })
  if (line.length >= recordLimits.sizeLimitBytes) {
    return faulty('record/size', `${line.length} bytes; the limit is ${recordLimits.sizeLimitBytes - 1}`)
  }
  const checked = checkRecord({ body, sigs }, kinds, () => bodyBytes)
  return checked.ok ? { ...checked, line } : checked
}
