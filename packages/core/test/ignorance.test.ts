import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const DOMAIN_WORDS =
  /\b(satellite|orbit|orbital|tle|ephemeris|conjunction|spacecraft|vessel|ship|mmsi|ais|malware|indicator|cve|sanction|drift|aircraft)s?\b/i

const root = new URL('../src/', import.meta.url)
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))

test('the sources of core are really read', () => {
  expect(sources).toContain('errors.ts')
  expect(sources.length).toBeGreaterThanOrEqual(3)
  for (const file of sources) expect(readFileSync(new URL(file, root), 'utf8'), file).not.toBe('')
})

test.each(sources)('core names no domain in %s: a sixth watch needs no change here', (file) => {
  expect(readFileSync(new URL(file, root), 'utf8')).not.toMatch(DOMAIN_WORDS)
})

test('the words of each domain would be found if they were there', () => {
  for (const word of ['a satellite', 'its orbits', 'MMSI', 'a CVE', 'the sanctions']) expect(word).toMatch(DOMAIN_WORDS)
})
