import type { CaseContent } from '@yagura/record'
import { isMembers } from '../members.ts'
import type { StixObject } from '../stix/stix-object.ts'
import { readNote, readObserved, readOpinion, readRelationship } from './read-analysis.ts'
import { personOf, readEvent, readImpact, readTask } from './read-happenings.ts'
import { readCustody, readHypothesis, readLink, readRating, readWeighing } from './read-own.ts'
import {
  additionIn,
  type BundleView,
  leftOf,
  type ReadObject,
  type ReadPart,
  textIn,
  textNamed,
  textsIn,
  titled,
} from './read-values.ts'
import { suiteExtensions } from './suite-ids.ts'
import type { NotCarried } from './write-case.ts'

/** A case as a bundle tells it. */
export type ReadCase = {
  /** First what opens it; what is about other parts comes after them, naming them by the ids of their objects. */
  readonly parts: readonly ReadPart[]
  readonly notCarried: readonly NotCarried[]
}

/** Whether a bundle holds one case. */
export type ReadCaseAnswer =
  | { readonly ok: true; readonly case: ReadCase }
  /** How many incidents it holds: none, or several of which none was named. */
  | { readonly ok: false; readonly incidents: readonly { readonly id: string; readonly name: string }[] }

/** What stands beside a case and is no part of it. */
const frame = new Set(['marking-definition', 'extension-definition', 'identity'])
/** Relationships that say who is answerable. */
const personal = new Set(['contact-for', 'assigned', 'performed'])

/**
 * Reads a case out of a bundle: of the incident suite or of the standard alone. What has no place in a case is named, and stays in
 * the bundle for whoever keeps objects.
 *
 * @param objects - Of STIX 2.1, checked.
 * @param incidentId - Which one, where there are several.
 */
export function readCase(objects: readonly StixObject[], incidentId?: string): ReadCaseAnswer {
  const newest = newestOf(objects)
  const incidents = newest.filter(
    ({ type, id }) => type === 'incident' && (incidentId === undefined || id === incidentId),
  )
  const [incident, ...others] = incidents
  if (incident === undefined || others.length > 0) {
    return { ok: false, incidents: incidents.map((one) => ({ id: one.id, name: textIn(one, 'name') ?? one.id })) }
  }
  const view = viewOf(newest)
  const live = newest.filter((object) => object['revoked'] !== true)
  const first = live.flatMap((object) => readFirst(object, view) ?? [])
  const told = new Set(first.flatMap(({ parts }) => parts.map(({ object }) => object.id)))
  const used = usedBy(live, told, view)
  const second = live.flatMap((object) => readSecond(object, view, told, used) ?? [])
  const opening = readIncident(incident, view)
  const all = [opening, ...first, ...second]
  const revoked = newest.filter((object) => object['revoked'] === true)
  const closing = closingOf(incident)
  return {
    ok: true,
    case: {
      parts: [...all.flatMap(({ parts }) => parts), ...closing],
      notCarried: [
        ...all.flatMap(({ of, left }) => left.map((why) => ({ what: of, why }))),
        ...revoked.map(({ id }) => ({ what: id, why: 'its creator revoked it' })),
      ],
    },
  }
}

type ReadOf = ReadObject & { readonly of: string }

/** Of several versions of an object the newest. */
function newestOf(objects: readonly StixObject[]): readonly StixObject[] {
  const byId = new Map<string, StixObject>()
  for (const object of objects) {
    const known = byId.get(object.id)
    if (known === undefined || (textIn(object, 'modified') ?? '') > (textIn(known, 'modified') ?? ''))
      byId.set(object.id, object)
  }
  return [...byId.values()]
}

function viewOf(objects: readonly StixObject[]): BundleView {
  const byTarget = new Map<string, StixObject[]>()
  for (const object of objects) {
    const target = object.type === 'relationship' ? textIn(object, 'target_ref') : undefined
    const known = target === undefined ? undefined : byTarget.get(target)
    if (known !== undefined) known.push(object)
    else if (target !== undefined) byTarget.set(target, [object])
  }
  return {
    byId: new Map(objects.map((object) => [object.id, object])),
    relationshipsTo: (id) => byTarget.get(id) ?? [],
  }
}

function readIncident(incident: StixObject, view: BundleView): ReadOf {
  const more = additionIn(incident)
  const extensions = incident['extensions']
  const suite = isMembers(extensions) ? extensions[suiteExtensions.incident] : undefined
  const person = textIn(more, 'owner') === undefined ? personOf(incident, ['contact-for'], view) : undefined
  const owner = textIn(more, 'owner') ?? person?.name
  const title = titled(textIn(incident, 'name') ?? incident.id)
  const opened: CaseContent = { kind: 'opened', title, ...textNamed('text', textIn(incident, 'description')) }
  const names = person?.said ?? []
  const owned: readonly ReadPart[] =
    owner === undefined ? [] : [{ object: incident, names, what: { kind: 'owned', owner: owner.slice(0, 100) } }]
  const judged = [
    'criticality',
    'recoverability',
    'scores',
    'impacted_entity_counts',
    'incident_types',
    'detection_methods',
  ]
  const determination = isMembers(suite) ? suite['determination'] : undefined
  const isSuspected = determination === undefined || determination === 'suspected'
  return {
    of: incident.id,
    parts: [{ object: incident, what: opened }, ...owned],
    left: [
      ...leftOf(isMembers(suite) ? suite : {}, judged),
      ...(isSuspected ? [] : [`determination ${String(determination)}`]),
      ...(isSequenced(suite) ? ['which event or task comes after which'] : []),
    ],
  }
}

function isSequenced(suite: unknown): boolean {
  const lists = isMembers(suite) ? [suite['events'], suite['tasks']] : []
  return lists.flat().some((entry) => isMembers(entry) && entry['next_steps'] !== undefined)
}

/** A case that was closed is closed last, so that its parts can be told. */
function closingOf(incident: StixObject): readonly ReadPart[] {
  const extensions = incident['extensions']
  const suite = isMembers(extensions) ? extensions[suiteExtensions.incident] : undefined
  if (!isMembers(suite) || suite['investigation_status'] !== 'closed') return []
  const why = textIn(additionIn(incident), 'closing_reason') ?? 'investigation_status: closed'
  return [{ object: incident, what: { kind: 'closed', why: textNamed('why', why).why ?? why } }]
}

/** What other parts may be about. */
function readFirst(object: StixObject, view: BundleView): ReadOf | undefined {
  const read = readFirstOf(object, view)
  return read === undefined ? undefined : { ...read, of: object.id }
}

function readFirstOf(object: StixObject, view: BundleView): ReadObject | undefined {
  switch (object.type) {
    case 'event':
      return readEvent(object, view)
    case 'impact':
      return readImpact(object, view)
    case 'task':
      return readTask(object, view)
    case 'observed-data':
      return readObserved(object, view)
    case 'hypothesis':
      return readHypothesis(object)
    case 'note':
      return additionIn(object)['part'] === 'evidence' ? readNote(object, view, () => false) : undefined
    default:
      return undefined
  }
}

/** What may be about parts, and what has no place. */
function readSecond(
  object: StixObject,
  view: BundleView,
  told: ReadonlySet<string>,
  used: ReadonlySet<string>,
): ReadOf | undefined {
  if (told.has(object.id) || used.has(object.id) || object.type === 'incident') return undefined
  const read = readSecondOf(object, view, (id) => told.has(id))
  return { ...(read ?? { parts: [], left: [`a case has no place for ${object.type}`] }), of: object.id }
}

function readSecondOf(object: StixObject, view: BundleView, isPart: (id: string) => boolean): ReadObject | undefined {
  switch (object.type) {
    case 'note':
      return readNote(object, view, isPart)
    case 'opinion':
      return readOpinion(object, view, isPart)
    case 'ach-rating':
      return readRating(object, isPart)
    case 'evidence-weighing':
      return readWeighing(object, isPart)
    case 'custody-transfer':
      return readCustody(object, isPart)
    case 'case-link':
      return readLink(object, object)
    case 'relationship':
      return additionIn(object)['part'] === 'link'
        ? readLink(object, additionIn(object))
        : readRelationship(object, view)
    default:
      return undefined
  }
}

/** Objects that are told by others: what frames the bundle, and what events, evidence and links name. */
function usedBy(live: readonly StixObject[], told: ReadonlySet<string>, view: BundleView): ReadonlySet<string> {
  return new Set(live.flatMap((object) => [...(isFrame(object) ? [object.id] : []), ...namedBy(object, told, view)]))
}

function isFrame(object: StixObject): boolean {
  const isOurGrouping = object.type === 'grouping' && additionIn(object)['part'] === 'case'
  const isPersonal = object.type === 'relationship' && personal.has(String(object['relationship_type']))
  return frame.has(object.type) || isOurGrouping || isPersonal
}

function namedBy(object: StixObject, told: ReadonlySet<string>, view: BundleView): readonly string[] {
  if (object.type === 'relationship' && !isFrame(object)) {
    return ['source_ref', 'target_ref'].flatMap((end) => textIn(object, end) ?? [])
  }
  if (!told.has(object.id)) return []
  const sightings = textsIn(object, 'sighting_refs')
  const sighted = sightings.flatMap((id) => textIn(view.byId.get(id) ?? {}, 'sighting_of_ref') ?? [])
  return [...textsIn(object, 'object_refs'), ...sightings, ...sighted]
}
