import { readNetwork } from '../patterns/network.ts'
import type { Comparison, Constant, ObjectPath, ObservationExpression, Pattern } from '../patterns/pattern.ts'
import { longRegistryKey } from '../patterns/registry-key.ts'
import { type ComparedKind, comparedKind } from './fold-pattern.ts'
import type { Sought } from './indicator.ts'
import { addressOf } from './network-set.ts'
import { constantsOf, whyNever } from './never-found.ts'
import { triggerToken } from './trigger-token.ts'
import { spellingsOf } from './value-keys.ts'
import { valueKindAt } from './value-kind.ts'
import type { Observable } from './witness-events.ts'

/**
 * What a pattern looks for. One that only names values (`[domain-name:value = 'x' OR ipv4-addr:value = '198.51.100.1']`) becomes these
 * values, which an index finds; any other stays a pattern.
 *
 * @param text - The pattern as written.
 */
export function soughtInPattern(pattern: Pattern, text: string): readonly Sought[] {
  return valuesOfExpression(pattern.expression) ?? [{ kind: 'pattern', pattern, text }]
}

function valuesOfExpression(expression: ObservationExpression): readonly Sought[] | undefined {
  if (expression.kind === 'observed') return valuesOfComparison(expression.comparison)
  return expression.kind === 'or' ? allOf(expression.parts, valuesOfExpression) : undefined
}

function valuesOfComparison(comparison: Comparison): readonly Sought[] | undefined {
  if ('parts' in comparison) {
    return comparison.kind === 'or' ? allOf(comparison.parts, valuesOfComparison) : undefined
  }
  if (comparison.isNegated) return undefined
  const { path, test } = comparison
  if (test.operator === 'ISSUBSET' && valueKindAt(path) === 'address') return [{ kind: 'network', value: test.network }]
  const constants = test.operator === '=' ? [test.constant] : test.operator === 'IN' ? test.constants : []
  return constants.length === 0 ? undefined : allOf(constants, (constant) => soughtAt(path, constant))
}

function soughtAt(path: ObjectPath, constant: Constant): readonly Sought[] | undefined {
  if (constant.type !== 'string') return undefined
  const { value } = constant
  const kind = valueKindAt(path)
  if (kind === 'address') return readNetwork(value) === undefined ? undefined : [{ kind: 'network', value }]
  return kind === undefined ? undefined : [{ kind: 'value', value, withSubdomains: false }]
}

function allOf<Each>(
  items: readonly Each[],
  read: (item: Each) => readonly Sought[] | undefined,
): readonly Sought[] | undefined {
  const found: Sought[] = []
  for (const item of items) {
    const sought = read(item)
    if (sought === undefined) return undefined
    for (const each of sought) found.push(each)
  }
  return found
}

/**
 * Parts of texts of which one stands in every line that can have to do with a comparison.
 *
 * @returns Folded; undefined where there is no such part, so that every line has to be looked at; none where no line fits.
 */
export function triggersOfComparison(comparison: Comparison, observable: Observable): readonly string[] | undefined {
  if (whyNever(comparison, observable) !== undefined) return []
  if ('parts' in comparison) {
    const triggers = comparison.parts.map((part) => triggersOfComparison(part, observable))
    if (comparison.kind === 'or') return joined(triggers)
    const known = triggers.filter((each) => each !== undefined)
    return known.toSorted((one, other) => one.length - other.length)[0]
  }
  const { path, isNegated } = comparison
  const made = observable.madeAt(path)
  if (isNegated || made === 'all') return undefined
  const constants = constantsOf(comparison)
  return constants.length === 0
    ? undefined
    : joined(constants.map((constant) => triggersOfConstant(constant, comparedKind(path), made)))
}

function triggersOfConstant(
  { type, value }: Constant,
  kind: ComparedKind | undefined,
  made: ReadonlySet<string>,
): readonly string[] | undefined {
  if (type !== 'string') return undefined
  if (kind === 'address' || (kind === 'host' && addressOf(value) !== undefined)) return triggersOfAddress(value)
  const texts = kind === undefined ? [value] : kind === 'key' ? [longRegistryKey(value)] : spellingsOf(value)
  return joined(texts.map((text) => triggersOfText(text, made)))
}

/** An address of IPv4 is always written alike; of IPv6 a group of four digits is, and a network stands nowhere. */
function triggersOfAddress(value: string): readonly string[] | undefined {
  const network = addressOf(value)
  if (network === undefined || network.prefix < network.bits) return undefined
  const group =
    network.bits === 32
      ? value.replace(/^.*:|\/.*$/g, '')
      : /(?<![^:])(?=\d*[a-f])[1-9a-f][\da-f]{3}(?![^:/])/i.exec(value)?.[0]
  return group === undefined ? undefined : triggersOfText(group, new Set())
}

/** @param made - Parts that the observer writes, so that a line may lack them. */
function triggersOfText(text: string, made: ReadonlySet<string>): readonly string[] | undefined {
  // A web address may be put together of its host and its path; its scheme then stands nowhere.
  const token = triggerToken(text.replace(/^[a-z+.-]+:\/\//i, ''), made)
  return token === undefined ? undefined : [token]
}

function joined(lists: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  const known = lists.filter((list) => list !== undefined)
  return known.length < lists.length ? undefined : known.flat()
}
