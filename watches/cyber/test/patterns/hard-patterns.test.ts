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

const chain = (count: number, operator: string, part: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => part(at)).join(` ${operator} `)

/** One observation a second: of any six seconds that have passed, no eight can be different; of eight seconds that have, they can. */
test.each([
  'FOLLOWEDBY',
  'AND',
])('eight with %s in a window are answered at once among 20,000 observations', (operator) => {
  const many = observed(20_000, { n: 'a' })
  const eight = chain(8, operator, () => `[x:n LIKE 'a%']`)
  const begun = process.cpuUsage()
  expect(matched(`(${eight}) WITHIN 5 SECONDS`, many)).toBe(false)
  expect(matched(`(${eight}) WITHIN 6.9 SECONDS`, many)).toBe(false)
  expect(matched(`(${eight}) WITHIN 7 SECONDS`, many)).toBe(true)
  expect(process.cpuUsage(begun).user / 1000).toBeLessThan(20 * mostMs)
})

test('what comes in the wrong order everywhere is answered at once', () => {
  const turned = [...observed(10_000, { n: 'b' }), ...observed(10_000, { n: 'a' })].map((each, at) => {
    return { ...each, firstMs: at * secondMs, lastMs: at * secondMs }
  })
  const parts = chain(8, 'FOLLOWEDBY', (at) => `[x:n = '${'ab'[at % 2]}']`)
  const begun = process.cpuUsage()
  expect(matched(`(${parts}) WITHIN 3600 SECONDS`, turned)).toBe(false)
  expect(process.cpuUsage(begun).user / 1000).toBeLessThan(10 * mostMs)
})

test('ways through many ORs are told to be too many, never as a verdict', () => {
  const either = `([x:n = 'a'] AND [x:n = 'b'] OR [x:n = 'a'] FOLLOWEDBY [x:n = 'a'])`
  const both = [...observed(1000, { n: 'a' }), ...observed(1000, { n: 'b' })]
  const wide = both.map((each, at) => ({ ...each, firstMs: at * 2 * secondMs, lastMs: at * 2 * secondMs }))
  const pattern = `(${chain(16, 'AND', () => either)}) WITHIN 5 SECONDS`
  expect(matched(pattern, wide)).toBe('pattern/too-hard')
})

test('more observations than there are end the search before it begins', () => {
  const parts = Array.from({ length: 30 }, () => `[x:n = 'a']`).join(' AND ')
  expect(matched(parts, observed(29, { n: 'a' }))).toBe(false)
})

test('expressions in each other without end are refused and not followed', () => {
  expect(matched(`${'('.repeat(100_000)}[x:n = 1]`, [])).toBe('pattern/syntax')
})

test('qualifiers on each other without end are refused and not followed', () => {
  const pattern = `[x:n = 'a']${' REPEATS 1 TIMES'.repeat(15_000)}`
  expect(matched(pattern, [])).toBe('pattern/syntax')
  expect(matched(`[x:n = 'a']${' WITHIN 5 SECONDS'.repeat(100)}`, observed(1, { n: 'a' }))).toBe(true)
})

test('qualifiers on groups within each other are refused where they are too many on one observation', () => {
  const twice = ' REPEATS 1 TIMES'.repeat(60)
  expect(matched(`([x:n = 'a']${twice})${twice}`, [])).toBe('pattern/syntax')
  expect(matched(`[x:n = 'a']${twice} OR [x:n = 'a']${twice}`, observed(1, { n: 'a' }))).toBe(true)
})

test('a pattern of more than a mebibyte is refused, one of a mebibyte is read', () => {
  const around = "[x:n = '']".length
  const ofLength = (length: number): string => `[x:n = '${'a'.repeat(length - around)}']`
  expect(matched(ofLength(2 ** 20), [])).toBe(false)
  expect(matched(ofLength(2 ** 20 + 1), [])).toBe('pattern/syntax')
  expect(matched(ofLength(9_000_000), [])).toBe('pattern/syntax')
})

test.each([
  ['classes', '['],
  ['classes with an escape at their end', '[\\\\'],
])('an expression of %s that do not end is refused at once, and told in short', (_, part) => {
  const begun = process.cpuUsage()
  const read = readPattern(`[x:n MATCHES '${part.repeat(40_000)}']`)
  expect(process.cpuUsage(begun).user / 1000).toBeLessThan(5 * mostMs)
  expect(read).toMatchObject({ ok: false, fault: { code: 'pattern/expression' } })
  expect(read.ok ? '' : read.fault.reason.length).toBeLessThan(300)
})

/** As PCRE 8 finds them with DOTALL, which STIX 2.1 §9.6.1 demands; `$` is before a line feed that ends the text, too. */
test.each([
  ['^a.*b$', 'aaa\nb', true],
  ['(a$)', 'a\n', true],
  ['^a$|zz', 'a\n', true],
  ['^a$', 'a\n\n', false],
  ['[$]b', '$b', true],
  ['[]$)]b$', ')b\n', true],
  ['a\\\\$b', 'a$b', true],
])('%s in %j is found: %s', (expression, text, isFound) => {
  expect(matched(`[x:n MATCHES '${expression}']`, observed(1, { n: text }))).toBe(isFound)
})

test('line feeds within base64 count for nothing (STIX 2.1 §9.2)', () => {
  expect(matched(`[x:payload_bin = b'AGEK\nYg==']`, observed(1, { payload_bin: 'AGEKYg==' }))).toBe(true)
})

test('repetitions of an OR that call for more than was seen are answered at once', () => {
  const seen = [...observed(1, { n: 'a' }, 2), ...observed(1, { n: 'b' }, 3)]
  const either = `([x:n = 'b'] REPEATS 2 TIMES OR [x:n = 'a'])`
  const begun = process.cpuUsage()
  expect(matched(`${either} REPEATS 25 TIMES`, seen)).toBe(false)
  expect(matched(`${either} REPEATS 4 TIMES`, seen)).toBe(false)
  expect(matched(`${either} REPEATS 3 TIMES`, seen)).toBe(true)
  let nested = either
  for (let depth = 0; depth < 20; depth += 1) nested = `(${nested} OR [x:n = 'c'] REPEATS 2 TIMES) REPEATS 3 TIMES`
  expect(matched(nested, seen)).toBe(false)
  expect(process.cpuUsage(begun).user / 1000).toBeLessThan(mostMs)
})

test.each(['[[:a', '((((', '[a', 'x{1}'])('an expression of a megabyte of %s is refused at once', (piece) => {
  const begun = process.cpuUsage()
  const read = readPattern(`[x:n MATCHES '${piece.repeat(250_000)}']`)
  expect(read.ok ? undefined : read.fault).toMatchObject({
    code: 'pattern/expression',
    reason: expect.stringContaining('more than 20000 characters'),
  })
  expect(matched(`[x:n MATCHES '${piece.repeat(4000)}']`, [])).toBeDefined()
  expect(process.cpuUsage(begun).user / 1000).toBeLessThan(10 * mostMs)
})
