import { isMembers } from '../members.ts'
import type { EventPlace, Group } from './correlation-group.ts'

/** A group as plain values: its kind, when it was touched last by the time of its events (Unix time, ms), and its places. */
export type StoredGroup = {
  readonly kind: Group['kind']
  readonly newestMs: number
  readonly places: readonly unknown[]
}

/** A place as it is stored: the name of a log by its number would save little, as most groups are of one event. */
type StoredPlace = readonly [log: string, line: number, timeMs: number]

/** A group as plain values, as JSON can carry them. */
export function storeGroup(group: Group, newestMs: number): StoredGroup {
  return { kind: group.kind, newestMs, places: storedPlaces(group) }
}

function storedPlaces(group: Group): readonly unknown[] {
  switch (group.kind) {
    case 'events':
      return group.places.map(storePlace)
    case 'values':
      return [...group.places].map(([value, place]) => [value, ...storePlace(place)])
    case 'rules':
      return Array.from(group.places, (place) => (place === undefined ? null : storePlace(place)))
    case 'order':
      return Array.from(group.chains, (chain) => (chain === undefined ? null : chain.map(storePlace)))
  }
}

/**
 * Reads a group back.
 *
 * @param kind - Of the groups of its rule.
 * @returns Undefined where it is none of that kind.
 */
export function readStoredGroup(
  kind: Group['kind'],
  stored: unknown,
): { readonly group: Group; readonly newestMs: number } | undefined {
  if (!isMembers(stored) || stored['kind'] !== kind) return undefined
  const { newestMs, places } = stored
  if (typeof newestMs !== 'number' || !Array.isArray(places)) return undefined
  const group = readPlaces(kind, places)
  return group && { group, newestMs }
}

function readPlaces(kind: Group['kind'], stored: readonly unknown[]): Group | undefined {
  switch (kind) {
    case 'events': {
      const places = allRead(stored, readPlace)
      return places && { kind, places }
    }
    case 'values': {
      const places = allRead(stored, readValue)
      return places && { kind, places: new Map(places) }
    }
    case 'rules': {
      const places = allRead(stored, (each) => (each === null ? 'none' : readPlace(each)))
      return places && { kind, places: places.map(orUndefined) }
    }
    case 'order': {
      const chains = allRead(stored, (each) => (each === null ? 'none' : readChain(each)))
      return chains && { kind, chains: chains.map(orUndefined) }
    }
  }
}

function storePlace({ log, line, timeMs }: EventPlace): StoredPlace {
  return [log, line, timeMs]
}

function readPlace(stored: unknown): EventPlace | undefined {
  if (!Array.isArray(stored)) return undefined
  const [log, line, timeMs] = stored
  if (typeof log !== 'string' || typeof line !== 'number' || typeof timeMs !== 'number') return undefined
  return { log, line, timeMs }
}

function readValue(stored: unknown): readonly [string, EventPlace] | undefined {
  if (!Array.isArray(stored)) return undefined
  const [value, ...rest] = stored
  const place = readPlace(rest)
  return typeof value === 'string' && place !== undefined ? [value, place] : undefined
}

function readChain(stored: unknown): readonly EventPlace[] | undefined {
  return Array.isArray(stored) ? allRead(stored, readPlace) : undefined
}

/** @returns Undefined where one cannot be read. */
function allRead<Read>(stored: readonly unknown[], read: (each: unknown) => Read | undefined): Read[] | undefined {
  const all: Read[] = []
  for (const each of stored) {
    const one = read(each)
    if (one === undefined) return undefined
    all.push(one)
  }
  return all
}

function orUndefined<Read>(read: Read | 'none'): Read | undefined {
  return read === 'none' ? undefined : read
}
