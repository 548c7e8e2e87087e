import { runYagura } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { scratch } from '../scratch.ts'

const write = scratch()
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
  expect(stderr).toMatch(/patterns\.ndjson:2: no \{"pattern"/)
  const rows = stdout
    .trimEnd()
    .split('\n')
    .map((row) => JSON.parse(row))
  expect(rows).toEqual([
    { pattern: expect.any(String), matched: false, observations: [] },
    { pattern: expect.any(String), matched: true, observations: [0, 1] },
    { pattern: '[file:name = ]', matched: false, error: expect.stringMatching(/^1:14: a value .* is expected$/) },
  ])
})

test.each([
  ['no JSON', '[', /no JSON/],
  [
    'a time that is none',
    JSON.stringify([{ ...seen('a', 1), first_observed: 'today' }]),
    /item 0: first_observed is no time/,
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
