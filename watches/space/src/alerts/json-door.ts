import type { AlertRulesProblem } from './errors.ts'

/** Reads members of a parsed JSON object one by one and notes what is wrong with each, with its path. */
export type MemberReader = {
  /** Text of 1 to `maxLength` characters, or undefined and a problem. */
  readonly text: (member: string, maxLength: number) => string | undefined
  /** A number for which `fits` holds, or undefined and a problem; `fallback` where the member is absent. */
  readonly number: (
    member: string,
    expected: string,
    fits: (value: number) => boolean,
    fallback?: number,
  ) => number | undefined
  readonly raw: (member: string) => unknown
  readonly problem: (member: string, found: unknown, expected: string) => void
}

const LONGEST_QUOTE = 60

/**
 * A reader of an object's members; members that are not in `members` are problems, since a misspelt condition must not pass.
 * @param path - Where the object is, such as `rules[2]`.
 * @returns Undefined and a problem where the value is not an object.
 */
export function readMembers(
  value: unknown,
  path: string,
  members: readonly string[],
  problems: AlertRulesProblem[],
): MemberReader | undefined {
  if (!isObject(value)) {
    problems.push({ path, found: quote(value), expected: `an object with ${members.join(', ')}` })
    return undefined
  }
  const problem: MemberReader['problem'] = (member, found, expected) => {
    problems.push({ path: path === '' ? member : `${path}.${member}`, found: quote(found), expected })
  }
  for (const member of Object.keys(value)) {
    if (!members.includes(member)) problem(member, value[member], `no such member; known are ${members.join(', ')}`)
  }
  return {
    raw: (member) => value[member],
    problem,
    text: (member, maxLength) => {
      const text = value[member]
      if (typeof text === 'string' && text.trim() !== '' && text.length <= maxLength) return text
      problem(member, text, `text of 1 to ${maxLength} characters`)
      return undefined
    },
    number: (member, expected, fits, fallback) => {
      const number = value[member] === undefined ? fallback : value[member]
      if (typeof number === 'number' && Number.isFinite(number) && fits(number)) return number
      problem(member, value[member], expected)
      return undefined
    },
  }
}

/** A value as JSON, shortened, or `nothing`. */
export function quote(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
