/** Resources of TAXII 2.1 as JSON holds them; absent members are not written. */

/** Source: TAXII 2.1 §4.1.1. */
export type TaxiiDiscovery = {
  readonly title: string
  readonly description?: string
  readonly default?: string
  readonly api_roots?: readonly string[]
}

/** Source: TAXII 2.1 §4.2.1. */
export type TaxiiApiRoot = {
  readonly title: string
  readonly description?: string
  readonly versions: readonly string[]
  readonly max_content_length: number
}

/** Source: TAXII 2.1 §5.2.1. */
export type TaxiiCollection = {
  readonly id: string
  readonly title: string
  readonly description?: string
  readonly alias?: string
  readonly can_read: boolean
  readonly can_write: boolean
  readonly media_types?: readonly string[]
}

/** What became of one object of an envelope. Source: TAXII 2.1 §4.3.1. */
export type TaxiiStatusDetail = { readonly id: string; readonly version: string; readonly message?: string }

/** Source: TAXII 2.1 §4.3.1. */
export type TaxiiStatus = {
  readonly id: string
  readonly status: 'complete' | 'pending'
  readonly request_timestamp: string
  readonly total_count: number
  readonly success_count: number
  readonly successes?: readonly TaxiiStatusDetail[]
  readonly failure_count: number
  readonly failures?: readonly TaxiiStatusDetail[]
  readonly pending_count: number
}

/** Source: TAXII 2.1 §3.6.1. */
export type TaxiiErrorMessage = {
  readonly title: string
  readonly description?: string
  readonly error_id?: string
  readonly error_code?: string
  /** A string, as the standard has it. */
  readonly http_status?: string
}
