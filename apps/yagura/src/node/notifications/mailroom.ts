import type { Change, LogDraft, Store } from '@yagura/core'
import { NODE } from '../alerts/alert-lines.ts'
import type { NodeContext } from '../context.ts'
import type { Channel } from './channel.ts'
import type { Message, Sender } from './message.ts'
import { nextItem, OUTBOX, type OutboxItem } from './outbox.ts'
import { sendMessage } from './send-message.ts'

const firstWaitMs = 10_000
const longestWaitMs = 3_600_000
const givenUpAfterMs = 86_400_000
const longestErrorText = 300

/** A channel with what waits for it. */
export type Box = {
  channel: Channel
  readonly items: Map<string, OutboxItem>
  /** Failures in a row. */
  failures: number
  /** Unix time, ms, before which it is left alone. */
  notBeforeMs: number
  /** The round that goes on. */
  sending: Promise<void> | undefined
  /** Its channel is no more: nothing is sent or written of it. */
  removed: boolean
}

/** Carries what waits to where it goes. */
export type Mailroom = {
  /** Sends what waits in a box, one after the other, until one fails. */
  readonly deliver: (box: Box) => Promise<void>
  /** Sends one message now, past what waits, and notes how that went. */
  readonly sendNow: (box: Box, messageId: string, message: Message) => Promise<void>
}

/**
 * @param sender - Asked at each message for the node's name.
 * @param signal - Ends what is on its way when the node stops; what was not taken stays in the outbox.
 */
export function createMailroom(context: NodeContext, sender: () => Sender, signal: AbortSignal): Mailroom {
  const { clock, store, logger } = context

  const attempt = async (box: Box, messageId: string, message: Message): Promise<string | undefined> => {
    const { nodeName } = sender().settings
    try {
      await sendMessage({ channel: box.channel, message, messageId, nodeName, nowMs: clock.nowMs(), signal })
      return undefined
    } catch (error) {
      return failureText(error, box.channel.secret)
    }
  }

  const note = async (box: Box, failure: string | undefined, done: OutboxItem | undefined): Promise<void> => {
    if (box.removed) return
    const atMs = clock.nowMs()
    const { lastError: before, ...rest } = box.channel
    const channel: Channel =
      failure === undefined ? { ...rest, lastSentMs: atMs } : { ...rest, lastError: { message: failure, atMs } }
    const line = noteLine(channel, before?.message, failure, atMs)
    const change: Change = {
      append: line === undefined ? [] : [line],
      put: [{ collection: 'notifications', id: channel.id, body: channel }],
      remove: done === undefined ? [] : [{ collection: OUTBOX, id: done.id }],
    }
    box.channel = channel
    await store.commit(change)
  }

  /** Sends one; the log is told how that went. What was sent and could not be noted is sent again after a restart. */
  const sendItem = async (box: Box, item: OutboxItem): Promise<'sent' | 'failed'> => {
    const failure = await attempt(box, item.id, item.message)
    if (failure === undefined) {
      box.items.delete(item.id)
      box.failures = 0
      await note(box, undefined, item)
      return 'sent'
    }
    if (signal.aborted) return 'failed'
    item.tries += 1
    box.failures += 1
    box.notBeforeMs = clock.nowMs() + waitMs(box.failures)
    await note(box, failure, undefined)
    return 'failed'
  }

  const round = async (box: Box): Promise<void> => {
    await giveUpOld(box, store, clock.nowMs())
    while (!signal.aborted && !box.removed && box.channel.enabled) {
      const item = nextItem(box.items.values())
      if (item === undefined || (await sendItem(box, item)) === 'failed') return
    }
  }

  return {
    deliver: (box) => {
      if (box.sending !== undefined || box.items.size === 0 || clock.nowMs() < box.notBeforeMs) {
        return box.sending ?? Promise.resolve()
      }
      box.sending = round(box)
        .catch((error: unknown) => {
          box.notBeforeMs = clock.nowMs() + firstWaitMs
          logger.error({ err: error, channelId: box.channel.id }, 'what became of a message could not be written down')
        })
        .finally(() => {
          box.sending = undefined
        })
      return box.sending
    },
    sendNow: async (box, messageId, message) => note(box, await attempt(box, messageId, message), undefined),
  }
}

async function giveUpOld(box: Box, store: Store, nowMs: number): Promise<void> {
  const old = [...box.items.values()].filter(({ createdMs }) => nowMs - createdMs > givenUpAfterMs)
  if (old.length === 0) return
  for (const { id } of old) box.items.delete(id)
  const text = `${old.length} messages to ${box.channel.name} were given up after 24 h`
  const line = { atMs: nowMs, kind: 'notification/given-up', subject: box.channel.id, by: NODE, text }
  const body = { subjects: old.map(({ message }) => message.subject) }
  await store.commit({ append: [{ ...line, body }], remove: old.map(({ id }) => ({ collection: OUTBOX, id })) })
}

function waitMs(failures: number): number {
  return Math.min(firstWaitMs * 2 ** (failures - 1), longestWaitMs)
}

/** The log says when a channel begins to fail and when it works again, not each attempt. */
function noteLine(
  channel: Channel,
  before: string | undefined,
  failure: string | undefined,
  atMs: number,
): LogDraft | undefined {
  if ((before === undefined) === (failure === undefined)) return undefined
  const about = { atMs, subject: channel.id, by: NODE, body: {} }
  return failure === undefined
    ? { ...about, kind: 'notification/recovered', text: `Messages to ${channel.name} are delivered again` }
    : { ...about, kind: 'notification/failed', text: `A message to ${channel.name} was not delivered: ${failure}` }
}

function failureText(error: unknown, secret: string | undefined): string {
  const text = (error instanceof Error ? error.message : String(error)).replace(/\p{Cc}+/gu, ' ')
  const hidden = secret === undefined ? text : text.replaceAll(secret, '•••')
  return hidden.slice(0, longestErrorText)
}
