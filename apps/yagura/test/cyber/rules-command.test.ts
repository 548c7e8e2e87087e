import { runYagura } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { scratch } from '../scratch.ts'

const write = scratch()
const good = `title: A shell
id: r1
logsource:
  category: process_creation
  product: windows
detection:
  s:
    Image|endswith: '\\cmd.exe'
  condition: s
`
const rowsOf = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((row) => JSON.parse(row))

test('each rule gets a row: ready with its log source, or refused with the reason; others go on', async () => {
  const file = write('rules.yml', `${good}---\n${good.replace('r1', 'r2').replace('|endswith', '|near')}`)
  const { exitCode, stdout, stderr } = await runYagura(['cyber', 'rules', file])
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(/1 rules are ready, 1 refused/)
  expect(rowsOf(stdout)).toEqual([
    {
      file,
      id: 'r1',
      title: 'A shell',
      status: 'ready',
      logsource: 'category: process_creation, product: windows',
      reason: null,
    },
    { file, id: 'r2', title: 'A shell', status: 'refused', logsource: null, reason: 'the modifier near is not known' },
  ])
})

test('rules that can all be asked are no bad input', async () => {
  const { exitCode, stdout } = await runYagura(['cyber', 'rules', write('good.yml', good), '--format', 'csv'])
  expect(exitCode).toBe(0)
  expect(stdout.split('\n')[0]).toBe('file,id,title,status,logsource,reason')
})

test('a folder that is not there is told', async () => {
  const { exitCode, stderr } = await runYagura(['cyber', 'rules', '/nowhere/rules'])
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(/nowhere/)
})
