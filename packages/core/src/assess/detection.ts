/**
 * How soon a person must act: critical now, serious this hour, caution this watch, advisory for information.
 * Source: ISA-18.2 practice of rationalised alarms, with the four words of the Astro UXDS status system.
 */
export type Priority = 'critical' | 'serious' | 'caution' | 'advisory'

/** What an alert must tell the person it wakes, besides that something happened: an alert without these is only a log line. */
export type Rationale = {
  /** What happens if nobody acts. */
  readonly consequence: string
  /** What the person is to do. */
  readonly action: string
  /** Seconds from the detection until the action is too late. */
  readonly timeAllowedS: number
}

/**
 * One thing that a watch judged to need a person: which rule found it, about what, how urgent and why.
 * `Evidence` is the watch's own value that the judgement rests on, kept whole so that a screen can show its source.
 */
export type Detection<Evidence> = {
  /** Equal keys are the same matter seen again: one alert with a count, never two. */
  readonly key: string
  readonly watchId: string
  readonly ruleId: string
  readonly priority: Priority
  /** Identities of what it is about, in the watch's own notation, most important first. */
  readonly subjects: readonly string[]
  /** Why the rule fired, for a person: numbers with their units and time scales. */
  readonly reason: string
  readonly rationale: Rationale
  readonly evidence: Evidence
}
