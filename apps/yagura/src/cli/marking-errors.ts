import { type Remedy, YaguraError } from '@yagura/core'
import type { Fault } from '@yagura/record'

/** What was to be a marking or a policy is none, or markings that were given cannot be taken together. */
export class MarkingRefusedError extends YaguraError {
  override readonly name = 'MarkingRefusedError'
  override readonly code = 'cli/marking-refused'
  override readonly remedy: Remedy = 'correct-input'
  /** The argument at fault, or what was to be done with them. */
  readonly subject: string
  readonly fault: Fault

  constructor(subject: string, fault: Fault) {
    super(`${subject}: ${fault.reason} (${fault.code})`)
    this.subject = subject
    this.fault = fault
  }
}

/** An XML label, policy or clearance that was named cannot be used. */
export class LabelRefusedError extends YaguraError {
  override readonly name = 'LabelRefusedError'
  override readonly code = 'cli/label-refused'
  override readonly remedy: Remedy = 'correct-input'
  readonly file: string

  constructor(file: string, reason: string) {
    super(`${file}: ${reason}`)
    this.file = file
  }
}
