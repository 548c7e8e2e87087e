import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const watches = readdirSync(join(root, 'watches'))
/** Words of the domains that have a watch, beside the names of the watches. */
const domainWords = ['satellite', 'orbit', 'conjunction', 'approach', 'stix', 'sigma', 'malware', 'technique', 'vessel']
const domainWord = new RegExp(`\\b(${[...watches, ...domainWords].join('|')})`, 'i')

test('a watch exists that the core could name', () => {
  expect(watches).toEqual(expect.arrayContaining(['cyber', 'space']))
})

test('no line of the core names a watch or a word of its domain', () => {
  const sources = join(root, 'packages/core/src')
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const found = files.flatMap((file) =>
    readFileSync(join(sources, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (domainWord.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  )
  expect(files.length).toBeGreaterThan(10)
  expect(found).toEqual([])
})
