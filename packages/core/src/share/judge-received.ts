import {
  type CheckedRecord,
  type Fault,
  type Faulty,
  faulty,
  isAboutKeys,
  judgeEntry,
  type KeyHistory,
  type KindSchemas,
  leafHash,
  logOf,
  type RecordAnswer,
  type RecordLog,
  readRecord,
  type VerifyEd25519,
} from '@yagura/record'

/** By what entries of a log are judged. */
export type EntryRules = {
  readonly log: RecordLog
  readonly kinds: KindSchemas
  readonly verify: VerifyEd25519
  /** Whether this body (SHA-256, hex) stands in the log already. */
  readonly isKnown: (bodySha256: string) => boolean
}

/** What one entry came to: its place in the log counts whatever it holds, but only a good one is believed. */
export type JudgedEntry = {
  readonly index: number
  readonly line: Uint8Array
  readonly leaf: Uint8Array
  readonly checked: CheckedRecord | undefined
  /** Why it is not believed. */
  readonly fault: Fault | undefined
}

/**
 * Whether a record belongs into a log: the log of its marking is this one. A record about keys that names no nation belongs into every
 * log of its mode, for a log has to hold the keys by which it is judged.
 *
 * @returns Code `record/spill` where it does not.
 */
export function checkPlace({ record: { body } }: CheckedRecord, log: RecordLog): Faulty | undefined {
  const { mark, kind } = body
  if (isAboutKeys(kind) && mark.aud === undefined && mark.mode === log.mode) return undefined
  const own = logOf(mark)
  if (own.ok && own.log.mode === log.mode && own.log.audience === log.audience) return undefined
  return faulty('record/spill', `its marking belongs into another log than ${log.audience}`)
}

/**
 * Judges one entry: canonical form, schema and size; place; no record twice; key by position; signatures. It never throws whatever
 * the bytes are.
 *
 * @param history - Keys of the log up to here.
 * @param read - The line as `readRecord` reads it, where that was done already.
 * @returns The entry and the history after it.
 */
export function judgeReceived(
  history: KeyHistory,
  index: number,
  line: Uint8Array,
  rules: EntryRules,
  read: RecordAnswer = readRecord(line, rules.kinds),
): { readonly entry: JudgedEntry; readonly history: KeyHistory } {
  const leaf = leafHash(line)
  if (!read.ok) return { entry: { index, line, leaf, checked: undefined, fault: read.fault }, history }
  const placed = checkPlace(read, rules.log) ?? checkNew(read, rules)
  const judged = placed ?? judgeEntry(history, index, read, rules.verify)
  if (!judged.ok) return { entry: { index, line, leaf, checked: read, fault: judged.fault }, history }
  return { entry: { index, line, leaf, checked: read, fault: undefined }, history: judged.history }
}

function checkNew({ bodySha256 }: CheckedRecord, { isKnown }: EntryRules): Faulty | undefined {
  return isKnown(bodySha256) ? faulty('record/repeated', 'the same record stands in this log already') : undefined
}
