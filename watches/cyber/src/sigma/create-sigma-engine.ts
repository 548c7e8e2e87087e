import type { LogEvent } from '../detect/log-event.ts'
import type { GroupMemory } from '../detect/rule-memory.ts'
import { compileSearch, type SlotOf, type TestFields } from './compile-search.ts'
import type { EventPlace } from './correlation-group.ts'
import { createCorrelations } from './correlations.ts'
import { createFieldReader } from './event-fields.ts'
import { type Explain, explainSearch, type Finding } from './explain-search.ts'
import { type PreparedSource, prepareSources } from './prepare-sources.ts'
import type { CorrelationRule, EventRule, RuleSource, SigmaRule } from './sigma-rule.ts'

/** A rule that an event fits, or that it completes. */
type SigmaMatch = {
  readonly rule: SigmaRule
  /** What in the event fits; for a correlation, what its group has in common. */
  readonly findings: readonly Finding[]
  /** For a correlation: the events that were enough. */
  readonly events: readonly EventPlace[]
}

/** What an engine has seen. */
type SigmaCounts = {
  readonly events: number
  /** Events that no rule is about. */
  readonly withoutRules: number
  /** Matches of rules that correlations could not count, because the event has no time or no field of the group. */
  readonly uncounted: number
  /** Matches that came later than others of their group by more than the time of their correlation. */
  readonly late: number
  /** Groups of correlations that were given up for want of memory. */
  readonly forgottenGroups: number
}

/** Rules, ready to be asked of one event after another. */
export type SigmaEngine = {
  /** @returns Matches in the order of the rules; correlations after them. Those of rules that only feed correlations are left out. */
  readonly match: (event: LogEvent) => readonly SigmaMatch[]
  readonly counts: () => SigmaCounts
  /** There are correlations: events must all be given to this engine, in about the order of their time. */
  readonly hasMemory: boolean
  /** What correlations remember, by their names. */
  readonly memories: ReadonlyMap<string, GroupMemory>
}

/** What is known besides the events. */
export type SigmaEngineOptions = {
  /** Of which log all events are, as a person says. */
  readonly told?: RuleSource
}

type Compiled = { readonly rule: EventRule; readonly isFit: TestFields; readonly explain: Explain }

/** Makes an engine. Its time for an event depends on the texts in it and on the rules that it nearly fits, little on all others. */
export function createSigmaEngine(rules: readonly SigmaRule[], options: SigmaEngineOptions = {}): SigmaEngine {
  const slots = new Map<string, number>()
  // Slot 0 is the message.
  const slotOf: SlotOf = (field) => {
    const slot = slots.get(field) ?? slots.size + 1
    slots.set(field, slot)
    return slot
  }
  const compiled = rules.flatMap((rule): readonly Compiled[] =>
    rule.kind === 'event' ? [compileRule(rule, slotOf)] : [],
  )
  const correlationRules = rules.filter((rule): rule is CorrelationRule => rule.kind === 'correlation')
  const correlations = createCorrelations(correlationRules, slotOf)
  const sources = prepareSources(
    compiled.map(({ rule }) => rule),
    slots,
    options.told,
  )
  const reader = createFieldReader(slots.size + 1)
  const askedAt = new Uint32Array(compiled.length)
  let round = 0
  let events = 0
  let withoutRules = 0

  function fittingRules(source: PreparedSource): readonly Compiled[] {
    round = (round + 1) >>> 0
    if (round === 0) {
      askedAt.fill(0)
      round = 1
    }
    const fitting: number[] = []
    const ask = (number: number): void => {
      if (askedAt[number] === round) return
      askedAt[number] = round
      if (compiled[number]?.isFit(reader) === true) fitting.push(number)
    }
    source.index.find(reader, ask)
    for (const number of source.alwaysAsked) ask(number)
    if (fitting.length > 1) fitting.sort((one, other) => one - other)
    return fitting.flatMap((number) => compiled[number] ?? [])
  }

  return {
    match(event) {
      events += 1
      const { source, fields } = sources.of(event)
      if (source.hasNoRules) {
        withoutRules += 1
        return []
      }
      reader.turnTo(event, source.names, fields)
      const fitting = fittingRules(source)
      if (fitting.length === 0) return []
      const matches: SigmaMatch[] = []
      for (const { rule, explain } of fitting)
        if (!rule.isSilent) matches.push({ rule, findings: explain(reader), events: [] })
      return [
        ...matches,
        ...correlations.match(
          fitting.map(({ rule }) => rule),
          event,
          reader,
        ),
      ]
    },
    counts: () => ({ events, withoutRules, ...correlations.counts() }),
    ...{ hasMemory: correlationRules.length > 0, memories: correlations.memories },
  }
}

function compileRule(rule: EventRule, slotOf: SlotOf): Compiled {
  return { rule, isFit: compileSearch(rule.search, slotOf), explain: explainSearch(rule.search, slotOf) }
}
