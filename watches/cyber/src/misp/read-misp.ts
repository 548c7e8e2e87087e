import { sha1 } from '@noble/hashes/legacy.js'
import { utf8Bytes, utf8Text } from '@yagura/record'
import type { JsonPath } from '../intelligence/json-scanner.ts'
import { createJsonSplitter } from '../intelligence/json-splitter.ts'
import type { IntelligencePart, PartContents } from '../intelligence/part.ts'
import { checked } from '../intelligence/read-stix-part.ts'
import { isMembers } from '../members.ts'
import type { StixObject } from '../stix/stix-object.ts'
import { tlpDefinition } from '../stix/tlp.ts'
import { originOf, readAttribute, relationship } from './attribute.ts'
import { type MispEvent, readEvent } from './event.ts'
import { readObject } from './object.ts'
import { reportOf } from './report.ts'

/** @returns Whether a list of an event is taken apart: those that can be long. */
export function isMispList(path: JsonPath): boolean {
  const last = path.at(-1)
  const holder = path.at(-2)
  return (
    (last === 'Attribute' || last === 'Object') && (holder === undefined || holder === 'Event' || holder === 'response')
  )
}

/** The list of a feed: by the UUID of each event what stands in its file. */
export function isMispManifest(frame: unknown): boolean {
  if (!isMembers(frame)) return false
  const entries = Object.entries(frame)
  const isEntry = ([uuid, one]: [string, unknown]) =>
    /^[0-9a-f-]{36}$/i.test(uuid) && isMembers(one) && one['info'] !== undefined
  return entries.length > 0 && entries.every(isEntry)
}

/** The events in a file whose long lists were taken out, each with its path. */
export function eventsIn(frame: unknown): ReadonlyMap<string, MispEvent> {
  const events = new Map<string, MispEvent>()
  const add = (path: JsonPath, json: unknown): void => {
    const event = readEvent(json)
    if (event !== undefined) events.set(JSON.stringify(path), event)
  }
  if (!isMembers(frame)) return events
  if (isMembers(frame['Event'])) add(['Event'], frame['Event'])
  else if (Array.isArray(frame['response'])) {
    for (const [index, one] of frame['response'].entries()) {
      if (isMembers(one)) add(['response', index, 'Event'], one['Event'])
    }
  } else add([], frame)
  return events
}

/**
 * The parts of MISP events: what is of the whole event, each attribute, each object, and last the report that binds them.
 *
 * @param events - By the path of each event, as `eventsIn` gives them.
 * @param pieces - The file from its beginning.
 */
export async function* readMispParts(
  events: ReadonlyMap<string, MispEvent>,
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<IntelligencePart> {
  const work = new Map([...events].map(([path, event]) => [path, createEventWork(event)]))
  for (const { first } of work.values()) yield first
  const splitter = createJsonSplitter(isMispList)
  for await (const bytes of pieces) {
    for (const { path, bytes: json } of splitter.push(bytes)) {
      const part = work.get(JSON.stringify(path.slice(0, -2)))?.part(path, json)
      if (part !== undefined) yield part
    }
  }
  for (const { last } of work.values()) yield* last()
}

type Reference = { readonly source: StixObject; readonly targetUuid: string; readonly kind: string }

function createEventWork(event: MispEvent) {
  const ids: string[] = []
  const idByUuid = new Map<string, string>()
  const references: Reference[] = []
  const refer = (source: StixObject, targetUuid: string, kind: string) => references.push({ source, targetUuid, kind })

  /** A part is read whether or not it is known already, so that the report names all: its ids are made here. */
  function part(path: JsonPath, json: Uint8Array): IntelligencePart {
    const read = () => contentsOf(readOne(event, path, json, refer))
    const contents = read()
    for (const { id, type } of contents.objects) if (!unreported.has(type)) ids.push(id)
    const [subject] = contents.objects
    const uuid = subject?.id.split('--')[1]
    if (subject !== undefined && uuid !== undefined && path.at(-2) === 'Object') idByUuid.set(uuid, subject.id)
    return { place: placeOf(path), bytes: withContext(event, json), read: () => contents }
  }

  /** Each grouping is a part of its own: of a large event they are large. */
  function* last(): Generator<IntelligencePart> {
    const links = references.flatMap((one) => linkOf(event, one, idByUuid))
    if (links.length > 0) yield madePart('Event', links)
    for (const one of reportOf(event, [...ids, ...links.map(({ id }) => id)])) yield madePart('Event', [one])
  }

  return { first: madePart('Event', eventObjects(event)), part, last }
}

/** What belongs to no event in particular, or stands beside what it is about. */
const unreported = new Set(['identity', 'marking-definition'])

function readOne(
  event: MispEvent,
  path: JsonPath,
  json: Uint8Array,
  refer: (source: StixObject, targetUuid: string, kind: string) => void,
): readonly StixObject[] {
  let value: unknown
  try {
    value = JSON.parse(utf8Text(json) ?? '')
  } catch {
    return []
  }
  return path.at(-2) === 'Object' ? readObject(event, value, refer) : readAttribute(event, value)
}

/** Objects that many attributes need: the organisation, the markings, the galaxies of the event’s own tags. */
function eventObjects(event: MispEvent): readonly StixObject[] {
  const markings = (['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const).map(tlpDefinition)
  const origin = originOf(event, { uuid: event.uuid })
  const galaxies = event.tags.galaxies.map(({ object }) => ({ ...object, created_by_ref: event.creator.id }))
  return origin === undefined ? [] : [event.creator, ...markings, ...galaxies]
}

function linkOf(event: MispEvent, { source, targetUuid, kind }: Reference, idByUuid: ReadonlyMap<string, string>) {
  const target = idByUuid.get(targetUuid.toLowerCase())
  const origin = originOf(event, { uuid: event.uuid })
  if (target === undefined || origin === undefined) return []
  const name = kind
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  return [relationship(origin, name === '' ? 'related-to' : name, source.id, target)]
}

function contentsOf(objects: readonly StixObject[]): PartContents {
  const all = objects.map(checked)
  return { objects: all.flatMap((one) => one.objects), problems: all.flatMap((one) => one.problems) }
}

function madePart(place: string, objects: readonly StixObject[]): IntelligencePart {
  return { place, bytes: utf8Bytes(JSON.stringify(objects)), read: () => contentsOf(objects) }
}

/** The same attribute in an event that says something else is not the same. */
function withContext(event: MispEvent, json: Uint8Array): Uint8Array {
  return Uint8Array.from([...sha1(event.fingerprint), ...sha1(json)])
}

function placeOf(path: JsonPath): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('')
}
