import { ComparisonFault, isAsCompared } from '../patterns/compare.ts'
import { matchPattern } from '../patterns/match-pattern.ts'
import type { Observation } from '../patterns/observation.ts'
import type { ObservationExpression } from '../patterns/pattern.ts'
import type { MatchedEvent } from './hit.ts'
import type { WatchedPattern } from './pattern-index.ts'

/** An event that may be a part of a pattern, kept until its time is over. */
export type KeptEvent = { readonly matched: MatchedEvent; readonly observation: Observation }

/** Events kept for each pattern at most: the oldest go first. */
const mostKept = 256
/** How long events are kept for a pattern that names no time itself, s. */
const usualWindowS = 86_400

/** Asks patterns of several events in a stream, with bounded memory. */
export type PatternWindows = {
  /**
   * @returns The events of a fit, oldest first, which then count for no further fit of the pattern; undefined where there is none.
   */
  readonly take: (watched: WatchedPattern, event: KeptEvent) => readonly KeptEvent[] | undefined
}

/** Makes empty windows. */
export function createPatternWindows(): PatternWindows {
  const windows = new Map<WatchedPattern, KeptEvent[]>()
  return {
    take: (watched, event) => {
      if (!isPart(watched, event.observation)) return undefined
      if (watched.pattern.expression.kind === 'observed') return [event]
      const earliestMs = event.observation.firstMs - windowOf(watched.pattern.expression) * 1000
      const before = windows.get(watched) ?? []
      const within = before.filter(({ observation }) => observation.lastMs >= earliestMs)
      const events = [...within, event].slice(-mostKept)
      const answer = matchPattern(
        watched.pattern,
        events.map(({ observation }) => observation),
      )
      const isFit = answer.ok && answer.matched
      const used = new Set(isFit ? answer.observations : [])
      windows.set(
        watched,
        events.filter((_, index) => !used.has(index)),
      )
      return isFit ? events.filter((_, index) => used.has(index)) : undefined
    },
  }
}

function isPart({ comparisons }: WatchedPattern, observation: Observation): boolean {
  return comparisons.some((comparison) =>
    observation.objects.some((object) => {
      try {
        return isAsCompared(comparison, object, observation)
      } catch (error) {
        // A text of a log that is compared with a time and is none: it is not as asked.
        if (error instanceof ComparisonFault) return false
        throw error
      }
    }),
  )
}

/** The longest time between two events of a fit, s. */
function windowOf(expression: ObservationExpression): number {
  switch (expression.kind) {
    case 'within':
      return expression.seconds
    case 'and':
    case 'or':
    case 'followedBy':
      return expression.kind === 'or' ? Math.max(...expression.parts.map(windowOf)) : usualWindowS
    case 'repeats':
      return usualWindowS
    case 'between':
      return windowOf(expression.part)
    case 'observed':
      return 0
  }
}
