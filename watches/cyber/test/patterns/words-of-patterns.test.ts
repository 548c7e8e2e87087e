import { describe, expect, test } from 'vitest'
import { checkStix, matchPattern, readObservations, readPattern, stixIndicators } from '../../src/index.ts'

/** Verdicts of the OASIS pattern validator (stix2-patterns 2.1.2) on the same texts. */
describe('what the pattern validator of OASIS refuses is refused', () => {
  test.each([
    '[test:SECONDS < 1]',
    '[file:LIKE = 1]',
    '[file: NOT IN (1)]',
    '[test:nest.STOP = 1]',
    '[REPEATS:list = 1]',
    '[file:true = 1]',
    '[test:int[00] = 1]',
    '[test:int = 01]',
    '[test:int = 1] REPEATS 01 TIMES',
    '[test:int = 1] REPEATS 5.0 TIMES',
    '[test:int[1.0] = 1]',
    `[test:bytes = b'']`,
  ])('%s', (pattern) => {
    expect(readPattern(pattern)).toMatchObject({ ok: false, fault: { code: 'pattern/syntax' } })
  })

  test('EXISTS in a pattern of 2.0, which has no such word', () => {
    expect(readPattern('[EXISTS test:int]', '2.0').ok).toBe(false)
    expect(readPattern('[NOT EXISTS test:int]', '2.0').ok).toBe(false)
  })
})

test.each([
  `[test:'NOT' = 1]`,
  '[test:int = 00.5]',
  '[test:int = 1] REPEATS 5TIMES',
  `[test:bytes = h'']`,
  '[EXISTS test:int]',
])('%s is read, as there', (pattern) => {
  expect(readPattern(pattern).ok).toBe(true)
})

/** As stix2-patterns 2.1.2 reads the spaces of its grammar. */
test.each([
  ['\u0085', true],
  ['\u3000', true],
  ['\v', true],
  ['\ufeff', false],
  ['\u180e', false],
])('%j between words is a space: %s', (space, isRead) => {
  expect(readPattern(`[a:b${space}= 1]`).ok).toBe(isRead)
})

test.each([
  [`[a:b MATCHES '(?=a)b']`, '1:14: a regular expression with look-around, which does not run in linear time'],
  [`[a:b MATCHES '(a)\\\\1']`, '1:14: a regular expression with a back-reference, which does not run in linear time'],
  [`[a:b MATCHES 'a++']`, expect.stringContaining('possessive')],
  [`[a:b MATCHES '(']`, expect.stringMatching(/^1:14: no regular expression \(RE2\): missing closing/)],
  [`[a:b MATCHES '[(?=]{2']`, undefined],
  [`[a:b MATCHES '[z-a]']`, expect.stringContaining('z-a')],
])('%s is refused for what it is', (pattern, reason) => {
  const read = readPattern(pattern)
  expect(read.ok ? undefined : read.fault.reason).toEqual(reason)
})

/** Read by stix2-patterns 2.1.2; stix2-matcher 3.0.0 finds no address in the constant. */
test.each([
  'ISSUBSET',
  'ISSUPERSET',
  'NOT ISSUBSET',
  'NOT ISSUPERSET',
])('%s of a text that is no network is read and fits nothing', (operator) => {
  const read = readPattern(`[ipv4-addr:value ${operator} 'x']`)
  const { observations } = readObservations({
    ...{ type: 'observed-data', number_observed: 1, objects: { 0: { type: 'ipv4-addr', value: '10.0.0.1' } } },
    ...{ first_observed: '2020-01-01T00:00:00Z', last_observed: '2020-01-01T00:00:00Z' },
  })
  if (!read.ok) throw new Error(read.fault.reason)
  expect(read.pattern.unfit).toMatch(/no address and no network$/)
  expect(matchPattern(read.pattern, observations)).toMatchObject({ ok: true, matched: false })
})

test('a scan leaves an indicator out whose network is none, and says why: nothing could fit it', () => {
  const indicator = { type: 'indicator', id: 'indicator--1', pattern_type: 'stix', valid_from: '2020-01-01T00:00:00Z' }
  const read = stixIndicators([{ ...indicator, pattern: `[ipv4-addr:value ISSUBSET 'x']` }])
  expect(read).toMatchObject({ indicators: [], problems: [expect.stringContaining('no address and no network')] })
})

/** The first four are cases of the validator's own tests. */
test.each([
  [`[a:b = 1] WITHIN 5 SECONDS WITHIN 6 SECONDS`, true],
  [`([a:b = 1] REPEATS 2 TIMES REPEATS 3 TIMES)`, true],
  [`([a:b = 1]) WITHIN 5 SECONDS WITHIN 6 SECONDS`, false],
  [`([a:b = 1] REPEATS 2 TIMES) REPEATS 2 TIMES`, false],
  [`[a:b = 1] WITHIN 5 SECONDS REPEATS 2 TIMES`, false],
  [`[a:b = 1] WITHIN 5 SECONDS OR [a:b = 2] WITHIN 5 SECONDS`, false],
])('%s: a qualifier stands twice behind one pair of brackets: %s', (pattern, isDoubled) => {
  expect(readPattern(pattern)).toMatchObject({ ok: true, pattern: { hasDoubledQualifier: isDoubled } })
})

/** As stix2-matcher 3.0.0 answers of the same observation. */
test.each([
  ['[test:name NOT > 5]', false],
  ['[test:name NOT <= 5]', false],
  [`[test:list NOT > 'a']`, false],
  ['[test:name NOT = 5]', true],
  ['[test:name NOT IN (5)]', true],
  [`[test:name NOT > 'z']`, true],
])('%s of a name and a list that cannot be put in order with it: %s', (pattern, matched) => {
  const read = readPattern(pattern)
  const seen = {
    ...{ type: 'observed-data', number_observed: 1, objects: { 0: { type: 'test', name: 'hello', list: ['b'] } } },
    ...{ first_observed: '2020-01-01T00:00:00Z', last_observed: '2020-01-01T00:00:00Z' },
  }
  const observed = readObservations([seen])
  if (!read.ok || observed.problems.length > 0) throw new Error('a pattern and an observation were wanted')
  expect(matchPattern(read.pattern, observed.observations)).toMatchObject({ ok: true, matched })
})

/** As stix2-matcher 3.0.0 answers. */
test.each([
  ['hello$', 'hello\n', true],
  ['^hello$', 'hello', true],
  ['hello$', 'hello\n\n', false],
  ['hello\\\\$', 'hello\n', false],
  ['x|hello\\\\Z', 'hello', true],
  ['(?m)^hello$', 'hello\nyou', true],
])('MATCHES %j in %j: %s', (expression, value, matched) => {
  const read = readPattern(`[test:name MATCHES '${expression}']`)
  const seen = {
    ...{ type: 'observed-data', number_observed: 1, objects: { 0: { type: 'test', name: value } } },
    ...{ first_observed: '2020-01-01T00:00:00Z', last_observed: '2020-01-01T00:00:00Z' },
  }
  const observed = readObservations([seen])
  if (!read.ok || observed.problems.length > 0) throw new Error('a pattern and an observation were wanted')
  expect(matchPattern(read.pattern, observed.observations)).toMatchObject({ ok: true, matched })
})

const md5 = 'cead3f77f6cda6ec00f57d76c9a6879f'
const sha256 = 'aec070645fe53ee3b3763059376134f058cc337247c978add178b6ccdfb0019f'

test.each([
  [`[file:hashes.'SHA-256' = 'f00']`, false],
  [`[file:hashes.'SHA-256' IN ('${sha256}', '${md5}')]`, false],
  [`[file:hashes.SHA256 = '${md5}']`, false],
  [`[file:hashes.'SHA-256' = '${sha256}']`, true],
  [`[file:hashes.MD5 = '${md5}' OR file:hashes.MD5 LIKE 'cea%']`, true],
  [`[file:hashes.x_own = 'f00']`, true],
])('an indicator that seeks %s, valid: %s', (pattern, valid) => {
  const indicator = {
    type: 'indicator',
    spec_version: '2.1',
    id: 'indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f',
    created: '2016-04-06T20:03:48.000Z',
    modified: '2016-04-06T20:03:48.000Z',
    name: 'A file',
    description: 'By its hash',
    indicator_types: ['malicious-activity'],
    valid_from: '2016-01-01T00:00:00Z',
    pattern,
    pattern_type: 'stix',
  }
  const issues = checkStix(indicator).issues.filter(({ severity }) => severity === 'error')
  expect(issues.map(({ path }) => path)).toEqual(valid ? [] : ['pattern'])
})
