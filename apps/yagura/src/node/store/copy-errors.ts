import { type Remedy, YaguraError } from '@yagura/core'

/** There is no store where one was looked for. */
export class StoreAbsentError extends YaguraError {
  override readonly name = 'StoreAbsentError'
  override readonly code = 'store/absent'
  override readonly remedy: Remedy = 'correct-input'
  /** File or folder. */
  readonly place: string

  constructor(place: string) {
    super(`${place}: no store of Yagura is there; name the data folder of the node by --data`)
    this.place = place
  }
}

/** There is a store already where a backup was to be restored. */
export class StorePresentError extends YaguraError {
  override readonly name = 'StorePresentError'
  override readonly code = 'store/present'
  override readonly remedy: Remedy = 'correct-input'
  readonly file: string

  constructor(file: string) {
    super(`the store ${file} is there already; add --replace, which keeps it aside, or name another data folder`)
    this.file = file
  }
}

/** The file that a backup was to be written to is there already. */
export class BackupExistsError extends YaguraError {
  override readonly name = 'BackupExistsError'
  override readonly code = 'store/backup-exists'
  override readonly remedy: Remedy = 'correct-input'
  readonly file: string

  constructor(file: string) {
    super(`${file} is there already and is not overwritten; name another file`)
    this.file = file
  }
}

/** A backup was not made, or is none that can be restored. */
export class BackupRefusedError extends YaguraError {
  override readonly name = 'BackupRefusedError'
  override readonly code = 'store/backup-refused'
  override readonly remedy: Remedy = 'correct-input'
  readonly file: string

  constructor(file: string, problem: string, cause?: unknown) {
    super(`the backup ${file} cannot be used: ${problem}`, { cause })
    this.file = file
  }
}
