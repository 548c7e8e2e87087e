import type { Comparison, ObservationExpression, TestComparison } from './pattern.ts'

/** An expression about one observation. */
export type ObservedExpression = Extract<ObservationExpression, { kind: 'observed' }>

/** What an expression asks of single observations, in order. */
export function observedIn(expression: ObservationExpression): readonly ObservedExpression[] {
  if (expression.kind === 'observed') return [expression]
  return 'parts' in expression ? expression.parts.flatMap(observedIn) : observedIn(expression.part)
}

/** Comparisons of an expression, one for each observation that it asks for, in order. */
export function comparisonsIn(expression: ObservationExpression): readonly Comparison[] {
  return observedIn(expression).map(({ comparison }) => comparison)
}

/** Tests of properties in an expression, in order. */
export function testsIn(expression: ObservationExpression): readonly TestComparison[] {
  return comparisonsIn(expression).flatMap(testsOf)
}

function testsOf(comparison: Comparison): readonly TestComparison[] {
  return comparison.kind === 'test' ? [comparison] : comparison.parts.flatMap(testsOf)
}
