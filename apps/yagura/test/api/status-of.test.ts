import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('every code that has a status of its own is a documented one', () => {
  const source = readFileSync(new URL('../../src/api/status-of.ts', import.meta.url), 'utf8')
  const documented = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8')
  const codes = [...source.matchAll(/'([a-z]+\/[a-z-]+)'/g)].map(([, code]) => code)
  expect(codes.length).toBeGreaterThan(30)
  expect(codes.filter((code) => !documented.includes(`| \`${code}\` |`))).toEqual([])
})
