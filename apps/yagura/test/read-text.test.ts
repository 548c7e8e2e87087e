import { runYagura } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { scratch } from './scratch.ts'

const write = scratch()
const latin1 = Buffer.from('{"text":"café"}', 'latin1')
const file = write('latin1.json', latin1)
const passphrase = write('passphrase', 'a passphrase\n')

test.each([
  ['record sign', ['record', 'sign', file, '--key', '/nowhere/key', '--passphrase-file', passphrase]],
  ['case add', ['case', 'add', '01JD0000000000000000000000', file]],
  ['rule add', ['rule', 'add', file]],
])('%s refuses a file that is not UTF-8 by name and byte, and takes no other letters for it', async (_, words) => {
  const { exitCode, stdout, stderr } = await runYagura(words)
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
  expect(stderr).toContain(`${file}: it is not UTF-8 (at byte ${latin1.indexOf(0xe9)})`)
})
