import type { Comparison, ObjectPath, ObservationExpression, Pattern, TestComparison } from '../patterns/pattern.ts'
import { comparedKind } from './fold-pattern.ts'
import { constantsOf } from './never-found.ts'
import type { JudgeHarmless } from './warning-list.ts'

/** A value that a pattern asks for, and the warning list that has it. */
export type ListedValue = { readonly value: string; readonly list: string }

type Pruned<Whole> = { readonly kept: Whole | undefined; readonly listed: readonly ListedValue[] }

/**
 * A pattern without the alternatives that a value on a warning list fulfils alone, or with no more than a type, a port or a protocol
 * beside it. What asks for something else, too, stays whole.
 *
 * @returns No pattern where nothing is left of it.
 */
export function withoutListed(pattern: Pattern, isHarmless: JudgeHarmless): Pruned<Pattern> {
  const { kept, listed } = prunedExpression(pattern.expression, isHarmless)
  return { kept: kept === undefined ? undefined : { ...pattern, expression: kept }, listed }
}

function prunedExpression(expression: ObservationExpression, isHarmless: JudgeHarmless): Pruned<ObservationExpression> {
  if (expression.kind === 'observed') {
    const { kept, listed } = prunedComparison(expression.comparison, isHarmless)
    return { kept: kept === undefined ? undefined : { ...expression, comparison: kept }, listed }
  }
  if (!('parts' in expression)) {
    const { kept, listed } = prunedExpression(expression.part, isHarmless)
    return { kept: kept === undefined ? undefined : { ...expression, part: kept }, listed }
  }
  const pruned = expression.parts.map((part) => prunedExpression(part, isHarmless))
  if (expression.kind === 'or') return alternatives(pruned, (parts) => ({ ...expression, parts }))
  return pruned.every(({ kept }) => kept === undefined)
    ? { kept: undefined, listed: pruned.flatMap(({ listed }) => listed) }
    : { kept: expression, listed: [] }
}

function prunedComparison(comparison: Comparison, isHarmless: JudgeHarmless): Pruned<Comparison> {
  if (comparison.kind === 'test') return prunedTest(comparison, isHarmless)
  const pruned = comparison.parts.map((part) => prunedComparison(part, isHarmless))
  if (comparison.kind === 'or') return alternatives(pruned, (parts) => ({ ...comparison, parts }))
  const telling = comparison.parts.flatMap((part, place) => (isBeside(part) ? [] : (pruned[place] ?? [])))
  const listed = telling.flatMap((part) => part.listed)
  if (telling.every(({ kept }) => kept === undefined) && listed.length > 0) return { kept: undefined, listed }
  if (telling.length > 1 || listed.length === 0) return { kept: comparison, listed: [] }
  return { kept: { ...comparison, parts: pruned.flatMap(({ kept }) => kept ?? []) }, listed }
}

function alternatives<Part, Whole>(
  pruned: readonly Pruned<Part>[],
  join: (parts: readonly Part[]) => Whole,
): Pruned<Whole> {
  const parts = pruned.flatMap(({ kept }) => (kept === undefined ? [] : [kept]))
  return { kept: parts.length === 0 ? undefined : join(parts), listed: pruned.flatMap(({ listed }) => listed) }
}

function prunedTest(comparison: TestComparison, isHarmless: JudgeHarmless): Pruned<Comparison> {
  const { path, isNegated, test } = comparison
  const kind = comparedKind(path)
  const isValue = !isNegated && kind !== undefined && kind !== 'key' && kind !== 'protocol'
  if (isValue && test.operator === 'ISSUBSET') {
    const list = isHarmless(test.network)
    if (list !== undefined) return { kept: undefined, listed: [{ value: test.network, list }] }
  }
  const constants = isValue ? constantsOf(comparison) : []
  const listed = constants.flatMap(({ type, value }) => {
    const list = type === 'string' ? isHarmless(value) : undefined
    return list === undefined || type !== 'string' ? [] : [{ value, list }]
  })
  if (listed.length === 0) return { kept: comparison, listed }
  const values = new Set<unknown>(listed.map(({ value }) => value))
  const others = constants.filter(({ value }) => !values.has(value))
  return {
    kept: others.length === 0 ? undefined : { ...comparison, test: { operator: 'IN', constants: others } },
    listed,
  }
}

/** Whether a comparison says only of what kind the traffic with a value is. */
function isBeside(comparison: Comparison): boolean {
  if (comparison.kind !== 'test') return comparison.parts.every(isBeside)
  return keysOf(comparison.path).some((key) => ofKind.has(key))
}

const ofKind: ReadonlySet<string> = new Set(['type', 'src_port', 'dst_port', 'protocols'])

function keysOf({ steps }: ObjectPath): readonly string[] {
  return steps.flatMap((step) => ('key' in step ? [step.key] : []))
}
