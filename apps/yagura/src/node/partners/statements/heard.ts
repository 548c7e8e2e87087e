import type { JudgedEntry, LogDraft, Store, StoredDocument } from '@yagura/core'
import { type CheckedRecord, leafHash, parseOrigin, RecallAck, Complaint as RecordComplaint } from '@yagura/record'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import type { LogBook } from '../channels/log-book.ts'
import { positionOf, readEntry } from '../channels/stored-log.ts'

const collections = { acks: 'partner-acks', complaints: 'partner-complaints' } as const

/** What a partner says of an entry of a log of this node. */
export const HeardComplaint = Type.Object({
  node: Type.String(),
  origin: Type.String(),
  position: Type.Integer(),
  code: Type.String(),
  /** Whether the entry that it names is the one that stands there. */
  isOurs: Type.Boolean(),
  atMs: Type.Number(),
})
/** What a partner says of an entry of a log of this node. */
export type HeardComplaint = Static<typeof HeardComplaint>

const HeardAck = Type.Object({ record: Type.String(), atMs: Type.Number() })

/** By what is judged whether a statement is about this node. */
export type Hearing = {
  readonly store: Store
  readonly book: LogBook
  /** Name of this node. */
  readonly own: string
}

/**
 * What a partner answered and complained of, in entries of its log that are believed.
 *
 * @param node - Whose log it is: an answer counts for nobody else.
 * @param atMs - When they came, Unix time, ms.
 */
export function heardFrom(
  hearing: Hearing,
  node: string,
  entries: readonly JudgedEntry[],
  atMs: number,
): { readonly put: readonly StoredDocument[]; readonly append: readonly LogDraft[] } {
  const believed = entries.flatMap(({ checked, fault }) =>
    fault === undefined && checked !== undefined ? [checked] : [],
  )
  const acks = believed.flatMap(({ bodySha256, record: { body } }) =>
    body.kind === 'recall.ack' && Check(RecallAck, body.data)
      ? [{ collection: collections.acks, id: ackId(body.data.ask, node), body: { record: bodySha256, atMs } }]
      : [],
  )
  const complaints = believed.flatMap(({ record: { body } }) => {
    if (body.kind !== 'evidence.complaint' || !Check(RecordComplaint, body.data)) return []
    const complaint = complaintHeard(hearing, node, body.data, atMs)
    return complaint === undefined ? [] : [complaint]
  })
  const put = complaints.map((body) => ({
    ...{ collection: collections.complaints, id: `${node} ${body.origin} ${body.position}`, body },
  }))
  return {
    put: [...acks, ...put],
    append: [...answerLine(hearing, node, believed, atMs), ...complaintLine(node, complaints, atMs)],
  }
}

/** One line however many come at once; answers to others' recalls are none of ours. */
function answerLine(
  { store, book, own }: Hearing,
  node: string,
  believed: readonly CheckedRecord[],
  atMs: number,
): readonly LogDraft[] {
  const ownNumbers = book.list().flatMap(({ head }) => (head.node === own ? [head.number] : []))
  const isOwn = (ask: string): boolean => ownNumbers.some((number) => positionOf(store, number, ask) !== undefined)
  const answered = believed.flatMap(({ record: { body } }) =>
    body.kind === 'recall.ack' && Check(RecallAck, body.data) && isOwn(body.data.ask) ? [body.data] : [],
  )
  const newest = answered.at(-1)
  if (newest === undefined) return []
  const { record, done } = newest
  const text = `recalls of this node that ${node} answered: ${answered.length}; the newest: ${done}`
  const line = { atMs, kind: 'partner/answered', subject: node, by: 'node', text }
  return [{ ...line, body: { record, done, count: answered.length } }]
}

function complaintHeard(
  { store, book, own }: Hearing,
  node: string,
  { log: origin, position, leaf, code }: Static<typeof RecordComplaint>,
  atMs: number,
): HeardComplaint | undefined {
  const parsed = parseOrigin(origin)
  if (!parsed.ok || parsed.node !== own) return undefined
  const held = book.get(origin)
  const line = held && position < held.head.size ? readEntry(store, held.head.number, position) : undefined
  const isOurs = line !== undefined && Buffer.from(leafHash(line)).toString('hex') === leaf
  return { node, origin, position, code, isOurs, atMs }
}

function complaintLine(node: string, complaints: readonly HeardComplaint[], atMs: number): readonly LogDraft[] {
  const [first] = complaints
  if (first === undefined) return []
  const { origin, position, code } = first
  const text = `${node} does not believe ${complaints.length} of the entries of this node; the first, ${position} of ${origin}: ${code}`
  return [
    {
      ...{ atMs, kind: 'partner/complained', subject: node, by: 'node', text },
      body: { origin, position, code, count: complaints.length },
    },
  ]
}

function ackId(ask: string, node: string): string {
  return `${ask} ${node}`
}

/** @returns The record by which a node answered a recall, by the SHA-256 of its body, and when it came; undefined where none has. */
export function answerHeard(store: Store, ask: string, node: string): Static<typeof HeardAck> | undefined {
  const body = store.get(collections.acks, ackId(ask, node))
  return Check(HeardAck, body) ? body : undefined
}

/** @returns What partners complain of in this node's logs, newest first. */
export function listComplaints(store: Store): readonly HeardComplaint[] {
  const kept = store.list(collections.complaints).flatMap(({ body }) => (Check(HeardComplaint, body) ? [body] : []))
  return kept.toSorted((one, other) => other.atMs - one.atMs)
}
