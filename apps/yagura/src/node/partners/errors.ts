import { type Remedy, YaguraError } from '@yagura/core'
import type { NodeMode } from '../context.ts'
import { isoOfUnixMs } from '../unix-time.ts'

/** A node that has no identity was asked for something that needs one. */
export class NoIdentityError extends YaguraError {
  override readonly name = 'NoIdentityError'
  override readonly code = 'partners/no-identity'
  override readonly remedy: Remedy = 'call-operator'

  /** @param mode - Of the node: keys of the other mode would not be its own. Undefined where it is not known. */
  constructor(where: string, mode?: NodeMode) {
    const flag = mode === 'SIMULATED' ? ' --simulated' : ''
    const either = mode === undefined ? ', and --simulated where the node is SIMULATED' : ''
    super(
      `${where} has no keys yet; make them with: yagura node init${flag} --party JPN --name jp.ncc.example${either}`,
    )
  }
}

/** Keys of a node were to be made where there are some. */
export class IdentityExistsError extends YaguraError {
  override readonly name = 'IdentityExistsError'
  override readonly code = 'partners/identity-exists'
  override readonly remedy: Remedy = 'correct-input'
  readonly file: string

  constructor(file: string) {
    super(`${file} is there already: a node's keys are made once and never written over`)
    this.file = file
  }
}

/** The file of a node's keys cannot be used. */
export class IdentityUnusableError extends YaguraError {
  override readonly name = 'IdentityUnusableError'
  override readonly code = 'partners/identity-unusable'
  override readonly remedy: Remedy = 'call-operator'
  readonly file: string

  constructor(file: string, problem: string, cause?: unknown) {
    super(`${file}: ${problem}`, { cause })
    this.file = file
  }
}

/** A partner's card cannot be taken. */
export class CardRefusedError extends YaguraError {
  override readonly name = 'CardRefusedError'
  override readonly code = 'partners/card-refused'
  override readonly remedy: Remedy = 'correct-input'

  constructor(problem: string) {
    super(`the card was not taken: ${problem}`)
  }
}

/** Keys of a partner are to count, and no second administrator signed for it. */
export class SecondOfficerError extends YaguraError {
  override readonly name = 'SecondOfficerError'
  override readonly code = 'partners/second-signature'
  override readonly remedy: Remedy = 'correct-input'
  readonly node: string

  constructor(node: string, problem: string) {
    super(`${node} is pinned or resumed by two administrators: ${problem}`)
    this.node = node
  }
}

/** A partner was named that is not one. */
export class UnknownPartnerError extends YaguraError {
  override readonly name = 'UnknownPartnerError'
  override readonly code = 'partners/unknown'
  override readonly remedy: Remedy = 'correct-input'
  readonly node: string

  constructor(node: string) {
    super(`${node} is no partner of this node; take a name from the list of partners`)
    this.node = node
  }
}

/** A record, log or piece of evidence was named that is not held here. */
export class NotHeldError extends YaguraError {
  override readonly name = 'NotHeldError'
  override readonly code = 'partners/not-held'
  override readonly remedy: Remedy = 'correct-input'

  constructor(what: string) {
    super(`${what} is not held here`)
  }
}

/** A record may not go into a shared log. */
export class RecordRefusedError extends YaguraError {
  override readonly name = 'RecordRefusedError'
  override readonly code = 'partners/record-refused'
  override readonly remedy: Remedy = 'correct-input'
  /** The code of the fault. */
  readonly faultCode: string

  constructor({ code, reason }: { readonly code: string; readonly reason: string }) {
    super(`the record was not taken: ${reason} (${code})`)
    this.faultCode = code
  }
}

/** It is not known how far this node's own log had come: to append could fork it. */
export class NotReconciledError extends YaguraError {
  override readonly name = 'NotReconciledError'
  override readonly code = 'partners/not-reconciled'
  override readonly remedy: Remedy = 'retry-later'
  readonly origin: string
  /** Nodes that have to say it first; none where any partner of the log may. */
  readonly awaited: readonly string[]

  /** @param restored - Of a store that was put back: since when, Unix time, ms, and who has not said since how far the log had come. */
  constructor(origin: string, restored?: { readonly sinceMs: number; readonly nodes: readonly string[] }) {
    super(
      restored === undefined
        ? `no partner of ${origin} has answered since this node was started, so that it is not known how far that log had come`
        : `the store was put back from a copy (noticed ${isoOfUnixMs(restored.sinceMs)}), and ${restored.nodes.join(' and ')} may hold more of ${origin}: it goes on when they have answered; remove a partner that is lost for good`,
    )
    this.origin = origin
    this.awaited = restored?.nodes ?? []
  }
}

/** A partner could not be asked, or its answer is none. */
export class PartnerLinkError extends YaguraError {
  override readonly name = 'PartnerLinkError'
  override readonly code = 'partners/link'
  override readonly remedy: Remedy = 'retry-later'
  readonly node: string

  constructor(node: string, problem: string, cause?: unknown) {
    super(`${node}: ${problem}`, { cause })
    this.node = node
  }
}

/** A partner says that a log cannot be had now. */
export class NotNowError extends YaguraError {
  override readonly name = 'NotNowError'
  override readonly code = 'partners/not-now'
  override readonly remedy: Remedy = 'retry-later'
  readonly origin: string

  constructor(origin: string, reason: string) {
    super(`${origin} is not given now: ${reason}`)
    this.origin = origin
  }
}

/** The other end of a connection is not the partner. */
export class WrongPinError extends YaguraError {
  override readonly name = 'WrongPinError'
  override readonly code = 'partners/wrong-pin'
  override readonly remedy: Remedy = 'call-operator'
  readonly node: string

  constructor(node: string) {
    super(`who answers at the address of ${node} has another key than its card says; nothing was sent`)
    this.node = node
  }
}

/** A log of this node's own cannot go on as it is kept. */
export class LogDamagedError extends YaguraError {
  override readonly name = 'LogDamagedError'
  override readonly code = 'partners/log-damaged'
  override readonly remedy: Remedy = 'call-operator'
  readonly origin: string

  constructor(origin: string, problem: string) {
    super(`the log ${origin} is not as it was written: ${problem}; run yagura fsck`)
    this.origin = origin
  }
}

/** Files of carried media cannot be read or written. */
export class CarriedMediaError extends YaguraError {
  override readonly name = 'CarriedMediaError'
  override readonly code = 'partners/carried-media'
  override readonly remedy: Remedy = 'correct-input'

  constructor(problem: string, cause?: unknown) {
    super(problem, { cause })
  }
}
