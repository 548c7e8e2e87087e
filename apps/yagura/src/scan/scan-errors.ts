import { type Remedy, YaguraError } from '@yagura/core'

/** A state from which a scan was to go on cannot be used. */
export class ScanStateError extends YaguraError {
  override readonly name = 'ScanStateError'
  override readonly code = 'cyber/scan-state'
  override readonly remedy: Remedy = 'correct-input'
  readonly file: string

  constructor(file: string, reason: string) {
    super(`${file}: ${reason}; name another file, or remove it to start anew`)
    this.file = file
  }
}

/** Of all that a scan was to look for nothing is left: it would read every log and find nothing. */
export class NothingSoughtError extends YaguraError {
  override readonly name = 'NothingSoughtError'
  override readonly code = 'cyber/nothing-sought'
  override readonly remedy: Remedy = 'correct-input'

  constructor() {
    super('nothing in what --bundle, --indicators and --sigma name can be looked for, so no log was read')
  }
}
