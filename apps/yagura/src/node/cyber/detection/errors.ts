import { type Remedy, YaguraError } from '@yagura/core'

/** A log cannot be followed as asked. */
export class LogInputError extends YaguraError {
  override readonly name = 'LogInputError'
  override readonly code = 'cyber/log-input'
  override readonly remedy: Remedy = 'correct-input'

  constructor(location: string, reason: string) {
    super(`${location}: ${reason}`)
  }
}

/** There is no such detection, suppression or log input. */
export class UnknownDetectionError extends YaguraError {
  override readonly name = 'UnknownDetectionError'
  override readonly code = 'cyber/unknown-detection'
  override readonly remedy: Remedy = 'correct-input'

  constructor(id: string) {
    super(`no detection, suppression or log input ${id}`)
  }
}

/** A suppression says too little, or ends too early. */
export class SuppressionError extends YaguraError {
  override readonly name = 'SuppressionError'
  override readonly code = 'cyber/suppression'
  override readonly remedy: Remedy = 'correct-input'
}

/** What was handed in is no warning list, or there is none that can be removed. */
export class WarningListError extends YaguraError {
  override readonly name = 'WarningListError'
  override readonly code = 'cyber/warning-list'
  override readonly remedy: Remedy = 'correct-input'
}
