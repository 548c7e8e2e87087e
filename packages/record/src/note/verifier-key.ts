import { sha256 } from '@noble/hashes/sha2.js'
import { base64Bytes, base64Of } from '../encoding/base64.ts'
import { utf8Bytes } from '../encoding/utf8.ts'
import { type Faulty, faulty } from '../fault.ts'
import { isKeyName } from './key-name.ts'

/** `ed25519` signs the text of a note; `cosignature` signs a checkpoint that was seen, and when. */
export type NoteKeyType = 'ed25519' | 'cosignature'

/** A key by which signatures of notes are judged. */
export type VerifierKey = {
  readonly name: string
  /** First four bytes, big-endian, of SHA-256 of the name, a newline, the byte of the type and the key. */
  readonly keyId: number
  readonly type: NoteKeyType
  /** 32 bytes. */
  readonly publicKey: Uint8Array
}

const typeBytes = { ed25519: 0x01, cosignature: 0x04 } as const
const publicKeyBytes = 32
const longestKey = 512

/**
 * A key under its name.
 *
 * @param publicKey - Ed25519, 32 bytes.
 * @returns A fault for a name that no key may have, and for a key of another length.
 */
export function makeVerifierKey(
  name: string,
  type: NoteKeyType,
  publicKey: Uint8Array,
): { readonly ok: true; readonly key: VerifierKey } | Faulty {
  if (!isKeyName(name)) return malformed('the name of a key is empty, too long, or has white space or a plus sign')
  if (publicKey.length !== publicKeyBytes) return malformed(`a key is ${publicKeyBytes} bytes long`)
  const hash = sha256(join(utf8Bytes(`${name}\n`), Uint8Array.of(typeBytes[type]), publicKey))
  return { ok: true, key: { name, keyId: new DataView(hash.buffer, hash.byteOffset).getUint32(0), type, publicKey } }
}

/** @returns `name+hash+base64`, the form in which keys are handed over. Source: C2SP signed-note. */
export function formatVerifierKey({ name, keyId, type, publicKey }: VerifierKey): string {
  const hash = keyId.toString(16).padStart(8, '0')
  return `${name}+${hash}+${base64Of(join(Uint8Array.of(typeBytes[type]), publicKey))}`
}

/**
 * Reads a key in the form `name+hash+base64`.
 *
 * @returns A fault where it is not of that form, where the hash is not that of the key, and for other algorithms than Ed25519.
 */
export function parseVerifierKey(text: string): { readonly ok: true; readonly key: VerifierKey } | Faulty {
  const [name, hash, encoded] = text.length > longestKey ? [] : splitKey(text)
  if (name === undefined || hash === undefined || encoded === undefined || !/^[0-9a-f]{8}$/.test(hash)) {
    return malformed('a verifier key is NAME+HASH+BASE64')
  }
  const material = base64Bytes(encoded)
  const type = material === undefined ? undefined : typeOf(material[0])
  if (material === undefined || type === undefined) {
    return malformed('a verifier key is of type 01 (Ed25519) or 04 (cosignature), in base64')
  }
  const made = makeVerifierKey(name, type, material.slice(1))
  if (!made.ok) return made
  return made.key.keyId === Number.parseInt(hash, 16) ? made : malformed('the hash of the verifier key is not its own')
}

/** The base64 may hold plus signs: only the first two divide. */
function splitKey(text: string): readonly (string | undefined)[] {
  const first = text.indexOf('+')
  const second = text.indexOf('+', first + 1)
  if (first < 0 || second < 0) return []
  return [text.slice(0, first), text.slice(first + 1, second), text.slice(second + 1)]
}

function typeOf(byte: number | undefined): NoteKeyType | undefined {
  if (byte === typeBytes.ed25519) return 'ed25519'
  return byte === typeBytes.cosignature ? 'cosignature' : undefined
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

function malformed(reason: string): Faulty {
  return faulty('record/verifier-key', reason)
}
