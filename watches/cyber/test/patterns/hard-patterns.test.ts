import { expect, test } from 'vitest'
import { matchPattern, type Observation, readPattern } from '../../src/index.ts'

const secondMs = 1000
/** Time of the processor, not of the clock, with room for a slow one: what backtracks takes minutes or for ever. */
const mostMs = 200

function observed(count: number, object: object, times = 1): readonly Observation[] {
  return Array.from({ length: count }, (_, index) => {
    const atMs = index * secondMs
    return { objects: [{ type: 'x', ...object }], resolve: () => undefined, firstMs: atMs, lastMs: atMs, times }
  })
}

function matched(pattern: string, observations: readonly Observation[]): boolean | string {
  const read = readPattern(pattern)
  if (!read.ok) return read.fault.code
  const answer = matchPattern(read.pattern, observations)
  return answer.ok ? answer.matched : answer.fault.code
}

/** Expressions on which engines that backtrack take exponential or polynomial time. Source: OWASP, “Regular expression Denial of Service”. */
test.each([
  ['(a+)+$', 'a'],
  ['^([a-zA-Z]+)*$', 'a'],
  ['(a|aa)+$', 'a'],
  ['^(a|a?)+$', 'a'],
  ['(.*a){20}$', 'a'],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'],
])('%s is answered at once whatever the text', (expression, letter) => {
  const text = `${letter.repeat(2000)}!`
  const begun = process.cpuUsage()
  expect(matched(`[x:n MATCHES '${expression}']`, observed(1, { n: text }))).toBe(false)
  expect(process.cpuUsage(begun).user / 1000).toBeLessThan(mostMs)
})

test.each([
  '(?=a)b',
  '(a)\\\\1',
  '(?<!a)b',
])('%s, which cannot run in linear time, is refused by name', (expression) => {
  expect(matched(`[x:n MATCHES '${expression}']`, [])).toBe('pattern/expression')
})

test('a LIKE of many % is answered at once', () => {
  const begun = process.cpuUsage()
  const like = `${'%a'.repeat(50)}%b`
  expect(matched(`[x:n LIKE '${like}']`, observed(1, { n: 'a'.repeat(10_000) }))).toBe(false)
  expect(process.cpuUsage(begun).user / 1000).toBeLessThan(mostMs)
})

test('repetitions in a window are found among ten thousand observations', () => {
  const many = observed(10_000, { n: 'a' })
  expect(matched(`[x:n = 'a'] REPEATS 50 TIMES WITHIN 49 SECONDS`, many)).toBe(true)
  expect(matched(`[x:n = 'a'] REPEATS 50 TIMES WITHIN 48 SECONDS`, many)).toBe(false)
  expect(matched(`[x:n = 'a'] REPEATS 900000 TIMES`, observed(10, { n: 'a' }, 100_000))).toBe(true)
})

test('more observations than there are end the search before it begins', () => {
  const parts = Array.from({ length: 30 }, () => `[x:n = 'a']`).join(' AND ')
  expect(matched(parts, observed(29, { n: 'a' }))).toBe(false)
})

test('expressions in each other without end are refused and not followed', () => {
  expect(matched(`${'('.repeat(100_000)}[x:n = 1]`, [])).toBe('pattern/syntax')
})
