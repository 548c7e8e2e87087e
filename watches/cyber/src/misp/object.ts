import { isMembers, type Members } from '../members.ts'
import type { StixObject } from '../stix/stix-object.ts'
import {
  galaxyObjects,
  indicatorOf,
  type Origin,
  observedData,
  originOf,
  patternOf,
  readAttribute,
  relationship,
  sightingsOf,
} from './attribute.ts'
import type { MispEvent } from './event.ts'
import { constant, type Observed, observedBy } from './observed.ts'

type Attribute = { readonly type: string; readonly relation: string; readonly value: string; readonly json: Members }

const hashNames: Readonly<Record<string, string>> = {
  md5: 'MD5',
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  sha512: 'SHA-512',
  'sha3-256': 'SHA3-256',
  'sha3-512': 'SHA3-512',
  ssdeep: 'SSDEEP',
  tlsh: 'TLSH',
}

/**
 * The objects that an object of MISP becomes: files and domains with addresses one thing each, of another template its attributes by
 * themselves. One indicator where one of the attributes is for detection.
 *
 * @param references - Takes what the object refers to, as UUIDs of MISP.
 */
export function readObject(
  event: MispEvent,
  json: unknown,
  references: (source: StixObject, targetUuid: string, kind: string) => void,
): readonly StixObject[] {
  if (!isMembers(json) || json['deleted'] === true) return []
  const origin = originOf(event, json)
  if (origin === undefined) return []
  const attributes = attributesOf(json)
  const observed = wholeObserved(String(json['name']), attributes)
  const main = observed === undefined ? partsOf(event, json, attributes) : wholeOf(origin, json, observed, attributes)
  const [subject] = main
  if (subject === undefined) return []
  for (const reference of Array.isArray(json['ObjectReference']) ? json['ObjectReference'] : []) {
    if (!isMembers(reference) || typeof reference['referenced_uuid'] !== 'string') continue
    references(subject, reference['referenced_uuid'], String(reference['relationship_type'] ?? ''))
  }
  return [...main, ...galaxyObjects(origin, subject)]
}

function attributesOf(json: Members): readonly Attribute[] {
  const all: readonly unknown[] = Array.isArray(json['Attribute']) ? json['Attribute'] : []
  return all.flatMap((one) => {
    if (!isMembers(one) || one['deleted'] === true) return []
    const { type, value, object_relation: relation } = one
    if (typeof type !== 'string' || typeof value !== 'string') return []
    return [{ type, value, relation: typeof relation === 'string' ? relation : '', json: one }]
  })
}

function wholeOf(
  origin: Origin,
  json: Members,
  observed: readonly Observed[],
  attributes: readonly Attribute[],
): readonly StixObject[] {
  const isForDetection = attributes.some((one) => one.json['to_ids'] === true)
  const name = attributes[0]?.value.slice(0, 250) ?? String(json['name'])
  const main = isForDetection
    ? [indicatorOf(origin, name, patternOf(observed), 'stix', String(json['name']))]
    : observedData(origin, observed)
  const [subject] = main
  const sightings = subject === undefined ? [] : attributes.flatMap((one) => sightingsOf(origin, one.json, subject))
  return [...main, ...sightings]
}

/** Attributes of an object whose template STIX has nothing like, joined by relationships to the first. */
function partsOf(event: MispEvent, json: Members, attributes: readonly Attribute[]): readonly StixObject[] {
  const shared = json['distribution'] === undefined ? {} : { distribution: json['distribution'] }
  const parts = attributes
    .map((one) => readAttribute(event, { ...shared, ...one.json }))
    .filter((part) => part.length > 0)
  const [first, ...others] = parts
  const origin = originOf(event, json)
  const subject = first?.[0]
  if (first === undefined || subject === undefined || origin === undefined) return []
  const links = others.flatMap(([other]) =>
    other === undefined ? [] : [relationship(origin, 'related-to', other.id, subject.id)],
  )
  return [...first, ...others.flat(), ...links]
}

/** What an object of a known template observes as a whole. */
function wholeObserved(template: string, attributes: readonly Attribute[]): readonly Observed[] | undefined {
  if (template === 'file') return fileObserved(attributes)
  if (template === 'domain-ip') return domainsObserved(attributes)
  if (template !== 'url' && template !== 'email' && template !== 'registry-key') return undefined
  const known = attributes.flatMap(({ type, value }) => observedBy(type, value) ?? [])
  return known.length > 0 ? known : undefined
}

function fileObserved(attributes: readonly Attribute[]): readonly Observed[] | undefined {
  const hashes = attributes.flatMap(({ relation, value }) => {
    const name = Object.hasOwn(hashNames, relation) ? hashNames[relation] : undefined
    return name === undefined ? [] : [[name, value] as const]
  })
  const name = attributes.find(({ relation }) => relation === 'filename')?.value
  const size = Number(attributes.find(({ relation }) => relation === 'size-in-bytes')?.value ?? Number.NaN)
  if (hashes.length === 0 && name === undefined) return undefined
  const file = {
    type: 'file',
    ...(hashes.length > 0 ? { hashes: Object.fromEntries(hashes) } : {}),
    ...(name === undefined ? {} : { name }),
    ...(Number.isInteger(size) && size >= 0 ? { size } : {}),
  }
  const byHash = hashes.map(([algorithm, value]) => `file:hashes.'${algorithm}' = ${constant(value)}`)
  const byName = name === undefined ? [] : [`file:name = ${constant(name)}`]
  // The same file lies about under many names: where there is a hash, it alone is asked for.
  return [{ observables: [file], comparisons: byHash.length > 0 ? [byHash.join(' OR ')] : byName }]
}

function domainsObserved(attributes: readonly Attribute[]): readonly Observed[] | undefined {
  const domains = attributes.filter(({ type }) => type === 'domain' || type === 'hostname')
  const addresses = attributes.filter(({ type }) => type === 'ip-dst' || type === 'ip-src')
  const [domain] = domains
  const [address] = addresses
  if (domain === undefined || address === undefined || domains.length + addresses.length > 2) {
    const each = [...domains, ...addresses].flatMap(({ type, value }) => observedBy(type, value) ?? [])
    return each.length > 0 ? each : undefined
  }
  const both = observedBy('domain|ip', `${domain.value}|${address.value}`)
  return both === undefined ? undefined : [both]
}
