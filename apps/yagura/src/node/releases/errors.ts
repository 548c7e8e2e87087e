import { type Remedy, YaguraError } from '@yagura/core'

/** A release was named that does not exist. */
export class UnknownReleaseError extends YaguraError {
  override readonly name = 'UnknownReleaseError'
  override readonly code = 'release/unknown'
  override readonly remedy: Remedy = 'correct-input'

  constructor(id: string) {
    super(`there is no release ${id.slice(0, 40)}; the list of releases has their ids`)
  }
}

/** A release was to be changed in a way that its state does not allow. */
export class ReleaseStateError extends YaguraError {
  override readonly name = 'ReleaseStateError'
  override readonly code = 'release/wrong-state'
  override readonly remedy: Remedy = 'correct-input'
  readonly state: string

  constructor(id: string, state: string, problem: string) {
    super(`release ${id} is ${state}: ${problem}`)
    this.state = state
  }
}

/** A record may not be shared as it was asked for. */
export class ReleaseRefusedError extends YaguraError {
  override readonly name = 'ReleaseRefusedError'
  override readonly code = 'release/refused'
  override readonly remedy: Remedy = 'correct-input'
  /** The rule or fault behind it. */
  readonly faultCode: string
  readonly reason: string

  constructor({ code, reason }: { readonly code: string; readonly reason: string }) {
    super(`it cannot be released so: ${reason} (${code})`)
    this.faultCode = code
    this.reason = reason
  }
}

/** A signature does not fit the record and the key. */
export class WrongSignatureError extends YaguraError {
  override readonly name = 'WrongSignatureError'
  override readonly code = 'release/wrong-signature'
  override readonly remedy: Remedy = 'correct-input'

  constructor(keyId: string) {
    super(`the signature is not one by ${keyId} of the record as it stands; read it again, look at it, and sign anew`)
  }
}

/** A release was to be let go by whoever wrote it. */
export class SecondPersonError extends YaguraError {
  override readonly name = 'SecondPersonError'
  override readonly code = 'release/second-person'
  override readonly remedy: Remedy = 'correct-input'

  constructor(id: string) {
    super(`release ${id} is let go by another person than its author, with that person’s own key`)
  }
}

/** A key cannot be used for what was asked. */
export class KeyUnusableError extends YaguraError {
  override readonly name = 'KeyUnusableError'
  override readonly code = 'officer-key/unusable'
  override readonly remedy: Remedy = 'correct-input'
}

/** A key was named that is not known. */
export class UnknownKeyError extends YaguraError {
  override readonly name = 'UnknownKeyError'
  override readonly code = 'officer-key/unknown'
  override readonly remedy: Remedy = 'correct-input'

  constructor(keyId: string) {
    super(`${keyId} is no key of an officer of this node; the list of keys has their ids`)
  }
}

/** A key, or a record about one, cannot be taken. */
export class KeyRefusedError extends YaguraError {
  override readonly name = 'KeyRefusedError'
  override readonly code = 'officer-key/refused'
  override readonly remedy: Remedy = 'correct-input'

  constructor(problem: string) {
    super(`the key was not taken: ${problem}`)
  }
}
