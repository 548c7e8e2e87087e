import { attackIdOf, isWithdrawn, objectTitle, type StixStore, type StixVersion } from '@yagura/cyber'
import type { NamedObject, StixRow } from '../../../api/contract/cyber.ts'
import { isoOfUnixMs } from '../../unix-time.ts'

/** An instant as the API writes it; STIX allows more digits of a second than a date holds. */
function utcOf(value: unknown): string | null {
  const atMs = typeof value === 'string' ? Date.parse(value.replace(/(\.\d{3})\d+Z$/, '$1Z')) : Number.NaN
  return Number.isNaN(atMs) ? null : new Date(atMs).toISOString()
}

/** When a version was added, as the API writes it. */
export function addedUtc({ addedUs }: StixVersion): string {
  return isoOfUnixMs(Math.floor(addedUs / 1000))
}

/** Type of an object by its id. */
function typeOfId(id: string): string {
  return id.slice(0, Math.max(0, id.indexOf('--')))
}

/** Names for ids: what the store has by its title, what it has not by its id. */
export async function nameObjects(store: StixStore, ids: readonly string[]): Promise<(id: string) => NamedObject> {
  const wanted = [...new Set(ids)]
  const known = new Map((await store.newest(wanted)).map((version) => [version.object.id, version] as const))
  return (id) => {
    const version = known.get(id)
    return {
      id,
      type: typeOfId(id),
      title: version === undefined ? id : objectTitle(version.object),
      isKnown: version !== undefined,
      mark: version?.marking ?? null,
    }
  }
}

/** Rows of versions as lists show them, with the names of their creators. */
export async function rowsOf(store: StixStore, versions: readonly StixVersion[]): Promise<StixRow[]> {
  const named = versions.flatMap(({ object }) => namingProperties.flatMap((property) => textOf(object[property]) ?? []))
  const name = await nameObjects(store, named)
  return versions.map((version) => rowOf(version, name))
}

/** What a row says of other objects by their names: by which its title names them, and who made it. */
const titleProperties = ['source_ref', 'target_ref', 'sighting_of_ref'] as const
const namingProperties = [...titleProperties, 'created_by_ref'] as const

/** What an object is called; a relationship by its ends, a sighting by what was seen. @param named - Both ends, or what was seen. */
function titleOf({ object }: StixVersion, [first, second]: readonly NamedObject[]): string {
  if (first === undefined) return objectTitle(object)
  return second === undefined ? first.title : `${first.title} · ${objectTitle(object)} · ${second.title}`
}

function rowOf(version: StixVersion, name: (id: string) => NamedObject): StixRow {
  const { object, source, originator, marking } = version
  const { confidence, created, modified, valid_from, valid_until } = object
  const createdBy = textOf(object['created_by_ref'])
  const named = titleProperties.flatMap((property) => textOf(object[property]) ?? []).map(name)
  return {
    id: object.id,
    type: object.type,
    title: titleOf(version, named),
    attackId: attackIdOf(object) ?? null,
    labels: textsOf(object['labels']),
    confidence: typeof confidence === 'number' ? confidence : null,
    createdUtc: utcOf(created),
    modifiedUtc: utcOf(modified),
    validFromUtc: utcOf(valid_from),
    validUntilUtc: utcOf(valid_until),
    addedUtc: addedUtc(version),
    createdBy: createdBy === undefined ? null : name(createdBy),
    named,
    isWithdrawn: isWithdrawn(object),
    ...{ source, originator, mark: marking },
  }
}

/** A member that is text. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** The texts of a member that is a list. */
export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}
