import type { CorrelationRule } from './sigma-rule.ts'

/** Where an event stands that counted. */
export type EventPlace = { readonly log: string; readonly line: number; readonly timeMs: number }

/** Matches of one group that have not yet been enough, as plain values. */
export type Group =
  | { readonly kind: 'events'; readonly places: EventPlace[] }
  | { readonly kind: 'values'; readonly places: Map<string, EventPlace> }
  | { readonly kind: 'rules'; readonly places: (EventPlace | undefined)[] }
  | { readonly kind: 'order'; readonly chains: (readonly EventPlace[] | undefined)[] }

/** How many events a group holds. */
export function sizeOf(group: Group): number {
  switch (group.kind) {
    case 'events':
    case 'rules':
      return group.places.length
    case 'values':
      return group.places.size
    case 'order':
      return group.chains.reduce((sum, chain) => sum + (chain?.length ?? 0), 0)
  }
}

/** A group that nothing was counted in. */
export function createGroup(rule: CorrelationRule): Group {
  switch (rule.type) {
    case 'event_count':
      return { kind: 'events', places: [] }
    case 'value_count':
      return { kind: 'values', places: new Map() }
    case 'temporal':
      return { kind: 'rules', places: [] }
    case 'temporal_ordered':
      return { kind: 'order', chains: [] }
  }
}

/**
 * Counts a match in a group.
 *
 * @param members - Which of the rules matched, as their places in the correlation.
 * @param value - For value_count: what is counted.
 * @returns The events that together are enough, in order of time; undefined while they are not.
 */
export function addTo(
  group: Group,
  members: readonly number[],
  place: EventPlace,
  value: string,
  rule: CorrelationRule,
): readonly EventPlace[] | undefined {
  switch (group.kind) {
    case 'events':
      return addEvent(group.places, place, rule)
    case 'values':
      return addValue(group.places, value, place, rule)
    case 'rules':
      return addRules(group.places, members, place, rule)
    case 'order':
      return addToChains(group.chains, members, place, rule)
  }
}

function addEvent(places: EventPlace[], place: EventPlace, rule: CorrelationRule): readonly EventPlace[] | undefined {
  let at = places.length
  while (at > 0 && timeAt(places, at - 1) > place.timeMs) at -= 1
  places.splice(at, 0, place)
  // Of an older log that is read behind a newer one as much is kept as of one that is read in order.
  const sinceMs = Math.min(timeAt(places, places.length - 1), place.timeMs) - rule.spanMs
  while (timeAt(places, 0) < sinceMs) {
    places.shift()
    at -= 1
  }
  return enoughAround(places, at, rule)
}

function timeAt(places: readonly EventPlace[], at: number): number {
  return places[at]?.timeMs ?? Number.POSITIVE_INFINITY
}

/** The events of the earliest window that holds the one at a place and enough of them; undefined where none does. */
function enoughAround(
  places: readonly EventPlace[],
  at: number,
  { spanMs, least }: CorrelationRule,
): readonly EventPlace[] | undefined {
  let end = at + 1
  for (let from = 0; from <= at; from += 1) {
    const [beginMs, placeMs] = [timeAt(places, from), timeAt(places, at)]
    if (beginMs < placeMs - spanMs) continue
    while (timeAt(places, end) <= beginMs + spanMs) end += 1
    if (end - from >= least) return places.slice(from, end)
  }
  return undefined
}

function addValue(
  places: Map<string, EventPlace>,
  value: string,
  place: EventPlace,
  rule: CorrelationRule,
): readonly EventPlace[] | undefined {
  const known = places.get(value)
  if (known === undefined || known.timeMs < place.timeMs) places.set(value, place)
  return places.size < rule.least ? undefined : enoughWithin(places, rule)
}

/** Drops what is too long ago; what remains is enough or not. */
function enoughWithin(places: Map<string, EventPlace>, rule: CorrelationRule): readonly EventPlace[] | undefined {
  let newestMs = Number.NEGATIVE_INFINITY
  for (const { timeMs } of places.values()) newestMs = Math.max(newestMs, timeMs)
  for (const [value, { timeMs }] of places) if (timeMs < newestMs - rule.spanMs) places.delete(value)
  return places.size >= rule.least ? inOrder([...places.values()]) : undefined
}

function addRules(
  places: (EventPlace | undefined)[],
  members: readonly number[],
  place: EventPlace,
  rule: CorrelationRule,
): readonly EventPlace[] | undefined {
  for (const member of members) {
    const known = places[member]
    if (known === undefined || known.timeMs < place.timeMs) places[member] = place
  }
  const met = places.filter((each) => each !== undefined)
  const newestMs = met.reduce((newest, { timeMs }) => Math.max(newest, timeMs), Number.NEGATIVE_INFINITY)
  const near = met.filter(({ timeMs }) => timeMs >= newestMs - rule.spanMs)
  return near.length >= rule.least ? inOrder(near) : undefined
}

/** For each rule the chain up to it that began last: no other one can end sooner. Later rules first, so that no event stands in a chain twice. */
function addToChains(
  chains: (readonly EventPlace[] | undefined)[],
  members: readonly number[],
  place: EventPlace,
  rule: CorrelationRule,
): readonly EventPlace[] | undefined {
  for (const member of [...members].sort((one, other) => other - one)) {
    const before = member === 0 ? [] : chains[member - 1]
    if (before === undefined) continue
    const startMs = before[0]?.timeMs ?? place.timeMs
    const lastMs = before.at(-1)?.timeMs ?? place.timeMs
    if (place.timeMs < lastMs || place.timeMs - startMs > rule.spanMs) continue
    const chain = [...before, place]
    if (chain.length === rule.of.length) return chain
    chains[member] = chain
  }
  return undefined
}

function inOrder(places: readonly EventPlace[]): readonly EventPlace[] {
  return [...places].sort((one, other) => one.timeMs - other.timeMs)
}
