import { isWithin } from '../patterns/network.ts'
import type { Comparison, Constant, ObjectPath, ObservationExpression, Pattern, TestText } from '../patterns/pattern.ts'
import { createLike } from '../patterns/text-tests.ts'
import { canonicalUrl, foldAscii } from './canonical-value.ts'
import { addressOf } from './network-set.ts'
import { spellingsOf, valueKeys } from './value-keys.ts'
import { type ValueKind, valueKindAt } from './value-kind.ts'

/**
 * A pattern as it is asked of logs: names, mailboxes, web addresses, hashes and addresses are compared by what they mean, under `=`, `!=`,
 * `IN`, `LIKE` and `NOT`, as an index compares those that are looked for alone. STIX itself compares letter by letter.
 */
export function foldedPattern(pattern: Pattern): Pattern {
  return { ...pattern, expression: foldedExpression(pattern.expression) }
}

/** What is compared at a path: a value by itself, or an address at an end of traffic. */
export function comparedKind(path: ObjectPath): ValueKind | undefined {
  const [first, second, ...rest] = path.steps
  const isEnd = first !== undefined && 'key' in first && (first.key === 'src_ref' || first.key === 'dst_ref')
  const isValue = second !== undefined && 'key' in second && second.key === 'value' && rest.length === 0
  return isEnd && isValue ? 'address' : valueKindAt(path)
}

function foldedExpression(expression: ObservationExpression): ObservationExpression {
  if (expression.kind === 'observed') return { ...expression, comparison: foldedComparison(expression.comparison) }
  if ('parts' in expression) return { ...expression, parts: expression.parts.map(foldedExpression) }
  return { ...expression, part: foldedExpression(expression.part) }
}

function foldedComparison(comparison: Comparison): Comparison {
  if ('parts' in comparison) return { ...comparison, parts: comparison.parts.map(foldedComparison) }
  const { path, test, isNegated } = comparison
  const kind = comparedKind(path)
  if (kind === undefined) return comparison
  const toTest = (fits: TestText | undefined, isNot: boolean): Comparison =>
    fits === undefined
      ? comparison
      : { ...comparison, isNegated: isNot, test: { operator: 'MATCHES', fits, fitsBytes: undefined } }
  switch (test.operator) {
    case '=':
      return toTest(testOfConstants(kind, [test.constant]), isNegated)
    case '!=':
      return toTest(testOfConstants(kind, [test.constant]), !isNegated)
    case 'IN':
      return toTest(testOfConstants(kind, test.constants), isNegated)
    case 'LIKE':
      return toTest(kind === 'url' ? likeOfUrl(test.text) : likeOfText(test.text, kind), isNegated)
    default:
      return comparison
  }
}

/** @returns Undefined where the constants are none of the kind: they then are compared as they are. */
function testOfConstants(kind: ValueKind, constants: readonly Constant[]): TestText | undefined {
  const tests: TestText[] = []
  for (const { type, value } of constants) {
    const fits = type === 'string' ? testOfValue(kind, value) : undefined
    if (fits === undefined) return undefined
    tests.push(fits)
  }
  return (text) => tests.some((fits) => fits(text))
}

function testOfValue(kind: ValueKind, sought: string): TestText | undefined {
  if (kind === 'address') {
    const network = addressOf(sought)
    if (network === undefined) return undefined
    return (text) => {
      const address = addressOf(text)
      return address !== undefined && isWithin(address, network)
    }
  }
  const spellings = new Set(spellingsOf(sought))
  return (text) => {
    const { value, within } = valueKeys(text)
    return spellings.has(value) || (within !== undefined && spellings.has(within))
  }
}

function likeOfText(like: string, kind: ValueKind): TestText {
  const fits = createLike(foldAscii(like))
  if (kind === 'address') return (text) => fits(foldAscii(text))
  return (text) => {
    const { value, within } = valueKeys(text)
    return fits(foldAscii(text)) || fits(value) || (within !== undefined && fits(within))
  }
}

/** Of a web address scheme and host are folded, its path is not; what stands before the first slash behind them may be either. */
function likeOfUrl(like: string): TestText {
  const fits = createLike(like)
  const [head = ''] = /^(?:[^/]*:\/\/)?[^/]*/.exec(like) ?? []
  const fitsFolded = createLike(`${foldAscii(head)}${like.slice(head.length)}`)
  return (text) => fits(text) || fitsFolded(canonicalUrl(text) ?? text)
}
