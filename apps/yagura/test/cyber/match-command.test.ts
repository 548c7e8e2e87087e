import { gzipSync } from 'node:zlib'
import { collect, runYagura, startYagura } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { scratch } from '../scratch.ts'

const write = scratch()
const rowsOf = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((row) => JSON.parse(row))
const seen = (name: string, second: number) => ({
  type: 'observed-data',
  number_observed: 1,
  first_observed: `2026-11-22T00:00:0${second}Z`,
  last_observed: `2026-11-22T00:00:0${second}Z`,
  objects: { '0': { type: 'file', name } },
})
const observed = write('observed.json', JSON.stringify([seen('a.exe', 1), seen('b.exe', 4)]))

test('each pattern gets a row in its order; what is no pattern is told where, and the rest goes on', async () => {
  const patterns = write(
    'patterns.ndjson',
    [
      `{"pattern":"[file:name = 'b.exe'] FOLLOWEDBY [file:name = 'a.exe']","stix":"2.1"}`,
      'not a pattern',
      `{"pattern":"[file:name LIKE '%.exe'] REPEATS 2 TIMES WITHIN 3 SECONDS","stix":"2.0"}`,
      `{"pattern":"[file:name = ]"}`,
    ].join('\n'),
  )
  const { exitCode, stdout, stderr } = await runYagura(['cyber', 'match', '--patterns', patterns, observed])
  expect(exitCode).toBe(1)
  expect(stderr).toBe('')
  const rows = stdout
    .trimEnd()
    .split('\n')
    .map((row) => JSON.parse(row))
  expect(rows).toEqual([
    { pattern: expect.any(String), matched: false, observations: [] },
    { pattern: null, matched: false, error: expect.stringMatching(/^line 2: no JSON: /) },
    { pattern: expect.any(String), matched: true, observations: [0, 1] },
    { pattern: '[file:name = ]', matched: false, error: expect.stringMatching(/^1:14: a value .* is expected$/) },
  ])
})

test.each([
  ['no JSON', '[', /no JSON/],
  [
    'bytes that are no UTF-8',
    new Uint8Array([0x5b, 0x22, 0xe9, 0x22, 0x5d]),
    /it is not UTF-8 \(at byte 2\) \(not-utf-8\)/,
  ],
])('observations with %s are refused by name', async (name, text, reason) => {
  const patterns = write('one.ndjson', `{"pattern":"[file:size = 1]"}\n`)
  const { exitCode, stderr } = await runYagura(['cyber', 'match', '--patterns', patterns, write(`${name}.json`, text)])
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringMatching(reason) })
})

test('a file without observed-data is told, as every answer from it is no', async () => {
  const patterns = write('of-nothing.ndjson', `{"pattern":"[file:size = 1]"}\n`)
  const other = write('identity.json', '{"type":"identity","name":"A CERT"}')
  const { exitCode, stdout, stderr } = await runYagura(['cyber', 'match', '--patterns', patterns, other])
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining('it holds no observed-data') })
  expect(JSON.parse(stdout)).toMatchObject({ matched: false, observations: [] })
})

test('a pattern of STIX 2.0 has no EXISTS', async () => {
  const patterns = write(
    'exists.ndjson',
    `{"pattern":"[EXISTS file:name]","stix":"2.0"}\n{"pattern":"[EXISTS file:name]"}\n`,
  )
  const { exitCode, stdout } = await runYagura(['cyber', 'match', '--patterns', patterns, observed])
  const rows = stdout
    .trimEnd()
    .split('\n')
    .map((row) => JSON.parse(row))
  expect(exitCode).toBe(1)
  expect(rows.map(({ matched, error }) => [matched, error])).toEqual([
    [false, expect.stringContaining('of STIX 2.1')],
    [true, undefined],
  ])
})

test('a line that holds no pattern has a row with the reason all the same; a blank one has none', async () => {
  const lines: readonly (string | Uint8Array)[] = [
    `{"pattern":"[a:b = 1]","stix":"3.0"}`,
    `{"pattern":"[a:b = 1]","stix":2.1}`,
    ' ',
    `{"pattern":7,"stix":"2.1"}`,
    `{"stix":"2.1"}`,
    'null',
    `{"pattern":"[a:b = '${'x'.repeat(1_100_000)}']","stix":"2.1"}`,
    Buffer.from(`{"pattern":"[a:b = 'é']","stix":"2.1"}`, 'latin1'),
    `{"pattern":"[file:name = 'a.exe']"}`,
  ]
  const bytes = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]))
  const { exitCode, stdout } = await runYagura(['cyber', 'match', '--patterns', write('lines.ndjson', bytes), observed])
  expect(exitCode).toBe(1)
  const refused = (pattern: string | null, error: RegExp) => ({
    ...{ pattern, matched: false },
    error: expect.stringMatching(error),
  })
  expect(rowsOf(stdout)).toEqual([
    refused('[a:b = 1]', /^line 1: "stix" .* not "3\.0"$/),
    refused('[a:b = 1]', /^line 2: "stix" .* not 2\.1$/),
    refused(null, /^line 4: it has no "pattern"/),
    refused(null, /^line 5: it has no "pattern"/),
    refused(null, /^line 6: it has no "pattern"/),
    refused(null, /^line 7: it has more than 1048576 bytes$/),
    refused(null, /^line 8: it is not UTF-8 \(at byte 20\)$/),
    { pattern: `[file:name = 'a.exe']`, matched: true, observations: [0] },
  ])
})

test('an observation that cannot be used is named and left out, and the others keep their places', async () => {
  const list = [
    'no object',
    { ...seen('a.exe', 1), first_observed: 'today' },
    { ...seen('a.exe', 2), last_observed: '2026-11-21T00:00:00Z' },
    seen('a.exe', 3),
  ]
  const patterns = write('left-out.ndjson', `{"pattern":"[file:name = 'a.exe'] REPEATS 1 TIMES","stix":"2.1"}\n`)
  const file = write('left-out.json', JSON.stringify(list))
  const { exitCode, stdout, stderr } = await runYagura(['cyber', 'match', '--patterns', patterns, file])
  expect(exitCode).toBe(1)
  expect(stderr).toContain('item 0: no JSON object')
  expect(stderr).toContain('observed-data 0 (item 1): first_observed is no time; it is left out')
  expect(stderr).toContain('observed-data 1 (item 2): last_observed is before first_observed; it is left out')
  expect(rowsOf(stdout)).toEqual([{ pattern: expect.any(String), matched: true, observations: [2] }])
})

test('observations and patterns are read in gzip, too', async () => {
  const patterns = write('packed.ndjson.gz', gzipSync(`{"pattern":"[file:name = 'b.exe']","stix":"2.1"}\n`))
  const packed = write('observed.json.gz', gzipSync(JSON.stringify([seen('a.exe', 1), seen('b.exe', 4)])))
  const { exitCode, stdout } = await runYagura(['cyber', 'match', '--patterns', patterns, packed])
  expect(exitCode).toBe(0)
  expect(rowsOf(stdout)).toEqual([{ pattern: expect.any(String), matched: true, observations: [1] }])
})

test('standard input cannot be both, and that is told', async () => {
  const { exitCode, stderr } = await runYagura(['cyber', 'match', '--patterns', '-'])
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining('--patterns') })
})

/** Each pattern is long: after the row of the first, the command is in the middle of another for seconds. */
const either = `([file:name = 'a'] AND [file:name = 'b'] OR [file:name = 'a'] FOLLOWEDBY [file:name = 'a'])`
const long = `(${Array.from({ length: 16 }, () => either).join(' AND ')}) WITHIN 5 SECONDS`
const apart = Array.from({ length: 1000 }, (_, at) => {
  const atUtc = new Date(Date.UTC(2026, 10, 22) + at * 2000).toISOString()
  return { ...seen('ab'.charAt(at % 2), 0), first_observed: atUtc, last_observed: atUtc }
})

test('a pattern that would take too long has a row that names the limit, and no verdict', async () => {
  const patterns = write('long.ndjson', `{"pattern":"${long}","stix":"2.1"}\n{"pattern":"[file:name = 'a']"}\n`)
  const file = write('apart.json', JSON.stringify(apart))
  const { exitCode, stdout } = await runYagura(['cyber', 'match', '--patterns', patterns, file])
  expect(exitCode).toBe(1)
  expect(rowsOf(stdout)).toEqual([
    { pattern: long, matched: false, error: expect.stringContaining('more than 10000000 steps') },
    { pattern: `[file:name = 'a']`, matched: true, observations: [0] },
  ])
})

test.each([
  ['SIGINT', 130] as const,
  ['SIGTERM', 143] as const,
])('%s in the middle of a long pattern ends the command at once with %i', async (signalName, expectedCode) => {
  const patterns = write('many.ndjson', `{"pattern":"${long}","stix":"2.1"}\n`.repeat(1000))
  const child = startYagura(['cyber', 'match', '--patterns', patterns])
  // What is wrong with the observations is told as soon as they are read: from then on patterns are asked.
  child.stderr.once('data', () => child.kill(signalName))
  child.stdin.end(JSON.stringify([...apart, { ...seen('a', 0), first_observed: 'today' }]))
  const { exitCode, stderr } = await collect(child)
  expect({ exitCode, stderr }).toEqual({ exitCode: expectedCode, stderr: expect.stringContaining('interrupted') })
})
