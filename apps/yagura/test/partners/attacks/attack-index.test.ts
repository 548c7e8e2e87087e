import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../../../../', import.meta.url)
const page = readFileSync(new URL('docs/protocol/attacks.md', root), 'utf8')
const fewestAttacks = 60

/** Each attack of the page with the file of its test. */
function indexed(): readonly { readonly file: string; readonly title: string }[] {
  let file = ''
  return page.split('\n').flatMap((line) => {
    file = /^`([^`]+\.test\.ts)` leaves /.exec(line)?.[1] ?? file
    return line.startsWith('- ') ? [{ file, title: line.slice(2) }] : []
  })
}

/** The page says `<of what>: <what happens>`; the file says both, each as the name of a block or a test. */
function isNamed({ file, title }: { readonly file: string; readonly title: string }): boolean {
  const text = readFileSync(new URL(file, root), 'utf8')
  const isThere = (name: string): boolean => text.includes(`'${name}'`) || text.includes(`\`${name}\``)
  const splits = [...title.matchAll(/: /g)].map(({ index }) => index)
  return isThere(title) || splits.some((at) => isThere(title.slice(0, at)) && isThere(title.slice(at + 2)))
}

test('the page of attacks names sixty or more, and each is a test', () => {
  const attacks = indexed()
  expect(attacks.filter((attack) => !isNamed(attack))).toEqual([])
  expect(new Set(attacks.map(({ file, title }) => `${file} ${title}`)).size).toBe(attacks.length)
  expect(attacks.length).toBeGreaterThanOrEqual(fewestAttacks)
})

test('every file of attacks is on the page', () => {
  const files = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.test.ts'))
  for (const name of files) expect(page).toContain(name)
})
