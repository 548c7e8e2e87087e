import { isMembers, type Members } from '../../members.ts'
import { commonMembers, commonRequired, extensionTypes } from './common-rules.ts'
import { compareTimes } from './compare-times.ts'
import { dictionaryOf } from './dictionaries.ts'
import { type Findings, shown } from './findings.ts'
import { observableTypes } from './object-types.ts'
import { identifier, refNotTo, refsTo } from './references.ts'
import { isLanguageTag } from './registries.ts'
import { checkRelationshipKind } from './relationship-matrix.ts'
import { checkTlp } from './tlp-rules.ts'
import {
  anything,
  filledText,
  flag,
  formed,
  integer,
  listOf,
  type MemberRules,
  oneOf,
  type Structure,
  text,
  timestamp,
  type ValueRule,
} from './values.ts'
import { isLowerWithHyphens } from './vocabularies.ts'

const unrelated = [
  'relationship',
  'sighting',
  'bundle',
  'marking-definition',
  'language-content',
  'extension-definition',
]

const contentKey = /^[a-z0-9_]{3,250}$/

/** Texts by property in one language. Source: STIX 2.1 §7.1. */
const translation: ValueRule = (value, findings) => {
  if (!isMembers(value)) return findings.must('value-type', '7.1', 'wants an object')
  for (const name of Object.keys(value)) {
    findings.enter(name)
    if (!contentKey.test(name)) findings.must('property-name', '7.1', `${shown(name)} is no name of a property`)
    anything(value[name], findings)
    findings.leave()
  }
}

const contents: ValueRule = (value, findings) => {
  dictionaryOf(translation, { section: '7.1' })(value, findings)
  if (!isMembers(value)) return
  for (const tag of Object.keys(value)) {
    if (!isLanguageTag(tag)) findings.must('language', '7.1', `${shown(tag)} is no language tag of RFC 5646`)
  }
}

/** A marking definition has no versions: a `modified` is a property of somebody's own, and a time all the same. */
function checkOwnModified({ modified }: Members, findings: Findings): void {
  if (modified === undefined || modified === null) return
  findings.enter('modified')
  timestamp(modified, findings)
  findings.leave()
}

function checkMarkingDefinition(value: Members, findings: Findings): void {
  checkOwnModified(value, findings)
  const { definition_type: kind, definition, extensions } = value
  if (extensions === undefined && (kind === undefined || definition === undefined)) {
    findings.must('required', '7.2.1', 'wants definition_type and definition, or extensions')
  }
  if (typeof kind === 'string' && kind !== 'statement' && kind !== 'tlp') {
    findings.should('marking-definition-type', '7.2.1', `${shown(kind)} is neither statement nor tlp`)
    if (extensions === undefined) findings.should('extensions-use', '7.3', `${shown(kind)} should be an extension`)
    if (!isLowerWithHyphens(kind)) findings.should('open-vocab-format', '2.14', `${shown(kind)} is not in lower case`)
  }
  if (kind === 'statement' && (!isMembers(definition) || typeof definition['statement'] !== 'string')) {
    findings.must('required', '7.2.1', 'a statement wants the text “statement” in its definition')
  }
  checkTlp(value, findings)
  checkNotItself(value, findings)
}

function checkNotItself(value: Members, findings: Findings): void {
  const { object_marking_refs: refs, granular_markings: granular } = value
  const isCircular =
    (Array.isArray(refs) && refs.includes(value['id'])) ||
    (Array.isArray(granular) && granular.some((one) => isMembers(one) && one['marking_ref'] === value['id']))
  if (isCircular) findings.must('circular-marking', '7.2.1', 'a marking definition may not be marked by itself')
}

function checkExtensionDefinition(value: Members, findings: Findings): void {
  const { extension_types: types, extension_properties: properties } = value
  const isTopLevel = Array.isArray(types) && types.includes('toplevel-property-extension')
  if (!isTopLevel && properties !== undefined) {
    findings.must('exclusive', '7.3', 'extension_properties goes with toplevel-property-extension')
  }
  if (isTopLevel && properties === undefined) {
    findings.should('extension-properties', '7.3', 'should name its properties in extension_properties')
  }
  if (value['description'] === undefined) findings.should('extension-description', '7.3', 'has no description')
}

/** Relationship objects. Source: STIX 2.1 §5. */
export const relationshipRules: Readonly<Record<string, Structure>> = {
  relationship: {
    section: '5.1',
    required: [...commonRequired, 'relationship_type', 'source_ref', 'target_ref'],
    members: {
      ...commonMembers,
      relationship_type: formed(/^[a-z0-9-]+$/, 'relationship-name', '5.1', 'small letters, digits and hyphens'),
      description: text,
      source_ref: refNotTo(...unrelated),
      target_ref: refNotTo(...unrelated),
      start_time: timestamp,
      stop_time: timestamp,
    },
    whole: (value, findings) => {
      compareTimes('start_time', 'stop_time', 'later', '5.1')(value, findings)
      checkRelationshipKind(value, findings)
    },
  },
  sighting: {
    section: '5.2',
    required: [...commonRequired, 'sighting_of_ref'],
    members: {
      ...commonMembers,
      description: text,
      first_seen: timestamp,
      last_seen: timestamp,
      count: integer(0, 999_999_999),
      sighting_of_ref: refNotTo(...unrelated, ...observableTypes),
      observed_data_refs: refsTo('observed-data'),
      where_sighted_refs: refsTo('identity', 'location'),
      summary: flag,
    },
    whole: compareTimes('first_seen', 'last_seen', 'same-or-later', '5.2'),
  },
}

/** The common members but those that a type has no use for. Source: STIX 2.1 §3.2, table “applicability”. */
function commonBut(...names: readonly string[]): MemberRules {
  return Object.fromEntries(Object.entries(commonMembers).filter(([name]) => !names.includes(name)))
}

/** Meta objects. Source: STIX 2.1 §7. */
export const metaRules: Readonly<Record<string, Structure>> = {
  'language-content': {
    section: '7.1',
    required: [...commonRequired, 'object_ref', 'contents'],
    members: {
      ...commonBut('lang'),
      object_ref: refNotTo('bundle', 'language-content'),
      object_modified: timestamp,
      contents,
    },
  },
  'marking-definition': {
    section: '7.2.1',
    required: ['type', 'spec_version', 'id', 'created'],
    members: {
      ...commonBut('modified', 'revoked', 'labels', 'confidence'),
      name: text,
      definition_type: text,
      definition: (value, findings) => {
        if (!isMembers(value)) findings.must('value-type', '7.2.1', 'wants an object')
      },
    },
    whole: checkMarkingDefinition,
  },
  'extension-definition': {
    section: '7.3',
    required: [...commonRequired, 'created_by_ref', 'name', 'schema', 'version', 'extension_types'],
    members: {
      ...commonBut('confidence', 'lang', 'extensions'),
      name: filledText,
      description: text,
      schema: text,
      version: text,
      extension_types: listOf(oneOf(extensionTypes, '10.5')),
      extension_properties: listOf(text),
    },
    whole: checkExtensionDefinition,
  },
}

/** Of a bundle. Source: STIX 2.1 §8. */
export const bundleRules: Structure = {
  section: '8',
  required: ['type', 'id'],
  members: {
    type: oneOf(['bundle'], '8'),
    id: identifier,
    objects: (value, findings) => {
      if (!Array.isArray(value)) findings.must('value-type', '8', 'wants a list')
      // No list may be empty (§2.12); but a shared fixture of what is valid is a bundle of none.
      else if (value.length === 0) findings.should('empty-bundle', '8', 'is an empty list')
    },
  },
}
