import { type Faulty, faulty } from '../fault.ts'

/** Members by which careless code of a reader can be led astray. */
const refusedMembers: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** From here on ECMAScript writes an integer with an exponent: it is a float by its form and nobody takes it for exact. */
const leastExponentForm = 1e21

const loneSurrogate = /\p{Surrogate}/u

/**
 * Checks what the comparison of bytes alone would let pass: numbers that another reader rounds, lone surrogates (which survive as
 * escapes), names that pollute prototypes, nesting. It never goes deeper than `maxDepth`.
 *
 * @param value - As `JSON.parse` gives it, or made by a program.
 * @returns `undefined` where nothing is wrong; codes `record/depth`, `record/number`, `record/text`, `record/member`, `record/no-json`.
 */
export function checkJson(value: unknown, maxDepth: number): Faulty | undefined {
  if (value === null || typeof value === 'boolean') return undefined
  if (typeof value === 'string') return checkText(value)
  if (typeof value === 'number') return checkNumber(value)
  if (typeof value !== 'object') return faulty('record/no-json', `a ${typeof value} has no form in JSON`)
  if (maxDepth === 0) return faulty('record/depth', 'the nesting is too deep')
  return Array.isArray(value) ? checkElements(value, maxDepth - 1) : checkMembers(value, maxDepth - 1)
}

function checkText(text: string): Faulty | undefined {
  return loneSurrogate.test(text) ? faulty('record/text', 'a text holds half of a surrogate pair') : undefined
}

function checkNumber(value: number): Faulty | undefined {
  if (!Number.isFinite(value)) return faulty('record/number', 'a number is beyond the range of a double')
  if (!Number.isInteger(value) || Number.isSafeInteger(value) || Math.abs(value) >= leastExponentForm) return undefined
  return faulty('record/number', 'an integer is beyond ±(2^53 − 1): other readers would round it')
}

function checkElements(elements: readonly unknown[], maxDepth: number): Faulty | undefined {
  for (const element of elements) {
    const fault = checkJson(element, maxDepth)
    if (fault !== undefined) return fault
  }
  return undefined
}

function checkMembers(members: object, maxDepth: number): Faulty | undefined {
  for (const [name, member] of Object.entries(members)) {
    if (refusedMembers.has(name)) return faulty('record/member', `no member may be called ${name}`)
    const fault = checkText(name) ?? (member === undefined ? undefined : checkJson(member, maxDepth))
    if (fault !== undefined) return fault
  }
  return undefined
}
