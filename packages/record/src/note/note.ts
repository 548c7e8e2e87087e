import { base64Bytes, base64Of } from '../encoding/base64.ts'
import { utf8Bytes, utf8Text } from '../encoding/utf8.ts'
import { type Faulty, faulty } from '../fault.ts'
import { isKeyName } from './key-name.ts'

/** A signature line of a note, not yet judged. */
export type NoteSignature = {
  readonly name: string
  /** First four bytes of the hash of the key, as an unsigned number. */
  readonly keyId: number
  /** What the algorithm of the key wrote. */
  readonly signature: Uint8Array
}

/** A text with signatures, none of them judged. */
export type Note = {
  /** Ends with a newline; the line without content after it belongs to no part. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** Largest note that is read, bytes: a hundred signatures of the largest kind that is in use. */
export const largestNoteBytes = 1 << 19

const mostSignatures = 100

/**
 * Takes a signed note apart; nothing of it is to be believed until `verifyNote` has found a signature of a known key.
 *
 * @param bytes - As received, at most 512 KiB.
 * @returns A fault where it is no signed note. Source: C2SP signed-note.
 */
export function parseNote(bytes: Uint8Array): { readonly ok: true; readonly note: Note } | Faulty {
  if (bytes.length > largestNoteBytes) return malformed(`a note has at most ${largestNoteBytes} bytes`)
  const whole = utf8Text(bytes)
  if (whole === undefined) return malformed('a note is UTF-8')
  if (hasControl(whole)) return malformed('a note has no control character but the newline')
  const split = whole.lastIndexOf('\n\n')
  if (split < 0 || !whole.endsWith('\n')) return malformed('a note has a text, an empty line and signatures')
  const lines = whole.slice(split + 2, -1).split('\n')
  if (lines.length > mostSignatures) return malformed(`a note has at most ${mostSignatures} signatures`)
  const signatures = lines.map(signatureOf)
  const judged = signatures.filter((signature) => signature !== undefined)
  if (judged.length !== lines.length) {
    return malformed(`signature line ${signatures.indexOf(undefined) + 1} is not of the form of a signature`)
  }
  return { ok: true, note: { text: whole.slice(0, split + 1), signatures: judged } }
}

/**
 * The bytes of a signed note.
 *
 * @returns A fault where what was handed in makes no note that `parseNote` takes.
 */
export function formatNote(note: Note): { readonly ok: true; readonly bytes: Uint8Array } | Faulty {
  const lines = note.signatures.map(({ name, keyId, signature }) => {
    const blob = new Uint8Array(4 + signature.length)
    new DataView(blob.buffer).setUint32(0, keyId)
    blob.set(signature, 4)
    return `— ${name} ${base64Of(blob)}\n`
  })
  const bytes = utf8Bytes(`${note.text}\n${lines.join('')}`)
  const parsed = parseNote(bytes)
  if (!parsed.ok) return parsed
  return parsed.note.text === note.text ? { ok: true, bytes } : malformed('the text does not end with a newline')
}

function signatureOf(line: string): NoteSignature | undefined {
  const [dash, name, encoded, ...rest] = line.split(' ')
  if (dash !== '—' || name === undefined || encoded === undefined || rest.length > 0 || !isKeyName(name)) {
    return undefined
  }
  const blob = base64Bytes(encoded)
  if (blob === undefined || blob.length < 5) return undefined
  return { name, keyId: new DataView(blob.buffer, blob.byteOffset).getUint32(0), signature: blob.slice(4) }
}

/** Those below U+0020, as the specification has it. */
function hasControl(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit < 0x20 && unit !== 0x0a) return true
  }
  return false
}

function malformed(reason: string): Faulty {
  return faulty('record/note-malformed', reason)
}
