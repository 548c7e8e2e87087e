import { isMembers } from '../members.ts'
import type { StixObject } from '../stix/stix-object.ts'
import { commonMembers, commonRequired } from '../stix/validation/common-rules.ts'
import { refTo } from '../stix/validation/references.ts'
import {
  float,
  formed,
  listOf,
  type MemberRules,
  oneOf,
  type Structure,
  structure,
  text,
  timestamp,
  type ValueRule,
} from '../stix/validation/values.ts'
import { type CaseProperties, type CaseProperty, caseAdditions, caseObjects } from './case-extension-table.ts'

/** The extension by which a case keeps what neither STIX nor the incident suite has a place for. */
export const caseExtension = 'extension-definition--13e056d6-188b-403d-9a3c-c7c6b22ba0b7'

/** When this edition of the extension was defined. */
export const definedUtc = '2026-11-22T00:00:00.000Z'
/** When its schema was changed last: another text of the definition is another version of it. */
const editedUtc = '2026-11-22T18:00:00.000Z'
/** What all domain objects have in common; a schema of a new type has to say it. Source: STIX 2.1 §7.3. */
const commonProperties =
  'https://raw.githubusercontent.com/oasis-open/cti-stix2-json-schemas/stix2.1/schemas/common/core.json'
const maker = 'identity--cf8ce721-f91c-4947-aca8-ebb57431fb50'
const section = 'Yagura case'
const end = structure({ section, required: ['type', 'id'], members: { type: text, id: text, title: text, path: text } })
const label = structure({ section, required: ['scheme', 'id'], members: { scheme: text, id: text, name: text } })

function ruleOf(property: CaseProperty): ValueRule {
  switch (property.form) {
    case 'text':
      return text
    case 'timestamp':
      return timestamp
    case 'number':
      return float()
    case 'hash':
      return formed(/^[0-9a-f]{64}$/, 'hash-value', section, 'a SHA-256 in small hexadecimal digits')
    case 'labels':
      return listOf(label)
    case 'end':
      return end
    case 'marking':
      return (value, findings) => {
        if (!isMembers(value)) findings.must('value-type', section, 'wants an object')
      }
    case 'ref':
      return refTo(...property.to)
    case 'word':
      return oneOf(property.words, section)
  }
}

function rulesOf({ properties }: CaseProperties): MemberRules {
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, ruleOf(property)]))
}

/** Objects that the case extension adds, by type. */
export const caseObjectRules: Readonly<Record<string, Structure>> = Object.fromEntries(
  Object.entries(caseObjects).map(([type, table]) => [
    type,
    {
      section: `${section} ${type}`,
      required: [...commonRequired, ...table.required],
      members: { ...commonMembers, ...rulesOf(table) },
    },
  ]),
)

const additionRules = new Map(
  Object.entries(caseAdditions).map(([part, table]) => [
    part,
    { section: `${section} ${part}`, required: table.required, members: rulesOf(table) },
  ]),
)

/** What stands under the extension in objects of other types: `part` says what else does. */
export const caseAdditionRules: Structure = {
  section,
  required: ['extension_type'],
  members: {
    extension_type: oneOf(['property-extension', 'new-sdo'], section),
    part: oneOf([...additionRules.keys()], section),
  },
  whole: (value, findings) => {
    const rules = additionRules.get(String(value['part']))
    if (rules === undefined) {
      if (value['extension_type'] === 'property-extension') findings.must('required', section, '“part” is required')
      return
    }
    for (const name of rules.required) {
      if (value[name] === undefined) findings.must('required', rules.section, `“${name}” is required`)
    }
    for (const [name, rule] of Object.entries(rules.members)) {
      if (value[name] === undefined) continue
      findings.enter(name)
      rule(value[name], findings)
      findings.leave()
    }
  },
}

/** The definition of the extension, which holds its own schema, and the identity that stands behind it. */
export function caseExtensionObjects(): readonly StixObject[] {
  const common = { spec_version: '2.1', created: definedUtc, modified: definedUtc, created_by_ref: maker }
  return [
    { type: 'identity', id: maker, ...common, name: 'Yagura', identity_class: 'system' },
    {
      type: 'extension-definition',
      id: caseExtension,
      ...common,
      modified: editedUtc,
      name: 'Yagura case',
      description: 'Hypotheses, ratings of evidence, custody and links of a case, and what else its parts say.',
      schema: JSON.stringify(caseExtensionSchema()),
      version: '1.0.0',
      extension_types: ['new-sdo', 'property-extension'],
    },
  ]
}

/** The schema of the extension (JSON Schema 2020-12), written from the table by which it is checked. */
function caseExtensionSchema(): unknown {
  const objects = Object.entries(caseObjects).map(([type, table]) => ({
    ...{ type: 'object', allOf: [{ $ref: commonProperties }], required: ['type', ...table.required] },
    properties: { type: { const: type }, ...schemasOf(table) },
  }))
  const additions = Object.entries(caseAdditions).map(([part, table]) => ({
    ...{ type: 'object', required: ['extension_type', 'part', ...table.required] },
    properties: { extension_type: { const: 'property-extension' }, part: { const: part }, ...schemasOf(table) },
  }))
  const inObject = {
    type: 'object',
    properties: { extensions: { properties: { [caseExtension]: { oneOf: additions } } } },
  }
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', anyOf: [...objects, inObject] }
}

function schemasOf({ properties }: CaseProperties): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, schemaOf(property)]))
}

const textSchema = { type: 'string' }
const namedSchema = (required: readonly string[], ...optional: readonly string[]) => ({
  ...{ type: 'object', required, additionalProperties: false },
  properties: Object.fromEntries([...required, ...optional].map((name) => [name, textSchema])),
})

function schemaOf(property: CaseProperty): unknown {
  switch (property.form) {
    case 'text':
      return textSchema
    case 'timestamp':
      return { type: 'string', format: 'date-time' }
    case 'number':
      return { type: 'number' }
    case 'hash':
      return { type: 'string', pattern: '^[0-9a-f]{64}$' }
    case 'labels':
      return { type: 'array', minItems: 1, items: namedSchema(['scheme', 'id'], 'name') }
    case 'end':
      return namedSchema(['type', 'id'], 'title', 'path')
    case 'marking':
      return { type: 'object' }
    case 'ref':
      return { type: 'string', pattern: `^(${property.to.join('|')})--[0-9a-f-]{36}$` }
    case 'word':
      return { enum: property.words }
  }
}
