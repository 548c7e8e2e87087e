import type { Network } from '../patterns/network.ts'

/** A piece of a text that is looked for: the characters themselves, any number of any characters, or exactly one. */
export type TextPart =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'one' }

/** What is asked of one value of a field. A date's part is a number as `hour` gives it, of the time as it is written. */
export type ValueTest =
  | { readonly kind: 'text'; readonly parts: readonly TextPart[]; readonly isCased: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'comparison'; readonly operator: Comparison; readonly value: number }
  | {
      readonly kind: 'date-part'
      readonly part: DatePart
      readonly operator: Comparison | 'eq'
      readonly value: number
    }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'presence'; readonly isPresent: boolean }
  | { readonly kind: 'expression'; readonly expression: string }
  | { readonly kind: 'network'; readonly network: Network }
  | { readonly kind: 'field'; readonly field: string; readonly place: Place; readonly isCased: boolean }

/** How a number is compared with the one of the rule. */
export type Comparison = 'lt' | 'lte' | 'gt' | 'gte'

/** Which number of a date and time is asked for. */
export type DatePart = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'

/** Where in a value another one stands. */
export type Place = 'whole' | 'start' | 'end' | 'within'

/** What a rule asks of an event. A test without a field is asked of the whole message. */
export type Search =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Search[] }
  | { readonly kind: 'not'; readonly of: Search }
  | { readonly kind: 'test'; readonly field: string | undefined; readonly anyOf: readonly ValueTest[] }

/** Which logs a rule is about; an absent word asks for nothing. */
export type RuleSource = {
  readonly category: string | undefined
  readonly product: string | undefined
  readonly service: string | undefined
}

/** How grave a match is, by the author of the rule. */
export const ruleLevels = ['informational', 'low', 'medium', 'high', 'critical'] as const

/** One of `ruleLevels`. */
export type RuleLevel = (typeof ruleLevels)[number]

/** What rules of both kinds say of themselves. */
export type RuleHead = {
  /** Name of the file that it was read from. */
  readonly file: string
  readonly title: string
  readonly id: string | undefined
  /** By which correlations may refer to it. */
  readonly name: string | undefined
  readonly level: RuleLevel | undefined
  /** Techniques of ATT&CK from its tags, `T1059.001`. */
  readonly techniques: readonly string[]
  /** Tags as written. */
  readonly tags: readonly string[]
}

/** A rule about single events. */
export type EventRule = RuleHead & {
  readonly kind: 'event'
  readonly source: RuleSource
  readonly search: Search
  /** It only feeds correlations: its matches are no alerts. */
  readonly isSilent: boolean
}

/** A rule about several matches of other rules within a time. */
export type CorrelationRule = RuleHead & {
  readonly kind: 'correlation'
  readonly type: 'event_count' | 'value_count' | 'temporal' | 'temporal_ordered'
  /** What it counts, in the order written. */
  readonly of: readonly (EventRule | CorrelationRule)[]
  /** Fields whose values keep groups apart; for each, the name in the events of each rule of `of`. */
  readonly groupBy: readonly (readonly string[])[]
  readonly spanMs: number
  /** How many events, values or different rules are enough. */
  readonly least: number
  /** For value_count: the fields whose values together are counted. */
  readonly counted: readonly string[]
  readonly isSilent: boolean
}

/** A rule that can be asked. */
export type SigmaRule = EventRule | CorrelationRule

/** A rule that is not asked, and why. */
export type RefusedRule = {
  readonly file: string
  readonly id: string | undefined
  readonly title: string | undefined
  /** For a person, one sentence for each thing that is wrong. */
  readonly reason: string
}
