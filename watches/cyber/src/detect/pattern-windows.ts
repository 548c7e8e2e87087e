import { type AskObservation, matchPattern } from '../patterns/match-pattern.ts'
import type { Observation } from '../patterns/observation.ts'
import type { Comparison, ObservationExpression } from '../patterns/pattern.ts'
import { isAsOneOf } from './fields-of-match.ts'
import { type KeptEvent, mostKept, readStoredEvents, storeEvent } from './kept-event.ts'
import type { WatchedPattern } from './pattern-index.ts'
import { createChangeNotes, type GroupMemory } from './rule-memory.ts'

/** How long events are kept for a pattern that names no time itself, s. */
const usualWindowS = 86_400

/** Asks patterns of several events in a stream, with bounded memory. */
export type PatternWindows = {
  /**
   * Takes an event in that is a part of a pattern.
   *
   * @returns The events of a fit, oldest first, which then count for no further fit of the pattern; undefined where there is none.
   */
  readonly take: (watched: WatchedPattern, event: KeptEvent) => readonly KeptEvent[] | undefined
  /** What is kept for each pattern, by a name that stays while its indicator says the same. */
  readonly memories: ReadonlyMap<string, GroupMemory>
}

type Window = { events: readonly KeptEvent[]; readonly memory: GroupMemory; readonly note: () => void }

/** Makes empty windows. @param watched - Patterns about several events. */
export function createPatternWindows(watched: readonly WatchedPattern[]): PatternWindows {
  const windows = new Map(watched.map((each) => [each, createWindow()]))
  const ask = createAnswers()
  return {
    memories: new Map([...windows].map(([{ indicator, text }, { memory }]) => [nameOf(indicator.id, text), memory])),
    take: (watched, event) => {
      const window = windows.get(watched)
      if (window === undefined) return [event]
      const earliestMs = event.observation.firstMs - windowOf(watched.pattern.expression) * 1000
      const within = window.events.filter(({ observation }) => observation.lastMs >= earliestMs)
      const events = [...within, event].slice(-mostKept)
      const answer = matchPattern(
        watched.pattern,
        events.map(({ observation }) => observation),
        ask,
      )
      const isFit = answer.ok && answer.matched
      const used = new Set(isFit ? answer.observations : [])
      window.events = events.filter((_, index) => !used.has(index))
      window.note()
      return isFit ? events.filter((_, index) => used.has(index)) : undefined
    },
  }
}

function nameOf(indicator: string, text: string): string {
  return JSON.stringify(['stix', indicator, text])
}

/** Remembers what was answered of an event for as long as it is kept: each new one is asked together with all that are kept. */
function createAnswers(): AskObservation {
  const answers = new WeakMap<Observation, Map<Comparison, boolean>>()
  return (comparison, observation) => {
    const ofEvent = answers.get(observation) ?? new Map<Comparison, boolean>()
    answers.set(observation, ofEvent)
    const known = ofEvent.get(comparison) ?? isAsOneOf([comparison], observation)
    ofEvent.set(comparison, known)
    return known
  }
}

/** All of a pattern is one group. */
const only = ''

function createWindow(): Window {
  const changes = createChangeNotes()
  const held = () => {
    const { events } = window
    return { group: only, held: events.length === 0 ? undefined : events.map(storeEvent) }
  }
  const window: Window = {
    events: [],
    note: () => changes.note(only),
    memory: {
      all: () => (window.events.length === 0 ? [] : [held()]),
      changes: () => changes.take(() => (window.events.length === 0 ? [] : [only])).map(held),
      restore: (groups) => {
        window.events = groups.flatMap(({ held: stored }) => readStoredEvents(stored))
      },
    },
  }
  return window
}

/** The longest time between two events of a fit, s. */
function windowOf(expression: ObservationExpression): number {
  switch (expression.kind) {
    case 'within':
      return expression.seconds
    case 'or':
      return expression.parts.reduce((longest, part) => Math.max(longest, windowOf(part)), 0)
    case 'and':
    case 'followedBy':
    case 'repeats':
      return usualWindowS
    case 'between':
      return windowOf(expression.part)
    case 'observed':
      return 0
  }
}
