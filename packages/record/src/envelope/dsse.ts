import { concatBytes } from '@noble/hashes/utils.js'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { canonicalText } from '../canonical/canonical-text.ts'
import { base64Bytes, base64Of, base64UrlBytes, base64UrlOf } from '../encoding/base64.ts'
import { utf8Bytes } from '../encoding/utf8.ts'
import { type Faulty, faulty } from '../fault.ts'
import type { CheckedRecord } from './check-record.ts'
import { type RecordAnswer, readRecord } from './read-record.ts'
import { type KindSchemas, recordType } from './record-schema.ts'

/** Members that DSSE does not know must be overlooked, so the schema is open. */
const DsseEnvelope = Type.Object({
  payload: Type.String(),
  payloadType: Type.String(),
  signatures: Type.Array(Type.Object({ keyid: Type.String(), sig: Type.String() })),
})
/** A DSSE envelope as JSON; payload and signatures in base64. Source: DSSE 1.0.0, envelope. */
export type DsseEnvelope = Static<typeof DsseEnvelope>

/** @returns The record for readers that know DSSE: the same body bytes and signatures, in the standard alphabet of base64. */
export function toDsse({ record, bodyBytes }: CheckedRecord): DsseEnvelope {
  return {
    payload: base64Of(bodyBytes),
    payloadType: recordType,
    signatures: record.sigs.map(({ k, s }) => ({ keyid: k, sig: base64Of(base64UrlBytes(s) ?? new Uint8Array()) })),
  }
}

/**
 * Reads a record out of a DSSE envelope. The envelope may be written in any way and hold other members; the body in it is canonical
 * or rejected.
 *
 * @param envelope - Parsed JSON.
 * @returns As `readRecord`, and code `record/envelope`.
 */
export function fromDsse(envelope: unknown, kinds: KindSchemas): RecordAnswer {
  const line = lineOf(envelope)
  return line instanceof Uint8Array ? readRecord(line, kinds) : line
}

/** @returns The line of the record in an envelope, unchecked but for the envelope itself; what it says is for `readRecord` to judge. */
function lineOf(envelope: unknown): Uint8Array | Faulty {
  if (!Check(DsseEnvelope, envelope)) return faulty('record/envelope', 'payload, payloadType or signatures are missing')
  if (envelope.payloadType !== recordType) return faulty('record/envelope', `the payload is not of type ${recordType}`)
  const body = base64OfEitherAlphabet(envelope.payload)
  if (body === undefined) return faulty('record/envelope', 'the payload is not base64')
  const sigs: { readonly k: string; readonly s: string }[] = []
  for (const { keyid, sig } of envelope.signatures) {
    const signature = base64OfEitherAlphabet(sig)
    if (signature === undefined) return faulty('record/envelope', 'a signature is not base64')
    sigs.push({ k: keyid, s: base64UrlOf(signature) })
  }
  sigs.sort((one, other) => (one.k < other.k ? -1 : 1))
  return concatBytes(utf8Bytes('{"body":'), body, utf8Bytes(`,"sigs":${canonicalText(sigs)}}`))
}

/** DSSE allows the standard and the URL-safe alphabet. */
function base64OfEitherAlphabet(text: string): Uint8Array | undefined {
  return base64Bytes(text.replaceAll('-', '+').replaceAll('_', '/'))
}
