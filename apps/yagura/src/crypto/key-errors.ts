import { type Remedy, YaguraError } from '@yagura/core'

/** A key was to be made where a file lies already: keys are never written over. */
export class KeyFileExistsError extends YaguraError {
  override readonly name = 'KeyFileExistsError'
  override readonly code = 'key/file-exists'
  override readonly remedy: Remedy = 'correct-input'
  readonly file: string

  constructor(file: string) {
    super(`${file} is there already, and a key is never written over; name another file`)
    this.file = file
  }
}

/** A key file could not be read or written, or is not what Yagura writes. */
export class KeyFileUnusableError extends YaguraError {
  override readonly name = 'KeyFileUnusableError'
  override readonly code = 'key/file-unusable'
  override readonly remedy: Remedy = 'correct-input'
  readonly file: string

  constructor(file: string, problem: string, cause?: unknown) {
    super(`${file}: ${problem}`, { cause })
    this.file = file
  }
}

/** The passphrase does not open the key, or the file was altered: the two cannot be told apart. */
export class KeyLockedError extends YaguraError {
  override readonly name = 'KeyLockedError'
  override readonly code = 'key/locked'
  override readonly remedy: Remedy = 'correct-input'
  readonly file: string

  constructor(file: string) {
    super(`${file}: the passphrase does not open it, or the file was altered`)
    this.file = file
  }
}
