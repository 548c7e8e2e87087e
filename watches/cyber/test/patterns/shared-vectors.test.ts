import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedData } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { matchPattern, readObservations, readPattern } from '../../src/index.ts'

type SyntaxVector = { readonly stix: string; readonly pattern: string; readonly valid: boolean }
type MatchVector = { readonly stix: string; readonly group: string; readonly pattern: string; readonly verdict: string }

const folder = sharedData('cyber/pattern')
const read = (name: string) => (folder === undefined ? undefined : JSON.parse(readFileSync(join(folder, name), 'utf8')))
const matching: { vectors: MatchVector[]; observations: Record<string, unknown> } = read('match_vectors.json') ?? {
  vectors: [],
  observations: {},
}

const syntax: SyntaxVector[] = read('syntax_vectors.json') ?? []

function verdictOf({ pattern, group }: MatchVector): string {
  const parsed = readPattern(pattern)
  const seen = readObservations(matching.observations[group])
  if (seen.problems.length > 0) return seen.problems.join()
  if (!parsed.ok) return 'error'
  const answer = matchPattern(parsed.pattern, seen.observations)
  if (!answer.ok) return 'error'
  return answer.matched ? 'match' : 'nomatch'
}

describe.skipIf(folder === undefined)('patterns as the reference implementation judges them', () => {
  test('there are some', () => {
    expect({ matching: matching.vectors.length, syntax: syntax.length }).toEqual({ matching: 390, syntax: 54 })
  })

  test.each(matching.vectors)('$stix $pattern: $verdict', (vector) => {
    expect(verdictOf(vector)).toBe(vector.verdict)
  })

  test.each(syntax)('$stix $pattern: $valid', ({ pattern, stix, valid }) => {
    const answer = readPattern(pattern)
    expect(answer.ok && (stix === 'v20' || !answer.pattern.hasDoubledQualifier)).toBe(valid)
  })
})
