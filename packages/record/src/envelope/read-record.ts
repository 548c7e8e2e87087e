import { parseCanonical } from '../canonical/canonical.ts'
import { canonicalText } from '../canonical/canonical-text.ts'
import type { Faulty } from '../fault.ts'
import { type CheckedRecord, checkRecord } from './check-record.ts'
import { type Fits, fitsByWalking, type KindSchemas } from './record-schema.ts'

/** A record whose form is right, or why it is not. */
export type RecordAnswer = ({ readonly ok: true } & CheckedRecord) | Faulty

/**
 * Reads the line of a signed record: canonical JSON below 64 KiB, closed schemas, sets in order. It says nothing of who signed:
 * that is `verifySignatures`.
 *
 * @param line - Without a newline.
 * @param kinds - What this reader knows; another kind is refused.
 * @param fits - How schemas are compared with values.
 * @returns Codes of `parseCanonical` and of `checkRecord`.
 */
export function readRecord(line: Uint8Array, kinds: KindSchemas, fits: Fits = fitsByWalking): RecordAnswer {
  const parsed = parseCanonical(line)
  return parsed.ok ? checkRecord(parsed.value, kinds, bodyBytesOf(line), fits) : parsed
}

/** Takes the body out of the canonical line `{"body":…,"sigs":…}` as it stands, so that the very bytes that came are verified. */
function bodyBytesOf(line: Uint8Array): (sigs: unknown) => Uint8Array {
  return (sigs) => line.subarray('{"body":'.length, line.length - `,"sigs":${canonicalText(sigs)}}`.length)
}
