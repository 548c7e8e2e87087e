import { type Remedy, YaguraError } from '@yagura/core'

/** An operation of the contract has nothing that answers it: the node is put together wrongly and does not start. */
export class MissingHandlerError extends YaguraError {
  override readonly name = 'MissingHandlerError'
  override readonly code = 'api/missing-handler'
  override readonly remedy: Remedy = 'call-operator'

  constructor(operationIds: readonly string[]) {
    super(`no handler for: ${operationIds.join(', ')}`)
  }
}

/** The node was told to listen beyond this machine, and nobody could sign in. */
export class NoAdministratorError extends YaguraError {
  override readonly name = 'NoAdministratorError'
  override readonly code = 'api/no-administrator'
  override readonly remedy: Remedy = 'correct-input'

  constructor() {
    super(
      'a node that others can reach needs an administrator: make one with `yagura officer add NAME --administrator`',
    )
  }
}

/** The address that was asked for cannot be listened on: taken, forbidden, or not of this machine. */
export class CannotListenError extends YaguraError {
  override readonly name = 'CannotListenError'
  override readonly code = 'api/cannot-listen'
  override readonly remedy: Remedy = 'correct-input'

  constructor(host: string, port: number, cause: Error) {
    super(`cannot listen on ${host}:${port}: ${cause.message}; name another port with --port, 0 for any that is free`, {
      cause,
    })
  }
}
