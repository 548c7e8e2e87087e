/** What the caller can do about a failure; the server maps it to a status, the command line to an exit code. */
export type Remedy = 'correct-input' | 'ask-originator' | 'retry-later' | 'call-operator'

/** Base of every error Yagura throws on purpose. Anything else that reaches the edge is a bug. */
export abstract class YaguraError extends Error {
  abstract override readonly name: string
  /** Stable, documented in docs/errors.md, greppable; never reworded. */
  abstract readonly code: string
  /** What the caller can do about it. */
  abstract readonly remedy: Remedy
}
