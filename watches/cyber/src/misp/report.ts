import type { StixObject } from '../stix/stix-object.ts'
import { uuidFromName } from '../stix/uuid.ts'
import { originOf } from './attribute.ts'
import type { MispEvent } from './event.ts'

/** Objects that one report or grouping names: more, and a record of it could no longer be sent or read in one piece. */
const mostRefs = 5000

/**
 * The report that an event is. Of a large event it names groupings, and they name the objects.
 *
 * @param ids - Of the objects of the event.
 */
export function reportOf(event: MispEvent, ids: readonly string[]): readonly StixObject[] {
  const origin = originOf(event, { uuid: event.uuid })
  if (origin === undefined) return []
  const unique = [...new Set(ids)]
  const galaxies = event.tags.galaxies.map(({ object }) => object.id)
  const labels = event.tags.labels.length > 0 ? { labels: event.tags.labels } : {}
  const common = { ...origin.common, created: event.createdUtc, modified: event.modifiedUtc, ...labels }
  const groupings = unique.length > mostRefs ? groupingsOf(event, common, unique) : []
  const named = groupings.length > 0 ? groupings.map(({ id }) => id) : unique
  const refs = [...new Set([event.creator.id, ...galaxies, ...named])]
  const report: StixObject = {
    type: 'report',
    id: `report--${event.uuid}`,
    ...common,
    name: event.info === '' ? event.uuid : event.info,
    report_types: ['threat-report'],
    published: event.modifiedUtc,
    object_refs: refs,
  }
  return [...groupings, report]
}

function groupingsOf(event: MispEvent, common: object, ids: readonly string[]): readonly StixObject[] {
  const count = Math.ceil(ids.length / mostRefs)
  return Array.from({ length: count }, (_, index) => ({
    type: 'grouping',
    id: `grouping--${uuidFromName(`${event.uuid} ${index}`, 5)}`,
    ...common,
    name: `${event.info} (${index + 1}/${count})`,
    context: 'unspecified',
    object_refs: ids.slice(index * mostRefs, (index + 1) * mostRefs),
  }))
}
