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
  /** Whether it says that it is a sign of nothing bad: it is not looked for. */
  readonly isBenign?: boolean
  /** How grave a hit is by what it says of itself; absent where it says nothing of that. */
  readonly level?: 'high' | 'medium' | 'low'
  /** Why it has that level, to follow “since”. */
  readonly levelReason?: string
}

/** What reading indicators came to. */
export type IndicatorsRead = {
  readonly indicators: readonly Indicator[]
  /** What could not be used, one line each. */
  readonly problems: readonly string[]
}
