import type { CaseContent } from '@yagura/record'
import { attackSources } from '../attack/attack-id.ts'
import type { StixObject } from '../stix/stix-object.ts'
import { asNewType, suiteExtensions } from './suite-ids.ts'
import { suiteVocabularies } from './suite-words.ts'
import { addition, type PartToWrite, present } from './written-part.ts'

type Said<Kind extends CaseContent['kind']> = PartToWrite<Extract<CaseContent, { readonly kind: Kind }>>
type Label = NonNullable<Extract<CaseContent, { readonly kind: 'event' }>['labels']>[number]

/** Scheme of labels that are words of the suite for events. */
export const eventTypeScheme = 'event-type-ov'

/** What happened, with a sighting of each technique that it shows. */
export function writeEvent({ part, what, common, id, besides }: Said<'event'>): readonly StixObject[] {
  const { title, text, fromUtc, untilUtc, labels = [] } = what
  const techniques = labels.filter(({ scheme }) => attackSources.has(scheme))
  const types = labels.filter(isEventType)
  const others = labels.filter((label) => !techniques.includes(label) && !types.includes(label))
  const sightings = techniques.flatMap((label) => writeTechnique(label, what, common, besides))
  const event: StixObject = {
    type: 'event',
    id,
    ...common,
    ...present({
      ...{ name: title, description: text, start_time: fromUtc, end_time: untilUtc },
      event_types: types.length === 0 ? undefined : types.map((label) => label.id),
      sighting_refs: techniques.length === 0 ? undefined : sightings.flatMap(idOfSighting),
    }),
    status: untilUtc === undefined ? 'undetermined' : 'occurred',
    extensions: {
      ...asNewType(suiteExtensions.event),
      ...addition('event', { labels: others.length === 0 ? undefined : others, author: part.author }),
    },
  }
  return [event, ...sightings]
}

function isEventType({ scheme, id, name }: Label): boolean {
  return scheme === eventTypeScheme && name === undefined && suiteVocabularies.eventType.includes(id)
}

function idOfSighting({ type, id }: StixObject): readonly string[] {
  return type === 'sighting' ? [id] : []
}

function writeTechnique(
  { scheme, id: externalId, name }: Label,
  { fromUtc, untilUtc }: Said<'event'>['what'],
  common: PartToWrite['common'],
  besides: PartToWrite['besides'],
): readonly StixObject[] {
  const reference = { source_name: scheme, external_id: externalId }
  const pattern: StixObject = {
    type: 'attack-pattern',
    id: besides('attack-pattern', scheme, externalId),
    ...common,
    name: name ?? externalId,
    external_references: [reference],
  }
  const sighting: StixObject = {
    type: 'sighting',
    id: besides('sighting', scheme, externalId),
    ...common,
    ...present({ first_seen: fromUtc, last_seen: untilUtc }),
    sighting_of_ref: pattern.id,
  }
  return [pattern, sighting]
}

/** A line of the timeline: an event without a name. */
export function writeEntry({ part, what, common, id }: Said<'entry'>): readonly StixObject[] {
  const extensions = { ...asNewType(suiteExtensions.event), ...addition('entry', { author: part.author }) }
  return [
    { type: 'event', id, ...common, description: what.text, start_time: what.atUtc, status: 'occurred', extensions },
  ]
}

/** An impact: a case says what was hit and how many, and leaves the category of the suite open. */
export function writeImpact({ part, what, common, id }: Said<'impact'>): readonly StixObject[] {
  const { on, text, fromUtc, untilUtc, count } = what
  const isCount = count !== undefined && Number.isSafeInteger(count.number) && /^[a-z][a-z-]*$/.test(count.of)
  const more = addition('impact', {
    ...{ impacted: on, author: part.author },
    ...(count === undefined || isCount ? {} : { count_number: count.number, count_of: count.of }),
  })
  const [category] = Object.keys(more)
  const impact: StixObject = {
    type: 'impact',
    id,
    ...common,
    impact_category: category,
    ...present({
      ...{ description: text, start_time: fromUtc, end_time: untilUtc },
      impacted_entity_counts: isCount ? { [count.of]: count.number } : undefined,
    }),
    extensions: { ...asNewType(suiteExtensions.impact), ...more },
  }
  return [impact]
}

const outcomes = { open: 'pending', done: 'successful', dropped: 'cancelled' } as const

/** Something to do. */
export function writeTask({ part, what, common, id }: Said<'task'>): readonly StixObject[] {
  const { title, text, assignee, dueUtc, state, outcome } = what
  const task: StixObject = {
    type: 'task',
    id,
    ...common,
    name: title,
    ...present({ description: text }),
    outcome: outcomes[state],
    extensions: {
      ...asNewType(suiteExtensions.task),
      ...addition('task', { assignee, due: dueUtc, result: outcome, author: part.author }),
    },
  }
  return [task]
}
