import type { VerifyEd25519 } from '../crypto.ts'
import { base64Bytes, base64Of } from '../encoding/base64.ts'
import { type Faulty, faulty } from '../fault.ts'
import { hashBytes } from '../merkle/hashing.ts'
import { type Note, parseNote } from './note.ts'
import { type NoteAttestation, verifyNote } from './signatures.ts'
import type { VerifierKey } from './verifier-key.ts'

/** What a log says of itself. */
export type Checkpoint = {
  /** Name of the log. */
  readonly origin: string
  /** Entries. */
  readonly size: number
  /** Root of their tree, 32 bytes. */
  readonly root: Uint8Array
  /** Further lines, without meaning here. */
  readonly extensions: readonly string[]
}

/** A checkpoint that a known key signed. */
export type SignedCheckpoint = {
  readonly checkpoint: Checkpoint
  readonly note: Note
  readonly signedBy: readonly NoteAttestation[]
}

/**
 * Reads the text of a checkpoint. Source: C2SP tlog-checkpoint.
 *
 * @param text - Text of a note, with its last newline.
 * @returns A fault where it is none, and for a log of more than 2⁵³ − 1 entries.
 */
export function parseCheckpoint(text: string): { readonly ok: true; readonly checkpoint: Checkpoint } | Faulty {
  const [origin, count, encoded, ...extensions] = text.slice(0, -1).split('\n')
  if (!text.endsWith('\n') || origin === undefined || count === undefined || encoded === undefined) {
    return malformed('a checkpoint has an origin, a size and a root')
  }
  if (origin === '' || extensions.includes('')) return malformed('a checkpoint has no empty line')
  const size = Number(count)
  if (!/^(?:0|[1-9]\d{0,15})$/.test(count) || !Number.isSafeInteger(size)) {
    return malformed('the size is a decimal number without leading zeros, at most 2^53 - 1')
  }
  const root = base64Bytes(encoded)
  if (root === undefined || root.length !== hashBytes) return malformed(`the root is ${hashBytes} bytes in base64`)
  return { ok: true, checkpoint: { origin, size, root, extensions } }
}

/**
 * The text of a checkpoint, to be signed.
 *
 * @returns A fault where what was handed in makes no checkpoint that `parseCheckpoint` takes.
 */
export function formatCheckpoint(checkpoint: Checkpoint): { readonly ok: true; readonly text: string } | Faulty {
  const { origin, size, root, extensions } = checkpoint
  const text = `${[origin, String(size), base64Of(root), ...extensions].join('\n')}\n`
  const parsed = parseCheckpoint(text)
  if (!parsed.ok) return parsed
  const isOne = parsed.checkpoint.origin === origin && parsed.checkpoint.extensions.length === extensions.length
  return isOne ? { ok: true, text } : malformed('an origin and an extension are one line each')
}

/**
 * Reads a signed checkpoint and judges its signatures.
 *
 * @param bytes - As received.
 * @param keys - Known keys: the log's, and those of cosigners.
 * @returns A fault where it is no checkpoint, or as `verifyNote` says. That the log itself signed is for the caller to see to.
 */
export function openCheckpoint(
  bytes: Uint8Array,
  keys: readonly VerifierKey[],
  verify: VerifyEd25519,
): ({ readonly ok: true } & SignedCheckpoint) | Faulty {
  const parsed = parseNote(bytes)
  if (!parsed.ok) return parsed
  const verified = verifyNote(parsed.note, keys, verify)
  if (!verified.ok) return verified
  const read = parseCheckpoint(parsed.note.text)
  if (!read.ok) return read
  return { ok: true, checkpoint: read.checkpoint, note: parsed.note, signedBy: verified.signedBy }
}

function malformed(reason: string): Faulty {
  return faulty('record/checkpoint-malformed', reason)
}
