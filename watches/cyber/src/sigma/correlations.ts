import type { LogEvent } from '../detect/log-event.ts'
import type { GroupMemory } from '../detect/rule-memory.ts'
import type { SlotOf } from './compile-search.ts'
import { type Correlator, createCorrelator } from './correlate.ts'
import type { EventPlace } from './correlation-group.ts'
import type { EventFields } from './event-fields.ts'
import type { Finding } from './explain-search.ts'
import type { CorrelationRule, SigmaRule } from './sigma-rule.ts'

/** A correlation that an event completes. */
type CorrelationMatch = {
  readonly rule: CorrelationRule
  readonly findings: readonly Finding[]
  readonly events: readonly EventPlace[]
}

/** All correlations of an engine with what they remember. */
export type Correlations = {
  /** @param fitting - Rules about single events that this one fits. */
  readonly match: (fitting: readonly SigmaRule[], event: LogEvent, fields: EventFields) => readonly CorrelationMatch[]
  readonly counts: () => { readonly uncounted: number; readonly late: number; readonly forgottenGroups: number }
  /** What each correlation remembers, by a name that stays while it counts the same. */
  readonly memories: ReadonlyMap<string, GroupMemory>
}

type Counting = {
  readonly rule: CorrelationRule
  readonly correlator: Correlator
  /** For each rule that is counted, the slots of the group's fields. */
  readonly groupSlots: readonly (readonly number[])[]
  readonly valueSlots: readonly number[]
}

/** @param slotOf - Asked while this runs, not later. */
export function createCorrelations(rules: readonly CorrelationRule[], slotOf: SlotOf): Correlations {
  const counting = partsFirst(rules).map(
    (rule): Counting => ({
      rule,
      correlator: createCorrelator(rule),
      groupSlots: rule.of.map((_, member) => rule.groupBy.map((names) => slotOf(names[member] ?? ''))),
      valueSlots: rule.counted.map(slotOf),
    }),
  )
  let uncounted = 0

  function count(
    one: Counting,
    matched: ReadonlySet<SigmaRule>,
    event: LogEvent,
    fields: EventFields,
  ): readonly CorrelationMatch[] {
    const { rule, correlator } = one
    const members = rule.of.flatMap((member, index) => (matched.has(member) ? [index] : []))
    if (members.length === 0) return []
    const value = textsOf(one.valueSlots, fields)
    const { timeMs } = event
    const groups = value === undefined || timeMs === undefined ? undefined : groupsOf(one, members, fields)
    if (groups === undefined || value === undefined || timeMs === undefined) {
      uncounted += 1
      return []
    }
    const place: EventPlace = { log: event.log, line: event.line, timeMs }
    return [...groups].flatMap(([key, { group, members: counted, first }]) => {
      const events = correlator.count(counted, key, place, JSON.stringify(value))
      return events === undefined ? [] : [{ rule, findings: findingsOf(rule, first, group), events }]
    })
  }

  return {
    match(fitting, event, fields) {
      if (counting.length === 0) return []
      const matched = new Set<SigmaRule>(fitting)
      const matches: CorrelationMatch[] = []
      for (const one of counting) {
        const found = count(one, matched, event, fields)
        if (found.length > 0) matched.add(one.rule)
        if (!one.rule.isSilent) matches.push(...found)
      }
      return matches
    },
    counts: () => ({
      uncounted,
      late: counting.reduce((sum, { correlator }) => sum + correlator.late(), 0),
      forgottenGroups: counting.reduce((sum, { correlator }) => sum + correlator.forgotten(), 0),
    }),
    memories: memoriesOf(counting),
  }
}

type CountedGroup = { readonly group: readonly string[]; readonly members: number[]; readonly first: number }

/**
 * The groups that an event is of, with the members that it is of them as: by an alias each member may name another field.
 *
 * @returns Undefined where it is of none, for want of a field.
 */
function groupsOf(
  { groupSlots }: Counting,
  members: readonly number[],
  fields: EventFields,
): ReadonlyMap<string, CountedGroup> | undefined {
  const groups = new Map<string, CountedGroup>()
  for (const member of members) {
    const group = textsOf(groupSlots[member] ?? [], fields)
    if (group === undefined) continue
    const key = JSON.stringify(group)
    const known = groups.get(key)
    if (known === undefined) groups.set(key, { group, members: [member], first: member })
    else known.members.push(member)
  }
  return groups.size === 0 ? undefined : groups
}

function memoriesOf(counting: readonly Counting[]): ReadonlyMap<string, GroupMemory> {
  const memories = new Map<string, GroupMemory>()
  for (const { rule, correlator } of counting) {
    let name = nameOf(rule)
    // The same rule twice: each has a memory of its own.
    while (memories.has(name)) name += ' '
    memories.set(name, correlator.memory)
  }
  return memories
}

/** Changes with all that decides what is counted, except the texts of the rules that it counts matches of: what these found stays found. */
function nameOf({ file, id, title, type, spanMs, least, groupBy, counted, of }: CorrelationRule): string {
  const members = of.map((member) => member.id ?? member.title)
  return JSON.stringify(['sigma', id ?? `${file}: ${title}`, type, spanMs, least, groupBy, counted, members])
}

/** Correlations in an order in which each comes after those that it counts. */
function partsFirst(rules: readonly CorrelationRule[]): readonly CorrelationRule[] {
  const ordered = new Set<CorrelationRule>()
  const add = (rule: CorrelationRule): void => {
    if (ordered.has(rule)) return
    for (const part of rule.of) if (part.kind === 'correlation') add(part)
    ordered.add(rule)
  }
  for (const rule of rules) add(rule)
  return [...ordered]
}

/** Undefined where a field is missing: an event without it is of no group. */
function textsOf(slots: readonly number[], fields: EventFields): readonly string[] | undefined {
  const texts: string[] = []
  for (const slot of slots) {
    const found = fields.texts(slot)
    if (found.length === 0) return undefined
    texts.push(found.join(', '))
  }
  return texts
}

function findingsOf(rule: CorrelationRule, member: number, group: readonly string[]): readonly Finding[] {
  return group.map((value, index) => ({ field: rule.groupBy[index]?.[member], value }))
}
