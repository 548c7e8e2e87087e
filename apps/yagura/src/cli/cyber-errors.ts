import { type Remedy, YaguraError } from '@yagura/core'

/** Observations that a person named cannot be read. */
export class UnusableObservationsError extends YaguraError {
  override readonly name = 'UnusableObservationsError'
  override readonly code = 'cyber/observations'
  override readonly remedy: Remedy = 'correct-input'

  constructor(file: string, reason: string) {
    super(`${file}: ${reason}`)
  }
}
