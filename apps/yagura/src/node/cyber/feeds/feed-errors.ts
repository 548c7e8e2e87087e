import { type Remedy, YaguraError } from '@yagura/core'

/** A TAXII server refused what it was asked. */
export class TaxiiServerError extends YaguraError {
  override readonly name = 'TaxiiServerError'
  override readonly code = 'taxii/server-refused'
  override readonly remedy: Remedy = 'correct-input'
  readonly status: number

  constructor(hostname: string, status: number, said: string) {
    super(`the TAXII server ${hostname} answered ${status}${said === '' ? '' : ` (${said})`}`)
    this.status = status
  }
}

/** What answered is no TAXII 2.1 server, or not the resource that was named. */
export class NotTaxiiError extends YaguraError {
  override readonly name = 'NotTaxiiError'
  override readonly code = 'taxii/not-taxii'
  override readonly remedy: Remedy = 'correct-input'

  constructor(hostname: string, problem = 'it does not answer as a TAXII 2.1 server') {
    super(`${hostname}: ${problem}; name the discovery, an API root or a collection of one`)
  }
}
