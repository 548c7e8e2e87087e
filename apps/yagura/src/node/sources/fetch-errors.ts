import { type Remedy, YaguraError } from '@yagura/core'

/** A host name or an address leads where sources may not be read from. */
export class AddressNotAllowedError extends YaguraError {
  override readonly name = 'AddressNotAllowedError'
  override readonly code = 'source/address-not-allowed'
  override readonly remedy: Remedy = 'correct-input'
  readonly hostname: string

  constructor(hostname: string, problem: string) {
    super(`${hostname} ${problem}`)
    this.hostname = hostname
  }
}

/** No connection came about, or it broke before an answer. */
export class UnreachableError extends YaguraError {
  override readonly name = 'UnreachableError'
  override readonly code = 'source/unreachable'
  override readonly remedy: Remedy = 'retry-later'
  readonly hostname: string

  constructor(hostname: string, cause: Error) {
    super(`${hostname} cannot be reached: ${cause.message || cause.name}`, { cause })
    this.hostname = hostname
  }
}

/** A server took longer than it may. */
export class TimedOutError extends YaguraError {
  override readonly name = 'TimedOutError'
  override readonly code = 'source/timed-out'
  override readonly remedy: Remedy = 'retry-later'
  readonly hostname: string

  constructor(hostname: string, what: string, limitMs: number) {
    super(`${hostname} ${what} within ${limitMs / 1000} s; what had come was dropped`)
    this.hostname = hostname
  }
}

/** A server answered with a status other than success. */
export class RefusedByServerError extends YaguraError {
  override readonly name = 'RefusedByServerError'
  override readonly code = 'source/refused-by-server'
  override readonly remedy: Remedy = 'retry-later'
  readonly facts: ServerRefusal

  constructor(facts: ServerRefusal) {
    const said = facts.said === '' ? '' : `: "${facts.said}"`
    const then =
      facts.leftAloneUntilMs === undefined
        ? ''
        : `; it is left alone until ${new Date(facts.leftAloneUntilMs).toISOString()}`
    super(`${facts.hostname} answered with status ${facts.status}${said}${then}`)
    this.facts = facts
  }
}

/** How a server refused. */
type ServerRefusal = {
  readonly hostname: string
  readonly status: number
  /** The beginning of what it said, where that is text. */
  readonly said: string
  /** How long it asks to be left alone, s; absent where it did not say. */
  readonly retryAfterS: number | undefined
  /** Until when the node asks it nothing more, Unix time, ms. */
  readonly leftAloneUntilMs?: number
}

/** A redirect that is not followed. */
export class RedirectRefusedError extends YaguraError {
  override readonly name = 'RedirectRefusedError'
  override readonly code = 'source/redirect-refused'
  override readonly remedy: Remedy = 'correct-input'
  readonly hostname: string

  constructor(hostname: string, problem: string) {
    super(`${hostname} redirects ${problem}; if that is right, give the source its new address`)
    this.hostname = hostname
  }
}
