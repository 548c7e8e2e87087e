import { isTooDeep, matchPattern, type Observation, readObservations, readPattern } from '@yagura/cyber'
import { faultInUtf8 } from '../cli/read-utf8.ts'

/** A line of a file of patterns; `bytes` that are more than `longestLine` are the beginning of a longer one. */
export type PatternLine = { readonly number: number; readonly bytes: Uint8Array }

/** What was read of observations: what is wrong with some of them, or with all. */
export type ObservedAnswer =
  | { readonly ok: true; readonly count: number; readonly problems: readonly string[] }
  | { readonly ok: false; readonly reason: string }

/** Rows of patterns in JSON, a line each, and whether every pattern was asked. */
export type RowsAnswer = { readonly rows: string; readonly areAllGood: boolean }

/** Bytes of a line with a pattern. */
export const longestLine = 1 << 20

/** Asks patterns of observations that were handed in before. */
export type PatternRows = {
  /** @param text - Observations in JSON. */
  readonly observe: (text: string) => ObservedAnswer
  /** A row for each line that is not blank. */
  readonly ask: (lines: readonly PatternLine[]) => RowsAnswer
}

type Row = { readonly pattern: string | null; readonly matched: boolean } & (
  | { readonly observations: readonly number[] }
  | { readonly error: string }
)

type Read = { readonly pattern: string; readonly stix: '2.0' | '2.1' } | Refused
type Refused = { readonly pattern: string | null; readonly error: string }

/** Begins with no observations. */
export function createPatternRows(): PatternRows {
  let observations: readonly Observation[] = []
  return {
    observe: (text) => {
      const read = jsonIn(text)
      if ('error' in read) return { ok: false, reason: read.error }
      if (isTooDeep(read.value)) return { ok: false, reason: 'its lists and objects are too deep in each other' }
      const answer = readObservations(read.value)
      observations = answer.observations
      return { ok: true, count: observations.length, problems: answer.problems }
    },
    ask: (lines) => {
      const rows = lines.flatMap((line) => rowOf(line, observations) ?? [])
      return {
        rows: rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
        areAllGood: !rows.some((row) => 'error' in row),
      }
    },
  }
}

/** @returns Undefined for a blank line. */
function rowOf({ number, bytes }: PatternLine, observations: readonly Observation[]): Row | undefined {
  const read = readLine(bytes)
  if (read === undefined) return undefined
  if ('error' in read) return { pattern: read.pattern, matched: false, error: `line ${number}: ${read.error}` }
  const { pattern } = read
  const asked = readPattern(pattern, read.stix)
  if (!asked.ok) return { pattern, matched: false, error: asked.fault.reason }
  const answer = matchPattern(asked.pattern, observations)
  if (!answer.ok) return { pattern, matched: false, error: answer.fault.reason }
  return { pattern, matched: answer.matched, observations: answer.observations }
}

function readLine(bytes: Uint8Array): Read | undefined {
  const refused = (error: string, pattern: string | null = null): Refused => ({ pattern, error })
  if (bytes.length > longestLine) return refused(`it has more than ${longestLine} bytes`)
  const text = new TextDecoder().decode(bytes)
  if (text.trim() === '') return undefined
  const fault = faultInUtf8(bytes)
  if (fault !== undefined) return refused(`it is not UTF-8 (at byte ${fault})`)
  const read = jsonIn(text)
  if ('error' in read) return refused(read.error)
  const { pattern, stix = '2.1' } = Object(read.value)
  if (typeof pattern !== 'string') return refused('it has no "pattern" that is a text: {"pattern":"[…]","stix":"2.1"}')
  if (stix === '2.0' || stix === '2.1') return { pattern, stix }
  return refused(`"stix" is "2.0" or "2.1", as a text, and not ${JSON.stringify(stix).slice(0, 40)}`, pattern)
}

function jsonIn(text: string): { readonly value: unknown } | { readonly error: string } {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return { error: `no JSON: ${error instanceof Error ? error.message : 'it cannot be read'}` }
  }
}
