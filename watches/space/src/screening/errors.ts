import { YaguraError } from '@yagura/core'

/** A primary of a screening has no element set that can be screened. */
export class UnknownPrimaryError extends YaguraError {
  override readonly name = 'UnknownPrimaryError'
  override readonly code = 'space/unknown-primary'
  override readonly remedy = 'correct-input'
  readonly ids: readonly number[]

  constructor(ids: readonly number[]) {
    super(
      `no usable element set of primary ${ids.join(', ')}: not in the files, or too far from the start; ` +
        'name another primary, add its element set or raise the largest age',
    )
    this.ids = ids
  }
}
