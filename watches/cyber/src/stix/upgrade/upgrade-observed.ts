import { isMembers, type Members } from '../../members.ts'
import { observableId } from '../observable-id.ts'
import type { StixObject } from '../stix-object.ts'
import { uuidFromName } from '../uuid.ts'
import { observableOf21 } from './observable-of-21.ts'
import type { Upgraded } from './upgraded.ts'

/** Takes the observables out of an observed-data of 2.0: each becomes an object with the id that everybody gives it. */
export function upgradeObserved(observed: StixObject): Upgraded {
  const { objects, spec_version: _, granular_markings: granular, type, id, ...rest } = observed
  if (!isMembers(objects)) return { objects: [{ ...observed, spec_version: '2.1' }], losses: [] }
  const split = splitMarkings(granular)
  const refs = [...new Set([...listOf(rest['object_marking_refs']), ...split.ofObjects])]
  const marked = refs.length > 0 ? { object_marking_refs: refs } : {}
  const losses: string[] = []
  const made = makeObservables(id, objects, marked, losses)
  const kept = split.others.length > 0 ? { granular_markings: split.others } : {}
  const unique = [...new Map(made.map((one) => [one.id, one])).values()]
  const upgraded = { ...rest, ...kept, ...marked, object_refs: unique.map((one) => one.id) }
  return { objects: [...unique, { type, spec_version: '2.1', id, ...upgraded }], losses }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** What marked a part of the observables marks all of them and the observed-data: never less than before. */
function splitMarkings(granular: unknown): {
  readonly ofObjects: readonly unknown[]
  readonly others: readonly unknown[]
} {
  const all = listOf(granular)
  const isOfObjects = (one: unknown) =>
    isMembers(one) && listOf(one['selectors']).some((selector) => /^objects(?:\.|$)/.test(String(selector)))
  const ofObjects = all.filter(isOfObjects).flatMap((one) => (isMembers(one) ? [one['marking_ref']] : []))
  return { ofObjects, others: all.filter((one) => !isOfObjects(one)) }
}

function makeObservables(
  observedId: string,
  objects: Members,
  marked: Members,
  losses: string[],
): readonly StixObject[] {
  const made = new Map<string, StixObject>()
  const begun = new Set<string>()

  const idOf = (key: string): string | undefined => {
    const done = made.get(key)
    if (done !== undefined) return done.id
    const object = objects[key]
    if (!isMembers(object) || typeof object['type'] !== 'string') return undefined
    // Observables that refer to each other in a circle have no id made of their properties.
    if (begun.has(key)) return randomLike(observedId, key, object['type'])
    begun.add(key)
    const upgraded = observableOf21(object, idOf, (loss) => losses.push(`objects.${key}: ${loss}`))
    const inCircle = refersBack(objects, key)
    const id = (inCircle ? undefined : observableId(upgraded)) ?? randomLike(observedId, key, object['type'])
    made.set(key, { ...upgraded, ...marked, type: object['type'], id })
    return id
  }

  for (const key of Object.keys(objects)) {
    if (idOf(key) === undefined) losses.push(`objects.${key}: it has no type`)
  }
  return [...made.values()]
}

/** The same observed-data gives the same id wherever it is upgraded. */
function randomLike(observedId: string, key: string, type: string): string {
  return `${type}--${uuidFromName(`${observedId} ${key}`, 4)}`
}

function refersBack(objects: Members, start: string): boolean {
  const seen = new Set<string>()
  const pending = refsIn(objects[start])
  for (let key = pending.pop(); key !== undefined; key = pending.pop()) {
    if (key === start) return true
    if (seen.has(key)) continue
    seen.add(key)
    pending.push(...refsIn(objects[key]))
  }
  return false
}

function refsIn(value: unknown, name = ''): string[] {
  if (typeof value === 'string') return /_refs?$/.test(name) ? [value] : []
  if (Array.isArray(value)) return value.flatMap((one) => refsIn(one, name))
  if (!isMembers(value)) return []
  return Object.entries(value).flatMap(([inner, one]) => refsIn(one, inner))
}
