import type { RuleLevel } from '../sigma/sigma-rule.ts'

/** One event that took part in a hit, and why. */
export type MatchedEvent = {
  readonly log: string
  readonly line: number
  /** The line as it was read; undefined for an earlier event that a rule only counts. */
  readonly raw: string | undefined
  /** Values that matched, by the names of their fields. */
  readonly fields: Readonly<Record<string, string>>
}

/** Something that was looked for was found. */
export type Hit = {
  /** When the last event of it happened, Unix time, ms; undefined where it does not say. */
  readonly timeMs: number | undefined
  /** Id of a Sigma rule (its title where it has none), or what an indicator is called. */
  readonly rule: string
  /** What a person reads. */
  readonly title: string
  /** Id of the indicator; undefined for a rule. */
  readonly indicator: string | undefined
  /** Whose event the last one was; empty where it names nobody. */
  readonly asset: string
  /** Techniques of ATT&CK that a rule names, `T1059.001`. */
  readonly techniques: readonly string[]
  /** How grave a rule or an indicator says it is; undefined where nothing says so. */
  readonly level: RuleLevel | undefined
  /** Why an indicator has that level, to follow “since”. */
  readonly levelReason?: string | undefined
  /** Events that took part, the last one last. */
  readonly matched: readonly MatchedEvent[]
}
