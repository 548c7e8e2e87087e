import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import type { RecordBody } from '../envelope/record-schema.ts'
import { type Faulty, faulty } from '../fault.ts'

const shortestSaltBytes = 16
const deepest = 16
const shaForm = /^[0-9a-f]{64}$/

/** How a tear-line's only reference to its source is named. */
export const tearLineRelation = 'tearOf'

/** What is needed to judge a tear-line; the salt and the source stay with those who may see the source. */
export type TearLine = {
  /** Body of the tear-line. */
  readonly tear: RecordBody
  /** Body of the record that it was torn from. */
  readonly source: RecordBody
  /** SHA-256 of the source's canonical body, 64 hex digits. */
  readonly sourceSha256: string
  /** At least 16 bytes that nobody outside can guess, used once. */
  readonly salt: Uint8Array
  /** Whether the key that signed the tear-line had the mandate to release when it did. */
  readonly hasMandate: boolean
}

/**
 * Names a record to those who know it and the salt, and to nobody else: SHA-256(salt ‖ SHA-256 of the body).
 *
 * @param sourceSha256 - 64 hex digits.
 * @param salt - At least 16 bytes that nobody can guess, else `marking/weak-salt`.
 * @returns 64 hex digits.
 */
export function commitmentTo(
  sourceSha256: string,
  salt: Uint8Array,
): { readonly ok: true; readonly commitment: string } | Faulty {
  if (!shaForm.test(sourceSha256)) return faulty('marking/malformed', 'the source is not named by a SHA-256')
  if (salt.length < shortestSaltBytes)
    return faulty('marking/weak-salt', `a salt has at least ${shortestSaltBytes} bytes`)
  return { ok: true, commitment: bytesToHex(sha256(concatBytes(salt, hexToBytes(sourceSha256)))) }
}

/**
 * Whether a record that is marked lower than its source is a tear-line of it: somebody with the mandate says a part of what the
 * source says, of the same kind and mode, and names the source by its commitment and in no other way.
 *
 * @returns `marking/no-mandate`, `marking/tear-kind`, `marking/modes-differ`, `marking/not-a-subset`, `marking/tear-source` (no
 *   reference, another one, or the source in clear), or what `commitmentTo` refuses.
 */
export function checkTearLine({
  tear,
  source,
  sourceSha256,
  salt,
  hasMandate,
}: TearLine): { readonly ok: true } | Faulty {
  if (!hasMandate) return faulty('marking/no-mandate', 'who signed it has no mandate to release')
  if (tear.kind !== source.kind) return faulty('marking/tear-kind', 'it is of another kind than its source')
  if (tear.mark.mode !== source.mark.mode)
    return faulty('marking/modes-differ', 'it is of another mode than its source')
  if (tear.id === source.id)
    return faulty('marking/tear-source', 'it has the id of its source, which would give it away')
  const expected = commitmentTo(sourceSha256, salt)
  if (!expected.ok) return expected
  const [reference, ...others] = tear.refs
  if (others.length > 0 || reference?.rel !== tearLineRelation || reference.to !== expected.commitment) {
    return faulty('marking/tear-source', 'its one reference must be the commitment to its source')
  }
  if (subsetOf(tear.data, source.data)) return { ok: true }
  return faulty('marking/not-a-subset', 'it says what its source does not say')
}

/**
 * Whether `part` says nothing that `whole` does not: members may be left out, and entries of a list of objects or texts, in their
 * order. A list of anything else is one value, as leaving out a component of a vector would change what the others mean.
 *
 * @param part - Parsed JSON, like `whole`; deeper than 16 is no subset.
 */
export function subsetOf(part: unknown, whole: unknown): boolean {
  return isPart(part, whole, 0)
}

function isPart(part: unknown, whole: unknown, depth: number): boolean {
  if (depth > deepest) return false
  if (Array.isArray(part)) return Array.isArray(whole) && isListPart(part, whole, depth)
  if (typeof part !== 'object' || part === null) return part === whole
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) return false
  const members = new Map<string, unknown>(Object.entries(whole))
  return Object.entries(part).every(([name, value]) => members.has(name) && isPart(value, members.get(name), depth + 1))
}

function isListPart(part: readonly unknown[], whole: readonly unknown[], depth: number): boolean {
  const isList = whole.every(isObject) || whole.every((entry) => typeof entry === 'string')
  if (!isList) return part.length === whole.length && part.every((entry, at) => isSame(entry, whole[at], depth + 1))
  let at = 0
  return part.every((entry) => {
    while (at < whole.length && !isPart(entry, whole[at], depth + 1)) at += 1
    at += 1
    return at <= whole.length
  })
}

function isSame(a: unknown, b: unknown, depth: number): boolean {
  return isPart(a, b, depth) && isPart(b, a, depth)
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
