import { createChangeNotes, type GroupMemory } from '../detect/rule-memory.ts'
import { addTo, createGroup, type EventPlace, type Group, sizeOf } from './correlation-group.ts'
import type { CorrelationRule } from './sigma-rule.ts'
import { readStoredGroup, storeGroup } from './stored-group.ts'

/** The memory of one correlation. */
export type Correlator = {
  /**
   * Counts a match.
   *
   * @param members - Which of the rules matched, as their places in the correlation.
   * @param group - What the events of a group have in common.
   * @param value - For value_count: what is counted.
   * @returns The events that together are enough, in order of time, of many the last hundred; undefined while they are not. The group
   * then begins anew.
   */
  readonly count: (
    members: readonly number[],
    group: string,
    place: EventPlace,
    value: string,
  ) => readonly EventPlace[] | undefined
  /** Matches that came later than one of the same group by more than the time of the rule: not all that they complete is found. */
  readonly late: () => number
  /** Groups that were given up for want of memory before they were enough. */
  readonly forgotten: () => number
  readonly memory: GroupMemory
}

/** A group with when it was touched last, by the time of its events, and how many events it holds. */
type KeptGroup = { readonly group: Group; newestMs: number; size: number }

const mostGroups = 100_000
const mostPlaces = 1_000_000
const mostPlacesTold = 100
const eventsBetweenSweeps = 1000
/** The part that stays when memory is full. */
const keptWhenFull = 15 / 16

/** @param rule - How much is enough, within which time. Time is that of the events, which may come out of order. */
export function createCorrelator(rule: CorrelationRule): Correlator {
  // The group that was touched last stands last.
  const groups = new Map<string, KeptGroup>()
  let places = 0
  let forgotten = 0
  let late = 0
  let counted = 0
  const changes = createChangeNotes()

  function drop(key: string, kept: KeptGroup): void {
    groups.delete(key)
    places -= kept.size
  }

  /** Going to the oldest passes over what was dropped before, so that it is not done for each event but for many at once. */
  function forgetOldest(nowMs: number): void {
    const isFull = groups.size > mostGroups || places > mostPlaces
    counted += 1
    if (!isFull && counted < eventsBetweenSweeps) return
    counted = 0
    const kept = isFull ? keptWhenFull : 1
    for (const [key, group] of groups) {
      const isOver = group.newestMs < nowMs - rule.spanMs
      if (!isOver && groups.size <= kept * mostGroups && places <= kept * mostPlaces) return
      if (!isOver) forgotten += 1
      drop(key, group)
      changes.note(key)
    }
  }

  function heldOf(key: string) {
    const kept = groups.get(key)
    const isEmpty = kept === undefined || kept.size === 0
    return { group: key, held: isEmpty ? undefined : storeGroup(kept.group, kept.newestMs) }
  }

  return {
    count(members, key, place, value) {
      const kept = groups.get(key) ?? { group: createGroup(rule), newestMs: place.timeMs, size: 0 }
      if (place.timeMs < kept.newestMs - rule.spanMs) late += 1
      drop(key, kept)
      changes.note(key)
      const enough = addTo(kept.group, members, place, value, rule)
      if (enough !== undefined) return enough.slice(-mostPlacesTold)
      kept.newestMs = Math.max(kept.newestMs, place.timeMs)
      kept.size = sizeOf(kept.group)
      places += kept.size
      groups.set(key, kept)
      forgetOldest(place.timeMs)
      return undefined
    },
    late: () => late,
    forgotten: () => forgotten,
    memory: {
      all: () => [...groups.keys()].map(heldOf).filter(({ held }) => held !== undefined),
      changes: () => changes.take(() => groups.keys()).map(heldOf),
      restore: (stored) => {
        const { kind } = createGroup(rule)
        const read = stored.map(({ group, held }) => ({ key: group, read: readStoredGroup(kind, held) }))
        const known = read.flatMap(({ key, read: kept }) => (kept === undefined ? [] : [{ key, ...kept }]))
        for (const { key, group, newestMs } of known.toSorted((one, other) => one.newestMs - other.newestMs)) {
          const kept = { group, newestMs, size: sizeOf(group) }
          drop(key, groups.get(key) ?? { ...kept, size: 0 })
          places += kept.size
          groups.set(key, kept)
        }
      },
    },
  }
}
