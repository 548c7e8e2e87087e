import { isMembers } from '../../members.ts'
import { readIdentifier } from '../identifier.ts'
import { type Findings, shown } from './findings.ts'
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

/** A list of identifiers of some types. */
export function refsTo(...types: readonly string[]): ValueRule {
  return listOf(refTo(...types))
}
