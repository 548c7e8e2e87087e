import { isMembers, type Members } from '../../members.ts'
import { readIdentifier } from '../identifier.ts'
import { checkPropertyNames } from './common-rules.ts'
import { compareTimes } from './compare-times.ts'
import { checkCustomName, type Named } from './custom-names.ts'
import { type Findings, shown } from './findings.ts'
import { checkPattern } from './pattern-rules.ts'
import { commonMembers20, observableRules20, rules20 } from './rules-20.ts'
import { checkSelectors } from './selectors.ts'
import { checkMembers } from './values.ts'

const customRules = {
  section: '2.0 part 1, 7',
  members: commonMembers20,
  required: ['type', 'id', 'created', 'modified'],
}
const inOrder = compareTimes('created', 'modified', 'same-or-later', '2.0 part 1, 3.4')
const observedInOrder = compareTimes('first_observed', 'last_observed', 'same-or-later', '2.0 part 2, 2.8')

/** An object by the rules of STIX 2.0; not a bundle. */
export function checkObject20(value: Members, findings: Findings): void {
  const type = typeof value['type'] === 'string' ? value['type'] : ''
  const rules = rules20.get(type)
  const custom = customOf20(findings)
  checkMembers(value, rules ?? customRules, findings)
  checkPropertyNames(value, findings)
  checkSelectors(value, findings)
  checkReserved(value, findings)
  inOrder(value, findings)
  if (rules === undefined) checkCustomName(type, 'type', custom)
  else checkOthers(value, rules.members, custom)
  checkId(value, type, findings)
  if (type === 'indicator') checkPattern({ ...value, pattern_version: '2.0' }, findings)
  if (type !== 'observed-data') return
  observedInOrder(value, findings)
  if (isMembers(value['objects'])) checkContained(value['objects'], custom)
}

/** Source: STIX 2.0 part 1, 6. */
const reserved =
  'confidence severity action usernames phone_numbers addresses first_seen_precision last_seen_precision valid_from_precision valid_until_precision'.split(
    ' ',
  )

function checkReserved(value: Members, findings: Findings): void {
  for (const name of reserved) {
    if (value[name] !== undefined) findings.must('reserved', '2.0 part 1, 6', `“${name}” is a reserved name`)
  }
}

/** 2.0 has no extension definitions: what is custom is named as such. */
function customOf20(findings: Findings): Findings {
  return {
    ...findings,
    should: (code, section, message) => {
      const isNaming = code === 'custom-prefix' && findings.isOn('extensions-use')
      if (code !== 'extensions-use') findings.should(isNaming ? 'extensions-use' : code, section, message)
    },
  }
}

function checkOthers(value: Members, members: object, custom: Findings, named: Named = 'property'): void {
  for (const name of Object.keys(value)) {
    if (Object.hasOwn(members, name) || name === 'spec_version') continue
    custom.enter(name)
    checkCustomName(name, named, custom)
    custom.leave()
  }
}

function checkId(value: Members, type: string, findings: Findings): void {
  const id = typeof value['id'] === 'string' ? readIdentifier(value['id']) : undefined
  if (id === undefined) return
  findings.enter('id')
  if (id.type !== type)
    findings.must('id-type', '2.0 part 1, 2.6', `${shown(value['id'])} does not begin with ${shown(`${type}--`)}`)
  if (id.version !== 4) findings.must('uuid-version', '2.0 part 1, 2.6', `${shown(value['id'])} has no UUIDv4`)
  findings.leave()
}

function checkContained(objects: Members, custom: Findings): void {
  const findings = { ...custom, container: objects }
  findings.enter('objects')
  for (const [key, object] of Object.entries(objects)) {
    findings.enter(key)
    if (!/^\d+$/.test(key))
      findings.should('observable-object-keys', '2.0 part 3, 2', `${shown(key)} is no whole number`)
    if (!isMembers(object)) findings.must('value-type', '2.0 part 3, 2', 'wants an object')
    else checkObservable(object, findings)
    findings.leave()
  }
  findings.leave()
}

/** An observable by the rules of STIX 2.0, in an observed-data of 2.1. */
export function checkObservable20(object: Members, findings: Findings): void {
  checkObservable(object, customOf20(findings))
}

function checkObservable(object: Members, findings: Findings): void {
  const type = String(object['type'])
  const rules = observableRules20.get(type)
  checkPropertyNames(object, findings)
  if (object['type'] === undefined) findings.must('required', '2.0 part 3, 2', '“type” is required')
  else if (rules === undefined) checkCustomName(type, 'type', findings)
  else {
    checkMembers(object, rules, findings)
    checkOthers(object, rules.members, findings)
  }
}
