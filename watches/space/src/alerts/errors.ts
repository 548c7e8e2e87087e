import { YaguraError } from '@yagura/core'

/** One thing that is wrong in a file of alert rules. */
export type AlertRulesProblem = {
  /** Where, such as `rules[2].maxMissKm`; empty for the file as a whole. */
  readonly path: string
  readonly found: string
  readonly expected: string
}

/** A file of alert rules cannot be used; every problem that was seen is listed, so that one correction is enough. */
export class AlertRulesError extends YaguraError {
  override readonly name = 'AlertRulesError'
  override readonly code = 'space/alert-rules'
  override readonly remedy = 'correct-input'
  readonly problems: readonly AlertRulesProblem[]

  constructor(problems: readonly AlertRulesProblem[], options?: ErrorOptions) {
    const lines = problems.map(
      ({ path, found, expected }) => `${path || 'the file'}: found ${found}, expected ${expected}`,
    )
    super(`the alert rules cannot be used; correct this and try again:\n${lines.join('\n')}`, options)
    this.problems = problems
  }
}
