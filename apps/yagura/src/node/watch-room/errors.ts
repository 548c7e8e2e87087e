import { type Remedy, YaguraError } from '@yagura/core'

/** A watch cannot be handed over as asked. */
export class HandoverRefusedError extends YaguraError {
  override readonly name = 'HandoverRefusedError'
  override readonly code = 'watch/handover-refused'
  override readonly remedy: Remedy = 'correct-input'

  constructor(problem: string) {
    super(`the watch was not handed over: ${problem}`)
  }
}

/** A view was named that does not exist, or that is another officer's: the two look the same. */
export class UnknownViewError extends YaguraError {
  override readonly name = 'UnknownViewError'
  override readonly code = 'watch/unknown-view'
  override readonly remedy: Remedy = 'correct-input'
  readonly viewId: string

  constructor(viewId: string) {
    super(`there is no view ${viewId} of yours`)
    this.viewId = viewId
  }
}

/** More views are kept than anyone can look through. */
export class TooManyViewsError extends YaguraError {
  override readonly name = 'TooManyViewsError'
  override readonly code = 'watch/too-many-views'
  override readonly remedy: Remedy = 'correct-input'

  constructor(most: number) {
    super(`a node keeps at most ${most} views; remove some first`)
  }
}
