import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { runYagura } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { scratch } from './scratch.ts'

const write = scratch()
const file = write('file', 'a file')
const init = ['node', 'init', '--party', 'JPN', '--name', 'jp.example']
const isFile = 'a file is where a folder should be; name another folder by'

test.each([
  ['serve', ['serve', '--simulated', '--port', '0', '--data', file], '--data'],
  ['serve below a file', ['serve', '--simulated', '--port', '0', '--data', join(file, 'sub')], '--data'],
  ['node init', [...init, '--data', file, '--out', `${file}.roots`], '--data'],
  ['node init with --out', [...init, '--data', `${file}.data`, '--out', file], '--out'],
  ['officer add', ['officer', 'add', 'sato', '--simulated', '--data', file], '--data'],
])('%s says that a file is where its folder should be, and is no defect', async (_, args, option) => {
  const { exitCode, stdout, stderr } = await runYagura(args, { input: 'a long password\n' })
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
  expect(stderr).toContain(`${isFile} ${option}`)
  expect(stderr).not.toMatch(/defect|^ {4}at /m)
})

test('no root key is made where the data folder cannot be used', async () => {
  const roots = `${file}.none`
  await runYagura([...init, '--data', file, '--out', roots])
  expect(existsSync(roots)).toBe(false)
})

// Nothing is forbidden to root.
test.skipIf(process.getuid?.() === 0)('a folder in which the account may not write is told', async () => {
  const folder = `${file}.read-only`
  mkdirSync(folder)
  chmodSync(folder, 0o555)
  for (const data of [folder, join(folder, 'sub')]) {
    const { exitCode, stderr } = await runYagura(['serve', '--simulated', '--port', '0', '--data', data])
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringContaining(`${data}: this account may not write there`),
    })
  }
})

test('help names the exit code of a defect', async () => {
  const { stdout } = await runYagura(['--help'])
  expect(stdout).toContain('70 a defect in Yagura')
})
