import type { Signer, VerifyEd25519 } from '../crypto.ts'
import { utf8Bytes } from '../encoding/utf8.ts'
import { type Faulty, faulty } from '../fault.ts'
import type { Note, NoteSignature } from './note.ts'
import type { VerifierKey } from './verifier-key.ts'

/** Who signed a note, as verified. */
export type NoteAttestation = {
  readonly key: VerifierKey
  /** When a cosigner says that it saw the checkpoint, Unix time, s; absent for a plain signature. */
  readonly timestampS?: number
}

const signatureBytes = 64
const timestampBytes = 8

/**
 * Judges the signatures of a note. Those of unknown keys are passed over: a name or a key id alone makes no known key.
 *
 * @param keys - The keys that are known here.
 * @returns Who signed, one or more; a fault where a known key's signature is wrong, and where no known key signed.
 */
export function verifyNote(
  note: Note,
  keys: readonly VerifierKey[],
  verify: VerifyEd25519,
): { readonly ok: true; readonly signedBy: readonly NoteAttestation[] } | Faulty {
  const signedBy: NoteAttestation[] = []
  for (const line of note.signatures) {
    const key = keys.find(({ name, keyId }) => name === line.name && keyId === line.keyId)
    if (key === undefined) continue
    const attestation = judge(note.text, line, key, verify)
    if (attestation === undefined) {
      return faulty('record/note-bad-signature', `the signature of ${key.name} does not fit the note`)
    }
    signedBy.push(attestation)
  }
  if (signedBy.length === 0) return faulty('record/note-unsigned', 'no known key signed the note')
  return { ok: true, signedBy }
}

/**
 * Signs the text of a note by a key of type `ed25519`.
 *
 * @param text - Ends with a newline.
 * @param key - The verifier key of the signer.
 */
export async function signNote(
  text: string,
  key: VerifierKey,
  signer: Pick<Signer, 'sign'>,
): Promise<{ readonly ok: true; readonly signature: NoteSignature } | Faulty> {
  if (key.type !== 'ed25519') return faulty('record/note-key-type', `${key.name} is a key for cosignatures`)
  const signature = await signer.sign(utf8Bytes(text))
  return { ok: true, signature: { name: key.name, keyId: key.keyId, signature } }
}

/**
 * Cosigns the text of a checkpoint by a key of type `cosignature`: it is the largest of its log that was seen by then, and it
 * begins with all that were seen before. Source: C2SP tlog-cosignature.
 *
 * @param text - Of the checkpoint, with its last newline.
 * @param timestampS - Unix time, whole seconds.
 */
export async function cosignNote(
  text: string,
  key: VerifierKey,
  signer: Pick<Signer, 'sign'>,
  timestampS: number,
): Promise<{ readonly ok: true; readonly signature: NoteSignature } | Faulty> {
  if (key.type !== 'cosignature') return faulty('record/note-key-type', `${key.name} is no key for cosignatures`)
  if (!Number.isSafeInteger(timestampS) || timestampS < 0) {
    return faulty('record/note-timestamp', 'the time of a cosignature is in whole seconds since 1970')
  }
  const signature = new Uint8Array(timestampBytes + signatureBytes)
  new DataView(signature.buffer).setBigUint64(0, BigInt(timestampS))
  signature.set(await signer.sign(cosignedBytes(text, timestampS)), timestampBytes)
  return { ok: true, signature: { name: key.name, keyId: key.keyId, signature } }
}

function judge(
  text: string,
  { signature }: NoteSignature,
  key: VerifierKey,
  verify: VerifyEd25519,
): NoteAttestation | undefined {
  if (key.type === 'ed25519') return verify(signature, utf8Bytes(text), key.publicKey) ? { key } : undefined
  if (signature.length !== timestampBytes + signatureBytes) return undefined
  const timestampS = Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0))
  // What is beyond a safe integer is no time at which anything was seen.
  if (!Number.isSafeInteger(timestampS)) return undefined
  const message = cosignedBytes(text, timestampS)
  return verify(signature.slice(timestampBytes), message, key.publicKey) ? { key, timestampS } : undefined
}

function cosignedBytes(text: string, timestampS: number): Uint8Array {
  return utf8Bytes(`cosignature/v1\ntime ${timestampS}\n${text}`)
}
