import { type Remedy, YaguraError } from '@yagura/core'

/** A source was named that does not exist. */
export class UnknownSourceError extends YaguraError {
  override readonly name = 'UnknownSourceError'
  override readonly code = 'source/unknown'
  override readonly remedy: Remedy = 'correct-input'
  readonly sourceId: string

  constructor(sourceId: string) {
    super(`there is no source ${sourceId}; the list of sources has their ids`)
    this.sourceId = sourceId
  }
}

/** A source cannot be what it was asked to be. */
export class UnusableSourceError extends YaguraError {
  override readonly name = 'UnusableSourceError'
  override readonly code = 'source/unusable'
  override readonly remedy: Remedy = 'correct-input'
  /** Member at fault, `intervalMin`. */
  readonly member: string

  constructor(member: string, problem: string) {
    super(`${member}: ${problem}`)
    this.member = member
  }
}

/** A path lies where the operator did not allow sources. The message is the same whether there is anything or not. */
export class PathNotAllowedError extends YaguraError {
  override readonly name = 'PathNotAllowedError'
  override readonly code = 'source/path-not-allowed'
  override readonly remedy: Remedy = 'call-operator'
  readonly path: string

  constructor(path: string) {
    super(`${path} is not in a folder that sources may be read from; the operator names such folders at the start`)
    this.path = path
  }
}

/** A source may not be asked yet: its owner's usage policy, or its refusal, forbids it. */
export class HeldBackError extends YaguraError {
  override readonly name = 'HeldBackError'
  override readonly code = 'source/held-back'
  override readonly remedy: Remedy = 'retry-later'
  /** Unix time, ms, from which it may be asked. */
  readonly untilMs: number
  /** Whether the owner refused an answer before; otherwise it is only too early. */
  readonly refused: boolean

  constructor(reason: string, untilMs: number, refused: boolean) {
    super(`${reason}; it may be asked again from ${new Date(untilMs).toISOString()}`)
    this.untilMs = untilMs
    this.refused = refused
  }
}

/** Asking a source met something that nobody foresaw. */
export class UnexpectedSourceError extends YaguraError {
  override readonly name = 'UnexpectedSourceError'
  override readonly code = 'source/unexpected'
  override readonly remedy: Remedy = 'call-operator'

  constructor(cause: Error) {
    super(`something unforeseen happened: ${cause.message}; the node's own log has more`, { cause })
  }
}
