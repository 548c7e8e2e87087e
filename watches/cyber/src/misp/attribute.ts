import { isMembers, type Members } from '../members.ts'
import { observableId } from '../stix/observable-id.ts'
import type { StixObject } from '../stix/stix-object.ts'
import { tlp2IdOf } from '../stix/tlp.ts'
import { uuidFromName } from '../stix/uuid.ts'
import { instantOf, type MispEvent, organisation, secondsUtc, tlpWithin, uuidOf } from './event.ts'
import { type Observed, observedBy } from './observed.ts'
import { readTags, type Tags } from './tags.ts'

/** What all objects made of an attribute or an object of MISP share. */
export type Origin = {
  readonly event: MispEvent
  readonly uuid: string
  /** Members that every domain object made of it gets. */
  readonly common: Members
  /** Members that every observable made of it gets. */
  readonly marked: Members
  readonly tags: Tags
  readonly firstUtc: string
  readonly lastUtc: string
  readonly comment: string
}

/** @returns Where something of MISP comes from and who may have it; undefined where it has no UUID. */
export function originOf(event: MispEvent, json: Members): Origin | undefined {
  const uuid = uuidOf(json)
  if (uuid === undefined) return undefined
  const tags = readTags(json)
  const tlp = tlpWithin(event, json, tags)
  const marked = tlp === undefined ? {} : { object_marking_refs: [tlp2IdOf(tlp)] }
  const time = secondsUtc(json['timestamp']) ?? event.modifiedUtc
  const firstUtc = instantOf(json['first_seen']) ?? time
  const lastUtc = instantOf(json['last_seen']) ?? firstUtc
  const labels = tags.labels.length > 0 ? { labels: tags.labels } : {}
  const common = {
    spec_version: '2.1',
    created_by_ref: event.creator.id,
    created: time,
    modified: time,
    ...labels,
    ...marked,
  }
  const comment = typeof json['comment'] === 'string' ? json['comment'].trim() : ''
  return { event, uuid, common, marked, tags, firstUtc, lastUtc: lastUtc < firstUtc ? firstUtc : lastUtc, comment }
}

/** Types whose value is a rule in a language of its own, by the name that STIX has for it. */
const ruleLanguages: Readonly<Record<string, string>> = {
  yara: 'yara',
  sigma: 'sigma',
  snort: 'snort',
  'stix2-pattern': 'stix',
}

/**
 * The objects that an attribute of MISP becomes: an indicator where it is for detection, else what was observed; a vulnerability; a
 * note of what STIX has no object for. Sightings of it, and relationships to the galaxies that its own tags name, come with it.
 *
 * @returns None for what was deleted, or has no UUID or value.
 */
export function readAttribute(event: MispEvent, json: unknown): readonly StixObject[] {
  if (!isMembers(json) || json['deleted'] === true) return []
  const { type, value } = json
  const origin = originOf(event, json)
  if (origin === undefined || typeof type !== 'string' || typeof value !== 'string') return []
  const main = mainObjects(origin, json, type, value)
  const [subject] = main
  if (subject === undefined) return []
  return [...main, ...galaxyObjects(origin, subject), ...sightingsOf(origin, json, subject)]
}

/** What the attribute itself became; the first is what others speak of. */
function mainObjects(origin: Origin, json: Members, type: string, value: string): readonly StixObject[] {
  if (type === 'vulnerability') return [vulnerability(origin, value)]
  const language = ruleLanguages[type]
  if (language !== undefined) return [ruleIndicator(origin, value, language)]
  const observed = observedBy(type, value)
  if (observed === undefined) return [note(origin, type, json, value)]
  return json['to_ids'] === true ? [indicator(origin, observed, value, type)] : observedData(origin, [observed])
}

function vulnerability(origin: Origin, name: string): StixObject {
  const isCve = /^CVE-\d{4}-\d{4,}$/i.test(name)
  const external = isCve ? { external_references: [{ source_name: 'cve', external_id: name.toUpperCase() }] } : {}
  const id = `vulnerability--${origin.uuid}`
  return {
    type: 'vulnerability',
    id,
    ...origin.common,
    name: isCve ? name.toUpperCase() : name,
    ...described(origin),
    ...external,
  }
}

function ruleIndicator(origin: Origin, rule: string, language: string): StixObject {
  return indicatorOf(origin, `${language} rule`, rule, language)
}

function indicator(origin: Origin, observed: Observed, value: string, type: string): StixObject {
  return indicatorOf(origin, value.slice(0, 250), patternOf([observed]), 'stix', type)
}

/** @returns One observation for each thing observed. */
export function patternOf(observed: readonly Observed[]): string {
  return observed.map(({ comparisons }) => `[${comparisons.join(' AND ')}]`).join(' AND ')
}

/** An indicator whose id says which attribute or object it was. */
export function indicatorOf(
  origin: Origin,
  name: string,
  pattern: string,
  language: string,
  type?: string,
): StixObject {
  return {
    type: 'indicator',
    id: `indicator--${origin.uuid}`,
    ...origin.common,
    name,
    ...described(origin),
    ...(type === undefined ? {} : { labels: [...origin.tags.labels, `misp:type="${type}"`] }),
    indicator_types: ['malicious-activity'],
    pattern,
    pattern_type: language,
    ...(language === 'stix' ? { pattern_version: '2.1' } : {}),
    valid_from: origin.firstUtc,
  }
}

function described(origin: Origin): Members {
  return origin.comment === '' ? {} : { description: origin.comment }
}

/** An observed-data and its observables. */
export function observedData(origin: Origin, observed: readonly Observed[]): readonly StixObject[] {
  const observables = observed.flatMap((one, index) => observablesOf(origin, one, index))
  const unique = [...new Map(observables.map((one) => [one.id, one])).values()]
  const data: StixObject = {
    type: 'observed-data',
    id: `observed-data--${origin.uuid}`,
    ...origin.common,
    first_observed: origin.firstUtc,
    last_observed: origin.lastUtc,
    number_observed: 1,
    object_refs: unique.map(({ id }) => id),
  }
  return [data, ...unique]
}

function observablesOf(origin: Origin, observed: Observed, index: number): readonly StixObject[] {
  const made: StixObject[] = []
  for (const members of observed.observables) {
    const type = String(members['type'])
    const resolved = Object.fromEntries(Object.entries(members).map(([name, value]) => [name, withIds(value, made)]))
    const id = observableId(resolved) ?? `${type}--${uuidFromName(`${origin.uuid} ${index} ${made.length}`, 4)}`
    made.push({ ...resolved, type, spec_version: '2.1', id, ...origin.marked })
  }
  return made
}

function withIds(value: unknown, made: readonly StixObject[]): unknown {
  if (Array.isArray(value)) return value.map((one) => withIds(one, made))
  return isMembers(value) && typeof value['at'] === 'number' ? made[value['at']]?.id : value
}

/** What STIX has no object for is not lost: a note of the report says it. */
function note(origin: Origin, type: string, json: Members, value: string): StixObject {
  const comment = origin.comment === '' ? '' : `\n${origin.comment}`
  return {
    type: 'note',
    id: `note--${origin.uuid}`,
    ...origin.common,
    abstract: `${String(json['category'] ?? 'MISP')}: ${type}`,
    content: `${value}${comment}`,
    object_refs: [`report--${origin.event.uuid}`],
  }
}

/** Galaxies of its own tags: indicators indicate them, all else is related to them. */
export function galaxyObjects(origin: Origin, subject: StixObject): readonly StixObject[] {
  const kind = subject.type === 'indicator' ? 'indicates' : 'related-to'
  return origin.tags.galaxies.flatMap(({ object }) => [
    { ...object, created_by_ref: origin.event.creator.id },
    relationship(origin, kind, subject.id, object.id),
  ])
}

/** A relationship whose id is made of what it relates. */
export function relationship(origin: Origin, kind: string, sourceId: string, targetId: string): StixObject {
  const id = `relationship--${uuidFromName(`${origin.uuid} ${kind} ${sourceId} ${targetId}`, 5)}`
  return {
    type: 'relationship',
    id,
    ...origin.common,
    relationship_type: kind,
    source_ref: sourceId,
    target_ref: targetId,
  }
}

/** Sightings are sightings; where somebody calls it a false positive, that is an opinion that disagrees. */
export function sightingsOf(origin: Origin, json: Members, subject: StixObject): readonly StixObject[] {
  const sightings: readonly unknown[] = Array.isArray(json['Sighting']) ? json['Sighting'] : []
  return sightings.flatMap((sighting) => (isMembers(sighting) ? sightingOf(origin, sighting, subject) : []))
}

function sightingOf(origin: Origin, json: Members, subject: StixObject): readonly StixObject[] {
  const seenUtc = secondsUtc(json['date_sighting']) ?? origin.lastUtc
  const where = isMembers(json['Organisation']) ? [organisation(json['Organisation'])] : []
  const uuid = uuidOf(json) ?? uuidFromName(`${origin.uuid} ${JSON.stringify(json)}`, 5)
  const common = { ...origin.common, created: seenUtc, modified: seenUtc }
  if (String(json['type'] ?? '0') === '1') {
    const authors = where.length > 0 ? { authors: where.map((one) => String(one['name'])) } : {}
    const stated = { explanation: 'MISP: false positive', opinion: 'disagree', object_refs: [subject.id] }
    return [{ type: 'opinion', id: `opinion--${uuid}`, ...common, ...authors, ...stated }]
  }
  if (String(json['type'] ?? '0') !== '0') return []
  const places = where.length > 0 ? { where_sighted_refs: where.map(({ id }) => id) } : {}
  const seen = { first_seen: seenUtc, last_seen: seenUtc, count: 1, sighting_of_ref: subject.id }
  return [...where, { type: 'sighting', id: `sighting--${uuid}`, ...common, ...seen, ...places }]
}
