import { isWithin } from '../patterns/network.ts'
import type { Comparison, Constant, ObjectPath, ObservationExpression, Pattern, TestText } from '../patterns/pattern.ts'
import { longRegistryKey } from '../patterns/registry-key.ts'
import { createLike } from '../patterns/text-tests.ts'
import { canonicalUrl, foldAscii } from './canonical-value.ts'
import { addressOf } from './network-set.ts'
import { spellingsOf, valueKeys } from './value-keys.ts'
import { type ValueKind, valueKindAt } from './value-kind.ts'

/**
 * A pattern as it is asked of logs: names, mailboxes, web addresses, hashes and addresses are compared by what they mean, under `=`, `!=`
 * and `IN`, as an index compares those that are looked for alone; so are keys of the registry, hardware addresses and protocols, whose case
 * tells nothing. Under `LIKE` only the case of letters is overlooked, of a web address only in its scheme and host. The rest, as `MATCHES`,
 * `<` and ISSUBSET, is asked as STIX has it, letter by letter.
 */
export function foldedPattern(pattern: Pattern): Pattern {
  return { ...pattern, expression: foldedExpression(pattern.expression) }
}

/**
 * What is compared by its meaning: a value that says what it is by itself, an address or a name that is referred to, a key of a registry,
 * the name of a protocol.
 */
export type ComparedKind = ValueKind | 'host' | 'key' | 'protocol'

/** What is compared at a path. @returns Undefined where letter counts by letter. */
export function comparedKind(path: ObjectPath): ComparedKind | undefined {
  const { objectType, steps } = path
  const [first, last] = [steps[0], steps.at(-1)]
  if (objectType === 'network-traffic' && first !== undefined && 'key' in first && first.key === 'protocols')
    return 'protocol'
  if (first === undefined || last === undefined || !('key' in first && 'key' in last)) return undefined
  if (last.key === 'value' && /_refs?$/.test(first.key)) return 'host'
  if (objectType === 'windows-registry-key' && (last.key === 'key' || last.key === 'name')) return 'key'
  return objectType === 'mac-addr' && steps.length === 1 ? 'name' : valueKindAt(path)
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
function testOfConstants(kind: ComparedKind, constants: readonly Constant[]): TestText | undefined {
  const tests: TestText[] = []
  for (const { type, value } of constants) {
    const fits = type === 'string' ? testOfValue(kind, value) : undefined
    if (fits === undefined) return undefined
    tests.push(fits)
  }
  return (text) => tests.some((fits) => fits(text))
}

function testOfValue(kind: ComparedKind, sought: string): TestText | undefined {
  if (kind === 'key') {
    const key = foldAscii(longRegistryKey(sought))
    return (text) => foldAscii(longRegistryKey(text)) === key
  }
  const network = kind === 'address' || kind === 'host' ? addressOf(sought) : undefined
  if (kind === 'address' || network !== undefined) {
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

function likeOfText(like: string, kind: ComparedKind): TestText {
  const fits = createLike(foldAscii(like))
  if (kind === 'address' || kind === 'key') return (text) => fits(foldAscii(text))
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
