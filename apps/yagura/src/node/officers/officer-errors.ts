import { type Remedy, YaguraError } from '@yagura/core'

/** Name and password do not belong together; whether the name exists is not said. */
export class WrongPasswordError extends YaguraError {
  override readonly name = 'WrongPasswordError'
  override readonly code = 'officers/wrong-password'
  override readonly remedy: Remedy = 'correct-input'

  constructor() {
    super('that name and password do not belong together')
  }
}

/** Too many failed attempts to sign in, for this account or from this address. */
export class TooManyAttemptsError extends YaguraError {
  override readonly name = 'TooManyAttemptsError'
  override readonly code = 'officers/too-many-attempts'
  override readonly remedy: Remedy = 'retry-later'
  /** When the next attempt is looked at, s from now. */
  readonly retryAfterS: number

  constructor(retryAfterS: number) {
    super(`too many failed attempts to sign in; try again in ${retryAfterS} s`)
    this.retryAfterS = retryAfterS
  }
}

/** More sign-ins wait for their password to be checked than the node works off. */
export class SignInBusyError extends YaguraError {
  override readonly name = 'SignInBusyError'
  override readonly code = 'officers/busy'
  override readonly remedy: Remedy = 'retry-later'

  constructor() {
    super('many people sign in just now; try again in a few seconds')
  }
}
