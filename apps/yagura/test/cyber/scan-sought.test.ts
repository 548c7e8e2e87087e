import { dirname } from 'node:path'
import { runYagura } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { scratch } from '../scratch.ts'

const write = scratch()
const latin1 = (text: string) => Buffer.from(text, 'latin1')
const log = write('log.json', '{"host":"café.example"}\n')
const scan = (...sought: readonly string[]) => runYagura(['cyber', 'scan', ...sought, '--format-in', 'json', log])

const indicator = {
  ...{ type: 'indicator', spec_version: '2.1', id: 'indicator--9f1e3c6b-2a4d-4f67-8b3f-3d8a2c1b7e55' },
  ...{ created: '2026-01-01T00:00:00Z', modified: '2026-01-01T00:00:00Z', valid_from: '2026-01-01T00:00:00Z' },
  ...{ pattern_type: 'stix', pattern: "[domain-name:value = 'café.example']" },
}
const bundle = JSON.stringify({
  type: 'bundle',
  id: 'bundle--9f1e3c6b-2a4d-4f67-8b3f-3d8a2c1b7e55',
  objects: [indicator],
})
const table = 'value\ncafé.example\n'
const list = JSON.stringify({ name: 'own', type: 'hostname', list: ['café.example'], matching_attributes: ['domain'] })
const placeholders = '{"hosts":["café"]}'
const rule = (id: string, name: string) => `title: A name
id: ${id}
level: high
logsource:
  category: proxy
detection:
  s:
    host: '${name}'
  condition: s
`

test('a bundle in UTF-8 finds a name with an accent', async () => {
  const { exitCode, stdout } = await scan('--bundle', write('utf8.json', bundle))
  expect({ exitCode, rows: stdout.split('\n').length - 1 }).toEqual({ exitCode: 0, rows: 1 })
})

test.each([
  ['--bundle', bundle],
  ['--indicators', table],
  ['--warning-list', list],
  ['--placeholders', placeholders],
])('a file of %s that is not UTF-8 is refused by name and byte, and no log is read', async (option, text) => {
  const bytes = latin1(text)
  const file = write(`latin1${option}`, bytes)
  const good = ['--indicators', write('good.csv', 'value\ncafe.example\n')]
  const { exitCode, stdout, stderr } = await scan(...good, option, file)
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
  expect(stderr).toContain(`${file}: it is not UTF-8 (at byte ${bytes.indexOf(0xe9)})`)
})

test('a rule that is not UTF-8 is told by name and byte, by a scan and by cyber rules, and the others are asked', async () => {
  const good = write('rules/good.yml', rule('r1', 'café.example'))
  const bytes = latin1(rule('r2', 'café.example'))
  const bad = write('rules/latin1.yml', bytes)
  const reason = `it is not UTF-8 (at byte ${bytes.indexOf(0xe9)})`

  const scanned = await scan('--sigma', dirname(good), '--log-source', 'category=proxy')
  expect({ exitCode: scanned.exitCode, rows: scanned.stdout.split('\n').length - 1 }).toEqual({ exitCode: 1, rows: 1 })
  expect(scanned.stderr).toContain(`${bad}: ${reason}`)

  const checked = await runYagura(['cyber', 'rules', dirname(good)])
  expect(checked.exitCode).toBe(1)
  const rows = checked.stdout
    .trimEnd()
    .split('\n')
    .map((row) => JSON.parse(row))
  expect(rows).toMatchObject([
    { file: good, status: 'ready' },
    { file: bad, status: 'refused', reason },
  ])
})

test('a file that --sigma names is read whatever it is called, and told where it holds no rule', async () => {
  const named = await scan('--sigma', write('rule.txt', rule('r1', 'café.example')), '--log-source', 'category=proxy')
  expect({ exitCode: named.exitCode, rows: named.stdout.split('\n').length - 1 }).toEqual({ exitCode: 0, rows: 1 })

  const notes = write('notes.txt', 'buy: milk\n')
  const refused = await scan('--sigma', notes)
  expect({ exitCode: refused.exitCode, stdout: refused.stdout }).toEqual({ exitCode: 1, stdout: '' })
  expect(refused.stderr).toContain(`${notes}: no title: neither detection nor correlation in it`)
})

test('a folder without a file of rules is told, by a scan and by cyber rules', async () => {
  const folder = dirname(write('empty/readme.txt', 'no rule'))
  for (const { exitCode, stderr } of [await scan('--sigma', folder), await runYagura(['cyber', 'rules', folder])]) {
    expect(exitCode).toBe(1)
    expect(stderr).toContain(`${folder}: the folder holds no file that ends in .yml or .yaml`)
  }
})
