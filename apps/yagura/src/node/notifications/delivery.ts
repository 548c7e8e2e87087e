import type { Channel } from './channel.ts'
import type { Message } from './message.ts'

/** One message on its way. */
export type Delivery = {
  readonly channel: Channel
  readonly message: Message
  /** The same when it is sent again, so that the other side can tell. */
  readonly messageId: string
  readonly nodeName: string
  readonly nowMs: number
  readonly signal: AbortSignal
}
