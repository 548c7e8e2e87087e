import { isIP } from 'node:net'
import type { LogDraft, StoredDocument } from '@yagura/core'
import { checkMarking, shippedPolicies } from '@yagura/record'
import type { Settings } from '../../api/contract/node.ts'
import type { HappeningOutbox } from '../alerts/happening.ts'
import type { Handlers, NodeContext } from '../context.ts'
import { resolveAllowedAddress } from '../sources/address-guard.ts'
import { type Channel, channelView, parseChannel } from './channel.ts'
import { draftMessages } from './draft-messages.ts'
import { readEndpoint } from './endpoint.ts'
import { UnknownChannelError, UnusableChannelError } from './errors.ts'
import { type Box, createMailroom } from './mailroom.ts'
import { mayLeaveConsole, type OwnPeople } from './may-carry.ts'
import { type Sender, testMessage } from './message.ts'
import { OUTBOX, type OutboxItem, outboxDocument, restoreOutbox } from './outbox.ts'

/** Sends alerts to where nobody looks at the console. */
export type NotificationService = HappeningOutbox & {
  readonly handlers: Handlers<'listChannels' | 'addChannel' | 'removeChannel' | 'testChannel'>
  /** Sends what is due; resolves when each channel is empty or has failed. */
  readonly deliverDue: () => Promise<void>
  readonly close: () => Promise<void>
}

const deliverEveryMs = 1000
const mostChannels = 100

/**
 * The channels of a node and what waits in its outbox. A timer sends every second until `close`.
 *
 * @param ownNation - ISO 3166-1 alpha-3; empty while the node has no identity among partners.
 */
export function createNotificationService(
  context: NodeContext,
  settings: () => Pick<Settings, 'nodeName' | 'marking'>,
  ownNation: string,
): NotificationService {
  const { clock, mode, newId } = context
  const stopping = new AbortController()
  const own: OwnPeople = { mode, policies: shippedPolicies(), ownNation }
  const sender = (): Sender => ({ mode, settings: settings(), own })
  const mailroom = createMailroom(context, sender, stopping.signal)
  const boxes = restoreBoxes(context)

  const deliverDue = async (): Promise<void> => {
    await Promise.all([...boxes.values()].map((box) => mailroom.deliver(box)))
  }
  const timer = setInterval(() => {
    // The mailroom tells the log of what fails; nothing is left to catch.
    deliverDue().catch(() => undefined)
  }, deliverEveryMs)

  const draft: HappeningOutbox['draft'] = (happenings) => {
    if (happenings.length === 0) return []
    return [...boxes.values()]
      .filter(({ channel }) => channel.enabled)
      .flatMap(({ channel }) =>
        draftMessages(happenings, channel, sender()).map((message) =>
          outboxDocument({ id: newId(), channelId: channel.id, createdMs: clock.nowMs(), message }),
        ),
      )
  }

  const posted = (documents: readonly StoredDocument[]): void => {
    if (documents.length === 0) return
    for (const item of restoreOutbox(documents)) boxes.get(item.channelId)?.items.set(item.id, item)
    deliverDue().catch(() => undefined)
  }

  return {
    draft,
    posted,
    deliverDue,
    handlers: channelHandlers(context, boxes, mailroom, sender),
    close: async () => {
      clearInterval(timer)
      stopping.abort()
      await Promise.all([...boxes.values()].map(({ sending }) => sending))
    },
  }
}

function channelHandlers(
  { clock, store, newId }: NodeContext,
  boxes: Map<string, Box>,
  mailroom: ReturnType<typeof createMailroom>,
  sender: () => Sender,
): NotificationService['handlers'] {
  const known = (id: string): Box => {
    const box = boxes.get(id)
    if (box === undefined) throw new UnknownChannelError(id)
    return box
  }
  const log = (what: 'added' | 'removed', channel: Channel, by: string): readonly LogDraft[] => [
    {
      atMs: clock.nowMs(),
      kind: `notification/${what}`,
      subject: channel.id,
      by,
      text: `Channel ${channel.name} (${channel.kind}) ${what}`,
      body: { name: channel.name, kind: channel.kind, leastPriority: channel.leastPriority },
    },
  ]
  return {
    listChannels: async (_, { role }) => ({
      items: [...boxes.values()].map(({ channel, items }) =>
        channelView(channel, items.size, role === 'administrator'),
      ),
    }),
    addChannel: async ({ body }, { officer, role }) => {
      if (boxes.size >= mostChannels)
        throw new UnusableChannelError('name', `a node has at most ${mostChannels} channels`)
      const channel: Channel = { ...body, id: newId() }
      checkCeiling(channel, sender().own)
      await checkAddress(channel)
      await store.commit({
        append: log('added', channel, officer),
        put: [{ collection: 'notifications', id: channel.id, body: channel }],
      })
      boxes.set(channel.id, emptyBox(channel))
      return channelView(channel, 0, role === 'administrator')
    },
    removeChannel: async ({ params }, { officer }) => {
      const box = known(params.id)
      boxes.delete(params.id)
      box.removed = true
      await box.sending
      const waiting = store.list(OUTBOX).filter(({ id }) => box.items.has(id))
      await store.commit({
        append: log('removed', box.channel, officer),
        remove: [
          { collection: 'notifications', id: params.id },
          ...waiting.map(({ id }) => ({ collection: OUTBOX, id })),
        ],
      })
      return undefined
    },
    testChannel: async ({ params }, { role }) => {
      const box = known(params.id)
      await mailroom.sendNow(box, newId(), testMessage(sender(), box.channel.name))
      return channelView(box.channel, box.items.size, role === 'administrator')
    },
  }
}

/** Refuses at once what can never be sent to; a name is looked up only when a message is sent. */
async function checkAddress(channel: Channel): Promise<void> {
  const endpoint = readEndpoint(channel)
  const hostname = endpoint.kind === 'webhook' ? endpoint.url.hostname.replace(/^\[(.*)\]$/, '$1') : endpoint.hostname
  if (isIP(hostname) !== 0) await resolveAllowedAddress(hostname, channel.allowPrivateAddress)
}

/** Refuses what nothing could ever be carried under. */
function checkCeiling({ ceiling }: Channel, own: OwnPeople): void {
  if (ceiling === undefined) return
  const checked = checkMarking(ceiling, own.policies)
  if (!checked.ok) throw new UnusableChannelError('ceiling', checked.fault.reason)
  const answer = mayLeaveConsole(ceiling, own)
  if (!answer.may) throw new UnusableChannelError('ceiling', answer.reason)
}

function restoreBoxes({ store, logger }: NodeContext): Map<string, Box> {
  const boxes = new Map<string, Box>()
  for (const { id, body } of store.list('notifications')) {
    const channel = parseChannel(body)
    if (channel === undefined) logger.error({ channelId: id }, 'a stored channel cannot be read and is not used')
    else boxes.set(id, emptyBox(channel))
  }
  for (const item of restoreOutbox(store.list(OUTBOX))) boxes.get(item.channelId)?.items.set(item.id, item)
  return boxes
}

function emptyBox(channel: Channel): Box {
  return {
    channel,
    items: new Map<string, OutboxItem>(),
    failures: 0,
    notBeforeMs: 0,
    sending: undefined,
    removed: false,
  }
}
