import { canonicalBytes, type Marking, utf8Text } from '@yagura/record'
import type { StixObject } from '../stix/stix-object.ts'
import { tlpDefinition } from '../stix/tlp.ts'
import { caseExtension, definedUtc } from './case-extension.ts'
import { stableId } from './stable-id.ts'

/** The definitions by which a marking is said in STIX: its TLP label where it has one, and a statement of it all. */
export function markingObjects(mark: Marking, words: string): readonly StixObject[] {
  const marking = { ...mark }
  const statement: StixObject = {
    type: 'marking-definition',
    spec_version: '2.1',
    id: stableId('marking-definition', utf8Text(canonicalBytes(marking)) ?? '', words),
    created: definedUtc,
    definition_type: 'statement',
    definition: { statement: words },
    extensions: { [caseExtension]: { extension_type: 'property-extension', part: 'marking', marking } },
  }
  return mark.tlp === undefined ? [statement] : [tlpDefinition(mark.tlp), statement]
}
