import { type Remedy, YaguraError } from '@yagura/core'

/** A change holds something that a store cannot keep: a key that is not well formed, or a body that is not JSON. */
export class MalformedChangeError extends YaguraError {
  override readonly name = 'MalformedChangeError'
  override readonly code = 'store/malformed-change'
  override readonly remedy: Remedy = 'correct-input'

  constructor(problem: string, cause?: unknown) {
    super(`the change cannot be kept: ${problem}`, { cause })
  }
}

/** The store was closed: the node is stopping. */
export class StoreClosedError extends YaguraError {
  override readonly name = 'StoreClosedError'
  override readonly code = 'store/closed'
  override readonly remedy: Remedy = 'retry-later'

  constructor(file: string) {
    super(`the store ${file} is closed because the node is stopping; try again when it runs`)
  }
}
