import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test, vi } from 'vitest'
import { dataFolderOf, fileStamp } from '../../src/cli/data-folder.ts'

test.each([
  ['what was asked for', { asked: 'here', YAGURA_DATA: '/own', XDG_DATA_HOME: '/shared' }, resolve('here')],
  ['$YAGURA_DATA', { YAGURA_DATA: '/own', XDG_DATA_HOME: '/shared' }, '/own'],
  ['a folder in $XDG_DATA_HOME', { YAGURA_DATA: '', XDG_DATA_HOME: '/shared' }, '/shared/yagura'],
  ['a folder of the user', { YAGURA_DATA: '', XDG_DATA_HOME: '' }, join(homedir(), '.local/share/yagura')],
])('the data folder is %s before what comes after it', (_, {
  asked,
  ...variables
}: Record<string, string>, expected) => {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  try {
    expect(dataFolderOf(asked)).toBe(expected)
  } finally {
    vi.unstubAllEnvs()
  }
})

test('an instant in the name of a file is ISO 8601 without separators', () => {
  expect(fileStamp(Date.UTC(2024, 6, 5, 12, 3, 9, 250))).toBe('20240705T120309Z')
})
