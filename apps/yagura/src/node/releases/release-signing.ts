import {
  type AuthorKey,
  base64UrlBytes,
  canonicalBytes,
  checkMandate,
  checkScope,
  type Faulty,
  type KindSchemas,
  preAuthenticationEncoding,
  readRecord,
  recordType,
  utf8Bytes,
  type VerifyEd25519,
} from '@yagura/record'
import type { Caller } from '../../api/contract/operations.ts'
import { samePerson } from '../officers/officer-name.ts'
import { LOCAL_OFFICER } from '../officers/service.ts'
import { KeyUnusableError, ReleaseRefusedError, WrongSignatureError } from './errors.ts'
import type { KeyBook, KnownKey } from './key-book.ts'
import { parseBody } from './stored-release.ts'

/** A key that counts, and whose it is. */
export type UsableKey = { readonly keyId: string; readonly officer: string; readonly key: AuthorKey }

/** A signature as it is kept. */
export type KeptSignature = { readonly keyId: string; readonly signature: string }

/**
 * A key with which the caller may sign a record of a kind. Whoever commands the node on its own machine has no name: there the
 * signature alone tells who it is.
 *
 * @throws UnknownKeyError, KeyUnusableError
 */
export function usableKey(keys: KeyBook, keyId: string, kind: string, caller: Caller): UsableKey {
  const known = keys.get(keyId)
  if (caller.officer !== LOCAL_OFFICER && !samePerson(caller.officer, known.officer)) {
    throw new KeyUnusableError(`${keyId} is the key of ${known.officer}; sign with your own`)
  }
  return { keyId, officer: known.officer, key: requireRights(known, kind) }
}

/**
 * The key by which a caller writes: the one that was named, else the caller's newest that counts.
 *
 * @throws UnknownKeyError, KeyUnusableError
 */
export function authorKey(keys: KeyBook, keyId: string | undefined, kind: string, caller: Caller): UsableKey {
  if (keyId !== undefined) return usableKey(keys, keyId, kind, caller)
  const own = keys.list().filter(({ officer, valid }) => valid !== undefined && samePerson(officer, caller.officer))
  const [newest] = own
  if (newest === undefined) {
    throw new KeyUnusableError(`${caller.officer} has no key that counts here; name one, or ask for one`)
  }
  const rightful = own.find(({ valid }) => valid !== undefined && rightsFault(valid, kind) === undefined)
  return usableKey(keys, (rightful ?? newest).keyId, kind, caller)
}

/** What an author's own key must allow. That a part of another record may go lower is the releaser's mandate. */
function rightsFault(key: AuthorKey, kind: string): Faulty | undefined {
  return checkScope(key, kind) ?? checkMandate([key], kind, [])
}

function requireRights({ keyId, valid, view }: KnownKey, kind: string): AuthorKey {
  if (valid === undefined) {
    const why = view.state === 'asked' ? 'two root keys have not certified it yet' : 'it has ended'
    throw new KeyUnusableError(`${keyId} does not count: ${why}`)
  }
  const fault = rightsFault(valid, kind)
  if (fault !== undefined) throw new KeyUnusableError(`${fault.fault.reason} (${fault.fault.code})`)
  return valid
}

/** @throws WrongSignatureError where it is not the key's signature of the body. */
export function requireSignature(
  bodyText: string,
  { keyId, signature }: KeptSignature,
  { publicKey }: AuthorKey,
  verify: VerifyEd25519,
): void {
  const bytes = base64UrlBytes(signature)
  const message = preAuthenticationEncoding(recordType, utf8Bytes(bodyText))
  if (bytes === undefined || !verify(bytes, message, publicKey)) throw new WrongSignatureError(keyId)
}

/**
 * The signed record: the very body that was signed, and its signatures in the order of keys.
 *
 * @throws ReleaseRefusedError where it is not one that a partner would take.
 */
export function signedLine(bodyText: string, signatures: readonly KeptSignature[], kinds: KindSchemas): Uint8Array {
  const sigs = signatures
    .map(({ keyId, signature }) => ({ k: keyId, s: signature }))
    .toSorted((one, other) => (one.k < other.k ? -1 : 1))
  const line = canonicalBytes({ body: parseBody(bodyText), sigs })
  const read = readRecord(line, kinds)
  if (!read.ok) throw new ReleaseRefusedError(read.fault)
  return line
}
