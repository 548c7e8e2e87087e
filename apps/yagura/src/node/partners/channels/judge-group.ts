import { growTree, type JudgedEntry, judgeReceived } from '@yagura/core'
import {
  formatCheckpoint,
  formatNote,
  type KeyHistory,
  type KindSchemas,
  type readRecord,
  rootOf,
  signNote,
  utf8Text,
  type VerifyEd25519,
} from '@yagura/record'
import type { NodeContext } from '../../context.ts'
import { NoIdentityError, RecordRefusedError } from '../errors.ts'
import type { OwnIdentity } from '../identity/own-identity.ts'
import { beginHistory, type KeyRecords, restoreHistory } from './key-records.ts'
import { growthRows, type HeldLog, positionOf, rootsText } from './stored-log.ts'

/** Where an appended record stands. */
export type Appended = { readonly origin: string; readonly position: number; readonly bodySha256: string }

/** A record that was read. */
export type Readable = Extract<ReturnType<typeof readRecord>, { readonly ok: true }>

/** A record that waits to be appended, and who waits for it. */
export type Waiting = {
  readonly line: Uint8Array
  readonly read: Readable
  readonly resolve: (appended: Appended) => void
  readonly reject: (error: unknown) => void
}

/** By what a group is judged and signed. */
export type GroupRules = {
  readonly identity: OwnIdentity
  readonly keyRecords: KeyRecords
  readonly kinds: KindSchemas
  readonly verify: VerifyEd25519
}

/** Keys of a log of this node, up to its end. @throws NoIdentityError */
export function ownHistory({ store, mode }: NodeContext, { identity, verify }: GroupRules, held: HeldLog): KeyHistory {
  if (held.head.size > 0) return restoreHistory(store, held, identity.card, verify)
  const begun = beginHistory(identity.card)
  if (begun === undefined) throw new NoIdentityError(identity.card.node, mode)
  return begun
}

/** What judging a group came to. */
type JudgedGroup = {
  readonly entries: readonly JudgedEntry[]
  readonly history: KeyHistory
  /** Tells each who waits, once what was judged is written. */
  readonly tellings: readonly (() => void)[]
}

/** Judges a group as partners will; what they would not believe is not appended. */
export function judgeGroup(
  { store }: NodeContext,
  { keyRecords, kinds, verify }: GroupRules,
  { head, log }: HeldLog,
  historyBefore: KeyHistory,
  group: readonly Waiting[],
): JudgedGroup {
  const entries: JudgedEntry[] = []
  const tellings: (() => void)[] = []
  const inGroup = new Set<string>()
  let history = historyBefore
  const isKnown = (id: string): boolean => inGroup.has(id) || positionOf(store, head.number, id) !== undefined
  const judge = (line: Uint8Array, read?: Readable): JudgedEntry => {
    const judged = judgeReceived(history, head.size + entries.length, line, { log, kinds, verify, isKnown }, read)
    if (judged.entry.fault !== undefined) return judged.entry
    history = judged.history
    entries.push(judged.entry)
    inGroup.add(judged.entry.checked?.bodySha256 ?? '')
    return judged.entry
  }
  for (const { line, read, resolve, reject } of group) {
    for (const { k } of read.record.sigs) {
      const added = history.keys.has(k) ? undefined : keyRecords.addedBy(k)
      if (added !== undefined) judge(added)
    }
    const { index, fault } = judge(line, read)
    const appended = { origin: head.origin, position: index, bodySha256: read.bodySha256 }
    tellings.push(() => (fault === undefined ? resolve(appended) : reject(new RecordRefusedError(fault))))
  }
  return { entries, history, tellings }
}

/** The log grown by entries, under a checkpoint of its own, and the rows that are to be stored with it. */
export async function growLog(
  { clock }: NodeContext,
  { identity }: GroupRules,
  { head, log, tree: before }: HeldLog,
  entries: readonly JudgedEntry[],
) {
  const grown = growTree(
    before,
    entries.map(({ leaf }) => leaf),
  )
  if (!grown.ok) throw new RecordRefusedError(grown.fault)
  const { tree, fullTiles } = grown
  const checkpoint = await signedCheckpoint(identity, head.origin, tree.range.size, rootOf(tree.range))
  const newKeys = entries.filter(({ checked }) => checked?.record.body.kind.startsWith('key.') === true)
  const nextHead = {
    ...head,
    size: tree.range.size,
    roots: rootsText(tree),
    checkpoint,
    seen: checkpoint,
    keyPositions: [...head.keyPositions, ...newKeys.map(({ index }) => index)],
    atMs: clock.nowMs(),
  }
  const rows = growthRows(
    head.number,
    head.size,
    entries.map(({ line, checked }) => ({ line, bodySha256: checked?.bodySha256 })),
    fullTiles,
    clock.nowMs(),
  )
  return { held: { head: nextHead, log, tree }, rows }
}

/** @returns A signed note: what the log says of itself. */
export async function signedCheckpoint(
  { log }: Pick<OwnIdentity, 'log'>,
  origin: string,
  size: number,
  root: Uint8Array,
): Promise<string> {
  const text = formatCheckpoint({ origin, size, root, extensions: [] })
  if (!text.ok) throw new RecordRefusedError(text.fault)
  const signed = await signNote(text.text, log.key, log.signer)
  if (!signed.ok) throw new RecordRefusedError(signed.fault)
  const note = formatNote({ text: text.text, signatures: [signed.signature] })
  if (!note.ok) throw new RecordRefusedError(note.fault)
  return utf8Text(note.bytes) ?? ''
}
