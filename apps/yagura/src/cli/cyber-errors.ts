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

/** The node that was importing was started again, so that nobody can say any more what became of each object. */
export class ImportLostError extends YaguraError {
  override readonly name = 'ImportLostError'
  override readonly code = 'cyber/import-lost'
  override readonly remedy: Remedy = 'retry-later'

  constructor(job: string) {
    super(`the node was started again during the import ${job}, which was completed; its list of jobs says what it did`)
  }
}
