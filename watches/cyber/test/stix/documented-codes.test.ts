import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkNames } from '../../src/index.ts'

const source = new URL('../../src/stix/validation/', import.meta.url)
const guide = readFileSync(new URL('../../../../docs/guide/stix.md', import.meta.url), 'utf8')

function codesInSource(): ReadonlySet<string> {
  const code = /(?:must|should|note)\(\s*'([a-z0-9-]+)'|formed\(\s*\/.*\/u?,\s*'([a-z0-9-]+)'/g
  const files = readdirSync(source).filter((name) => name.endsWith('.ts'))
  return new Set(
    files.flatMap((name) =>
      [...readFileSync(new URL(name, source), 'utf8').matchAll(code)].map(([, a, b]) => a ?? b ?? ''),
    ),
  )
}

test('the guide explains every code of an issue', () => {
  const codes = [...codesInSource(), ...checkNames()]
  expect(codes.length).toBeGreaterThan(90)
  expect(codes.filter((code) => !guide.includes(`\`${code}\``))).toEqual([])
})
