import { compareUrgency, type StoredDocument } from '@yagura/core'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { Message } from './message.ts'

/** Collection of messages that wait. */
export const OUTBOX = 'outbox'

const StoredItem = Type.Object({ channelId: Type.String(), createdMs: Type.Number(), message: Message })

/** A message that waits for its channel. */
export type OutboxItem = Readonly<Static<typeof StoredItem>> & {
  readonly id: string
  /** How often it was tried since the node started. */
  tries: number
}

/** Messages that wait, as the store holds them. */
export function restoreOutbox(documents: readonly StoredDocument[]): OutboxItem[] {
  return documents.flatMap(({ id, body }) => (Check(StoredItem, body) ? [{ ...body, id, tries: 0 }] : []))
}

/** A waiting message as a document. */
export function outboxDocument(item: Omit<OutboxItem, 'tries'>): StoredDocument {
  const { id, channelId, createdMs, message } = item
  return { collection: OUTBOX, id, body: { channelId, createdMs, message } }
}

/** The message to send next: one that did not fail before one that did, then the most urgent, then the oldest. */
export function nextItem(items: Iterable<OutboxItem>): OutboxItem | undefined {
  let next: OutboxItem | undefined
  for (const item of items) if (next === undefined || order(item, next) < 0) next = item
  return next
}

function order(a: OutboxItem, b: OutboxItem): number {
  return (
    a.tries - b.tries ||
    compareUrgency(b.message.priority, a.message.priority) ||
    a.createdMs - b.createdMs ||
    byId(a, b)
  )
}

function byId(a: OutboxItem, b: OutboxItem): number {
  return a.id < b.id ? -1 : 1
}
