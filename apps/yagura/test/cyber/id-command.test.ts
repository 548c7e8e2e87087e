import { gzipSync } from 'node:zlib'
import { runYagura } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { scratch } from '../scratch.ts'

const write = scratch()
/** Of 198.51.100.9, printed in STIX 2.1 §6.7.3. */
const address = '{"type":"ipv4-addr","value":"198.51.100.9"}'
const addressId = 'ipv4-addr--4b8ed646-46df-5a9c-b5a6-b3ae128f35a6'

async function ids(file: string): Promise<{ exitCode: number | undefined; ids: unknown[]; problems: string[] }> {
  const { exitCode, stdout, stderr } = await runYagura(['cyber', 'id', file, '--format', 'ndjson'])
  const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '')
  const problems = lines(stderr).map((line) => line.slice(file.length))
  return { exitCode, ids: lines(stdout).map((line): unknown => JSON.parse(line).id), problems }
}

test('yagura cyber id gives a row a line and says of each line without an id why it has none', async () => {
  const file = write(
    'objects.ndjson',
    Buffer.concat([
      Buffer.from(`${address}\n\n`),
      Buffer.from('{"type":"url","value":"\xe9"}\n', 'latin1'),
      Buffer.from('{"type":"process","pid":1}\n{"type":"ipv4-addr","value":5}\n{"type":"file","name":null}\n'),
      Buffer.from('{"type":"url","value":"a","value":"b"}\n{"type":"url","value":"a\n[]\n'),
      Buffer.from(`{"type":"file","extensions":{"x":${'['.repeat(600)}${']'.repeat(600)}}}\n${address}`),
    ]),
  )
  const answer = await ids(file)
  expect(answer.exitCode).toBe(1)
  expect(answer.ids).toEqual([addressId, ...Array.from({ length: 8 }, () => null), addressId])
  const said = [
    [3, /not UTF-8/],
    [4, /random id/],
    [5, /“value” is no text/],
    [6, /“name” is no text/],
    [7, /"value" twice/],
    [8, /not-json/],
    [9, /no object/],
    [10, /too deep/],
  ] as const
  for (const [index, [line, reason]] of said.entries()) {
    expect(answer.problems[index]).toMatch(new RegExp(`^:${line}: `))
    expect(answer.problems[index]).toMatch(reason)
  }
  expect(answer.problems).toHaveLength(said.length)
})

test('yagura cyber id says how long a line may be, and goes on after one that is longer', async () => {
  const long = `{"type":"url","value":"${'a'.repeat(17_000_000)}"}`
  const answer = await ids(write('long.ndjson', `${long}\n${address}\n`))
  expect(answer.ids).toEqual([null, addressId])
  expect(answer.problems).toEqual([expect.stringContaining('more than 16777216 bytes')])
})

test('yagura cyber id reads a file that gzip packed', async () => {
  expect(await ids(write('packed.ndjson.gz', gzipSync(`${address}\n`)))).toEqual({
    ...{ exitCode: 0, ids: [addressId], problems: [] },
  })
})

test('names of members are told from texts that look like them', async () => {
  const object = String.raw`{"type" :"url","value":":x\":","list":[":",{"value":1},{"value":2}]}`
  expect((await ids(write('names.ndjson', object))).exitCode).toBe(0)
  const escaped = String.raw`{"type":"url","value":"a\\","v\u0061lue":"b"}`
  expect((await ids(write('escaped.ndjson', escaped))).problems).toEqual([expect.stringContaining('"value" twice')])
})
