import { isMembers, type Members } from '../members.ts'
import { readTimestamp } from './timestamp.ts'

/** What an `observed-data` says: objects that were seen so often in a time. */
export type Observation = {
  /** Objects that were seen: where a pattern begins. */
  readonly objects: readonly Members[]
  /** An object by the name that others in the observation refer to it by. */
  readonly resolve: (name: string) => Members | undefined
  /** First and last time that it was seen, Unix time, ms. */
  readonly firstMs: number
  readonly lastMs: number
  readonly times: number
}

/** What reading observations came to. */
export type ObservationsAnswer =
  | { readonly ok: true; readonly observations: readonly Observation[] }
  | { readonly ok: false; readonly reason: string }

/**
 * Observations out of JSON: a list of `observed-data` of STIX 2.0 (with `objects`), a bundle or bundles of 2.1 (with `object_refs`), or
 * one of these. Objects of other types are looked into where an observation refers to them, and else left. Of an id that comes
 * several times the last counts.
 *
 * @returns A reason that names the place of what is wrong.
 */
export function readObservations(value: unknown): ObservationsAnswer {
  const items = (Array.isArray(value) ? value : [value]).flatMap(itemsOf)
  const all = items.filter(isMembers)
  if (all.length < items.length) return { ok: false, reason: 'an item is no JSON object' }
  const byId = new Map(all.flatMap((each) => (typeof each['id'] === 'string' ? [[each['id'], each] as const] : [])))
  const observations: Observation[] = []
  for (const [index, item] of all.entries()) {
    const isOfObjects = isMembers(item['objects'])
    const isRepeated = typeof item['id'] === 'string' && byId.get(item['id']) !== item
    if (isRepeated || (item['type'] !== 'observed-data' && !isOfObjects)) continue
    const observation = readObservation(item, byId)
    if (typeof observation === 'string') return { ok: false, reason: `item ${index}: ${observation}` }
    observations.push(observation)
  }
  return { ok: true, observations }
}

function itemsOf(value: unknown): readonly unknown[] {
  return isMembers(value) && value['type'] === 'bundle' && Array.isArray(value['objects']) ? value['objects'] : [value]
}

function readObservation(item: Members, byId: ReadonlyMap<string, Members>): Observation | string {
  const first = readTimestamp(String(item['first_observed'] ?? ''))
  const last = readTimestamp(String(item['last_observed'] ?? ''))
  const times = item['number_observed']
  if (first === undefined) return 'first_observed is no time'
  if (last === undefined) return 'last_observed is no time'
  if (first.ms > last.ms) return 'last_observed is before first_observed'
  if (typeof times !== 'number' || !Number.isInteger(times) || times < 1) return 'number_observed is no count from 1 on'
  const seen = { firstMs: first.ms, lastMs: last.ms, times }
  const refs = item['object_refs']
  if (Array.isArray(refs)) {
    const resolve = (name: string): Members | undefined => byId.get(name)
    const objects = refs.map((ref) => (typeof ref === 'string' ? resolve(ref) : undefined)).filter(isMembers)
    return { ...seen, objects, resolve }
  }
  const inside = isMembers(item['objects']) ? item['objects'] : {}
  const resolve = (name: string): Members | undefined => {
    const found = Object.hasOwn(inside, name) ? inside[name] : undefined
    return isMembers(found) ? found : undefined
  }
  return { ...seen, objects: Object.values(inside).filter(isMembers), resolve }
}
