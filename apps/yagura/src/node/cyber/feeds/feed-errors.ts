import { type Remedy, YaguraError } from '@yagura/core'

/** A TAXII server refused what it was asked. */
export class TaxiiServerError extends YaguraError {
  override readonly name = 'TaxiiServerError'
  override readonly code = 'taxii/server-refused'
  override readonly remedy: Remedy = 'correct-input'
  readonly status: number
  /** How long it asks to be left alone, s; undefined where it does not say. */
  readonly retryAfterS: number | undefined

  constructor(hostname: string, status: number, said: string, retryAfterS?: number) {
    super(`the TAXII server ${hostname} answered ${status}${said === '' ? '' : ` (${said})`}`)
    this.status = status
    this.retryAfterS = retryAfterS
  }
}

/** What answered is no TAXII 2.1 server, or not the resource that was named. */
export class NotTaxiiError extends YaguraError {
  override readonly name = 'NotTaxiiError'
  override readonly code = 'taxii/not-taxii'
  override readonly remedy: Remedy = 'correct-input'

  constructor(hostname: string, problem = 'it does not answer as a TAXII 2.1 server') {
    super(`${hostname}: ${problem}; name the discovery, an API root or a collection of one`)
  }
}

/** What this node was to sign in with, or was to believe, at another server cannot be used. */
export class ClientIdentityError extends YaguraError {
  override readonly name = 'ClientIdentityError'
  override readonly code = 'taxii/client-identity'
  override readonly remedy: Remedy = 'correct-input'

  constructor(what: string, problem: string) {
    super(`${what} ${problem}`)
  }
}

/** A feed cannot be what it was asked to be. */
export class FeedError extends YaguraError {
  override readonly name = 'FeedError'
  override readonly code = 'cyber/feed'
  override readonly remedy: Remedy = 'correct-input'

  constructor(member: string, problem: string) {
    super(`${member}: ${problem}`)
  }
}

/** There is no such feed. */
export class UnknownFeedError extends YaguraError {
  override readonly name = 'UnknownFeedError'
  override readonly code = 'cyber/unknown-feed'
  override readonly remedy: Remedy = 'correct-input'

  constructor(id: string) {
    super(`there is no feed ${id}; the list of feeds has their ids`)
  }
}

/** A pull met something that nobody foresaw. */
export class UnexpectedFeedError extends YaguraError {
  override readonly name = 'UnexpectedFeedError'
  override readonly code = 'cyber/feed-unexpected'
  override readonly remedy: Remedy = 'call-operator'

  constructor(cause: Error) {
    super(`something unforeseen happened: ${cause.message}; the node's own log has more`, { cause })
  }
}
