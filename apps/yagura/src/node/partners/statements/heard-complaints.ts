import type { LogDraft, Store, StoredDocument } from '@yagura/core'
import { type CheckedRecord, leafHash, parseOrigin, Complaint as RecordComplaint } from '@yagura/record'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { readEntry } from '../channels/stored-log.ts'
import type { Hearing } from './hearing.ts'

/** What a partner says of an entry of a log of this node. */
const HeardComplaint = Type.Object({
  origin: Type.String(),
  position: Type.Integer(),
  code: Type.String(),
  /** Whether the entry that it names is the one that stands there. */
  isOurs: Type.Boolean(),
  atMs: Type.Number(),
})
type HeardComplaint = Static<typeof HeardComplaint>

/** What one partner complains of: how much in all, and the newest of it. */
const HeardComplaints = Type.Object({ count: Type.Integer(), newest: Type.Array(HeardComplaint) })
/** What one partner complains of: how much in all, and the newest of it, newest first. */
export type HeardComplaints = Static<typeof HeardComplaints>

const collection = 'partner-complaints'
/** A flood of complaints takes no more room, nor more time to be told of. */
const mostKept = 20
const nothing: HeardComplaints = { count: 0, newest: [] }

/** @returns What a partner complains of in this node's logs. */
export function complaintsOf(store: Store, node: string): HeardComplaints {
  const body = store.get(collection, node)
  return Check(HeardComplaints, body) ? body : nothing
}

/**
 * Complaints about entries of this node, among records of a partner.
 *
 * @param believed - Of one commit, in their order.
 * @param atMs - When they came, Unix time, ms.
 */
export function complaintsHeard(
  hearing: Hearing,
  node: string,
  believed: readonly CheckedRecord[],
  atMs: number,
): { readonly put: readonly StoredDocument[]; readonly append: readonly LogDraft[] } {
  const heard = believed.flatMap(({ record: { body } }) => {
    if (body.kind !== 'evidence.complaint' || !Check(RecordComplaint, body.data)) return []
    const complaint = complaintHeard(hearing, body.data, atMs)
    return complaint === undefined ? [] : [complaint]
  })
  const [first] = heard
  if (first === undefined) return { put: [], append: [] }
  const before = complaintsOf(hearing.store, node)
  const body: HeardComplaints = {
    count: before.count + heard.length,
    newest: [...heard.toReversed(), ...before.newest].slice(0, mostKept),
  }
  const { origin, position, code } = first
  const text = `${node} does not believe ${heard.length} of the entries of this node; the first, ${position} of ${origin}: ${code}`
  const line = { atMs, kind: 'partner/complained', subject: node, by: 'node', text }
  return {
    put: [{ collection, id: node, body }],
    append: [{ ...line, body: { origin, position, code, count: heard.length } }],
  }
}

function complaintHeard(
  { store, book, own }: Hearing,
  { log: origin, position, leaf, code }: Static<typeof RecordComplaint>,
  atMs: number,
): HeardComplaint | undefined {
  const parsed = parseOrigin(origin)
  if (!parsed.ok || parsed.node !== own) return undefined
  const held = book.get(origin)
  const line = held && position < held.head.size ? readEntry(store, held.head.number, position) : undefined
  const isOurs = line !== undefined && Buffer.from(leafHash(line)).toString('hex') === leaf
  return { origin, position, code, isOurs, atMs }
}
