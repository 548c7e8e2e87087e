import type { Members } from '../members.ts'
import { isWithin, readNetwork } from './network.ts'
import type { Observation } from './observation.ts'
import type { Comparison, Constant, OrderOperator, PatternFault, PropertyTest, TestComparison } from './pattern.ts'
import { readTimestamp } from './timestamp.ts'
import { Bytes, valuesAt } from './values-at.ts'

/** A comparison could not be made with what was observed; never leaves `matchPattern`. */
export class ComparisonFault extends Error {
  readonly fault: PatternFault

  constructor(reason: string) {
    super(reason)
    this.fault = { code: 'pattern/observed-value', reason }
  }
}

/**
 * Whether an object that was seen is as a comparison says. A test of a path that leads nowhere is false, under NOT and != too.
 *
 * @throws ComparisonFault where a text that is compared with a time is none.
 */
export function isAsCompared(comparison: Comparison, object: Members, observation: Observation): boolean {
  if ('parts' in comparison) {
    const isSo = (part: Comparison): boolean => isAsCompared(part, object, observation)
    return comparison.kind === 'and' ? comparison.parts.every(isSo) : comparison.parts.some(isSo)
  }
  const { path, isNegated, test } = comparison
  if (test.operator !== 'EXISTS') return valuesAt(object, path, observation).some((value) => isFor(comparison, value))
  return object['type'] === path.objectType && valuesAt(object, path, observation).length > 0 !== isNegated
}

/** Values of an object that make a test true; none where it is not. @throws ComparisonFault */
export function valuesAsTested(test: TestComparison, object: Members, observation: Observation): readonly unknown[] {
  return valuesAt(object, test.path, observation).filter((value) => isFor(test, value))
}

function isFor({ test, isNegated }: TestComparison, value: unknown): boolean {
  const isSo = isAsTested(value, test)
  return isSo !== undefined && isSo !== isNegated
}

/** Undefined where a value is neither before nor after what it is compared with, as of another type: false under NOT, too. */
function isAsTested(value: unknown, test: PropertyTest): boolean | undefined {
  switch (test.operator) {
    case 'EXISTS':
      return true
    case 'IN':
      return test.constants.some((constant) => orderOf(value, constant) === 0)
    case 'LIKE':
      return isFitting(value, test.fits, test.fits)
    case 'MATCHES':
      return isFitting(value, test.fits, test.fitsBytes)
    case 'ISSUBSET':
      return isNetworkWithin(value, test.network, test.network)
    case 'ISSUPERSET':
      return isNetworkWithin(test.network, value, test.network)
    default:
      return isOrdered(orderOf(value, test.constant), test.operator)
  }
}

function isOrdered(order: number | undefined, operator: OrderOperator): boolean | undefined {
  if (operator === '=') return order === 0
  if (operator === '!=') return order !== 0
  if (order === undefined) return undefined
  if (operator === '<' || operator === '<=') return order < 0 || (order === 0 && operator === '<=')
  return order > 0 || (order === 0 && operator === '>=')
}

/** Below, at or above 0 as the value is before, at or behind the constant; undefined where the two cannot be compared. */
function orderOf(value: unknown, constant: Constant): number | undefined {
  switch (constant.type) {
    case 'number':
      return typeof value === 'number' ? Math.sign(value - constant.value) : undefined
    case 'boolean':
      return typeof value === 'boolean' ? Number(value) - Number(constant.value) : undefined
    case 'timestamp':
      return typeof value === 'string' ? orderOfTexts(sortableOf(value), constant.value) : undefined
    case 'binary':
      return orderOfTexts(asBytes(value), constant.value)
    case 'string':
      // Bytes are compared with a text as if it were bytes, if it can be such.
      if (value instanceof Bytes) return orderOfTexts(value.text, asBytes(constant.value))
      return typeof value === 'string' ? orderOfTexts(value, constant.value) : undefined
  }
}

function asBytes(value: unknown): string | undefined {
  if (value instanceof Bytes) return value.text
  return typeof value === 'string' && [...value].every((letter) => letter.charCodeAt(0) < 256) ? value : undefined
}

/** By code points, as STIX has it, and not by the units of UTF-16. */
function orderOfTexts(one: string | undefined, other: string | undefined): number | undefined {
  if (one === undefined || other === undefined) return undefined
  if (one === other) return 0
  const [letters, others] = [[...one], [...other]]
  const at = letters.findIndex((letter, index) => letter !== others[index])
  return at < 0 ? -1 : (letters[at]?.codePointAt(0) ?? 0) - (others[at]?.codePointAt(0) ?? -1)
}

function sortableOf(text: string): string {
  const timestamp = readTimestamp(text)
  if (timestamp === undefined)
    throw new ComparisonFault('a time of the pattern is compared with a text that is no time')
  return timestamp.sortable
}

function isFitting(value: unknown, fits: (text: string) => boolean, fitsBytes: typeof fits | undefined): boolean {
  if (value instanceof Bytes) return fitsBytes?.(value.text) ?? false
  return typeof value === 'string' && fits(value)
}

/** Undefined where the pattern itself names no network: nothing is inside or outside of it. */
function isNetworkWithin(inner: unknown, outer: unknown, named: string): boolean | undefined {
  if (readNetwork(named) === undefined) return undefined
  const [small, large] = [inner, outer].map((each) => (typeof each === 'string' ? readNetwork(each) : undefined))
  return small !== undefined && large !== undefined && isWithin(small, large)
}
