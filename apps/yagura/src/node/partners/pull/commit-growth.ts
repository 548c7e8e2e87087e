import type { FullTile, JudgedEntry, LogTree } from '@yagura/core'
import { base64UrlOf, cosignNote, formatNote, isAboutKeys, type SignedCheckpoint, utf8Text } from '@yagura/record'
import { growthRows, type HeldLog, headDocument, quarantineRow, rootsText } from '../channels/stored-log.ts'
import { LogDamagedError } from '../errors.ts'
import { type Evidence, evidenceDocument, evidenceLine, evidenceOf } from '../evidence.ts'
import { recallsOf } from '../recall.ts'
import { heardFrom } from '../statements/heard.ts'
import { owedFor, saidIn } from '../statements/owed.ts'
import type { TakeParts } from './take-parts.ts'

/** Entries that were verified against a checkpoint, and what the log is with them. */
export type Growth = {
  readonly entries: readonly JudgedEntry[]
  readonly tree: LogTree
  readonly fullTiles: readonly FullTile[]
  /** The signed checkpoint by which they were verified. */
  readonly offered: string
  /** Nation whose node's log it is: ISO 3166-1 alpha-3. */
  readonly party: string
}

/** Pieces of evidence of one commit: one entry that is where it must not be proves as much as a thousand. */
const mostSpills = 8

/** Keeps what was received in one commit: entries, tiles, head, quarantine, evidence, what is owed for it. @returns The log after it. */
export async function commitGrowth(
  parts: Pick<TakeParts, 'context' | 'identity' | 'book'>,
  held: HeldLog,
  { entries, tree, fullTiles, offered, party }: Growth,
): Promise<HeldLog> {
  const { context, identity } = parts
  const { head, log } = held
  const atMs = context.clock.nowMs()
  const good = entries.filter(({ fault }) => fault === undefined)
  const bad = entries.filter(({ fault }) => fault !== undefined)
  const keys = good.filter(({ checked }) => checked !== undefined && isAboutKeys(checked.record.body.kind))
  const next = {
    ...head,
    size: tree.range.size,
    roots: rootsText(tree),
    seen: offered,
    keyPositions: [...head.keyPositions, ...keys.map(({ index }) => index)],
    atMs,
  }
  const lines = entries.map(({ line, checked, fault }) => ({
    line,
    bodySha256: fault === undefined ? checked?.bodySha256 : undefined,
  }))
  const isOwn = head.node === identity.card.node
  const spills = isOwn ? [] : spillsOf(head.node, head.origin, bad, offered, atMs)
  const recalls = recallsOf(head.origin, head.node, good, atMs)
  const statements = isOwn ? { put: saidIn(good), append: [] } : statementsOf(parts, held, entries, party, atMs)
  await context.store.commit({
    archive: [
      ...growthRows(head.number, head.size, lines, fullTiles, atMs),
      ...bad.map(({ index, fault }) => quarantineRow(head.number, index, fault?.code ?? '', atMs)),
    ],
    put: [headDocument(next), ...spills.map(evidenceDocument), ...recalls.put, ...statements.put],
    append: [
      ...spills.map(evidenceLine),
      ...recalls.append,
      ...statements.append,
      ...complaintLines(head.node, head.origin, bad, atMs),
    ],
  })
  return { head: next, log, tree }
}

/** What the entries of a partner say to this node, and what it owes that partner for them. */
function statementsOf(
  { context, identity, book }: Pick<TakeParts, 'context' | 'identity' | 'book'>,
  held: HeldLog,
  entries: readonly JudgedEntry[],
  party: string,
  atMs: number,
) {
  const heard = heardFrom({ store: context.store, book, own: identity.card.node }, held.head.node, entries, atMs)
  return { put: [...heard.put, ...owedFor({ context, identity, party }, held, entries)], append: heard.append }
}

function spillsOf(
  node: string,
  origin: string,
  bad: readonly JudgedEntry[],
  offered: string,
  atMs: number,
): readonly Evidence[] {
  const spilled = bad.filter(({ fault }) => fault?.code === 'record/spill').slice(0, mostSpills)
  return spilled.map(({ index, line }) => {
    const text = `${node} put a record into ${origin} (entry ${index}) that its marking does not let go there`
    const entry = base64UrlOf(line)
    return evidenceOf({ kind: 'spill', node, origin, text, checkpoints: [offered], position: index, entry }, atMs)
  })
}

function complaintLines(node: string, origin: string, bad: readonly JudgedEntry[], atMs: number) {
  const [first] = bad
  if (first?.fault === undefined) return []
  const { code, reason } = first.fault
  const text = `${bad.length} of the entries received of ${origin} are not believed; the first, ${first.index}: ${reason}`
  return [
    { atMs, kind: 'partner/quarantined', subject: node, by: 'node', text, body: { origin, count: bad.length, code } },
  ]
}

/**
 * Cosigns a checkpoint whose entries are all held, and keeps it as what is served of that log.
 *
 * @returns The log with it.
 */
export async function commitWitness(
  { context, identity }: Pick<TakeParts, 'context' | 'identity'>,
  held: HeldLog,
  { note, signedBy }: Pick<SignedCheckpoint, 'note' | 'signedBy'>,
): Promise<HeldLog> {
  const { key, signer } = identity.cosign
  const cosigned = await cosignNote(note.text, key, signer, Math.floor(context.clock.nowMs() / 1000))
  if (!cosigned.ok) throw new LogDamagedError(held.head.origin, cosigned.fault.reason)
  const signatures = note.signatures.filter(({ name, keyId }) =>
    signedBy.some((attestation) => attestation.key.name === name && attestation.key.keyId === keyId),
  )
  const formatted = formatNote({ text: note.text, signatures: [...signatures, cosigned.signature] })
  if (!formatted.ok) throw new LogDamagedError(held.head.origin, formatted.fault.reason)
  const checkpoint = utf8Text(formatted.bytes) ?? ''
  const head = { ...held.head, checkpoint, seen: checkpoint, atMs: context.clock.nowMs() }
  await context.store.commit({ put: [headDocument(head)] })
  return { ...held, head }
}
