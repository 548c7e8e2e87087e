import { runYagura } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { rowsOf } from './rows.ts'

const small = ['space', 'demo', '--objects', '1500', '--days', '0.2', '--within-km', '30']

test('every row and every line about the population says SIMULATED', async () => {
  const { exitCode, stdout, stderr } = await runYagura(['--progress', ...small])
  expect(exitCode).toBe(0)
  const rows = rowsOf(stdout)
  expect(rows.length).toBeGreaterThan(10)
  for (const row of rows) expect(Object.entries(row)[0]).toEqual(['data', 'SIMULATED'])
  const [about = '', howToGoOn = ''] = stderr.split(/^(?=To screen real element sets)/m)
  for (const line of about.trimEnd().split('\n')) expect(line).toMatch(/^SIMULATED /)
  expect(about).toContain('SIMULATED population of 1500 objects, seed 1: none of them exists')
  expect(howToGoOn).toContain('npx yagura space screen FILE --start')
})

test('the same seed gives the same rows, another seed others', async () => {
  const [first, again, other] = await Promise.all(
    ['3', '3', '4'].map((seed) => runYagura([...small, '--seed', seed, '--workers', '1'])),
  )
  expect(again?.stdout === first?.stdout).toBe(true)
  expect(other?.stdout === first?.stdout).toBe(false)
})

test('CSV has the label in every row too', async () => {
  const { stdout } = await runYagura([...small, '--format', 'csv'])
  const [header, ...lines] = stdout.trimEnd().split('\n')
  expect(header).toBe('data,id1,id2,tca,miss_km,rel_speed_km_s,max_pc,dilution_km')
  for (const line of lines) expect(line).toMatch(/^SIMULATED,/)
})

test.each([
  [['--objects', '1']],
  [['--objects', '30001']],
  [['--objects', '2.5']],
  [['--seed', '0.5']],
  [['--days', '0']],
])('wrong use %j ends with exit code 2', async (args) => {
  const { exitCode, stdout } = await runYagura(['space', 'demo', ...args])
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
})

test('without options it screens thirty thousand simulated objects', async () => {
  const { exitCode, stdout } = await runYagura(['space', 'demo'])
  expect(exitCode).toBe(0)
  const rows = rowsOf(stdout)
  expect(rows.length).toBeGreaterThan(100)
  for (const { data } of rows) expect(data).toBe('SIMULATED')
})
