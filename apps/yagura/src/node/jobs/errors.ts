import { type Remedy, YaguraError } from '@yagura/core'

/** A job was named that does not exist, or no more. */
export class UnknownJobError extends YaguraError {
  override readonly name = 'UnknownJobError'
  override readonly code = 'jobs/unknown-job'
  override readonly remedy: Remedy = 'correct-input'
  readonly id: string

  constructor(id: string) {
    super(`there is no job ${id.slice(0, 40)}`)
    this.id = id
  }
}

/** A job was asked for something that its state does not allow. */
export class JobStateError extends YaguraError {
  override readonly name = 'JobStateError'
  override readonly code = 'jobs/wrong-state'
  override readonly remedy: Remedy = 'correct-input'
  readonly id: string

  constructor(id: string, state: string, asked: string) {
    super(`job ${id} is ${state}: it cannot be ${asked}`)
    this.id = id
  }
}
