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
