import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { NotificationChannel } from '../../api/contract/node.ts'
import { isoOfUnixMs } from '../unix-time.ts'

const { id, name, kind, leastPriority, enabled, escalationsOnly, address, server, allowPrivateAddress, ceiling } =
  NotificationChannel.properties

/** A channel as the store holds it. */
const Channel = Type.Object({
  ...{ id, name, kind, leastPriority, enabled, escalationsOnly, address, server, allowPrivateAddress, ceiling },
  /** SMTP password, or key of the webhook's signature: stays here. */
  secret: Type.Optional(Type.String()),
  lastSentMs: Type.Optional(Type.Number()),
  lastError: Type.Optional(Type.Object({ message: Type.String(), atMs: Type.Number() })),
})

/** Where alerts are sent besides the screen, with its secret. */
export type Channel = Readonly<Static<typeof Channel>>

/** A channel as it was stored; undefined where it is none. */
export function parseChannel(body: unknown): Channel | undefined {
  return Check(Channel, body) ? body : undefined
}

/**
 * A channel as the API gives it: without its secret, and, to who is no administrator, without the path of a webhook, since
 * many services have a secret in it.
 */
export function channelView(channel: Channel, waiting: number, forAdministrator: boolean): NotificationChannel {
  const { secret: _, lastSentMs, lastError, ...rest } = channel
  return {
    ...rest,
    address: channel.kind === 'webhook' && !forAdministrator ? `${new URL(channel.address).origin}/…` : channel.address,
    lastSentUtc: lastSentMs === undefined ? null : isoOfUnixMs(lastSentMs),
    lastError: lastError === undefined ? null : { message: lastError.message, atUtc: isoOfUnixMs(lastError.atMs) },
    waiting,
  }
}
