import type { Marking, Tlp } from '@yagura/record'
import { isMembers } from '../members.ts'
import type { StixObject } from '../stix/stix-object.ts'
import { tlp2Definitions, tlp2Extension } from '../stix/tlp.ts'
import { caseExtension, definedUtc } from './case-extension.ts'
import { stableId } from './stable-id.ts'

/** When OASIS published the markings of TLP 2.0. */
const tlp2Created = '2022-10-01T00:00:00.000Z'

/** The definitions by which a marking is said in STIX: its TLP label where it has one, and a statement of it all. */
export function markingObjects(mark: Marking, words: string): readonly StixObject[] {
  const marking = { ...mark }
  const statement: StixObject = {
    type: 'marking-definition',
    spec_version: '2.1',
    id: stableId('marking-definition', JSON.stringify(sorted(marking)), words),
    created: definedUtc,
    definition_type: 'statement',
    definition: { statement: words },
    extensions: { [caseExtension]: { extension_type: 'property-extension', part: 'marking', marking } },
  }
  return mark.tlp === undefined ? [statement] : [tlpObject(mark.tlp), statement]
}

/** A marking of TLP 2.0 as OASIS defines it. */
function tlpObject(label: Tlp): StixObject {
  const word = label.toLowerCase()
  const [id = ''] = Object.entries(tlp2Definitions).find(([, each]) => each === word) ?? []
  return {
    ...{ type: 'marking-definition', spec_version: '2.1', id, created: tlp2Created, name: `TLP:${label}` },
    extensions: { [tlp2Extension]: { extension_type: 'property-extension', tlp_2_0: word } },
  }
}

/** Equal markings give equal text, in whatever order their members stand. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isMembers(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name])]),
  )
}
