import { type Remedy, YaguraError } from '@yagura/core'

/** An alert was named that does not exist. */
export class UnknownAlertError extends YaguraError {
  override readonly name = 'UnknownAlertError'
  override readonly code = 'alert/unknown'
  override readonly remedy: Remedy = 'correct-input'
  readonly alertId: string

  constructor(alertId: string) {
    super(`there is no alert ${alertId}; the list of alerts has their ids`)
    this.alertId = alertId
  }
}

/** Several alerts were to be acknowledged at once, and a Critical is among them. */
export class CriticalAloneError extends YaguraError {
  override readonly name = 'CriticalAloneError'
  override readonly code = 'alert/critical-alone'
  override readonly remedy: Remedy = 'correct-input'
  readonly alertIds: readonly string[]

  constructor(alertIds: readonly string[]) {
    super(`Critical alerts are acknowledged one at a time, and none was acknowledged: leave out ${alertIds.join(', ')}`)
    this.alertIds = alertIds
  }
}

/** An alert may not be put aside, or not for so long. */
export class CannotShelveError extends YaguraError {
  override readonly name = 'CannotShelveError'
  override readonly code = 'alert/cannot-shelve'
  override readonly remedy: Remedy = 'correct-input'
  readonly alertId: string

  constructor(alertId: string, reason: string) {
    super(`alert ${alertId} cannot be shelved so: ${reason}`)
    this.alertId = alertId
  }
}

/** A rule was named that does not exist. */
export class UnknownRuleError extends YaguraError {
  override readonly name = 'UnknownRuleError'
  override readonly code = 'rule/unknown'
  override readonly remedy: Remedy = 'correct-input'
  readonly ruleId: string

  constructor(ruleId: string) {
    super(`there is no rule ${ruleId}; the list of rules has their ids`)
    this.ruleId = ruleId
  }
}

/** A rule cannot be as it was asked to be. */
export class UnusableRuleError extends YaguraError {
  override readonly name = 'UnusableRuleError'
  override readonly code = 'rule/unusable'
  override readonly remedy: Remedy = 'correct-input'
  readonly ruleId: string

  constructor(ruleId: string, problem: string) {
    super(`rule ${ruleId}: ${problem}`)
    this.ruleId = ruleId
  }
}

/** A Critical rule is to be loosened, and no second administrator signed for it. */
export class SecondSignatureError extends YaguraError {
  override readonly name = 'SecondSignatureError'
  override readonly code = 'rule/second-signature'
  override readonly remedy: Remedy = 'correct-input'
  readonly ruleId: string

  constructor(ruleId: string, problem: string) {
    super(`rule ${ruleId} is Critical, and two administrators loosen it: ${problem}`)
    this.ruleId = ruleId
  }
}
