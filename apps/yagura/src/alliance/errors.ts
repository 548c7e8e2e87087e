import { type Remedy, YaguraError } from '@yagura/core'

/** A node of the alliance ended before its page could be opened. */
export class AllianceNodeEndedError extends YaguraError {
  override readonly name = 'AllianceNodeEndedError'
  override readonly code = 'alliance/node-ended'
  override readonly remedy: Remedy = 'correct-input'

  constructor(node: string, said: string) {
    super(`${node} ended before its page could be opened${said === '' ? '' : `: ${said}`}`)
  }
}

/** Something that the nodes owe did not come in time. */
export class AllianceSilentError extends YaguraError {
  override readonly name = 'AllianceSilentError'
  override readonly code = 'alliance/silent'
  override readonly remedy: Remedy = 'retry-later'

  constructor(what: string, waitedS: number) {
    super(`${what}: not within ${waitedS} s`)
  }
}
