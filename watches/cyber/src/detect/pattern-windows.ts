import { type AskObservation, matchPattern } from '../patterns/match-pattern.ts'
import type { Observation } from '../patterns/observation.ts'
import type { Comparison, ObservationExpression } from '../patterns/pattern.ts'
import { isAsOneOf } from './fields-of-match.ts'
import { type KeptEvent, mostKept, readStoredEvents, storeEvent } from './kept-event.ts'
import type { WatchedPattern } from './pattern-index.ts'
import { createChangeNotes, type GroupMemory } from './rule-memory.ts'

/** How long events are kept for a pattern that names no time itself, s. */
const usualWindowS = 86_400

/** Steps of a search for one event: more, up to a twentieth of a second of a slow core, and again with every event, would hold a log up. */
const mostSteps = 100_000

/** A pattern that is not asked any more, and why. */
type GivenUp = { readonly watched: WatchedPattern; readonly reason: string }

/** Asks patterns of several events in a stream, with bounded memory. */
export type PatternWindows = {
  /**
   * Takes an event in that is a part of a pattern.
   *
   * @returns The events of a fit, oldest first, which then count for no further fit of the pattern; undefined where there is none.
   */
  readonly take: (watched: WatchedPattern, event: KeptEvent) => readonly KeptEvent[] | undefined
  /** Whether a pattern was too hard once: it need not be asked again, and nothing is kept for it. */
  readonly isGivenUp: (watched: WatchedPattern) => boolean
  /** Patterns that were given up since the last call. */
  readonly takeGivenUp: () => readonly GivenUp[]
  /** What is kept for each pattern, by a name that stays while its indicator says the same. */
  readonly memories: ReadonlyMap<string, GroupMemory>
}

type Window = { events: readonly KeptEvent[]; readonly memory: GroupMemory; readonly note: () => void }

/** Makes empty windows. @param watched - Patterns about several events. */
export function createPatternWindows(watched: readonly WatchedPattern[]): PatternWindows {
  const windows = new Map(watched.map((each) => [each, createWindow()]))
  const ask = createAnswers()
  const givenUp = new Set<WatchedPattern>()
  let untold: GivenUp[] = []
  const keep = (window: Window, events: readonly KeptEvent[]): void => {
    window.events = events
    window.note()
  }
  return {
    memories: new Map([...windows].map(([{ indicator, text }, { memory }]) => [nameOf(indicator.id, text), memory])),
    take: (watched, event) => {
      const window = windows.get(watched)
      if (window === undefined) return [event]
      const windowMs = windowOf(watched.pattern.expression) * 1000
      const events = [...keptFor(event, window.events, windowMs), event].slice(-mostKept)
      const asked = since(event.observation.firstMs - windowMs, events)
      const observations = asked.map(({ observation }) => observation)
      const answer = matchPattern(watched.pattern, observations, { ask, mostSteps })
      if (!answer.ok) {
        givenUp.add(watched)
        untold.push({ watched, reason: answer.fault.reason })
      }
      const used = new Set(answer.ok && answer.matched ? answer.observations.map((index) => asked[index]) : [])
      keep(window, answer.ok ? events.filter((each) => !used.has(each)) : [])
      return used.size === 0 ? undefined : asked.filter((each) => used.has(each))
    },
    isGivenUp: (watched) => givenUp.has(watched),
    takeGivenUp: () => {
      const told = untold
      untold = []
      return told
    },
  }
}

/** What is kept when an event comes in: one that says it is of the future must not end the time of those before it. */
function keptFor({ observation }: KeptEvent, events: readonly KeptEvent[], windowMs: number): readonly KeptEvent[] {
  const newestMs = events.reduce((newest, each) => Math.max(newest, each.observation.lastMs), Number.NEGATIVE_INFINITY)
  return since(Math.min(observation.firstMs, newestMs) - windowMs, events)
}

function since(fromMs: number, events: readonly KeptEvent[]): readonly KeptEvent[] {
  return events.filter(({ observation }) => observation.lastMs >= fromMs)
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
