import { commonMembers, extensions, granularMembers } from './common-rules.ts'
import { domainRules } from './domain-rules.ts'
import { shown } from './findings.ts'
import { metaRules, relationshipRules } from './meta-rules.ts'
import { httpRequest, networkExtensions } from './observable-extensions.ts'
import { observableRules, registryTypes } from './observable-rules.ts'
import { refsTo, refTo } from './references.ts'
import {
  flag,
  listOf,
  type MemberRules,
  oneOf,
  type Structure,
  structure,
  text,
  timestamp,
  type ValueRule,
} from './values.ts'
import { type Vocabulary, wordsOf } from './vocabularies.ts'

const common =
  'type id created_by_ref created modified revoked labels external_references object_marking_refs granular_markings'

/** When a version was made: exactly to the millisecond. Source: STIX 2.0 part 1, 3.1. */
const timestampOf20: ValueRule = (value, findings) => {
  timestamp(value, findings)
  if (typeof value === 'string' && /^.{19}(?:\.\d+)?Z$/.test(value) && value.length !== msLength) {
    findings.must('timestamp-precision', '2.0 part 1, 3.1', `${shown(value)} is not written to the millisecond`)
  }
}

/** Characters of a time to the millisecond. */
const msLength = 24

const { defanged: _, ...ofVersions } = commonMembers

/** Of all objects but observables. 2.0 does not mark languages. Source: STIX 2.0 part 1, 3.1, 4.3. */
export const commonMembers20: MemberRules = {
  ...ofVersions,
  created: timestampOf20,
  modified: timestampOf20,
  granular_markings: listOf(
    structure({ section: '2.0 part 1, 4.3', required: ['marking_ref', 'selectors'], members: granularMembers }),
  ),
}

function pick(members: MemberRules, names: string): MemberRules {
  return Object.fromEntries(
    names.split(' ').flatMap((name) => {
      const rule = members[name]
      return rule === undefined ? [] : [[name, rule]]
    }),
  )
}

const labelVocabularies: Readonly<Record<string, Vocabulary>> = {
  indicator: 'indicator-types',
  malware: 'malware-types',
  report: 'report-types',
  'threat-actor': 'threat-actor-types',
  tool: 'tool-types',
}

/** Labels are words of a vocabulary of some types; 2.1 has properties of their own for them. */
function labelsOf(type: string): ValueRule {
  const vocabulary = Object.hasOwn(labelVocabularies, type) ? labelVocabularies[type] : undefined
  return vocabulary === undefined ? listOf(text) : wordsOf(vocabulary)
}

function domain(type: string, section: string, required: string, names: string): readonly [string, Structure] {
  const of21 = domainRules[type] ?? relationshipRules[type] ?? metaRules[type]
  const needed = `type id created ${type === 'marking-definition' ? '' : 'modified '}${required}`.trim().split(' ')
  // The precision of 2.0 is of versions, which a marking definition has not: its own examples are of whole seconds.
  const made = type === 'marking-definition' ? { created: timestamp } : {}
  const members = { ...pick(commonMembers20, common), ...made, ...pick(of21?.members ?? {}, `${required} ${names}`) }
  const whole = type === 'observed-data' || type === 'malware' ? undefined : of21?.whole
  const rules = { section, members: { ...members, labels: labelsOf(type) }, required: needed }
  return [type, whole === undefined ? rules : { ...rules, whole }]
}

const seen = 'description aliases first_seen last_seen'
const motives = 'goals resource_level primary_motivation secondary_motivations'

/** Objects of STIX 2.0, whose properties mean what they mean in 2.1. Source: STIX 2.0 part 2. */
export const rules20: ReadonlyMap<string, Structure> = new Map([
  domain('attack-pattern', '2.0 part 2, 2.1', 'name', 'description kill_chain_phases'),
  domain('campaign', '2.0 part 2, 2.2', 'name', `${seen} objective`),
  domain('course-of-action', '2.0 part 2, 2.3', 'name', 'description'),
  domain('identity', '2.0 part 2, 2.4', 'name identity_class', 'description sectors contact_information'),
  domain('indicator', '2.0 part 2, 2.5', 'labels pattern valid_from', 'name description valid_until kill_chain_phases'),
  domain('intrusion-set', '2.0 part 2, 2.6', 'name', `${seen} ${motives}`),
  domain('malware', '2.0 part 2, 2.7', 'labels name', 'description kill_chain_phases'),
  domain('observed-data', '2.0 part 2, 2.8', 'first_observed last_observed number_observed objects', ''),
  domain('report', '2.0 part 2, 2.9', 'labels name published object_refs', 'description'),
  domain(
    'threat-actor',
    '2.0 part 2, 2.10',
    'labels name',
    `${seen} roles sophistication ${motives} personal_motivations`,
  ),
  domain('tool', '2.0 part 2, 2.11', 'labels name', 'description kill_chain_phases tool_version'),
  domain('vulnerability', '2.0 part 2, 2.12', 'name', 'description'),
  domain('relationship', '2.0 part 2, 3.1', 'relationship_type source_ref target_ref', 'description'),
  domain(
    'sighting',
    '2.0 part 2, 3.2',
    'sighting_of_ref',
    'first_seen last_seen count observed_data_refs where_sighted_refs summary',
  ),
  domain('marking-definition', '2.0 part 1, 4.1', 'definition_type definition', ''),
])

const fileTimes: MemberRules = { created: timestamp, modified: timestamp, accessed: timestamp }

/** Source: STIX 2.0 part 4, 2.17.2. */
const registryValue = structure({
  section: '2.0 part 4, 2.17.2',
  isClosed: true,
  required: ['name'],
  members: {
    name: text,
    data: text,
    data_type: oneOf(
      registryTypes.filter((type) => type !== 'REG_DWORD_LITTLE_ENDIAN'),
      '2.0 part 4, 2.17.3',
    ),
  },
})

/** Where observables of 2.0 have other properties than those of 2.1. Source: STIX 2.0 part 4. */
const otherMembers: Readonly<Record<string, MemberRules>> = {
  directory: fileTimes,
  file: { ...fileTimes, is_encrypted: flag, encryption_algorithm: text, decryption_key: text },
  process: { name: text, created: timestamp, arguments: listOf(text), binary_ref: refTo('file') },
  'user-account': { password_last_changed: timestamp },
  'windows-registry-key': { modified: timestamp, values: listOf(registryValue) },
  'network-traffic': {
    encapsulates_refs: refsTo('network-traffic'),
    extensions: extensions({ ...networkExtensions, 'http-request-ext': httpRequest(text) }),
  },
}
const not20 = new Set(
  'id spec_version object_marking_refs granular_markings defanged ctime mtime atime created_time image_ref modified_time credential credential_last_changed message_id swid'.split(
    ' ',
  ),
)

/** Observables of STIX 2.0: they have no id, and refer to each other by key. Source: STIX 2.0 part 4. */
export const observableRules20: ReadonlyMap<string, Structure> = new Map(
  Object.entries(observableRules).map(([type, of21]) => {
    const kept = Object.entries(of21.members).filter(([name]) => !not20.has(name))
    const members = { ...Object.fromEntries(kept), ...otherMembers[type] }
    const required = (of21.required ?? []).filter((name) => name !== 'id')
    const section = `2.0 part 4, ${of21.section.replace('6.', '2.')}`
    const rules: Structure = { section, members, required }
    const anyOf =
      of21.anyOf === undefined || type === 'artifact'
        ? undefined
        : Object.keys(members).filter((name) => name !== 'type')
    return [type, anyOf === undefined || required.length > 1 ? rules : { ...rules, anyOf }]
  }),
)
