import type { Comparison, ObservationExpression, Pattern, PatternFault } from './pattern.ts'
import { readTest } from './read-test.ts'
import { createReader, type Reader, SyntaxFault } from './reader.ts'
import { readTimestamp } from './timestamp.ts'
import { readTokens, type Token } from './tokens.ts'

/** Expressions in expressions, and qualifiers on each other: more is no pattern that a person wrote, and would exhaust the stack. */
const mostNested = 100
/**
 * Characters of a pattern: as many as a line of a log may have bytes. Fifteen thousand hashes in one
 * pattern are as long; what is longer takes seconds to read, and its texts exhaust the stack.
 */
const longestPattern = 1 << 20
/** Observations that a pattern may call for: the work of matching grows with them. */
const mostRepeats = 1_000_000
const qualifiers: ReadonlySet<string> = new Set(['WITHIN', 'REPEATS', 'START'])

/** What reading a pattern came to. */
export type PatternAnswer =
  | { readonly ok: true; readonly pattern: Pattern }
  | { readonly ok: false; readonly fault: PatternFault }

/**
 * Reads a pattern. Source: STIX 2.1 §9; patterns of 2.0 are of the same grammar without EXISTS (STIX 2.0 part 5).
 *
 * @returns A fault with code `pattern/syntax` or `pattern/value`, and the place in its reason.
 */
export function readPattern(text: string, version: '2.0' | '2.1' = '2.1'): PatternAnswer {
  if (text.length > longestPattern) {
    return { ok: false, fault: { code: 'pattern/syntax', reason: `longer than ${longestPattern} characters` } }
  }
  const read = readTokens(text)
  if (!read.ok) return read
  const reader = createReader(text, read.tokens, version)
  try {
    const expression = readFollowedBy(reader, 0)
    reader.end()
    const isTooNested = isQualifiedBeyond(expression, mostNested)
    reader.demand(!isTooNested, 'pattern/syntax', `more than ${mostNested} qualifiers on each other`)
    return { ok: true, pattern: { expression, hasDoubledQualifier: isDoubled(read.tokens), unfit: reader.unfit() } }
  } catch (error) {
    if (error instanceof SyntaxFault) return { ok: false, fault: error.fault }
    throw error
  }
}

/** Whether a qualifier of one kind stands twice behind one pair of square brackets; on a group in parentheses it may. */
function isDoubled(tokens: readonly Token[]): boolean {
  let kinds: Set<string> | undefined
  for (const { kind, text } of tokens) {
    if (kind === 'sign') kinds = text === ']' ? new Set() : undefined
    else if (kind === 'word' && kinds !== undefined && qualifiers.has(text)) {
      if (kinds.has(text)) return true
      kinds.add(text)
    }
  }
  return false
}

/** Whether more qualifiers than so many enclose one observation. */
function isQualifiedBeyond(expression: ObservationExpression, most: number): boolean {
  if (most < 0) return true
  if ('parts' in expression) return expression.parts.some((part) => isQualifiedBeyond(part, most))
  return 'part' in expression && isQualifiedBeyond(expression.part, most - 1)
}

type Read<Part> = (reader: Reader, depth: number) => Part

/** A chain of parts of one operator; a chain of one is that part. */
function readChain<Part, Kind extends string>(kind: Kind, word: string, readPart: Read<Part>) {
  return (reader: Reader, depth: number): Part | { readonly kind: Kind; readonly parts: readonly Part[] } => {
    const first = readPart(reader, depth)
    const parts = [first]
    while (reader.takeWord(word)) parts.push(readPart(reader, depth))
    return parts.length === 1 ? first : { kind, parts }
  }
}

function readFollowedBy(reader: Reader, depth: number): ObservationExpression {
  const readAnd = readChain<ObservationExpression, 'and'>('and', 'AND', readQualified)
  const readOr = readChain<ObservationExpression, 'or'>('or', 'OR', readAnd)
  return readChain<ObservationExpression, 'followedBy'>('followedBy', 'FOLLOWEDBY', readOr)(reader, depth)
}

function readQualified(reader: Reader, depth: number): ObservationExpression {
  let expression = readObserved(reader, depth)
  for (;;) {
    if (reader.takeWord('REPEATS')) expression = readRepeats(reader, expression)
    else if (reader.takeWord('WITHIN')) expression = readWithin(reader, expression)
    else if (reader.takeWord('START')) expression = readBetween(reader, expression)
    else return expression
  }
}

function readObserved(reader: Reader, depth: number): ObservationExpression {
  reader.demand(depth < mostNested, 'pattern/syntax', `more than ${mostNested} expressions in each other`)
  if (reader.takeSign('(')) {
    const expression = readFollowedBy(reader, depth + 1)
    reader.expectSign(')')
    return expression
  }
  reader.expectSign('[')
  const comparison = readComparison(reader, depth + 1)
  reader.expectSign(']')
  return { kind: 'observed', comparison }
}

function readComparison(reader: Reader, depth: number): Comparison {
  const readAnd = readChain<Comparison, 'and'>('and', 'AND', readPart)
  return readChain<Comparison, 'or'>('or', 'OR', readAnd)(reader, depth)
}

function readPart(reader: Reader, depth: number): Comparison {
  reader.demand(depth < mostNested, 'pattern/syntax', `more than ${mostNested} expressions in each other`)
  if (!reader.takeSign('(')) return readTest(reader)
  const comparison = readComparison(reader, depth + 1)
  reader.expectSign(')')
  return comparison
}

function readRepeats(reader: Reader, part: ObservationExpression): ObservationExpression {
  const times = reader.expectInteger()
  const isCount = times >= 1 && times <= mostRepeats
  reader.demand(isCount, 'pattern/value', `REPEATS wants a whole number from 1 to ${mostRepeats}`)
  reader.expectWord('TIMES')
  return { kind: 'repeats', part, times }
}

function readWithin(reader: Reader, part: ObservationExpression): ObservationExpression {
  const seconds = reader.expectNumber()
  reader.demand(seconds > 0, 'pattern/value', 'WITHIN wants a number of seconds above 0')
  reader.expectWord('SECONDS')
  return { kind: 'within', part, seconds }
}

function readBetween(reader: Reader, part: ObservationExpression): ObservationExpression {
  const startMs = readInstant(reader)
  reader.expectWord('STOP')
  return { kind: 'between', part, startMs, stopMs: readInstant(reader) }
}

function readInstant(reader: Reader): number {
  const timestamp = readTimestamp(reader.expect('timestamp', 'a time such as t’2026-11-22T00:00:00Z’').text)
  if (timestamp === undefined) throw reader.fault('pattern/value', 'no such time')
  return timestamp.ms
}
