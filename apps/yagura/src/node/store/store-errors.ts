import { type Remedy, YaguraError } from '@yagura/core'

/** A change could not be brought to stable storage; nothing of it is there. The next one is tried anew. */
export class CannotWriteError extends YaguraError {
  override readonly name = 'CannotWriteError'
  override readonly code = 'store/cannot-write'
  override readonly remedy: Remedy = 'call-operator'
  readonly file: string

  constructor(file: string, problem: string, cause?: unknown) {
    super(`the store ${file} cannot be written: ${problem}`, { cause })
    this.file = file
  }
}

/** The store, or the folder that it lies in, cannot be opened. */
export class CannotOpenStoreError extends YaguraError {
  override readonly name = 'CannotOpenStoreError'
  override readonly code = 'store/cannot-open'
  override readonly remedy: Remedy = 'call-operator'
  readonly file: string

  constructor(file: string, problem: string, cause?: unknown) {
    super(`the store ${file} cannot be opened or read: ${problem}`, { cause })
    this.file = file
  }
}

/** Another process has the store. */
export class StoreInUseError extends YaguraError {
  override readonly name = 'StoreInUseError'
  override readonly code = 'store/in-use'
  override readonly remedy: Remedy = 'call-operator'
  readonly file: string

  constructor(file: string, cause?: unknown) {
    super(`the store ${file} is in use by another process; stop that node first, or name another data folder`, {
      cause,
    })
    this.file = file
  }
}

/** The file is not what was written: a damaged disk, or another program wrote to it. */
export class StoreDamagedError extends YaguraError {
  override readonly name = 'StoreDamagedError'
  override readonly code = 'store/damaged'
  override readonly remedy: Remedy = 'call-operator'
  readonly file: string

  constructor(file: string, problem: string, cause?: unknown) {
    super(
      `the store ${file} is damaged: ${problem}; see \`yagura check\`, and put a backup in its place by \`yagura restore FILE --replace\``,
      { cause },
    )
    this.file = file
  }
}

/** The store was written by another version of Yagura. */
export class StoreVersionError extends YaguraError {
  override readonly name = 'StoreVersionError'
  override readonly code = 'store/other-version'
  override readonly remedy: Remedy = 'call-operator'
  readonly file: string
  readonly foundVersion: number

  constructor(file: string, foundVersion: number, expectedVersion: number) {
    super(
      foundVersion > expectedVersion
        ? `the store ${file} has form ${foundVersion}, written by a newer Yagura than this, which knows form ${expectedVersion}; start the newer one, or restore a backup of the older`
        : `the store ${file} has form ${foundVersion} of an older Yagura, this one needs form ${expectedVersion}; run \`yagura upgrade\``,
    )
    this.file = file
    this.foundVersion = foundVersion
  }
}
