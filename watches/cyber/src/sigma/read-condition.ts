import type { Search } from './sigma-rule.ts'

/** Searches of a rule by their names. */
export type NamedSearches = ReadonlyMap<string, Search>

type Reader = {
  readonly tokens: readonly string[]
  at: number
  readonly searches: NamedSearches
  /** How many searches patterns of names have stood for. */
  named: number
}

const deepestBrackets = 100
const mostNamed = 10_000
const token = /\s*(?:([()|])|([^\s()|]+))/y

/**
 * Reads a condition: names of searches, `and`, `or`, `not`, brackets, `1 of` or `all of` names with `*` or `them`.
 *
 * @returns The search that it makes of them, or a sentence that says what is wrong.
 * Source: Sigma rules specification 2.1.0, Condition.
 */
export function readCondition(condition: string, searches: NamedSearches): Search | string {
  const tokens = tokensOf(condition)
  if (tokens.includes('|')) return 'aggregations after | are obsolete: write a correlation rule'
  const reader: Reader = { tokens, at: 0, searches, named: 0 }
  const search = readOr(reader, 0)
  if (typeof search === 'string') return search
  const rest = tokens[reader.at]
  return rest === undefined ? search : `the condition goes on with ${rest} where it should end`
}

function tokensOf(condition: string): readonly string[] {
  const tokens: string[] = []
  for (const [, sign, word] of condition.matchAll(new RegExp(token, 'g'))) tokens.push(sign ?? word ?? '')
  return tokens
}

function isWord(reader: Reader, word: string): boolean {
  return reader.tokens[reader.at]?.toLowerCase() === word
}

function readOr(reader: Reader, depth: number): Search | string {
  return readJoined(reader, 'or', () => readJoined(reader, 'and', () => readNot(reader, depth)))
}

function readJoined(reader: Reader, word: 'and' | 'or', readOne: () => Search | string): Search | string {
  const of: Search[] = []
  while (true) {
    const search = readOne()
    if (typeof search === 'string') return search
    of.push(search)
    if (!isWord(reader, word)) return of.length === 1 ? search : { kind: word, of }
    reader.at += 1
  }
}

function readNot(reader: Reader, depth: number): Search | string {
  let isNegated = false
  while (isWord(reader, 'not')) {
    isNegated = !isNegated
    reader.at += 1
  }
  const search = readOperand(reader, depth)
  return typeof search === 'string' || !isNegated ? search : { kind: 'not', of: search }
}

function readOperand(reader: Reader, depth: number): Search | string {
  const word = reader.tokens[reader.at]
  if (word === undefined) return 'the condition ends where a name should stand'
  reader.at += 1
  if (word === '(') return readBracket(reader, depth)
  if (isWord(reader, 'of')) {
    reader.at += 1
    return readQuantity(reader, word)
  }
  return reader.searches.get(word) ?? `the condition names ${word}, and there is no such search`
}

function readBracket(reader: Reader, depth: number): Search | string {
  if (depth >= deepestBrackets) return `the condition has more than ${deepestBrackets} brackets within each other`
  const search = readOr(reader, depth + 1)
  if (typeof search === 'string') return search
  if (reader.tokens[reader.at] !== ')') return 'a bracket of the condition is not closed'
  reader.at += 1
  return search
}

function readQuantity(reader: Reader, quantity: string): Search | string {
  const wanted = reader.tokens[reader.at]
  if (wanted === undefined) return 'the condition ends after "of"'
  reader.at += 1
  const word = quantity.toLowerCase()
  if (word !== '1' && word !== 'any' && word !== 'all') return `${quantity} of is not known: 1, any or all`
  const of: Search[] = []
  for (const [name, search] of reader.searches) if (isNamed(wanted, name)) of.push(search)
  if (of.length === 0) return `no search is named ${wanted}`
  reader.named += of.length
  if (reader.named > mostNamed) return `the condition stands for more than ${mostNamed} searches`
  return { kind: word === 'all' ? 'and' : 'or', of }
}

/** A search whose name begins with an underscore is named only by a pattern that begins so too. */
function isNamed(wanted: string, name: string): boolean {
  if (name.startsWith('_') && !wanted.startsWith('_')) return false
  if (wanted.toLowerCase() === 'them') return true
  const [first = '', ...rest] = wanted.split('*')
  if (rest.length === 0) return name === wanted
  if (!name.startsWith(first)) return false
  let at = first.length
  const last = rest.pop() ?? ''
  for (const piece of rest) {
    const found = name.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return name.length - last.length >= at && name.endsWith(last)
}
