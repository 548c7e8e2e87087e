import { type Remedy, YaguraError } from '@yagura/core'

/** A request came under a host name that is not this node's, as after a rebinding of DNS. */
export class HostRefusedError extends YaguraError {
  override readonly name = 'HostRefusedError'
  override readonly code = 'api/host-refused'
  override readonly remedy: Remedy = 'call-operator'

  constructor() {
    super('this node is not served under that host name; its operator can name it with --public-url')
  }
}

/** A change did not come from the node's own page: wrong origin, or no token of this session. */
export class CrossSiteError extends YaguraError {
  override readonly name = 'CrossSiteError'
  override readonly code = 'api/cross-site'
  override readonly remedy: Remedy = 'correct-input'
}

/** Nobody is signed in, or no longer. */
export class SignInRequiredError extends YaguraError {
  override readonly name = 'SignInRequiredError'
  override readonly code = 'api/sign-in-required'
  override readonly remedy: Remedy = 'correct-input'

  constructor() {
    super('sign in first')
  }
}

/** An officer asked for what only administrators may do. */
export class AdministratorOnlyError extends YaguraError {
  override readonly name = 'AdministratorOnlyError'
  override readonly code = 'api/administrator-only'
  override readonly remedy: Remedy = 'call-operator'

  constructor() {
    super('only an administrator may do this')
  }
}

/** More requests came from one address than the node answers. */
export class TooManyRequestsError extends YaguraError {
  override readonly name = 'TooManyRequestsError'
  override readonly code = 'api/too-many-requests'
  override readonly remedy: Remedy = 'retry-later'

  constructor(afterS: number) {
    super(`too many requests from this address; ask again in ${afterS} s`)
  }
}

/** A request came through a proxy that the node was not told of: whoever it serves would count as a user of this machine. */
export class UnknownProxyError extends YaguraError {
  override readonly name = 'UnknownProxyError'
  override readonly code = 'api/unknown-proxy'
  override readonly remedy: Remedy = 'call-operator'

  constructor() {
    super('a proxy stands before this node that it was not told of; its operator starts it with --public-url')
  }
}
