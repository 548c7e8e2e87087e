import { describe, expect, test } from 'vitest'
import { createLogEvent } from '../../src/detect/log-event.ts'
import { createSigmaEngine, readSigmaRules } from '../../src/index.ts'
import { conditionCases, modifierCases, type SearchCase, valueCases } from './search-cases.ts'

const head = 'title: A rule\nid: 1\nlogsource:\n  category: any\ndetection:\n'
const told = { category: 'any', product: undefined, service: undefined }

function doesFit({ detection, event: members }: SearchCase): boolean | string {
  const { rules, refused } = readSigmaRules([{ name: 'rule.yml', text: head + detection }])
  if (refused[0] !== undefined) return refused[0].reason
  const raw = JSON.stringify(members)
  const event = createLogEvent({
    format: 'json',
    kind: undefined,
    log: 'log',
    line: 1,
    timeMs: undefined,
    raw,
    members,
  })
  return createSigmaEngine(rules, { told }).match(event).length === 1
}

describe.each([
  ['conditions', conditionCases],
  ['values', valueCases],
  ['modifiers', modifierCases],
])('%s', (_, cases) => {
  test.each(cases)('$says: $fits', (each) => {
    expect(doesFit(each)).toBe(each.fits)
  })
})
