import type { Finding } from '../finding.ts'
import { decodeUtf8, quoted } from '../text/utf8.ts'
import { tleChecksum } from './checksum.ts'
import { type Column, isBlank } from './columns.ts'

/** The state of column 69: the digit that the other columns sum to, another one, or none (a line of 68 characters). */
export type Checksum = { readonly state: 'holds' | 'absent' } | { readonly state: 'broken'; readonly reason: string }

const backslash = 92
const holds: Checksum = { state: 'holds' }
const absent: Checksum = { state: 'absent' }

/**
 * Checks what lines 1 and 2 have in common: 68 characters (no checksum) or more, blanks between the fields, and nothing right
 * behind the checksum but blank-separated text or the backslash of Space-Track's yearly archives.
 *
 * @param gaps - offsets from `start` that must be blank.
 */
export function findFrameProblem(
  bytes: Uint8Array,
  start: number,
  end: number,
  gaps: readonly number[],
): Finding | undefined {
  const length = end - start
  if (length < 68) {
    return {
      field: 'LINE',
      reason: `found ${length} characters, expected 69: the line is cut or characters are missing`,
    }
  }
  for (const gap of gaps) {
    if (bytes[start + gap] !== 32) {
      return {
        field: 'LINE',
        reason: `found ${quoted(decodeUtf8(bytes.subarray(start + gap, start + gap + 1)))} in column ${gap + 1}, expected a blank: the columns are shifted`,
      }
    }
  }
  if (length > 69 && bytes[start + 69] !== 32 && !(length === 70 && bytes[start + 69] === backslash)) {
    return {
      field: 'LINE',
      reason: `found ${length} characters without a blank after column 69, expected 69 characters`,
    }
  }
  return undefined
}

/** Reads column 69 of a line whose frame is sound. */
export function readChecksum(bytes: Uint8Array, start: number, end: number): Checksum {
  const printed = end - start > 68 ? (bytes[start + 68] ?? 32) : 32
  if (printed === 32) return absent
  const expected = tleChecksum(bytes, start)
  if (printed - 48 === expected) return holds
  const found = quoted(decodeUtf8(bytes.subarray(start + 68, start + 69)))
  return { state: 'broken', reason: `found ${found} in column 69, expected ${expected} from the other columns` }
}

/** Names the first of the fields that could not be read as a number. */
export function findUnreadable(
  bytes: Uint8Array,
  start: number,
  columns: readonly Column[],
  values: readonly number[],
): Finding {
  const index = values.findIndex((value) => Number.isNaN(value))
  const { field, from, to } = columns[index] ?? { field: 'LINE', from: 0, to: 69 }
  const text = quoted(decodeUtf8(bytes.subarray(start + from, start + to)))
  return { field, reason: `found ${text} in columns ${from + 1}-${to}, expected a number` }
}

/** Whether behind column 69 stand the start, stop and step of the published SGP4 verification set, in minutes. */
export function hasVerificationSpan(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 75 || isBlank(bytes, start + 69, end)) return false
  const parts = decodeUtf8(bytes.subarray(start + 69, end))
    .trim()
    .split(/\s+/)
  return parts.length === 3 && parts.every((part) => Number.isFinite(Number(part)))
}
