import { readNetwork } from '../patterns/network.ts'
import { createExpression } from '../patterns/text-tests.ts'
import { decimalOf } from './decimal.ts'
import type { Comparison, DatePart, Place, Search, ValueTest } from './sigma-rule.ts'
import { plainText, readSigmaText } from './sigma-text.ts'
import { type Placeholders, type TextInWork, textModifier } from './value-modifiers.ts'

/** Says that something in a rule cannot be asked, for a person. */
type Refuse = (reason: string) => void

/** One value as YAML gives it. */
export type WrittenValue = string | number | boolean | null

/** What a rule is read with. */
export type RuleReading = { readonly refuse: Refuse; readonly placeholders: Placeholders }

const comparisons: { readonly [name: string]: Comparison } = { lt: 'lt', lte: 'lte', gt: 'gt', gte: 'gte' }
const dateParts: { readonly [name: string]: DatePart } = {
  minute: 'minute',
  hour: 'hour',
  day: 'day',
  week: 'week',
  month: 'month',
  year: 'year',
}
const expressionFlags: { readonly [name: string]: string } = {
  i: 'i',
  ignorecase: 'i',
  m: 'm',
  multiline: 'm',
  s: 's',
  dotall: 's',
}
const otherModifiers = ['all', 'neq', 'cased', 're', 'cidr', 'exists', 'fieldref']

/**
 * Reads one line of a search: a field, its modifiers and its values.
 *
 * @param field - Undefined where the whole message is asked.
 * @param modifiers - In the order written.
 * @param values - At least one.
 * @param reading - Told of each thing that cannot be asked; the search returned then means nothing.
 */
export function readFieldSearch(
  field: string | undefined,
  modifiers: readonly string[],
  values: readonly WrittenValue[],
  reading: RuleReading,
): Search {
  const unknown = modifiers.filter((name) => !isModifier(name))
  for (const name of unknown) reading.refuse(`the modifier ${name} is not known`)
  if (unknown.length > 0) return { kind: 'or', of: [] }
  const asked = field === undefined && !modifiers.includes('re') ? [...modifiers, 'contains'] : modifiers
  const testsOfValues = values.map((value) => testsOf(value, asked, reading))
  const search: Search = modifiers.includes('all')
    ? { kind: 'and', of: testsOfValues.map((anyOf) => ({ kind: 'test', field, anyOf })) }
    : { kind: 'test', field, anyOf: testsOfValues.flat() }
  return modifiers.includes('neq') ? { kind: 'not', of: search } : search
}

function isModifier(name: string): boolean {
  return (
    otherModifiers.includes(name) ||
    [comparisons, dateParts, expressionFlags].some((table) => Object.hasOwn(table, name)) ||
    textModifier(name) !== undefined
  )
}

function testsOf(value: WrittenValue, modifiers: readonly string[], reading: RuleReading): readonly ValueTest[] {
  const isText = (name: string): boolean => name === 'cased' || textModifier(name) !== undefined
  const isFlag = (name: string): boolean => Object.hasOwn(expressionFlags, name)
  const isDatePart = (name: string): boolean => Object.hasOwn(dateParts, name)
  const isComparison = (name: string): boolean => Object.hasOwn(comparisons, name)
  const kinds: readonly [string, (name: string) => boolean, () => readonly ValueTest[]][] = [
    ['exists', () => false, () => presenceTest(value, reading)],
    ['fieldref', isText, () => fieldTest(value, modifiers, reading)],
    ['re', (name) => isFlag(name) || isText(name), () => expressionTest(value, modifiers, reading)],
    ['cidr', () => false, () => networkTest(value, reading)],
  ]
  for (const [kind, fits, read] of kinds) {
    if (!modifiers.includes(kind)) continue
    refuseOthers(modifiers, (name) => name === kind || fits(name), kind, reading)
    return read()
  }
  if (modifiers.some(isFlag)) reading.refuse('a flag of expressions stands without re')
  const [part, ...moreParts] = modifiers.filter(isDatePart)
  const [operator, ...moreOperators] = modifiers.filter(isComparison)
  if (part === undefined && operator === undefined) return plainTests(value, modifiers, reading)
  const [second] = [...moreParts, ...moreOperators]
  if (second !== undefined) reading.refuse(`${second} beside ${part ?? operator} means nothing`)
  refuseOthers(modifiers, (name) => isDatePart(name) || isComparison(name), part ?? operator ?? '', reading)
  return numberTest(own(dateParts, part ?? ''), own(comparisons, operator ?? ''), value, reading)
}

/** What stands in a rule and is not asked would make it another rule than is written. */
function refuseOthers(
  modifiers: readonly string[],
  isAsked: (name: string) => boolean,
  kind: string,
  { refuse }: RuleReading,
): void {
  const other = modifiers.find((name) => name !== 'all' && name !== 'neq' && !isAsked(name))
  if (other !== undefined) refuse(`${other} beside ${kind} means nothing`)
}

function own<Value>(table: { readonly [name: string]: Value }, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

function plainTests(value: WrittenValue, modifiers: readonly string[], reading: RuleReading): readonly ValueTest[] {
  const changing = modifiers.filter((name) => textModifier(name) !== undefined)
  if (value === null) {
    if (changing.length > 0) reading.refuse(`${changing.join('|')} of null means nothing`)
    return [{ kind: 'nothing' }]
  }
  if (typeof value === 'number' && !isExact(value)) reading.refuse(`the number ${value} is not exact: put it in quotes`)
  if (typeof value !== 'string' && changing.length === 0) {
    return typeof value === 'number' ? [{ kind: 'number', value }] : [{ kind: 'boolean', value }]
  }
  const isCased = modifiers.includes('cased')
  return changedTexts(String(value), changing, reading).map(({ parts }) => ({ kind: 'text', parts, isCased }))
}

function isExact(value: number): boolean {
  return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value)
}

function changedTexts(value: string, modifiers: readonly string[], reading: RuleReading): readonly TextInWork[] {
  let texts: readonly TextInWork[] = [{ parts: readSigmaText(value), isBytes: false }]
  for (const name of modifiers) {
    const modify = textModifier(name)
    const changed: TextInWork[] = []
    for (const text of texts) {
      const forms = modify?.(text, reading.placeholders) ?? [text]
      if (typeof forms === 'string') reading.refuse(forms)
      else changed.push(...forms)
    }
    texts = changed
  }
  return texts
}

function presenceTest(value: WrittenValue, reading: RuleReading): readonly ValueTest[] {
  if (typeof value !== 'boolean') reading.refuse('exists takes true or false')
  return [{ kind: 'presence', isPresent: value === true }]
}

function fieldTest(value: WrittenValue, modifiers: readonly string[], reading: RuleReading): readonly ValueTest[] {
  const field = typeof value === 'string' ? value : ''
  if (field === '') reading.refuse('fieldref takes the name of a field')
  const places: Place[] = []
  for (const name of modifiers) {
    if (name === 'contains') places.push('within')
    else if (name === 'startswith') places.push('start')
    else if (name === 'endswith') places.push('end')
    else if (textModifier(name) !== undefined) reading.refuse(`${name} of another field is not known`)
  }
  return [{ kind: 'field', field, place: places[0] ?? 'whole', isCased: modifiers.includes('cased') }]
}

function expressionTest(value: WrittenValue, modifiers: readonly string[], reading: RuleReading): readonly ValueTest[] {
  const flags = new Set<string>()
  for (const name of modifiers) {
    const flag = own(expressionFlags, name)
    if (flag !== undefined) flags.add(flag)
    else if (textModifier(name) !== undefined) reading.refuse(`${name} of an expression is not known`)
  }
  const opened = flags.size > 0 ? `(?${[...flags].join('')})` : ''
  const expression = opened + String(value)
  if (createExpression(expression) === undefined) {
    reading.refuse(
      `the expression ${JSON.stringify(value)} does not run in linear time (RE2): look-around, back-reference or a fault in it`,
    )
  }
  return [{ kind: 'expression', expression }]
}

function networkTest(value: WrittenValue, reading: RuleReading): readonly ValueTest[] {
  const network = typeof value === 'string' ? readNetwork(value) : undefined
  if (network === undefined) reading.refuse(`${JSON.stringify(value)} is no network in CIDR notation`)
  return network === undefined ? [] : [{ kind: 'network', network }]
}

/** At least one of part and operator is there. */
function numberTest(
  part: DatePart | undefined,
  operator: Comparison | undefined,
  value: WrittenValue,
  reading: RuleReading,
): readonly ValueTest[] {
  const number = numberOf(value)
  if (number === undefined) reading.refuse(`${operator ?? part} takes a number`)
  if (number === undefined) return []
  if (part !== undefined) return [{ kind: 'date-part', part, operator: operator ?? 'eq', value: number }]
  return operator === undefined ? [] : [{ kind: 'comparison', operator, value: number }]
}

function numberOf(value: WrittenValue): number | undefined {
  const text = typeof value === 'string' ? plainText(readSigmaText(value)) : undefined
  const number = typeof value === 'number' ? value : decimalOf(text ?? '')
  return Number.isFinite(number) ? number : undefined
}
