import type { Tlp } from '@yagura/record'
import { isMembers, type Members } from '../members.ts'
import type { StixObject } from '../stix/stix-object.ts'
import { tlp2IdOf, tlpDefinition, tlpLabel } from '../stix/tlp.ts'
import { uuidFromName } from '../stix/uuid.ts'
import { type Advisory, listOf, membersOf, textOf } from './advisory.ts'
import { type Context, referenceOf } from './context.ts'
import { productObjects } from './product-objects.ts'
import { vulnerabilityObjects } from './vulnerability-objects.ts'

const unknownTime = '1970-01-01T00:00:00.000Z'

/**
 * An advisory as STIX 2.1: a report that names what follows from it. Vulnerabilities, courses of action, notes, and products as software
 * with relationships that say in which state they are.
 */
export function csafToStix(advisory: Advisory): readonly StixObject[] {
  const { document } = advisory
  const publisher = publisherOf(membersOf(document['publisher']))
  const tracking = membersOf(document['tracking'])
  const modified = instantOf(tracking['current_release_date']) ?? unknownTime
  const created = instantOf(tracking['initial_release_date']) ?? modified
  const tlp = tlpOf(document)
  const marked = tlp === undefined ? {} : { object_marking_refs: [tlp2IdOf(tlp)] }
  const common = {
    spec_version: '2.1',
    created_by_ref: publisher.id,
    created: created > modified ? modified : created,
    modified,
    ...marked,
  }
  const name = `csaf ${publisher.id} ${textOf(tracking['id'])}`
  const context: Context = { common, marked, idOf: (type, part) => `${type}--${uuidFromName(`${name} ${part}`, 5)}` }
  const products = productObjects(advisory, context)
  const objects = [...products.objects, ...vulnerabilityObjects(advisory, products.idByProduct, context)]
  const markings = tlp === undefined ? [] : [tlpDefinition(tlp)]
  return [publisher, ...markings, ...objects, reportOf(document, publisher, objects, context)]
}

function publisherOf(publisher: Members): StixObject {
  const [name, namespace] = [textOf(publisher['name']) || 'unknown', textOf(publisher['namespace'])]
  const contact = textOf(publisher['contact_details'])
  return {
    type: 'identity',
    spec_version: '2.1',
    id: `identity--${uuidFromName(`csaf ${namespace} ${name} ${contact}`, 5)}`,
    created: unknownTime,
    modified: unknownTime,
    name,
    identity_class: 'organization',
    ...(contact === '' ? {} : { contact_information: contact }),
  }
}

/** Words about distribution without a label may restrict it: what they say is not known, so it stays within the organisation. */
function tlpOf(document: Members): Tlp | undefined {
  const distribution = document['distribution']
  if (!isMembers(distribution)) return undefined
  const label = tlpLabel(textOf(membersOf(distribution['tlp'])['label']))
  return label ?? (textOf(distribution['text']) === '' ? undefined : 'AMBER+STRICT')
}

function instantOf(text: unknown): string | undefined {
  const unixMs = Date.parse(textOf(text))
  return Number.isNaN(unixMs) ? undefined : new Date(unixMs).toISOString()
}

function reportOf(
  document: Members,
  publisher: StixObject,
  objects: readonly StixObject[],
  context: Context,
): StixObject {
  const tracking = membersOf(document['tracking'])
  const notes = listOf(document['notes'])
  const told =
    notes.find((note) => note['category'] === 'summary') ?? notes.find((note) => note['category'] === 'description')
  const references = listOf(document['references']).flatMap((one) => referenceOf(one))
  const own = { source_name: publisher['name'], external_id: textOf(tracking['id']) }
  const refs = [...new Set([publisher.id, ...objects.map(({ id }) => id)])]
  return {
    type: 'report',
    id: context.idOf('report', 'document'),
    ...context.common,
    name: textOf(document['title']) || textOf(tracking['id']) || 'CSAF',
    ...(told === undefined ? {} : { description: textOf(told['text']) }),
    labels: [textOf(document['category']) || 'csaf'],
    report_types: ['vulnerability'],
    published: context.common['created'],
    external_references: [...(own.external_id === '' ? [] : [own]), ...references].slice(0, 1000),
    object_refs: refs,
  }
}
