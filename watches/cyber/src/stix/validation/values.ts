import { isMembers, type Members } from '../../members.ts'
import { msOfTimestamp } from '../../patterns/timestamp.ts'
import { checkCustomName } from './custom-names.ts'
import { type Findings, shown } from './findings.ts'

/** Looks at one value; what is wrong goes to the findings, at the place where they are. */
export type ValueRule = (value: unknown, findings: Findings) => void

/** Rules of members by name. */
export type MemberRules = Readonly<Record<string, ValueRule>>

const hexForm = /^(?:[a-fA-F0-9]{2})+$/
const base64Form = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$/
const timestampForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/

/** Makes a rule of a form that a text must have. */
export function formed(form: RegExp, code: string, section: string, wanted: string): ValueRule {
  return (value, findings) => {
    if (typeof value !== 'string') findings.must('value-type', section, `wants text: ${wanted}`)
    else if (!form.test(value)) findings.must(code, section, `${shown(value)} is not ${wanted}`)
  }
}

/** Half of a pair of UTF-16: no character, and nothing that UTF-8 can write. Source: RFC 7493 §2.1. */
const halfPair = /\p{Surrogate}/u

/** A text. Source: STIX 2.1 §2.15. */
export const text: ValueRule = (value, findings) => {
  if (typeof value !== 'string') findings.must('value-type', '2.15', 'wants text')
  else if (halfPair.test(value)) findings.must('value-type', '2.15', 'holds half of a surrogate pair: no character')
}

/** Text that names something: empty names nothing. */
export const filledText: ValueRule = (value, findings) => {
  text(value, findings)
  if (typeof value === 'string' && value.trim() === '') findings.must('empty-text', '2.15', 'is empty')
}

/** True or false. Source: STIX 2.1 §2.2. */
export const flag: ValueRule = (value, findings) => {
  if (typeof value !== 'boolean') findings.must('value-type', '2.2', 'wants true or false')
}

/** A whole number from `least` to `most`, of 54 bits where nothing else is said. Source: STIX 2.1 §2.10. */
export function integer(least = -Number.MAX_SAFE_INTEGER, most: number = Number.MAX_SAFE_INTEGER): ValueRule {
  return (value, findings) => {
    if (!Number.isInteger(value)) findings.must('value-type', '2.10', 'wants a whole number')
    else if (Number(value) < least || Number(value) > most) {
      findings.must('out-of-range', '2.10', `${shown(value)} is not from ${least} to ${most}`)
    }
  }
}

/** A number from `least` to `most`. Source: STIX 2.1 §2.6. */
export function float(least = -Number.MAX_VALUE, most: number = Number.MAX_VALUE): ValueRule {
  return (value, findings) => {
    if (typeof value !== 'number') findings.must('value-type', '2.6', 'wants a number')
    else if (value < least || value > most) {
      findings.must('out-of-range', '2.6', `${shown(value)} is not from ${least} to ${most}`)
    }
  }
}

/** One of a closed list. */
export function oneOf(words: readonly string[], section: string): ValueRule {
  const known = new Set(words)
  return (value, findings) => {
    if (typeof value !== 'string' || !known.has(value)) {
      findings.must('enumeration', section, `${shown(value)} is none of ${words.join(', ')}`)
    }
  }
}

/** In a time the second 60, and the minute after which alone it may stand: it ends a day of UTC. Source: RFC 3339 §5.7. */
function isFalseLeapSecond(time: string): boolean {
  return time[17] === '6' && !time.startsWith('23:59', 11)
}

/** A time in UTC. Source: STIX 2.1 §2.16. */
export const timestamp: ValueRule = (value, findings) => {
  if (typeof value === 'string' && msOfTimestamp(value) !== undefined && !isFalseLeapSecond(value)) return
  const hasForm = typeof value === 'string' && timestampForm.test(value)
  const wrong = hasForm ? 'is no day or time of the calendar' : 'is not of the form YYYY-MM-DDTHH:mm:ss[.s+]Z'
  findings.must('timestamp', '2.16', `${shown(value)} ${wrong}`)
}

/** Characters of a time that says its milliseconds. */
const msLength = 24

/** Of when a version was made: at least to the millisecond. Source: STIX 2.1 §3.2. */
export const timestampMs: ValueRule = (value, findings) => {
  timestamp(value, findings)
  if (typeof value === 'string' && value.length < msLength && timestampForm.test(value)) {
    findings.must('timestamp-precision', '3.2', `${shown(value)} is not precise to the millisecond`)
  }
}

/** Bytes in hexadecimal. Source: STIX 2.1 §2.8. */
export const hex: ValueRule = formed(hexForm, 'hexadecimal', '2.8', 'an even number of hexadecimal digits')
/** Bytes in base64. Source: STIX 2.1 §2.1. */
export const binary: ValueRule = formed(base64Form, 'binary', '2.1', 'base64')

/** An absolute URI whose characters may stand in one. Source: RFC 3986 §3. */
export const url: ValueRule = formed(
  /^[A-Za-z][A-Za-z\d+.-]*:(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[\dA-Fa-f]{2}|[^\0-\x7f])*$/,
  'url',
  '6.15',
  'a URI of RFC 3986',
)

/** A list that is not empty, each of its elements by one rule. Source: STIX 2.1 §2.12. */
export function listOf(rule: ValueRule, section = '2.12'): ValueRule {
  return (value, findings) => {
    if (!Array.isArray(value)) return findings.must('value-type', section, 'wants a list')
    if (value.length === 0) findings.must('empty-list', section, 'is an empty list')
    for (let index = 0; index < value.length; index += 1) {
      findings.enter(index)
      rule(value[index], findings)
      findings.leave()
    }
  }
}

/** What any member may hold that the standard does not know: anything but null and an empty list. Source: STIX 2.1 §2, §2.12. */
export const anything: ValueRule = (value, findings) => {
  if (value === null) findings.must('null', '2', 'is null: what is not there is left out')
  else if (Array.isArray(value) && value.length === 0) findings.must('empty-list', '2.12', 'is an empty list')
}

/** How a structure is made. */
export type Structure = {
  readonly section: string
  readonly members: MemberRules
  readonly required?: readonly string[]
  /** Whether other members count as custom content of an observable. */
  readonly isClosed?: boolean
  /** At least one of these must be there. */
  readonly anyOf?: readonly string[]
  /** Looked at after the members. */
  readonly whole?: (value: Members, findings: Findings) => void
}

/** A JSON object of known members; what else it has is looked at as custom content is. */
export function structure(rules: Structure): ValueRule {
  return (value, findings) => {
    if (!isMembers(value)) return findings.must('value-type', rules.section, 'wants an object')
    checkMembers(value, rules, findings)
  }
}

/** Looks at the members of a value by the rules of a structure. */
export function checkMembers(value: Members, rules: Structure, findings: Findings): void {
  for (const name of rules.required ?? []) {
    if (value[name] === undefined) findings.must('required', rules.section, `“${name}” is required`)
  }
  if (rules.anyOf !== undefined && !rules.anyOf.some((name) => value[name] !== undefined)) {
    findings.must('required', rules.section, `has none of ${rules.anyOf.join(', ')}`)
  }
  for (const name of Object.keys(value)) {
    findings.enter(name)
    const rule = Object.hasOwn(rules.members, name) ? rules.members[name] : undefined
    if (rule === undefined && rules.isClosed === true) checkCustomName(name, 'property', findings)
    if (value[name] === null) anything(null, findings)
    else (rule ?? anything)(value[name], findings)
    findings.leave()
  }
  rules.whole?.(value, findings)
}
