import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repository, workspaceFolders } from '../bin/workspaces.js'

const codeInSource = /\bcode(?:: [^=]+)? = '([a-z0-9-]+\/[a-z0-9-]+)'/g
const codeInTable = /^\| `([a-z0-9-]+\/[a-z0-9-]+)` \|/gm

function codes(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, code]) => code ?? '')
}

const sources = workspaceFolders().flatMap((folder) =>
  readdirSync(join(repository, folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(repository, folder, 'src', name), 'utf8')),
)
const thrown = sources.flatMap((source) => codes(source, codeInSource)).sort()

test('docs/errors.md lists exactly the codes that the sources have', () => {
  const documented = codes(readFileSync(join(repository, 'docs/errors.md'), 'utf8'), codeInTable)
  expect([...documented].sort()).toEqual(thrown)
})

test('every error class has one code that no other has', () => {
  const classes = sources.flatMap((source) => codes(source, /class (\w+) extends YaguraError/g))
  expect(thrown).toHaveLength(classes.length)
  expect(new Set(thrown).size).toBe(thrown.length)
})
