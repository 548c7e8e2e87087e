import { type Remedy, YaguraError } from '@yagura/core'

/** A screening was asked for while the catalogue is empty. */
export class NoCatalogueError extends YaguraError {
  override readonly name = 'NoCatalogueError'
  override readonly code = 'screening/no-catalogue'
  override readonly remedy: Remedy = 'retry-later'

  constructor() {
    super('there is no element set to screen yet: add a source of element sets, or wait for one to answer')
  }
}

/** A close approach was named that no kept screening has. */
export class UnknownApproachError extends YaguraError {
  override readonly name = 'UnknownApproachError'
  override readonly code = 'screening/unknown-approach'
  override readonly remedy: Remedy = 'correct-input'

  constructor(id: string) {
    super(`no screening that is kept has the close approach ${id.slice(0, 60)}`)
  }
}

/** Close approaches were asked for before a screening has finished. */
export class NoScreeningError extends YaguraError {
  override readonly name = 'NoScreeningError'
  override readonly code = 'screening/none-finished'
  override readonly remedy: Remedy = 'retry-later'

  constructor() {
    super('no screening has finished yet: start one, or wait for the one that runs')
  }
}
