import { type Remedy, YaguraError } from '@yagura/core'

/** Settings that fit their schema and still cannot be kept. */
export class UnusableSettingsError extends YaguraError {
  override readonly name = 'UnusableSettingsError'
  override readonly code = 'settings/unusable'
  override readonly remedy: Remedy = 'correct-input'
  /** Member at fault: `places/2/timeZone`. */
  readonly path: string

  constructor(path: string, problem: string) {
    super(`${path}: ${problem}`)
    this.path = path
  }
}
