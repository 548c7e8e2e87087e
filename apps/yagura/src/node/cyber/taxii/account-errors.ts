import { type Remedy, YaguraError } from '@yagura/core'

/** A TAXII account of this name is there already. */
export class TaxiiNameTakenError extends YaguraError {
  override readonly name = 'TaxiiNameTakenError'
  override readonly code = 'taxii/name-taken'
  override readonly remedy: Remedy = 'correct-input'

  constructor(account: string) {
    super(`there is a TAXII account ${account} already; take another name, or remove that one first`)
  }
}

/** There is no TAXII account of this name. */
export class UnknownTaxiiAccountError extends YaguraError {
  override readonly name = 'UnknownTaxiiAccountError'
  override readonly code = 'taxii/unknown-account'
  override readonly remedy: Remedy = 'correct-input'

  constructor(account: string) {
    super(`there is no TAXII account ${account}; see \`yagura taxii account list\``)
  }
}
