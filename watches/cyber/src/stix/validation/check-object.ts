import { isMembers, type Members } from '../../members.ts'
import { readIdentifier } from '../identifier.ts'
import { makeObservableId } from '../observable-id.ts'
import { checkObservable20 } from './check-object-20.ts'
import { checkPropertyNames, checkReserved, checkUnknown } from './common-rules.ts'
import { compareTimes } from './compare-times.ts'
import { checkCustomContent } from './custom-content.ts'
import { addedObjectRules, checkAddedProperties } from './defined-extensions.ts'
import { type Findings, shown } from './findings.ts'
import { objectRules } from './object-rules.ts'
import { observableRules } from './observable-rules.ts'
import { checkPattern } from './pattern-rules.ts'
import { checkSelectors } from './selectors.ts'
import { checkMembers } from './values.ts'

/** Members whose own members are named by others, so that their case is theirs. Source: STIX 2.1 §2.3, §6. */
const ownCase = new Set(
  'hashes file_header_hashes request_header additional_header_fields document_info_dict exif_tags ipfix options environment_variables key startup_info'.split(
    ' ',
  ),
)

/** An object by the rules of STIX 2.1; not a bundle. */
export function checkObject21(value: Members, findings: Findings): void {
  const type = typeof value['type'] === 'string' ? value['type'] : ''
  const standard = objectRules.get(type)
  const rules = standard ?? addedObjectRules(value)
  const isObservable = Object.hasOwn(observableRules, type) || (rules === undefined && isCustomObservable(value))
  if (rules === undefined) checkUnknown(value, isObservable, findings)
  else checkMembers(value, rules, findings)
  checkPropertyNames(value, findings)
  checkReserved(value, findings)
  checkAddedProperties(value, findings)
  checkCustomContent(value, standard?.members, findings)
  checkSelectors(value, findings)
  checkOrder(value, findings)
  checkId(value, type, isObservable, findings)
  if (isObservable) {
    checkKeys(value, findings)
    checkEncodings(value, findings)
  }
  if (type === 'indicator') checkPattern(value, findings)
  if (type === 'observed-data' && isMembers(value['objects'])) checkContained(value['objects'], findings)
}

/** Custom objects without times of versions are observables. */
function isCustomObservable(value: Members): boolean {
  return value['created'] === undefined && value['modified'] === undefined
}

const checkOrder = compareTimes('created', 'modified', 'same-or-later', '3.6')

function checkId(value: Members, type: string, isObservable: boolean, findings: Findings): void {
  const id = typeof value['id'] === 'string' ? readIdentifier(value['id']) : undefined
  if (id === undefined) return
  findings.enter('id')
  if (id.type !== type)
    findings.must('id-type', '2.9', `${shown(value['id'])} does not begin with ${shown(`${type}--`)}`)
  if (isObservable && type !== 'process') checkObservableId(value, id.version, findings)
  else if (id.version !== 4) {
    if (type === 'process' && id.version !== 0) findings.must('uuid-version', '6.13', 'a process has a UUIDv4')
    findings.should('uuid-check', '2.9', `${shown(value['id'])} has no UUIDv4`)
  }
  findings.leave()
}

function checkObservableId(value: Members, version: number, findings: Findings): void {
  const isKnown = Object.hasOwn(observableRules, String(value['type']))
  const answer = isKnown ? makeObservableId(value) : undefined
  if (answer?.is === 'random') {
    if (version === 4 || version === 0) return
    findings.must('uuid-version', '2.9', 'without a property that makes its id, an observable has a UUIDv4')
    return
  }
  if (answer?.is === 'refused') {
    // What is wrong with a property itself is said where it stands.
    if (answer.property === undefined && answer.code !== 'null') {
      findings.must(answer.code, answer.code === 'out-of-range' ? '2.6' : '2.15', answer.reason)
    }
  } else if (version !== 5 && (isKnown || version !== 4)) {
    findings.should('uuid-check', '2.9', `${shown(value['id'])} has no UUIDv5`)
  } else if (answer !== undefined && answer.id !== value['id']) {
    findings.note('deterministic-id', '2.9', `by its properties it would be ${answer.id}`)
  }
}

/** The encoding of a text that is not there, or that nobody knows. Source: STIX 2.1 §6.3, §6.7. */
function checkEncodings(value: Members, findings: Findings): void {
  for (const name of Object.keys(value)) {
    if (name.endsWith('_enc') && value[name.slice(0, -'_enc'.length)] === undefined) {
      findings.must('encoding', '6.7', `“${name}” is the encoding of nothing that is there`)
    }
  }
}

function checkKeys(value: Members, findings: Findings): void {
  for (const name of Object.keys(value)) {
    findings.enter(name)
    if (/[A-Z]/.test(name))
      findings.should('observable-dictionary-keys', '2.3', `${shown(name)} should be in lower case`)
    const inner = value[name]
    if (isMembers(inner) && !ownCase.has(name)) checkKeys(inner, findings)
    findings.leave()
  }
}

/** The deprecated container may hold observables as 2.0 has them, which have no id. Source: STIX 2.1 §2.13. */
function isOf20(object: Members): boolean {
  return object['id'] === undefined && object['spec_version'] !== '2.1'
}

/** Observables in an observed-data, the deprecated way. Source: STIX 2.1 §2.13, §4.14. */
function checkContained(objects: Members, findings: Findings): void {
  findings.container = objects
  findings.enter('objects')
  for (const [key, object] of Object.entries(objects)) {
    findings.enter(key)
    if (!/^\d+$/.test(key)) findings.should('observable-object-keys', '2.13', `${shown(key)} is no whole number`)
    if (!isMembers(object)) findings.must('value-type', '2.13', 'wants an object')
    else if (objectRules.has(String(object['type'])) && !Object.hasOwn(observableRules, String(object['type']))) {
      findings.must('not-observable', '2.13', `a ${shown(object['type'])} is no observable`)
    } else if (isOf20(object)) checkObservable20(object, findings)
    else checkObject21(object, findings)
    findings.leave()
  }
  findings.leave()
  findings.container = undefined
}
