import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { addOfficer } from '../../src/cli/officer.ts'
import { readNewPassword } from '../../src/cli/read-password.ts'
import { openStore } from '../../src/node/store/open-store.ts'

const messages = { say: () => undefined, progress: () => undefined, end: () => undefined }

function terminal(typed: string) {
  const modes: boolean[] = []
  const setRawMode = (isRaw: boolean) => modes.push(isRaw)
  return { input: Object.assign(Readable.from([...typed]), { isTTY: true, setRawMode }), modes }
}

test('the first administrator is made from the command line with a password from a pipe', async () => {
  const data = mkdtempSync(join(tmpdir(), 'yagura-officer-'))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  const input = Readable.from(['a long password\n'])
  expect(await addOfficer('Sato', { data, administrator: true }, { messages }, input)).toBe(0)
  const store = await openStore({ dataFolder: data, mode: 'REAL' })
  onTestFinished(() => store.close())
  expect(store.list('officers').map(({ body }) => body)).toMatchObject([{ name: 'Sato', role: 'administrator' }])
  expect(JSON.stringify(store.list('officers'))).toContain('scrypt$17$8$1$')
})

test('a password that is too short makes no account', async () => {
  const data = mkdtempSync(join(tmpdir(), 'yagura-officer-'))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  const adding = addOfficer('Sato', { data }, { messages }, Readable.from(['short\n']))
  await expect(adding).rejects.toMatchObject({ code: 'officers/unusable-password' })
})

test('at a terminal a password is typed twice, unseen, and can be corrected', async () => {
  const { input, modes } = terminal('passwort\u007fd\rpassword\r')
  expect(await readNewPassword(input, messages)).toBe('password')
  expect(modes).toEqual([true, false])
  await expect(readNewPassword(terminal('one\rtwo\r').input, messages)).rejects.toMatchObject({ code: 'cli/wrong-use' })
  await expect(readNewPassword(terminal('on\u0003').input, messages)).rejects.toMatchObject({ code: 'cli/interrupted' })
})
