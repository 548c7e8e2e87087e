import type { JudgedEntry, LogDraft, Store, StoredDocument } from '@yagura/core'
import { type CheckedRecord, RecallAck } from '@yagura/record'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { positionOf } from '../channels/stored-log.ts'
import { complaintsHeard } from './heard-complaints.ts'
import type { Hearing } from './hearing.ts'

const collection = 'partner-acks'

const HeardAck = Type.Object({ record: Type.String(), atMs: Type.Number() })

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
      ? [{ collection: collection, id: ackId(body.data.ask, node), body: { record: bodySha256, atMs } }]
      : [],
  )
  const complaints = complaintsHeard(hearing, node, believed, atMs)
  return {
    put: [...acks, ...complaints.put],
    append: [...answerLine(hearing, node, believed, atMs), ...complaints.append],
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

function ackId(ask: string, node: string): string {
  return `${ask} ${node}`
}

/** @returns The record by which a node answered a recall, by the SHA-256 of its body, and when it came; undefined where none has. */
export function answerHeard(store: Store, ask: string, node: string): Static<typeof HeardAck> | undefined {
  const body = store.get(collection, ackId(ask, node))
  return Check(HeardAck, body) ? body : undefined
}
