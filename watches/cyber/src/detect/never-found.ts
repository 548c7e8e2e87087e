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
  return whyOfParts(expression, (part) => whyNeverObserved(part, observable))
}

/** Why a comparison is true of nothing that logs say; undefined where it may be. */
export function whyNever(comparison: Comparison, observable: Observable): string | undefined {
  if ('parts' in comparison) return whyOfParts(comparison, (part) => whyNever(part, observable))
  const { path, isNegated, test } = comparison
  if (test.operator === 'EXISTS' && isNegated && observable.hasType(path.objectType)) return undefined
  const values = observable.valuesOf(path)
  if (values.length === 0) return `no log that is read says ${textOfPath(path)}`
  const constants = isNegated ? [] : constantsOf(comparison)
  if (constants.length === 0) return undefined
  const isPossible = constants.some((constant) => values.some((value) => canBeSame(constant, value, path)))
  return isPossible
    ? undefined
    : `in no log that is read ${textOfPath(path)} is ${constants.map(textOfConstant).join(', ')}`
}

function whyOfParts<Part>(
  { kind, parts }: { readonly kind: 'and' | 'or' | 'followedBy'; readonly parts: readonly Part[] },
  whyOf: (part: Part) => string | undefined,
): string | undefined {
  const reasons = parts.map(whyOf)
  const known = reasons.filter((reason) => reason !== undefined)
  return kind === 'or' && known.length < reasons.length ? undefined : known[0]
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

function textOfConstant({ type, value }: Constant): string {
  return type === 'string' ? `'${value}'` : String(value)
}

function textOfPath({ objectType, steps }: ObjectPath): string {
  const written = steps.map((step, place) => {
    if ('index' in step) return `[${step.index === 'all' ? '*' : step.index}]`
    const key = /^[a-z_][\w-]*$/i.test(step.key) && !step.key.includes('-') ? step.key : `'${step.key}'`
    return place === 0 ? key : `.${key}`
  })
  return `${objectType}:${written.join('')}`
}
