import { isMembers, type Members } from '../members.ts'
import { readRuleHead, textOf } from './read-rule.ts'
import type { RuleReading } from './read-values.ts'
import type { CorrelationRule, RuleHead } from './sigma-rule.ts'

/** A correlation before the rules that it names have been found. */
export type WrittenCorrelation = Omit<CorrelationRule, 'of' | 'groupBy' | 'kind'> & {
  readonly kind: 'written correlation'
  /** Ids or names of rules. */
  readonly refersTo: readonly string[]
  readonly groupFields: readonly string[]
  /** For an alias, the field of each rule by what the rule is named. */
  readonly aliases: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** The rules that it names are alerts of their own too. */
  readonly isGenerating: boolean
}

const types = ['event_count', 'value_count', 'temporal', 'temporal_ordered'] as const
const unitsMs: { readonly [unit: string]: number } = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const mostCounted = 100_000

/**
 * Reads a correlation.
 *
 * @param document - A document with `correlation`, as YAML gives it.
 * @param reading - Told of each thing that cannot be asked; what is returned then means nothing.
 * Source: Sigma correlation rules specification 2.1.0.
 */
export function readCorrelation(document: Members, file: string, reading: RuleReading): WrittenCorrelation {
  const head: RuleHead = readRuleHead(document, file, reading)
  const written = isMembers(document['correlation']) ? document['correlation'] : {}
  const type = types.find((each) => each === written['type'])
  if (type === undefined) reading.refuse(`the correlation type ${JSON.stringify(written['type'])} is not supported`)
  const refersTo = textsOf(written['rules'])
  if (refersTo.length === 0) reading.refuse('a correlation names at least one rule')
  const condition = readCounts(written['condition'], type ?? 'event_count', refersTo, reading)
  return {
    ...head,
    kind: 'written correlation',
    type: type ?? 'event_count',
    refersTo,
    groupFields: textsOf(written['group-by']),
    aliases: readAliases(written['aliases'], reading),
    spanMs: readSpan(written['timespan'], reading),
    isGenerating: written['generate'] === true,
    isSilent: false,
    ...condition,
  }
}

function textsOf(written: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(written) ? written : [written]
  return list.flatMap((item) => textOf(item) ?? [])
}

function readSpan(written: unknown, reading: RuleReading): number {
  const [, number = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(String(written)) ?? []
  const spanMs = Number(number) * (unitsMs[unit] ?? 0)
  if (!(spanMs > 0)) reading.refuse(`timespan ${JSON.stringify(written)} is no number with s, m, h or d`)
  return spanMs
}

function readAliases(written: unknown, reading: RuleReading): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const aliases = new Map<string, ReadonlyMap<string, string>>()
  if (written === undefined) return aliases
  if (!isMembers(written)) reading.refuse('aliases is no map')
  for (const [alias, fields] of Object.entries(isMembers(written) ? written : {})) {
    const names = new Map<string, string>()
    for (const [rule, field] of Object.entries(isMembers(fields) ? fields : {})) {
      const name = textOf(field)
      if (name !== undefined) names.set(rule, name)
    }
    if (names.size === 0) reading.refuse(`the alias ${alias} names no field of a rule`)
    aliases.set(alias, names)
  }
  return aliases
}

type Counts = { readonly least: number; readonly counted: readonly string[] }

function readCounts(
  written: unknown,
  type: CorrelationRule['type'],
  refersTo: readonly string[],
  reading: RuleReading,
): Counts {
  const isTemporal = type === 'temporal' || type === 'temporal_ordered'
  const everyRule = { least: refersTo.length, counted: [] }
  if (isTemporal && written === undefined) return everyRule
  if (isTemporal && typeof written === 'string' && namesAll(written, refersTo)) return everyRule
  if (!isMembers(written)) {
    reading.refuse(
      isTemporal ? 'a condition other than all rules joined by and is not supported' : 'a correlation has a condition',
    )
    return everyRule
  }
  const counted = type === 'value_count' ? textsOf(written['field']) : []
  if (type === 'value_count' && counted.length === 0) reading.refuse('value_count has a field in its condition')
  const least = readLeast(written, reading)
  if (type === 'temporal_ordered' && least !== refersTo.length)
    reading.refuse('an order of only some of the rules is not supported')
  return { least, counted }
}

function namesAll(condition: string, refersTo: readonly string[]): boolean {
  const names = condition.split(/\s+and\s+/i).map((name) => name.trim())
  return (
    names.length === new Set(names).size &&
    names.length === refersTo.length &&
    names.every((name) => refersTo.includes(name))
  )
}

/** Events come one by one, and a match is told when it is seen: a count that must not grow further is known too late for that. */
function readLeast(written: Members, reading: RuleReading): number {
  let least = 0
  for (const [word, value] of Object.entries(written)) {
    if (word === 'field') continue
    if (word !== 'gte' && word !== 'gt') reading.refuse(`the condition ${word} is not supported: gte and gt are`)
    else if (typeof value !== 'number' || !Number.isSafeInteger(value)) reading.refuse(`${word} takes a whole number`)
    else least = Math.max(least, word === 'gt' ? value + 1 : value)
  }
  if (least < 1 || least > mostCounted) reading.refuse(`a condition asks for a count of 1 to ${mostCounted}`)
  return least
}
