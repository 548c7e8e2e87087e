import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  clearanceTextOf,
  faultsOfLabel,
  markingTextOf,
  mayOpen,
  readClearance,
  readConfidentialityLabel,
  readNumberedLabel,
  readSpif,
  resolveLabel,
  type SecurityLabel,
  type Spif,
} from '@yagura/formats'
import { sharedData } from '@yagura/testkit'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'

const data = sharedData('core/stanag4774')
const folder = data ?? ''
const hasData = data !== undefined

type Case = Readonly<Record<string, string>>

/** Each `<test>` of tests.xml with the policy of its sequence; the answers are those of the library Spiffing. */
function cases(): readonly Case[] {
  const found: Case[] = []
  let spif = ''
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    const values = attributes as Record<string, string>
    if (name === 'sequence') spif = ''
    if (name === 'policy' && spif === '') spif = values['spif'] ?? ''
    if (name === 'test') found.push({ ...values, spif })
  })
  parser.write(readFileSync(join(folder, 'tests.xml'), 'utf8')).close()
  return found.filter(({ label = '', spif: policy = '' }) => isThere(label) && isThere(policy))
}

function isThere(name: string): boolean {
  return existsSync(join(folder, name))
}

function text(name: string | undefined): string {
  return readFileSync(join(folder, name ?? ''), 'utf8')
}

function policy(name: string | undefined): Spif {
  const read = readSpif(text(name))
  if (!read.ok) throw new Error(read.reason)
  return read.spif
}

function label(name: string | undefined, spif: Spif): SecurityLabel {
  const named = readConfidentialityLabel(text(name))
  const read = named.ok ? resolveLabel(named.label, spif) : readNumberedLabel(text(name), spif)
  if (!read.ok) throw new Error(read.reason)
  return read.label
}

describe.skipIf(!hasData)('STANAG 4774 labels have the answers that the published tests state', () => {
  const stated = hasData ? cases() : []

  test('the data has every published case whose files are there', () => {
    expect(stated.length).toBe(13)
  })

  for (const { spif = '', label: name = '', clearance, valid, ...answers } of stated) {
    const language = answers['xml:lang'] ?? 'en'
    test(`${name} with ${spif}, ${clearance ?? 'no clearance'}, ${language}`, () => {
      const read = label(name, policy(spif))
      expect(faultsOfLabel(read).length === 0).toBe(valid === 'true')
      const marking = answers['label-marking']
      if (marking !== undefined) expect(markingTextOf(read, language)).toBe(marking)
      if (clearance === undefined) return
      const held = readClearance(text(clearance), read.spif)
      if (!held.ok) throw new Error(held.reason)
      const words = answers['clearance-marking']
      if (words !== undefined) expect(clearanceTextOf(held.clearance, language)).toBe(words)
      expect(mayOpen(held.clearance, read)).toBe(answers['acdf-result'] === '1')
    })
  }

  test('a policy without labels of its own is read', () => {
    expect(policy('tlp.xml').classifications.map(({ name }) => name)).toEqual(['WHITE', 'GREEN', 'AMBER', 'RED'])
  })

  test('the wrong end tag of the food policy is reported', () => {
    expect(readSpif(text('food-policy.xml'))).toMatchObject({ ok: true, mended: ['</securityCategiryTagSet>'] })
    expect(readSpif(text('nato-4774-policy.xml'))).toMatchObject({ ok: true, mended: [] })
  })
})
