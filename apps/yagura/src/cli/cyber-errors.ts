import { type Remedy, YaguraError } from '@yagura/core'
import type { NodeMode } from '../node/context.ts'

/** Observations that a person named cannot be read. */
export class UnusableObservationsError extends YaguraError {
  override readonly name = 'UnusableObservationsError'
  override readonly code = 'cyber/observations'
  override readonly remedy: Remedy = 'correct-input'

  constructor(file: string, reason: string) {
    super(`${file}: ${reason}`)
  }
}

/** The node that was importing was started again, so that nobody can say any more what became of each object. */
export class ImportLostError extends YaguraError {
  override readonly name = 'ImportLostError'
  override readonly code = 'cyber/import-lost'
  override readonly remedy: Remedy = 'retry-later'

  constructor(job: string) {
    super(`the node was started again during the import ${job}, which was completed; its list of jobs says what it did`)
  }
}

/** The node that runs on a data folder is of another mode than was asked for: what is put there it would never see. */
export class OtherModeError extends YaguraError {
  override readonly name = 'OtherModeError'
  override readonly code = 'cyber/other-mode'
  override readonly remedy: Remedy = 'correct-input'

  constructor(dataFolder: string, running: NodeMode, asked: NodeMode) {
    super(
      `the node that runs on ${dataFolder} is ${running}, and ${asked} was asked for: ` +
        `leave --${asked.toLowerCase()} out, name another folder by --data, or start the node with --${asked.toLowerCase()}`,
    )
  }
}

/** It was not said which data are meant, and a data folder has generated ones alone. */
export class UntoldModeError extends YaguraError {
  override readonly name = 'UntoldModeError'
  override readonly code = 'cyber/mode-not-told'
  override readonly remedy: Remedy = 'correct-input'

  constructor(dataFolder: string) {
    super(
      `${dataFolder} has generated data alone (SIMULATED): say --simulated to mean these, ` +
        'or --real to begin real ones beside them, which a node started with --real sees',
    )
  }
}
