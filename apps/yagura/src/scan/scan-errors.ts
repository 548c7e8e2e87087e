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
