import { type Remedy, YaguraError } from '@yagura/core'

/** One thing that is wrong with a request. */
export type RequestProblem = { readonly path: string; readonly found: string; readonly expected: string }

/** A request does not fit its schema; every problem is listed. */
export class InvalidRequestError extends YaguraError {
  override readonly name = 'InvalidRequestError'
  override readonly code = 'api/invalid-request'
  override readonly remedy: Remedy = 'correct-input'
  readonly problems: readonly RequestProblem[]

  constructor(message: string, problems: readonly RequestProblem[] = [], cause?: Error) {
    super(message, { cause })
    this.problems = problems
  }
}

/** There is no such thing, or the caller may not know of it: the two answer the same. */
export class NotFoundError extends YaguraError {
  override readonly name = 'NotFoundError'
  override readonly code = 'api/not-found'
  override readonly remedy: Remedy = 'correct-input'
}

/** A body is larger than its operation reads. */
export class TooLargeError extends YaguraError {
  override readonly name = 'TooLargeError'
  override readonly code = 'api/too-large'
  override readonly remedy: Remedy = 'correct-input'
  readonly limitBytes: number

  /** @param instead - What a person may do. */
  constructor(limitBytes: number, instead: string | undefined) {
    const said = `the body is larger than ${limitBytes} bytes, which is the most that is read here`
    super(instead === undefined ? said : `${said}: ${instead}`)
    this.limitBytes = limitBytes
  }
}

/** A body is of a media type that its operation does not take. */
export class MediaTypeError extends YaguraError {
  override readonly name = 'MediaTypeError'
  override readonly code = 'api/media-type'
  override readonly remedy: Remedy = 'correct-input'
}

/** Something went wrong that nobody foresaw; the log has it under the id that the message names. */
export class DefectError extends YaguraError {
  override readonly name = 'DefectError'
  override readonly code = 'api/defect'
  override readonly remedy: Remedy = 'call-operator'

  constructor(requestId: string, cause: unknown) {
    super(`the node failed at this; its log says why under request id ${requestId}`, { cause })
  }
}
