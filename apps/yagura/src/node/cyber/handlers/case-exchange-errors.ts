import { type Remedy, YaguraError } from '@yagura/core'

/** A case was to be written for a nation of which no partner is known. */
export class UnknownReaderError extends YaguraError {
  override readonly name = 'UnknownReaderError'
  override readonly code = 'cyber/unknown-reader'
  override readonly remedy: Remedy = 'correct-input'

  constructor(nation: string) {
    super(`no partner of this node is of ${nation}; the list of partners has their nations`)
  }
}

/** Nothing in a file makes a case. */
export class NoCaseError extends YaguraError {
  override readonly name = 'NoCaseError'
  override readonly code = 'cyber/no-case'
  override readonly remedy: Remedy = 'correct-input'

  constructor(problem: string) {
    super(`no case was opened: ${problem}`)
  }
}
