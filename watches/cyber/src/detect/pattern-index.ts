import { comparisonsIn } from '../patterns/parts-of-pattern.ts'
import type { Comparison, Pattern } from '../patterns/pattern.ts'
import { foldedPattern } from './fold-pattern.ts'
import type { Indicator } from './indicator.ts'
import { triggersOfComparison } from './sought-in-pattern.ts'
import type { Observable } from './witness-events.ts'

/** A pattern that is asked of events. */
export type WatchedPattern = {
  readonly indicator: Indicator
  /** As it is asked of logs. */
  readonly pattern: Pattern
  /** The pattern as written. */
  readonly text: string
  /** What it compares, in order. */
  readonly comparisons: readonly Comparison[]
}

/** Patterns by what a line must hold. */
export type PatternIndex = {
  readonly byTrigger: ReadonlyMap<string, readonly WatchedPattern[]>
  /** Those that any line may fit. */
  readonly always: readonly WatchedPattern[]
  /** Those that are about several events. */
  readonly withMemory: readonly WatchedPattern[]
}

/** Makes an index of the patterns among what indicators look for. */
export function createPatternIndex(indicators: readonly Indicator[], observable: Observable): PatternIndex {
  const byTrigger = new Map<string, WatchedPattern[]>()
  const always: WatchedPattern[] = []
  for (const indicator of indicators) {
    for (const sought of indicator.sought) {
      if (sought.kind !== 'pattern') continue
      const pattern = foldedPattern(sought.pattern)
      const watched = { indicator, pattern, text: sought.text, comparisons: comparisonsIn(pattern.expression) }
      const triggers = comparisonsIn(sought.pattern.expression).map((each) => triggersOfComparison(each, observable))
      const known = triggers.filter((each) => each !== undefined)
      if (known.length < triggers.length) always.push(watched)
      else
        for (const trigger of new Set(known.flat())) {
          const alike = byTrigger.get(trigger)
          if (alike === undefined) byTrigger.set(trigger, [watched])
          else alike.push(watched)
        }
    }
  }
  const all = new Set([...always, ...[...byTrigger.values()].flat()])
  return { byTrigger, always, withMemory: [...all].filter(({ pattern }) => pattern.expression.kind !== 'observed') }
}
