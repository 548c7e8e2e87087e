import type { JudgedEntry, Store, StoredDocument } from '@yagura/core'
import {
  type CheckedRecord,
  type Marking,
  parseCanonical,
  RecallAck,
  RecallAsk,
  RecordBody,
  Complaint as RecordComplaint,
} from '@yagura/record'
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { NodeContext } from '../../context.ts'
import { isoOfUnixMs } from '../../unix-time.ts'
import { type HeldLog, positionOf } from '../channels/stored-log.ts'
import type { OwnIdentity } from '../identity/own-identity.ts'

/** What this node still has to say, and what it has said: bodies of records by what they answer. */
export const statementCollections = { owed: 'partner-owed', said: 'partner-said' } as const

/** Complaints of one commit: a few tell the author what is wrong; a flood of bad entries is not answered by a flood. */
const mostComplaints = 4
/** What waits for one partner; a flood of recalls beyond it is obeyed and not answered. */
const mostWaiting = 256

/** What this node has still to say, as it will be signed: the same bytes whenever that is, also after a restart. */
export type Owed = { readonly key: string; readonly body: RecordBody }

/** @returns What is still to be said, in the order of its keys. */
export function listOwed(store: Store): readonly Owed[] {
  return store
    .list(statementCollections.owed)
    .flatMap(({ id, body }) => (Check(RecordBody, body) ? [{ key: id, body }] : []))
}

/**
 * What a statement answers: there is one statement of a node for each. Undefined for a record that answers nothing.
 *
 * @param body - Of a record.
 */
function statementKey({ kind, data }: Pick<RecordBody, 'kind' | 'data'>): string | undefined {
  if (kind === 'recall.ack' && Check(RecallAck, data)) return `ack ${data.ask}`
  if (kind === 'evidence.complaint' && Check(RecordComplaint, data)) return `complaint ${data.log} ${data.position}`
  return undefined
}

/** Who speaks, and to whom. */
export type Speaking = {
  readonly context: Pick<NodeContext, 'store' | 'clock' | 'newId'>
  readonly identity: Pick<OwnIdentity, 'card' | 'author'>
  /** Nation of the partner whose log it is: ISO 3166-1 alpha-3. */
  readonly party: string
}

/**
 * What this node owes a partner for entries of its log: an answer to each recall, and a few complaints about what is not believed.
 * Documents of the very commit that keeps the entries, so that none is owed twice and none is forgotten.
 */
export function owedFor(speaking: Speaking, held: HeldLog, entries: readonly JudgedEntry[]): readonly StoredDocument[] {
  // Two nodes of one nation have no log of their own: a log is for two nations at least.
  if (speaking.party === speaking.identity.card.party) return []
  const come = new Set(entries.flatMap(({ checked, fault }) => (fault === undefined ? [checked?.bodySha256] : [])))
  const isHeld = (id: string): boolean =>
    come.has(id) || positionOf(speaking.context.store, held.head.number, id) !== undefined
  const answers = entries.flatMap(({ checked, fault }) =>
    fault === undefined && checked !== undefined ? answerTo(speaking, checked, isHeld) : [],
  )
  const complaints = entries
    .filter(({ fault, line }) => fault !== undefined && !isComplaint(line))
    .slice(0, mostComplaints)
    .map((entry) => complaintAbout(speaking, held, entry))
  const room = answers.length + complaints.length === 0 ? 0 : mostWaiting - countWaiting(speaking)
  return [...answers, ...complaints].slice(0, Math.max(0, room)).flatMap((body) => {
    const id = statementKey(body)
    return id === undefined ? [] : [{ collection: statementCollections.owed, id, body }]
  })
}

function countWaiting({ context, party }: Speaking): number {
  return listOwed(context.store).filter(({ body }) => body.mark.aud?.[party] !== undefined).length
}

/** What was said counts as said also where the log that says it was taken back from a partner. */
export function saidIn(entries: readonly JudgedEntry[]): readonly StoredDocument[] {
  return entries.flatMap(({ checked, fault }) => {
    const key = fault === undefined && checked !== undefined ? statementKey(checked.record.body) : undefined
    return key === undefined ? [] : [saidDocument(key, checked?.bodySha256 ?? '')]
  })
}

/** @returns The document by which a statement is known to have been made. */
export function saidDocument(key: string, record: string): StoredDocument {
  return { collection: statementCollections.said, id: key, body: { record } }
}

/** A recall that asks to delete is answered by what was done: the body is hidden, its bytes stay under the hash that the tree needs. */
function answerTo(
  speaking: Speaking,
  { record: { body }, bodySha256 }: CheckedRecord,
  isHeld: (id: string) => boolean,
): readonly RecordBody[] {
  const { kind, data, mark } = body
  if (kind !== 'recall.ask' || !Check(RecallAsk, data)) return []
  const done = isHeld(data.record) ? 'hidden' : 'notHeld'
  const { aud: _, until: __, why: ___, ...rest } = mark
  const refs = [{ rel: 'answers', to: bodySha256 }]
  return [statement(speaking, 'recall.ack', { ask: bodySha256, done, record: data.record }, rest, refs)]
}

function complaintAbout(speaking: Speaking, { head, log }: HeldLog, { index, leaf, fault }: JudgedEntry): RecordBody {
  const data = { log: head.origin, position: index, leaf: Buffer.from(leaf).toString('hex'), code: fault?.code ?? '' }
  return statement(speaking, 'evidence.complaint', data, { pol: 'TLP', lvl: 0, tlp: 'AMBER', mode: log.mode }, [])
}

function statement(
  { context, identity, party }: Speaking,
  kind: string,
  data: unknown,
  mark: Omit<Marking, 'aud'>,
  refs: RecordBody['refs'],
): RecordBody {
  const { keyId } = identity.author
  return {
    at: isoOfUnixMs(context.clock.nowMs()),
    by: keyId.slice(0, keyId.indexOf('#')),
    ...{ data, id: context.newId(), kind },
    mark: { ...mark, aud: { [identity.card.party]: 2, [party]: 2 } },
    ...{ refs, v: 1 },
  }
}

const Kinded = Type.Object({ body: Type.Object({ kind: Type.Literal('evidence.complaint') }) })

/** A complaint that is not believed is complained of by nobody, in whatever form it came: two nodes would go on for ever. */
function isComplaint(line: Uint8Array): boolean {
  const parsed = parseCanonical(line)
  return parsed.ok && Check(Kinded, parsed.value)
}
