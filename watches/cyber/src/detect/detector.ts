import type { RuleLevel } from '../sigma/sigma-rule.ts'
import { assetOfEvent } from './asset-of-event.ts'
import type { TriggerSet } from './byte-trigger.ts'
import { takeEventValues } from './event-values.ts'
import { fieldsOfMatch, isAsOneOf } from './fields-of-match.ts'
import type { Hit, MatchedEvent } from './hit.ts'
import type { Indicator } from './indicator.ts'
import type { KeptEvent } from './kept-event.ts'
import type { LogEvent } from './log-event.ts'
import { observeEvent } from './observe-event.ts'
import { createPatternIndex, type WatchedPattern } from './pattern-index.ts'
import { createPatternWindows } from './pattern-windows.ts'
import { type GroupMemory, joinMemories, type RuleMemory } from './rule-memory.ts'
import { createTriggerSet } from './trigger-set.ts'
import { lookedUpIn } from './trigger-token.ts'
import { type LeftOut, selectIndicators } from './usable-indicators.ts'
import { createValueIndex } from './value-index.ts'
import type { JudgeHarmless } from './warning-list.ts'
import { observableOfLogs } from './witness-events.ts'

/** A Sigma rule that an event matched. */
export type RuleMatch = {
  readonly rule: string
  readonly title: string
  readonly techniques: readonly string[]
  readonly level: RuleLevel | undefined
  /** Values that matched, by the names of their fields. */
  readonly fields: Readonly<Record<string, string>>
  /** Events of a correlation before this one, oldest first. */
  readonly before?: readonly MatchedEvent[]
}

/** Asks all rules of an event. */
export type MatchRules = {
  readonly match: (event: LogEvent) => readonly RuleMatch[]
  readonly counts: () => RuleCounts
  /** Whether there are rules about several events. */
  readonly hasMemory: boolean
  readonly memories: ReadonlyMap<string, GroupMemory>
}

/** What rules have come across besides matches. */
type RuleCounts = {
  /** Events that no rule is about: their log is another one, or cannot be told. */
  readonly withoutRules: number
  /** Matches that correlations could not count, for want of a time or of a field of the group. */
  readonly uncounted: number
  /** Matches that came later than others of their group by more than the time of their correlation. */
  readonly late: number
}

/** What a detector has come across besides hits; nothing of rules where there are none. */
export type DetectorCounts = RuleCounts & {
  /** Values that were found and are on a warning list. */
  readonly harmlessHits: number
}

/** Of a detector that has seen nothing. */
export const noDetectorCounts: DetectorCounts = { harmlessHits: 0, withoutRules: 0, uncounted: 0, late: 0 }

/** What is looked for. */
export type DetectorOptions = {
  readonly indicators: readonly Indicator[]
  readonly matchRules?: MatchRules | undefined
  readonly isHarmless: JudgeHarmless
  /** Unix time, ms: judges which indicators are valid, and dates events that carry no time. */
  readonly nowMs: number
}

/** Finds in events what is looked for. */
export type Detector = {
  /** @returns A hit for each indicator and rule that an event fits, or completes the fit of. */
  readonly judge: (event: LogEvent) => readonly Hit[]
  /** What the bytes of a line must hold to be worth judging; undefined where every line has to be judged. */
  readonly triggers: TriggerSet | undefined
  readonly counts: () => DetectorCounts
  /** Indicators that are not looked for, with the reason. */
  readonly leftOut: readonly LeftOut[]
  /** Indicators that have turned out too hard to look for since the last call; until then they were looked for. */
  readonly takeGivenUp: () => readonly LeftOut[]
  /** How many values that were found each warning list held back since the last call, by its name; those that held none are left out. */
  readonly takeHeldBack: () => ReadonlyMap<string, number>
  readonly indicatorCount: number
  /** Whether hits may rest on several events: then all of them have to be judged, in their order, by this one detector. */
  readonly hasMemory: boolean
  /** What rules and patterns about several events hold. */
  readonly memory: RuleMemory
}

/** Makes a detector; judging an event takes time that does not grow with the number of values looked for. */
export function createDetector({ indicators, matchRules, isHarmless, nowMs }: DetectorOptions): Detector {
  const observable = observableOfLogs()
  const { usable, leftOut } = selectIndicators(indicators, { isHarmless, observable, nowMs })
  const values = createValueIndex(usable)
  const patterns = createPatternIndex(usable, observable)
  const windows = createPatternWindows(patterns.withMemory)
  let harmlessHits = 0
  let heldBack = new Map<string, number>()
  const holdBack = (list: string): void => {
    harmlessHits += 1
    heldBack.set(list, (heldBack.get(list) ?? 0) + 1)
  }

  const findValues = (event: LogEvent): readonly Hit[] => {
    const found = new Map<Indicator, Record<string, string>>()
    takeEventValues(event, (field, text) => {
      for (const indicator of values.find(text)) {
        if (!isValid(indicator, event, nowMs)) continue
        const list = isHarmless(text)
        if (list !== undefined) holdBack(list)
        else found.set(indicator, { [field]: text, ...found.get(indicator) })
      }
    })
    return [...found].map(([indicator, fields]) => hitOf(indicator, event, [matchedIn(event, fields)]))
  }
  const findPatterns = (event: LogEvent): readonly Hit[] => {
    const asked = patternsFor(event)
    if (asked.length === 0) return []
    const observation = observeEvent(event, nowMs)
    return asked.flatMap((watched) => {
      const { indicator, comparisons } = watched
      if (windows.isGivenUp(watched)) return []
      if (!isValid(indicator, event, nowMs) || !isAsOneOf(comparisons, observation)) return []
      const matched = matchedIn(event, fieldsOfMatch(event, comparisons, observation))
      const fit = windows.take(watched, { matched, observation })
      return fit === undefined
        ? []
        : [
            hitOf(
              indicator,
              event,
              fit.map((kept: KeptEvent) => kept.matched),
            ),
          ]
    })
  }
  const patternsFor = (event: LogEvent): readonly WatchedPattern[] => {
    if (patterns.byTrigger.size === 0) return patterns.always
    const tokens = textsOf(event).flatMap(lookedUpIn)
    return [...new Set([...patterns.always, ...tokens.flatMap((token) => patterns.byTrigger.get(token) ?? [])])]
  }
  return {
    judge: (event) => [...findValues(event), ...findPatterns(event), ...hitsOfRules(event, matchRules)],
    triggers: matchRules === undefined ? createTriggerSet(values, patterns) : undefined,
    counts: () => ({ ...noDetectorCounts, ...matchRules?.counts(), harmlessHits }),
    leftOut,
    takeGivenUp: () => windows.takeGivenUp().map(({ watched, reason }) => ({ id: watched.indicator.id, reason })),
    takeHeldBack: () => {
      const taken = heldBack
      heldBack = new Map()
      return taken
    },
    indicatorCount: usable.length,
    hasMemory: matchRules?.hasMemory === true || patterns.withMemory.length > 0,
    memory: joinMemories(new Map([...windows.memories, ...(matchRules?.memories ?? [])])),
  }
}

function hitsOfRules(event: LogEvent, matchRules: MatchRules | undefined): readonly Hit[] {
  return (matchRules?.match(event) ?? []).map(({ fields, before = [], ...said }) => ({
    ...said,
    timeMs: event.timeMs,
    indicator: undefined,
    asset: assetOfEvent(event, []),
    matched: [...before, matchedIn(event, fields)],
  }))
}

function hitOf(indicator: Indicator, event: LogEvent, matched: readonly MatchedEvent[]): Hit {
  const { id, rule, level, levelReason } = indicator
  const asset = assetOfEvent(event, Object.values(matched.at(-1)?.fields ?? {}))
  return { timeMs: event.timeMs, rule, title: rule, indicator: id, asset, techniques: [], level, levelReason, matched }
}

function matchedIn({ log, line, raw }: LogEvent, fields: Readonly<Record<string, string>>): MatchedEvent {
  return { log, line, raw, fields }
}

/** What an indicator said until then does not count for events behind it. */
function isValid({ validUntilMs }: Indicator, { timeMs }: LogEvent, nowMs: number): boolean {
  return validUntilMs === undefined || (timeMs ?? nowMs) < validUntilMs
}

function textsOf(event: LogEvent): readonly string[] {
  const texts: string[] = []
  for (const values of event.fields().values()) {
    for (const value of values) {
      if (typeof value === 'string') texts.push(value)
      // Digits without a point are never looked up.
      else if (typeof value === 'number' && !Number.isInteger(value)) texts.push(String(value))
    }
  }
  return texts
}
