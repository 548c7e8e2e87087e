import type { VerifyEd25519 } from '../crypto.ts'
import type { CheckedRecord } from '../envelope/check-record.ts'
import type { Mandate } from '../envelope/core-kinds.ts'
import type { RecordBody } from '../envelope/record-schema.ts'
import { verifySignatures } from '../envelope/verify-signatures.ts'
import { type Faulty, faulty } from '../fault.ts'
import { tearLineRelation } from '../marking/tear-line.ts'
import { foldKeyRecord, type HistoryAnswer, isAboutKeys } from './fold-key-record.ts'
import { type AuthorKey, type KeyHistory, keyAt } from './key-history.ts'

/** Kinds of the core by which more is done than said; so does every record that says of itself that it was torn from another. */
const mandateOf: ReadonlyMap<string, Mandate> = new Map([
  ['recall.ask', 'recall'],
  ['release.approve', 'approve'],
])

/**
 * Judges who signed an entry of a node's log: keys count by position in the log, never by the author's clock. Every signature must
 * be right and by a key that counts there for the kind; where a mandate is called for, one of the keys has it.
 *
 * @param history - Of the log up to here, or later: judged again with a later history, an entry by a key that turned out to be
 * compromised is believed no more.
 * @param position - Of the entry in the log.
 * @returns The history after the entry; codes of `foldKeyRecord` and `verifySignatures`, and `record/other-node`,
 * `record/out-of-scope`, `record/no-mandate`.
 */
export function judgeEntry(
  history: KeyHistory,
  position: number,
  checked: CheckedRecord,
  verify: VerifyEd25519,
): HistoryAnswer {
  const { by, kind } = checked.record.body
  if (!by.startsWith(`${history.node}/`)) {
    return faulty('record/other-node', `the author ${by} is not of ${history.node}, whose log this is`)
  }
  if (isAboutKeys(kind)) return foldKeyRecord(history, position, checked, verify)
  const verified = verifySignatures(checked, (keyId) => keyAt(history, keyId, position)?.publicKey, verify)
  if (!verified.ok) return verified
  const keys = verified.keyIds.flatMap((keyId) => keyAt(history, keyId, position) ?? [])
  const { refs } = checked.record.body
  const fault =
    keys.map((key) => checkScope(key, kind)).find((found) => found !== undefined) ?? checkMandate(keys, kind, refs)
  return fault ?? { ok: true, history }
}

/**
 * Checks that a key may sign records of a kind.
 *
 * @returns `undefined` where it may; code `record/out-of-scope`.
 */
export function checkScope({ keyId, scope }: AuthorKey, kind: string): Faulty | undefined {
  const domain = kind.slice(0, kind.indexOf('.'))
  if (scope.includes(kind) || scope.includes(`${domain}.*`)) return undefined
  return faulty('record/out-of-scope', `${keyId} may not sign records of kind ${kind}`)
}

/**
 * Checks that one at least of those who sign has the mandate that a record calls for: one that says that it was torn from another
 * calls for the mandate to release.
 *
 * @param keys - Of all who sign.
 * @param refs - Of the record.
 * @returns `undefined` where one has, or none is called for; code `record/no-mandate`.
 */
export function checkMandate(keys: readonly AuthorKey[], kind: string, refs: RecordBody['refs']): Faulty | undefined {
  const isTorn = refs.some(({ rel }) => rel === tearLineRelation)
  const needed = mandateOf.get(kind) ?? (isTorn ? 'release' : undefined)
  if (needed === undefined || keys.some(({ mandate }) => mandate.includes(needed))) return undefined
  return faulty('record/no-mandate', `${keys.map(({ keyId }) => keyId).join(', ')}: no mandate to ${needed}`)
}
