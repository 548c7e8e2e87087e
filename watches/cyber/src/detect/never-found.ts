import { clipped } from '@yagura/record'
import type {
  Comparison,
  Constant,
  ObjectPath,
  ObservationExpression,
  Pattern,
  TestComparison,
} from '../patterns/pattern.ts'
import { mostKept } from './kept-event.ts'
import type { Observable } from './witness-events.ts'

/**
 * Why a pattern can be found in no log.
 *
 * @returns Undefined where it can be, if only by one of several alternatives.
 */
export function whyNeverFound({ expression }: Pattern, observable: Observable): string | undefined {
  const count = eventsOf(expression)
  if (count > mostKept) return `it needs ${count} events, and ${mostKept} are kept for a pattern`
  return whyNeverObserved(expression, observable)
}

/** How many events a fit takes at least. */
function eventsOf(expression: ObservationExpression): number {
  switch (expression.kind) {
    case 'observed':
      return 1
    case 'or':
      return expression.parts.reduce((least, part) => Math.min(least, eventsOf(part)), Number.POSITIVE_INFINITY)
    case 'and':
    case 'followedBy':
      return expression.parts.reduce((sum, part) => sum + eventsOf(part), 0)
    case 'repeats':
      return expression.times * eventsOf(expression.part)
    case 'within':
    case 'between':
      return eventsOf(expression.part)
  }
}

function whyNeverObserved(expression: ObservationExpression, observable: Observable): string | undefined {
  if (expression.kind === 'observed') return whyNever(expression.comparison, observable)
  if (!('parts' in expression)) return whyNeverObserved(expression.part, observable)
  const reasons = expression.parts.map((part) => whyNeverObserved(part, observable))
  const known = reasons.filter((reason) => reason !== undefined)
  return expression.kind === 'or' && known.length < reasons.length ? undefined : known[0]
}

/** Why a comparison is true of nothing that logs say; undefined where it may be. */
export function whyNever(comparison: Comparison, observable: Observable): string | undefined {
  const types = typesOf(comparison, observable)
  return typeof types === 'string' ? types : undefined
}

/** Types of objects of which a comparison may be true, as all of it is asked of one object; else why it is true of none. */
function typesOf(comparison: Comparison, observable: Observable): ReadonlySet<string> | string {
  if (comparison.kind === 'test') return whyNeverTested(comparison, observable) ?? new Set([comparison.path.objectType])
  const ofParts = comparison.parts.map((part) => typesOf(part, observable))
  const sets = ofParts.filter((types) => typeof types !== 'string')
  const reason = ofParts.find((types) => typeof types === 'string')
  if (comparison.kind === 'or') {
    return sets.length === 0 && reason !== undefined ? reason : new Set(sets.flatMap((types) => [...types]))
  }
  if (reason !== undefined) return reason
  const [first = new Set<string>(), ...others] = sets
  const common = [...first].filter((type) => others.every((types) => types.has(type)))
  const named = [...new Set(sets.flatMap((types) => [...types]))]
  return common.length > 0 ? new Set(common) : `one object cannot be ${listed(named, 'and')} at once`
}

function whyNeverTested(comparison: TestComparison, observable: Observable): string | undefined {
  const { path, isNegated, test } = comparison
  if (test.operator === 'EXISTS' && isNegated && observable.hasType(path.objectType)) return undefined
  const values = observable.valuesOf(path)
  if (values.length === 0) return `no log that is read says ${textOfPath(path)}`
  const constants = isNegated ? [] : constantsOf(comparison)
  if (constants.length === 0) return undefined
  const isPossible = constants.some((constant) => values.some((value) => canBeSame(constant, value, path)))
  return isPossible
    ? undefined
    : `in no log that is read ${textOfPath(path)} is ${listed(constants.map(textOfConstant), 'or')}`
}

/** What a test wants a value to be, one of them; none where it asks otherwise. */
export function constantsOf({ test }: TestComparison): readonly Constant[] {
  return test.operator === '=' ? [test.constant] : test.operator === 'IN' ? test.constants : []
}

/** Types of objects are few; else what counts is whether logs give a number, a truth value or a text. */
function canBeSame({ type, value: sought }: Constant, value: unknown, { steps }: ObjectPath): boolean {
  const last = steps.at(-1)
  if (last !== undefined && 'key' in last && last.key === 'type') return value === sought
  return type === 'number' || type === 'boolean' ? typeof value === type : typeof value === 'string'
}

/** A pattern may name thousands of values, each of any length: a reason is for a person. */
const mostListed = 3
const longestShown = 81

function listed(texts: readonly string[], word: 'and' | 'or'): string {
  const shown = texts.slice(0, mostListed).map((text) => clipped(text, longestShown))
  if (texts.length > mostListed) return `${shown.join(', ')} ${word} ${texts.length - mostListed} others`
  return shown.length < 2 ? shown.join() : `${shown.slice(0, -1).join(', ')} ${word} ${shown.at(-1)}`
}

function textOfConstant({ type, value }: Constant): string {
  return type === 'string' ? `'${value}'` : String(value)
}

function textOfPath({ objectType, steps }: ObjectPath): string {
  const written = steps.map((step, place) => {
    if ('index' in step) return `[${step.index === 'all' ? '*' : step.index}]`
    const key = /^[a-z_][\w-]*$/i.test(step.key) && !step.key.includes('-') ? step.key : `'${step.key}'`
    return place === 0 ? key : `.${key}`
  })
  return clipped(`${objectType}:${written.join('')}`, longestShown)
}
