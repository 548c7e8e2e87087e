import { type Remedy, YaguraError } from '@yagura/core'
import type { Fault } from '@yagura/record'

/** What was to be signed or shown is no record as docs/protocol/record.md has it. */
export class RecordRefusedError extends YaguraError {
  override readonly name = 'RecordRefusedError'
  override readonly code = 'cli/record-refused'
  override readonly remedy: Remedy = 'correct-input'
  /** File, and line where it has several. */
  readonly place: string
  readonly fault: Fault

  constructor(place: string, fault: Fault) {
    super(`${place}: ${fault.reason} (${fault.code})`)
    this.place = place
    this.fault = fault
  }
}
