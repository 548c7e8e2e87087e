import type { Pattern } from '../patterns/pattern.ts'

/** What is looked for in events. */
export type Sought =
  /** A name, address, mailbox, hash or web address: sought in every field whose value it is. */
  | { readonly kind: 'value'; readonly value: string; readonly withSubdomains: boolean }
  /** Addresses of a network. */
  | { readonly kind: 'network'; readonly value: string }
  /** All that a pattern of STIX says. */
  | { readonly kind: 'pattern'; readonly pattern: Pattern; readonly text: string }

/** A sign of something bad, and when it is one. */
export type Indicator = {
  /** Id of the STIX object; the value as given for an indicator of a table. */
  readonly id: string
  /** What alerts call it. */
  readonly rule: string
  /** From when on it is used, by the clock; what became known later is sought in older events too. Unix time, ms. */
  readonly validFromMs: number | undefined
  /** Events from then on do not count. Unix time, ms. */
  readonly validUntilMs: number | undefined
  /** One of them is enough. */
  readonly sought: readonly Sought[]
}

/** What reading indicators came to. */
export type IndicatorsRead = {
  readonly indicators: readonly Indicator[]
  /** What could not be used, one line each. */
  readonly problems: readonly string[]
}
