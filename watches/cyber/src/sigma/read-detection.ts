import { isMembers, type Members } from '../members.ts'
import { readCondition } from './read-condition.ts'
import { type RuleReading, readFieldSearch, type WrittenValue } from './read-values.ts'
import type { Search } from './sigma-rule.ts'

const deepestSearch = 32
const mostTests = 100_000
/** A search that no event fits: what stands in the place of one that was refused. */
const none: Search = { kind: 'or', of: [] }

/**
 * Reads the detection of a rule.
 *
 * @param detection - As YAML gives it.
 * @param reading - Told of each thing that cannot be asked; the search returned then means nothing.
 * Source: Sigma rules specification 2.1.0, Detection.
 */
export function readDetection(detection: unknown, reading: RuleReading): Search {
  if (!isMembers(detection)) {
    reading.refuse('detection is no map')
    return none
  }
  const searches = new Map<string, Search>()
  for (const [name, written] of Object.entries(detection)) {
    if (name === 'timeframe') reading.refuse('timeframe belongs to obsolete aggregations: write a correlation rule')
    else if (name !== 'condition') searches.set(name, readSearch(written, reading, 0))
  }
  const conditions = listOf(detection['condition'])
  if (conditions.length === 0) reading.refuse('detection has no condition')
  const read = conditions.map((condition) => {
    const search = typeof condition === 'string' ? readCondition(condition, searches) : 'a condition is no text'
    if (typeof search !== 'string') return search
    reading.refuse(search)
    return none
  })
  const search: Search = read.length === 1 && read[0] !== undefined ? read[0] : { kind: 'or', of: read }
  if (countTests(search, mostTests) <= mostTests) return search
  reading.refuse(`the condition asks for more than ${mostTests} values`)
  return none
}

/** Values that are asked for, a search counted as often as the condition names it; counting ends soon after the most. */
function countTests(search: Search, most: number): number {
  if (search.kind === 'test') return search.anyOf.length
  if (search.kind === 'not') return 1 + countTests(search.of, most)
  let count = 1
  for (const part of search.of) {
    count += countTests(part, most - count)
    if (count > most) return count
  }
  return count
}

function listOf(written: unknown): readonly unknown[] {
  if (written === undefined || written === null) return []
  return Array.isArray(written) ? written : [written]
}

function readSearch(written: unknown, reading: RuleReading, depth: number): Search {
  if (depth > deepestSearch) {
    reading.refuse(`a search has more than ${deepestSearch} lists and maps within each other`)
    return none
  }
  if (isMembers(written)) return readMap(written, reading)
  if (!Array.isArray(written)) return readFieldSearch(undefined, [], valuesOf('', [written], reading), reading)
  if (written.length === 0) reading.refuse('a search is an empty list')
  return { kind: 'or', of: written.map((item: unknown) => readSearch(item, reading, depth + 1)) }
}

function readMap(map: Members, reading: RuleReading): Search {
  const lines = Object.entries(map)
  if (lines.length === 0) reading.refuse('a search is an empty map')
  const of = lines.map(([key, written]) => {
    const [field = '', ...modifiers] = key.split('|')
    const values = valuesOf(key, Array.isArray(written) ? written : [written], reading)
    return readFieldSearch(field === '' ? undefined : field, modifiers, values, reading)
  })
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'and', of }
}

function valuesOf(key: string, written: readonly unknown[], reading: RuleReading): readonly WrittenValue[] {
  if (written.length === 0) reading.refuse(`${key} has an empty list of values`)
  const values: WrittenValue[] = []
  for (const value of written) {
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      values.push(value)
    } else {
      reading.refuse(`${key === '' ? 'a search' : key} has a value that is no text, number, true, false or null`)
    }
  }
  return values
}
