import { type Remedy, YaguraError } from '@yagura/core'

/** A channel was named that does not exist. */
export class UnknownChannelError extends YaguraError {
  override readonly name = 'UnknownChannelError'
  override readonly code = 'notification/unknown'
  override readonly remedy: Remedy = 'correct-input'
  readonly channelId: string

  constructor(channelId: string) {
    super(`there is no channel ${channelId}; the list of channels has their ids`)
    this.channelId = channelId
  }
}

/** A channel cannot be as it was asked to be. The message repeats nothing that may be secret. */
export class UnusableChannelError extends YaguraError {
  override readonly name = 'UnusableChannelError'
  override readonly code = 'notification/unusable'
  override readonly remedy: Remedy = 'correct-input'
  /** Member at fault, `server`. */
  readonly member: string

  constructor(member: string, problem: string, options?: ErrorOptions) {
    super(`${member}: ${problem}`, options)
    this.member = member
  }
}

/** The other side did not take a message. It is tried again. */
export class NotDeliveredError extends YaguraError {
  override readonly name = 'NotDeliveredError'
  override readonly code = 'notification/not-delivered'
  override readonly remedy: Remedy = 'retry-later'

  constructor(problem: string, options?: ErrorOptions) {
    super(`the message was not delivered: ${problem}`, options)
  }
}
