import { isMembers } from '../../members.ts'
import { readIdentifier } from '../identifier.ts'
import { type Findings, shown } from './findings.ts'
import { observableTypes, otherTypes } from './object-types.ts'
import { listOf, type ValueRule } from './values.ts'

/** An identifier. */
export const identifier: ValueRule = (value, findings) => {
  checkIdentifier(value, findings)
}

/** @returns The type that it names, undefined where it is none. */
function checkIdentifier(value: unknown, findings: Findings): string | undefined {
  const near = typeof value === 'string' ? findings.container?.[value] : undefined
  if (isMembers(near)) return typeof near['type'] === 'string' ? near['type'] : undefined
  const read = typeof value === 'string' ? readIdentifier(value) : undefined
  if (read === undefined) {
    findings.must('identifier', '2.9', `${shown(value)} is not of the form type--UUID`)
    return undefined
  }
  // A UUID is one of RFC 4122 (§2.9), whose variant and versions these are not. But shared fixtures that are to be valid, examples of
  // the standard for interoperability among them, have ids such as 00000000-0000-0000-0000-000000000001.
  if (read.version < 1 || read.version > 8) {
    findings.should('uuid-form', '2.9', `the UUID of ${shown(value)} is of no version that RFC 9562 knows`)
  }
  return read.type
}

/** An identifier of one of some types. */
export function refTo(...types: readonly string[]): ValueRule {
  const known = new Set(types)
  return (value, findings) => {
    const type = checkIdentifier(value, findings)
    if (type !== undefined && !known.has(type)) {
      findings.must('reference-type', '2.9', `${shown(value)} refers to none of ${types.join(', ')}`)
    }
  }
}

/** An identifier of any but some types. */
export function refNotTo(...types: readonly string[]): ValueRule {
  const barred = new Set(types)
  return (value, findings) => {
    const type = checkIdentifier(value, findings)
    if (type !== undefined && barred.has(type)) {
      findings.must('reference-type', '2.9', `${shown(value)} may not be referred to here: it is a ${type}`)
    }
  }
}

/**
 * Who made an object: an identity. Source: STIX 2.1 §3.2. Of a type that the standard does not define it is only noted, as the vectors of
 * the validator of OASIS hold valid objects that were made by a `source--…`.
 */
export const creatorRef: ValueRule = (value, findings) => {
  const type = checkIdentifier(value, findings)
  if (type === undefined || type === 'identity') return
  const isKnown = observableTypes.has(type) || otherTypes.has(type)
  if (isKnown) findings.must('reference-type', '3.2', `${shown(value)} is no identity`)
  else findings.note('reference-type', '3.2', `${shown(value)} should be an identity`)
}

/** A list of identifiers of some types. */
export function refsTo(...types: readonly string[]): ValueRule {
  return listOf(refTo(...types))
}
