import { type Remedy, YaguraError } from '@yagura/core'

/** An account of that name exists; letter case and width do not tell names apart. */
export class NameTakenError extends YaguraError {
  override readonly name = 'NameTakenError'
  override readonly code = 'officers/name-taken'
  override readonly remedy: Remedy = 'correct-input'

  constructor(officer: string) {
    super(`there is an account “${officer}” already, or one whose name differs only in case or width`)
  }
}

/** A name that cannot be shown: blank, or with control characters. */
export class UnusableNameError extends YaguraError {
  override readonly name = 'UnusableNameError'
  override readonly code = 'officers/unusable-name'
  override readonly remedy: Remedy = 'correct-input'

  constructor() {
    super('a name needs at least one letter or digit and no control characters')
  }
}

/** A password that is too short to withstand guessing, or longer than is looked at. */
export class UnusablePasswordError extends YaguraError {
  override readonly name = 'UnusablePasswordError'
  override readonly code = 'officers/unusable-password'
  override readonly remedy: Remedy = 'correct-input'

  constructor() {
    super('a password has 12 to 200 characters')
  }
}

/** There is no account of that id. */
export class UnknownOfficerError extends YaguraError {
  override readonly name = 'UnknownOfficerError'
  override readonly code = 'officers/unknown'
  override readonly remedy: Remedy = 'correct-input'

  constructor(id: string) {
    super(`there is no account ${id}`)
  }
}

/** The change would leave nobody who can administer the node. */
export class LastAdministratorError extends YaguraError {
  override readonly name = 'LastAdministratorError'
  override readonly code = 'officers/last-administrator'
  override readonly remedy: Remedy = 'correct-input'

  constructor() {
    super('this is the last administrator: make another one first')
  }
}

/** The first account must be able to make the others. */
export class FirstIsAdministratorError extends YaguraError {
  override readonly name = 'FirstIsAdministratorError'
  override readonly code = 'officers/first-is-administrator'
  override readonly remedy: Remedy = 'correct-input'

  constructor() {
    super('the first account must be an administrator, because from then on everybody signs in')
  }
}
