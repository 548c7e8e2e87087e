import { isMembers, type Members } from '../../members.ts'
import { hashes } from './dictionaries.ts'
import { type Findings, shown } from './findings.ts'
import { creatorRef, identifier, refsTo } from './references.ts'
import { isLanguageTag } from './registries.ts'
import {
  anything,
  binary,
  checkMembers,
  flag,
  formed,
  hex,
  integer,
  listOf,
  type MemberRules,
  oneOf,
  structure,
  text,
  timestampMs,
  url,
  type ValueRule,
} from './values.ts'
import { isLowerWithHyphens } from './vocabularies.ts'

const typeForm = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*-?$/
const nameForm = /^[a-z][a-z0-9_]{2,249}$/
const extensionName =
  /^(?:[a-z][a-z0-9]*(?:-[a-z0-9]+)*-ext|extension-definition--[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$/

/** Kinds of extensions. Source: STIX 2.1 §10.5. */
export const extensionTypes = ['new-sdo', 'new-sco', 'new-sro', 'property-extension', 'toplevel-property-extension']

/** The name of a type of object. Source: STIX 2.1 §3.1. */
const typeName: ValueRule = (value, findings) => {
  if (typeof value !== 'string' || value.length < 3 || value.length > 250 || !typeForm.test(value)) {
    findings.must('type-name', '3.1', `${shown(value)} is no name of a type`)
  } else if (value === 'action') findings.must('reserved', '3.8', '“action” is a reserved name')
}

/** A language tag. Source: STIX 2.1 §3.2. */
const language: ValueRule = (value, findings) => {
  text(value, findings)
  if (typeof value === 'string' && !isLanguageTag(value)) {
    findings.must('language', '3.2', `${shown(value)} is no language tag of RFC 5646`)
  }
}

/** Forms of the numbers of sources that the standard names. */
const numberForms: Readonly<Record<string, RegExp>> = {
  cve: /^CVE-\d{4}-(?:0\d{3}|[1-9]\d{3,})$/,
  capec: /^CAPEC-\d+$/,
}

function checkReferenceName(value: Members, findings: Findings): void {
  const { source_name: source, external_id: id } = value
  if (typeof source !== 'string' || (id !== undefined && typeof id !== 'string')) return
  const form = Object.hasOwn(numberForms, source) ? numberForms[source] : undefined
  if (form !== undefined && (id === undefined || !form.test(id))) {
    findings.must('external-id', '2.5', `${shown(id)} is no number of ${source.toUpperCase()}`)
  }
  if (form === undefined && id !== undefined && Object.values(numberForms).some((each) => each.test(id))) {
    findings.must('external-id', '2.5', `${shown(id)} wants the source_name cve or capec, not ${shown(source)}`)
  }
  if (value['url'] !== undefined && value['hashes'] === undefined) {
    findings.should('extref-hashes', '2.5', 'has a url and no hashes of what is there')
  }
}

/** A reference to what is not STIX. Source: STIX 2.1 §2.5. */
export const externalReference: ValueRule = structure({
  section: '2.5',
  required: ['source_name'],
  anyOf: ['external_id', 'description', 'url'],
  members: {
    source_name: formed(/\S/, 'empty-text', '2.5', 'a name'),
    description: text,
    url,
    hashes,
    external_id: text,
  },
  whole: checkReferenceName,
})

/** A phase of a kill chain. Source: STIX 2.1 §2.11. */
export const killChainPhase: ValueRule = structure({
  section: '2.11',
  required: ['kill_chain_name', 'phase_name'],
  members: { kill_chain_name: chainWord, phase_name: chainWord },
})

function chainWord(value: unknown, findings: Findings): void {
  text(value, findings)
  if (value === '') findings.must('empty-text', '2.11', 'is empty')
  else if (typeof value === 'string' && !isLowerWithHyphens(value)) {
    findings.should('kill-chain-names', '2.11', `${shown(value)} is not in lower case with hyphens`)
  }
}

/** What is marked, and with what. */
export const granularMembers: MemberRules = {
  selectors: listOf(
    formed(/^(?:[a-z0-9_-]{3,249}(?:\.(?:\[\d+\]|[A-Za-z0-9_-]{1,250}))*|id)$/, 'selector', '7.2.3', 'a selector'),
  ),
  marking_ref: refsOfMarkings,
}

/** A marking of parts of an object. Source: STIX 2.1 §7.2.3. */
export const granularMarking: ValueRule = structure({
  section: '7.2.3',
  required: ['selectors'],
  anyOf: ['marking_ref', 'lang'],
  members: { ...granularMembers, lang: language },
  whole: (value, findings) => {
    if (value['marking_ref'] !== undefined && value['lang'] !== undefined) {
      findings.must('exclusive', '7.2.3', 'has both marking_ref and lang')
    }
  },
})

function refsOfMarkings(value: unknown, findings: Findings): void {
  refsTo('marking-definition')([value], { ...findings, enter: () => undefined, leave: () => undefined })
}

const extensionMembers = structure({
  section: '7.3',
  required: ['extension_type'],
  members: { extension_type: oneOf(extensionTypes, '10.5') },
})

/** Extensions by name, those of the standard by their rules. Source: STIX 2.1 §3.2, §7.3. */
export function extensions(known: MemberRules = {}): ValueRule {
  return (value, findings) => {
    if (!isMembers(value)) return findings.must('value-type', '3.2', 'wants an object')
    const names = Object.keys(value)
    if (names.length === 0) findings.must('empty-dictionary', '3.2', 'is an empty dictionary')
    for (const name of names) {
      findings.enter(name)
      if (!extensionName.test(name)) findings.must('extension-name', '7.3', `${shown(name)} is no name of an extension`)
      const rule = Object.hasOwn(known, name) ? known[name] : undefined
      checkExtension(name, value[name], rule, findings)
      findings.leave()
    }
  }
}

function checkExtension(name: string, value: unknown, rule: ValueRule | undefined, findings: Findings): void {
  if (isMembers(value) && Object.keys(value).length === 0) findings.must('empty-dictionary', '3.2', 'is empty')
  else if (rule !== undefined) rule(value, findings)
  else if (name.startsWith('extension-definition--')) extensionMembers(value, findings)
  else if (isMembers(value)) checkMembers(value, { section: '7.3', members: {} }, findings)
  else findings.must('value-type', '7.3', 'wants an object')
  if (isMembers(value)) checkPropertyNames(value, findings)
}

/** What objects of all kinds may have. Source: STIX 2.1 §3.2. */
const ofAll: MemberRules = {
  type: typeName,
  spec_version: oneOf(['2.0', '2.1'], '3.2'),
  id: identifier,
  object_marking_refs: refsTo('marking-definition'),
  granular_markings: listOf(granularMarking),
  extensions: extensions(),
}

/** Only what was observed can be defanged. Source: STIX 2.1 §3.2. */
const ofObservables: ValueRule = (_, findings) => {
  findings.must('not-observable', '3.2', '“defanged” is for observables alone')
}

/** Of domain, relationship and meta objects. */
export const commonMembers: MemberRules = {
  ...ofAll,
  defanged: ofObservables,
  created_by_ref: creatorRef,
  created: timestampMs,
  modified: timestampMs,
  revoked: flag,
  labels: listOf(text),
  confidence: integer(0, 100),
  lang: language,
  external_references: listOf(externalReference),
}
/** What domain and relationship objects must have. */
export const commonRequired = ['type', 'spec_version', 'id', 'created', 'modified']

/** Of cyber observables. */
export const observableMembers: MemberRules = { ...ofAll, defanged: flag }
/** What observables must have. */
export const observableRequired = ['type', 'id']

const reserved = ['severity', 'action', 'username', 'phone_numbers']

/** The names of an object's own properties, and the values of those that no rule knows. Source: STIX 2.1 §3.1, §3.8. */
export function checkPropertyNames(value: Members, findings: Findings): void {
  for (const name of Object.keys(value)) {
    if (!nameForm.test(name) && name !== 'id') {
      findings.must(
        'property-name',
        '3.1',
        `${shown(name)} is not of 3 to 250 small letters, digits and _, a letter first`,
      )
    }
    if (name.endsWith('_hex') || name.endsWith('_bin')) checkSuffixed(name, value[name], findings)
  }
}

function checkSuffixed(name: string, value: unknown, findings: Findings): void {
  findings.enter(name)
  const rule = name.endsWith('_hex') ? hex : binary
  rule(value, findings)
  findings.leave()
}

/** Names that objects may not use. Source: STIX 2.1 §3.8. */
export function checkReserved(value: Members, findings: Findings): void {
  for (const name of reserved) {
    if (value[name] !== undefined) findings.must('reserved', '3.8', `“${name}” is a reserved name`)
  }
}

/** Objects of a kind that the standard does not know. */
export function checkUnknown(value: Members, isObservable: boolean, findings: Findings): void {
  checkMembers(
    value,
    isObservable
      ? { section: '11.2', members: observableMembers, required: observableRequired }
      : // With times of versions it may be an observable all the same (§3.6).
        { section: '11.2', members: { ...commonMembers, defanged: flag }, required: commonRequired },
    findings,
  )
  anything(value, findings)
}
