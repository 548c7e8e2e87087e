import type { LogEvent } from '../detect/log-event.ts'
import { createNeedleIndex, type NeedleIndex } from './needle-index.ts'
import { type Needle, needlesOf } from './needles.ts'
import { isAbout, recogniseEvent, withTold } from './recognise-event.ts'
import type { EventRule, RuleSource } from './sigma-rule.ts'
import type { EventSource, FieldName, SourceFields } from './source-fields.ts'

/** What there is to ask of one kind of events. */
export type PreparedSource = {
  readonly hasNoRules: boolean
  /** For each slot, what the field may be called in such events. */
  readonly names: readonly (readonly FieldName[])[]
  readonly index: NeedleIndex
  /** Numbers of rules without needles. */
  readonly alwaysAsked: readonly number[]
}

/** Kinds of events as they come. */
export type PreparedSources = {
  readonly of: (event: LogEvent) => { readonly source: PreparedSource; readonly fields: SourceFields }
}

type RuleIndex = { readonly index: NeedleIndex; readonly alwaysAsked: readonly number[] }

/** Kinds are named by what events say, so that their number has to have an end. */
const mostKinds = 1024

/**
 * @param rules - By number.
 * @param slots - Slots of all fields that are asked.
 */
export function prepareSources(
  rules: readonly EventRule[],
  slots: ReadonlyMap<string, number>,
  told: RuleSource | undefined,
): PreparedSources {
  const needles = rules.map(({ search }) => needlesOf(search, (field) => slots.get(field) ?? 0))
  const kinds = new Map<string, PreparedSource>()
  const indexes = new Map<string, RuleIndex>()

  function prepare(source: EventSource): PreparedSource {
    const numbers = rules.flatMap((rule, number) => (isAbout(rule.source, source) ? [number] : []))
    const key = numbers.join()
    const index = indexes.get(key) ?? indexRules(numbers, needles)
    indexes.set(key, index)
    const names: (readonly FieldName[])[] = []
    if (numbers.length > 0) for (const [field, slot] of slots) names[slot] = source.names(field)
    return { hasNoRules: numbers.length === 0, names, ...index }
  }

  return {
    of(event) {
      const { key, fields, describe } = recogniseEvent(event)
      const known = kinds.get(key)
      if (known !== undefined) return { source: known, fields }
      if (kinds.size >= mostKinds) {
        kinds.clear()
        indexes.clear()
      }
      const source = prepare(told === undefined ? describe() : withTold(describe(), told))
      kinds.set(key, source)
      return { source, fields }
    },
  }
}

function indexRules(numbers: readonly number[], needles: readonly (readonly Needle[] | undefined)[]): RuleIndex {
  const indexed = new Map<number, readonly Needle[]>()
  const alwaysAsked: number[] = []
  for (const number of numbers) {
    const sought = needles[number]
    if (sought === undefined) alwaysAsked.push(number)
    else indexed.set(number, sought)
  }
  return { index: createNeedleIndex(indexed), alwaysAsked }
}
