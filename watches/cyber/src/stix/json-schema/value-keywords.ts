import { isMembers } from '../../members.ts'
import { shown } from '../validation/findings.ts'
import type { Keyword, Keywords } from './keyword.ts'
import { sameText } from './same-value.ts'
import { type Ask, fault, spend, type Visit } from './visit.ts'

const tests: Readonly<Record<string, (value: unknown) => boolean>> = {
  null: (value) => value === null,
  boolean: (value) => typeof value === 'boolean',
  object: isMembers,
  array: Array.isArray,
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  string: (value) => typeof value === 'string',
}

const type: Keyword = (operand, { refuse }) => {
  const names: readonly unknown[] = Array.isArray(operand) ? operand : [operand]
  const known = names.flatMap((name) => (typeof name === 'string' ? (tests[name] ?? []) : []))
  if (known.length !== names.length || known.length === 0) return refuse('wants names of types')
  return (visit) => {
    if (!known.some((test) => test(visit.value)))
      fault(visit, `${shown(visit.value)} is not of type ${names.join(' or ')}`)
  }
}

const oneOf: Keyword = (operand, { refuse }) => {
  if (!Array.isArray(operand)) return refuse('wants a list')
  const texts = new Set(operand.map(sameText))
  const words = operand.length > 20 ? `the ${operand.length} values that are allowed` : operand.map(shown).join(', ')
  return (visit) => {
    if (!texts.has(textOf(visit, visit.value))) fault(visit, `${shown(visit.value)} is none of ${words}`)
  }
}

const constant: Keyword = (operand) => {
  const text = sameText(operand)
  return (visit) => {
    if (textOf(visit, visit.value) !== text) fault(visit, `${shown(visit.value)} is not ${shown(operand)}`)
  }
}

function textOf({ effort }: Visit, value: unknown): string {
  if (typeof value !== 'object') return sameText(value)
  const text = sameText(value)
  spend(effort, text.length >> 3)
  return text
}

/** A keyword with a number, about one kind of values. */
function limit(
  sizeOf: (value: unknown) => number | undefined,
  isWithin: (size: number, limit: number) => boolean,
  words: (limit: number) => string,
): Keyword {
  return (operand, { refuse }) => {
    if (typeof operand !== 'number') return refuse('wants a number')
    return (visit) => {
      const size = sizeOf(visit.value)
      if (size !== undefined && !isWithin(size, operand)) fault(visit, `${shown(visit.value)} ${words(operand)}`)
    }
  }
}

const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined)
const lengthOf = (value: unknown) => (typeof value === 'string' ? [...value].length : undefined)
const itemsOf = (value: unknown) => (Array.isArray(value) ? value.length : undefined)
const membersOf = (value: unknown) => (isMembers(value) ? Object.keys(value).length : undefined)
const isAtLeast = (size: number, least: number) => size >= least
const isAtMost = (size: number, most: number) => size <= most

/** Decimal fractions are not exact: what is off by less than a billionth counts as whole. */
function isMultiple(value: number, step: number): boolean {
  const times = value / step
  return Number.isFinite(times) && Math.abs(times - Math.round(times)) <= 1e-9 * Math.max(1, Math.abs(times))
}

const pattern: Keyword = (operand, { refuse, expression }) => {
  if (typeof operand !== 'string') return refuse('wants text')
  const fits = expression(operand)
  return (visit) => {
    const { value } = visit
    if (typeof value === 'string' && !fits(value, visit.effort))
      fault(visit, `${shown(value)} does not match ${operand}`)
  }
}

const uniqueItems: Keyword = (operand, { refuse }) => {
  if (typeof operand !== 'boolean') return refuse('wants true or false')
  if (!operand) return undefined
  return (visit) => {
    if (!Array.isArray(visit.value)) return
    const different = new Set(visit.value.map((one) => textOf(visit, one)))
    if (different.size < visit.value.length) fault(visit, 'holds a value twice')
  }
}

/** Asks an object for members. */
function wanted(names: readonly unknown[], why: string): Ask {
  return (visit) => {
    if (!isMembers(visit.value)) return
    for (const name of names) {
      if (!Object.hasOwn(visit.value, String(name))) fault(visit, `“${String(name)}” is required${why}`)
    }
  }
}

const isNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string')

const required: Keyword = (operand, { refuse }) =>
  isNames(operand) ? wanted(operand, '') : refuse('wants a list of names')

const dependentRequired: Keyword = (operand, { refuse }) => {
  if (!isMembers(operand) || !Object.values(operand).every(isNames)) return refuse('wants lists of names by name')
  const asks = Object.entries(operand).flatMap(([name, names]) =>
    isNames(names) ? [{ name, ask: wanted(names, ` beside “${name}”`) }] : [],
  )
  return (visit) => {
    for (const { name, ask } of asks) if (isMembers(visit.value) && Object.hasOwn(visit.value, name)) ask(visit)
  }
}

/** Keywords that ask a value by itself. Source: JSON Schema Validation 2020-12 §6. */
export const valueKeywords: Keywords = {
  type,
  enum: oneOf,
  const: constant,
  minimum: limit(numberOf, isAtLeast, (least) => `is below ${least}`),
  maximum: limit(numberOf, isAtMost, (most) => `is above ${most}`),
  exclusiveMinimum: limit(
    numberOf,
    (size, least) => size > least,
    (least) => `is not above ${least}`,
  ),
  exclusiveMaximum: limit(
    numberOf,
    (size, most) => size < most,
    (most) => `is not below ${most}`,
  ),
  multipleOf: limit(numberOf, isMultiple, (step) => `is no multiple of ${step}`),
  minLength: limit(lengthOf, isAtLeast, (least) => `is shorter than ${least}`),
  maxLength: limit(lengthOf, isAtMost, (most) => `is longer than ${most}`),
  minItems: limit(itemsOf, isAtLeast, (least) => `has fewer than ${least}`),
  maxItems: limit(itemsOf, isAtMost, (most) => `has more than ${most}`),
  minProperties: limit(membersOf, isAtLeast, (least) => `has fewer than ${least} properties`),
  maxProperties: limit(membersOf, isAtMost, (most) => `has more than ${most} properties`),
  pattern,
  uniqueItems,
  required,
  dependentRequired,
}
