import type { CaseContent } from '@yagura/record'
import { attackSources } from '../attack/attack-id.ts'
import { isMembers, type Members } from '../members.ts'
import { markingRefs } from '../stix/marking-of.ts'
import type { StixObject } from '../stix/stix-object.ts'
import {
  additionIn,
  type BundleView,
  instantIn,
  leftOf,
  type ReadObject,
  textIn,
  textNamed,
  textsIn,
  titled,
} from './read-values.ts'
import { eventTypeScheme } from './write-happenings.ts'

type Label = NonNullable<Extract<CaseContent, { readonly kind: 'event' }>['labels']>[number]

const mostLabels = 64
const fidelities = ['start_time_fidelity', 'end_time_fidelity']

/** What happened; a line of the timeline where it has no name and is ours. */
export function readEvent(object: StixObject, view: BundleView): ReadObject {
  const start = instantIn(object, 'start_time')
  const said = textIn(object, 'description')
  if (additionIn(object)['part'] === 'entry' && said !== undefined) {
    // A line of the timeline stands at some time: where its file has lost that, when it was written.
    const atUtc = start ?? instantIn(object, 'created') ?? ''
    return { parts: [{ object, what: { kind: 'entry', atUtc, ...entryText(said) } }], left: [] }
  }
  const name = textIn(object, 'name')
  const labels = [...techniquesOf(object, view), ...typesOf(object), ...ownLabels(object)]
  const text = name === undefined && said !== undefined && said.length <= 300 ? undefined : said
  const what: CaseContent = {
    kind: 'event',
    title: titled(name ?? said ?? textsIn(object, 'event_types')[0] ?? 'event'),
    ...textNamed('text', text),
    ...instantNamed('fromUtc', start),
    ...instantNamed('untilUtc', instantIn(object, 'end_time')),
    ...(labels.length === 0 ? {} : { labels: labels.slice(0, mostLabels) }),
  }
  const status = String(object['status'])
  const left = [
    ...leftOf(object, ['goal', 'changed_objects', 'subevents', 'next_event_refs', ...fidelities]),
    ...(status === 'occurred' || status === 'undetermined' ? [] : [`status ${status}`]),
    ...(labels.length > mostLabels ? [`labels beyond the first ${mostLabels}`] : []),
  ]
  const names = textsIn(object, 'sighting_refs').flatMap((id) => view.byId.get(id) ?? [])
  return { parts: [{ object, names, what }], left }
}

function entryText(text: string): { readonly text: string } {
  return { text: textNamed('text', text).text ?? text }
}

function instantNamed<Name extends string>(name: Name, utc: string | undefined): { readonly [name in Name]?: string } {
  return utc === undefined ? {} : textNamed(name, utc)
}

/** Techniques of which an event names sightings. */
function techniquesOf(object: StixObject, { byId }: BundleView): readonly Label[] {
  return textsIn(object, 'sighting_refs').flatMap((id) => {
    const sighting = byId.get(id)
    const pattern = byId.get(textIn(sighting ?? {}, 'sighting_of_ref') ?? '')
    const references = pattern?.['external_references']
    const [reference] = (Array.isArray(references) ? references.filter(isMembers) : []).filter((one) =>
      attackSources.has(String(one['source_name'])),
    )
    const externalId = reference === undefined ? undefined : textIn(reference, 'external_id')
    if (pattern === undefined || reference === undefined || externalId === undefined) return []
    // The number is everybody’s; the name is told where it is marked no otherwise than what tells it.
    const guards = new Set([object, ...(sighting === undefined ? [] : [sighting])].flatMap(markingRefs))
    const name = markingRefs(pattern).every((ref) => guards.has(ref)) ? textIn(pattern, 'name') : undefined
    const named = name === undefined || name === externalId ? {} : { name: name.slice(0, 200) }
    return [{ scheme: String(reference['source_name']), id: externalId, ...named }]
  })
}

function typesOf(object: StixObject): readonly Label[] {
  return textsIn(object, 'event_types').map((id) => ({ scheme: eventTypeScheme, id: id.slice(0, 200) }))
}

function ownLabels(object: StixObject): readonly Label[] {
  const { labels } = additionIn(object)
  return (Array.isArray(labels) ? labels.filter(isMembers) : []).flatMap((label) => {
    const [scheme, id, name] = [textIn(label, 'scheme'), textIn(label, 'id'), textIn(label, 'name')]
    return scheme === undefined || id === undefined ? [] : [{ scheme, id, ...(name === undefined ? {} : { name }) }]
  })
}

/** An impact; of what a category says more of, a case holds nothing. */
export function readImpact(object: StixObject, { byId }: BundleView): ReadObject {
  const more = additionIn(object)
  const impacted = textsIn(object, 'impacted_refs')
  const hit = impacted.map((id) => textIn(byId.get(id) ?? {}, 'name') ?? id)
  const category = textIn(object, 'impact_category') ?? 'impact'
  const counts = countsOf(object)
  const [count] = ownCount(more) ?? counts
  const what: CaseContent = {
    kind: 'impact',
    on: titled(textIn(more, 'impacted') ?? (hit.length === 0 ? category.replace(/-ext$/, '') : hit.join(', '))),
    ...textNamed('text', textIn(object, 'description')),
    ...instantNamed('fromUtc', instantIn(object, 'start_time')),
    ...instantNamed('untilUtc', instantIn(object, 'end_time')),
    ...(count === undefined ? {} : { count }),
  }
  const extensions = isMembers(object['extensions']) ? Object.keys(object['extensions']) : []
  const left = [
    ...leftOf(object, ['criticality', 'recoverability', 'superseded_by_ref', ...fidelities]),
    ...extensions.filter((name) => name.endsWith('-ext')),
    ...counts.slice(ownCount(more) === undefined ? 1 : 0).map((one) => `impacted_entity_counts ${one.of}`),
  ]
  const names = more['impacted'] === undefined ? impacted.flatMap((id) => byId.get(id) ?? []) : []
  return { parts: [{ object, names, what }], left }
}

type Count = NonNullable<Extract<CaseContent, { readonly kind: 'impact' }>['count']>

function countsOf(object: StixObject): readonly Count[] {
  const counts = object['impacted_entity_counts']
  if (!isMembers(counts)) return []
  const named = textIn(counts, 'entity_type')
  const each: readonly (readonly [string, unknown])[] =
    named === undefined ? Object.entries(counts) : [[named, counts['count']]]
  return each.flatMap(([of, number]) =>
    typeof number === 'number' && number >= 0 ? [{ number, of: of.slice(0, 100) }] : [],
  )
}

function ownCount(more: Members): readonly Count[] | undefined {
  const [number, of] = [more['count_number'], textIn(more, 'count_of')]
  return typeof number === 'number' && of !== undefined ? [{ number, of }] : undefined
}

/** Something to do; whoever is assigned it or did it has it. */
export function readTask(object: StixObject, view: BundleView): ReadObject {
  const more = additionIn(object)
  const outcome = String(object['outcome'])
  const said = textIn(object, 'description')
  const person = textIn(more, 'assignee') === undefined ? personOf(object, ['assigned', 'performed'], view) : undefined
  const assignee = textIn(more, 'assignee') ?? person?.name
  const due = instantIn(more, 'due') ?? instantIn(object, 'due_date')
  const what: CaseContent = {
    kind: 'task',
    title: titled(textIn(object, 'name') ?? said ?? textsIn(object, 'task_types')[0] ?? 'task'),
    ...textNamed('text', said),
    ...(assignee === undefined ? {} : { assignee: assignee.slice(0, 100) }),
    ...instantNamed('dueUtc', due),
    state: outcome === 'successful' ? 'done' : outcome === 'cancelled' || outcome === 'failed' ? 'dropped' : 'open',
    ...textNamed('outcome', textIn(more, 'result') ?? textIn(object, 'error')),
  }
  const left = [
    ...leftOf(object, ['changed_objects', 'impacted_entity_counts', 'priority', 'start_time', 'end_time', 'subtasks']),
    ...leftOf(object, ['task_types', 'next_task_refs', ...fidelities]),
    ...(['successful', 'cancelled', 'pending'].includes(outcome) ? [] : [`outcome ${outcome}`]),
  ]
  return { parts: [{ object, names: person?.said ?? [], what }], left }
}

/** The name of an identity that stands to an object by one of some relationships, and the objects that say so. */
export function personOf(
  object: StixObject,
  kinds: readonly string[],
  view: BundleView,
): { readonly name: string; readonly said: readonly StixObject[] } | undefined {
  const [person] = view
    .relationshipsTo(object.id)
    .filter((one) => kinds.includes(String(one['relationship_type'])) && one['revoked'] !== true)
    .flatMap((one) => {
      const identity = view.byId.get(String(one['source_ref']))
      const name = identity?.type === 'identity' ? textIn(identity, 'name') : undefined
      return identity === undefined || name === undefined ? [] : [{ name, said: [one, identity] }]
    })
  return person
}
