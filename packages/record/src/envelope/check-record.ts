import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { TSchema } from 'typebox'
import { Errors } from 'typebox/value'
import { base64UrlBytes } from '../encoding/base64.ts'
import { type Faulty, faulty } from '../fault.ts'
import { checkMarkingForm, isInstant, isStrictlyAscending } from '../marking/marking-form.ts'
import { type Fits, fitsByWalking, type KindSchemas, RecordBody, SignedRecord } from './record-schema.ts'

/** A record whose form is right; nobody has looked at its signatures yet. */
export type CheckedRecord = {
  readonly record: SignedRecord
  /** Canonical body: what is hashed and, with its type, signed. */
  readonly bodyBytes: Uint8Array
  /** Id for machines: SHA-256 of `bodyBytes`, 64 hex digits. */
  readonly bodySha256: string
}

/**
 * Checks a record that was taken apart already; `readRecord` and `fromDsse` are for what comes from outside.
 *
 * @param value - Out of canonical JSON.
 * @param bodyBytesOf - Gives the canonical body as it came, when the signatures are known to be well formed.
 * @param fits - How schemas are compared with values.
 * @returns Codes of `checkBody`, and `record/schema`, `record/signatures`.
 */
export function checkRecord(
  value: unknown,
  kinds: KindSchemas,
  bodyBytesOf: (sigs: SignedRecord['sigs']) => Uint8Array,
  fits: Fits = fitsByWalking,
): ({ readonly ok: true } & CheckedRecord) | Faulty {
  if (!fits(SignedRecord, value)) return misfit(SignedRecord, value, '')
  const fault = checkSaid(value.body, kinds, fits) ?? checkSignatures(value)
  if (fault !== undefined) return fault
  const bodyBytes = bodyBytesOf(value.sigs)
  return { ok: true, record: value, bodyBytes, bodySha256: bytesToHex(sha256(bodyBytes)) }
}

/**
 * Checks what somebody wants to say, before it is signed as after.
 *
 * @returns `undefined` where nothing is wrong; codes of `checkMarkingForm`, and `record/schema`, `record/unknown-kind`,
 * `record/no-such-instant`, `record/references`.
 */
export function checkBody(body: unknown, kinds: KindSchemas): Faulty | undefined {
  return fitsByWalking(RecordBody, body) ? checkSaid(body, kinds, fitsByWalking) : misfit(RecordBody, body, '/body')
}

/** Checks what the schema of a body leaves open. */
function checkSaid(body: RecordBody, kinds: KindSchemas, fits: Fits): Faulty | undefined {
  const schema = Object.hasOwn(kinds, body.kind) ? kinds[body.kind] : undefined
  if (schema === undefined) return faulty('record/unknown-kind', `no schema is known for records of kind ${body.kind}`)
  if (!fits(schema, body.data)) return misfit(schema, body.data, '/body/data')
  if (!isInstant(body.at)) return faulty('record/no-such-instant', '/body/at is on a day that does not exist')
  return checkReferences(body) ?? checkMarkingForm(body.mark)
}

function checkReferences({ refs }: RecordBody): Faulty | undefined {
  const known = new Set(refs.map(({ rel, to }) => `${rel} ${to}`))
  return known.size === refs.length ? undefined : faulty('record/references', '/body/refs names one record twice')
}

/** One set of signatures has one form: in the order of keys, none twice, and the author's among them. */
function checkSignatures({ body, sigs }: SignedRecord): Faulty | undefined {
  if (!isStrictlyAscending(sigs.map(({ k }) => k))) {
    return faulty('record/signatures', '/sigs is not in the order of keys, or names a key twice')
  }
  if (sigs.some(({ s }) => base64UrlBytes(s) === undefined)) {
    return faulty('record/signatures', '/sigs has a signature with stray bits in its last digit')
  }
  if (sigs.some(({ k }) => k.startsWith(`${body.by}#`))) return undefined
  return faulty('record/signatures', '/sigs has none by the author that /body/by names')
}

/** Names where a value leaves its schema, never what stands there: names of unknown members come from outside. */
function misfit(schema: TSchema, value: unknown, path: string): Faulty {
  const error = Errors(schema, value).find(({ keyword }) => keyword !== 'boolean')
  return faulty(
    'record/schema',
    `${path}${error?.instancePath ?? ''} ${error?.message ?? 'does not fit the schema'}`.trim(),
  )
}
