import { type Remedy, YaguraError } from '@yagura/core'

/** Why a request of TAXII is refused, by the status that tells its client. Source: TAXII 2.1 §3.6, §4, §5. */
const titles = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  406: 'Not acceptable',
  413: 'Content too large',
  415: 'Unsupported media type',
  422: 'Unprocessable content',
  503: 'Busy',
} as const

/** Statuses of refusals. */
export type TaxiiRefusalStatus = keyof typeof titles

/** A request of a TAXII client that is not answered as it wishes. It says nothing that another client may not know. */
export class TaxiiRefusal extends YaguraError {
  override readonly name = 'TaxiiRefusal'
  override readonly code = 'taxii/refused'
  override readonly remedy: Remedy = 'correct-input'
  readonly status: TaxiiRefusalStatus
  readonly title: string

  constructor(status: TaxiiRefusalStatus, description: string) {
    super(description)
    this.status = status
    this.title = titles[status]
  }
}
