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

/** What was read as observations, and what of it is none. */
export type ObservationsAnswer = {
  /** In the order of the observed-data. In the place of one that cannot be used stands an observation of nothing, which fits nothing. */
  readonly observations: readonly Observation[]
  /** Each names the place of what is wrong. */
  readonly problems: readonly string[]
}

const ofNothing: Observation = { objects: [], resolve: () => undefined, firstMs: 0, lastMs: 0, times: 1 }

/**
 * Observations out of JSON: a list of `observed-data` of STIX 2.0 (with `objects`), a bundle or bundles of 2.1 (with `object_refs`), or
 * one of these. Objects of other types are looked into where an observation refers to them, and else left. Of an id that comes
 * several times the last counts.
 */
export function readObservations(value: unknown): ObservationsAnswer {
  const items = (Array.isArray(value) ? value : [value]).flatMap(itemsOf)
  const byId = new Map<unknown, Members>()
  for (const item of items) if (isMembers(item) && typeof item['id'] === 'string') byId.set(item['id'], item)
  const observations: Observation[] = []
  const problems: string[] = []
  for (const [place, item] of items.entries()) {
    if (!isMembers(item)) {
      problems.push(`item ${place}: no JSON object`)
      continue
    }
    const isRepeated = typeof item['id'] === 'string' && byId.get(item['id']) !== item
    if (isRepeated || (item['type'] !== 'observed-data' && !isMembers(item['objects']))) continue
    const observation = readObservation(item, byId)
    if (typeof observation === 'string')
      problems.push(`observed-data ${observations.length} (item ${place}): ${observation}`)
    observations.push(typeof observation === 'string' ? ofNothing : observation)
  }
  return { observations, problems }
}

function itemsOf(value: unknown): readonly unknown[] {
  return isMembers(value) && value['type'] === 'bundle' && Array.isArray(value['objects']) ? value['objects'] : [value]
}

function readObservation(item: Members, byId: ReadonlyMap<unknown, Members>): Observation | string {
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
    // What is not listed is not found, though the bundle may have it (STIX 2.1 §9.7.4).
    const listed = new Set<unknown>(refs)
    const resolve = (name: string): Members | undefined => (listed.has(name) ? byId.get(name) : undefined)
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
