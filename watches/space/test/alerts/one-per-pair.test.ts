import { expect, test } from 'vitest'
import { assessCloseApproaches, type CloseApproach, onePerPair, pairKey, parseAlertRules } from '../../src/index.ts'

const nowUtc = { mjd: 60_500, secondOfDay: 0 }
const approach: CloseApproach = {
  id1: 100,
  id2: 200,
  tcaUtc: { mjd: 60_500, secondOfDay: 36_000 },
  missKm: 0.8,
  relativeSpeedKmPerS: 11.5,
  maxPc: 2e-4,
  dilutionKm: 0.6,
}
const later = { ...approach, tcaUtc: { mjd: 60_501, secondOfDay: 36_000 }, missKm: 0.15 }
const shared = { objects: { all: true }, maxMissKm: 1, consequence: 'debris', action: 'call', timeAllowedMin: 60 }
const caution = { ...shared, id: 'any', priority: 'caution', leadTimeH: 72 }
const critical = { ...shared, id: 'crewed', priority: 'critical', leadTimeH: 24 }

function judged(rules: readonly object[], approaches: readonly CloseApproach[]) {
  const context = { nowUtc, objects: new Map(), rules: parseAlertRules(JSON.stringify({ rules })) }
  return onePerPair(assessCloseApproaches(approaches, context))
}

test('of several rules that fire for a pair the most urgent speaks, whichever comes first, and names the others', () => {
  for (const rules of [
    [caution, critical],
    [critical, caution],
  ]) {
    const found = judged(rules, [approach, later])
    expect(found).toMatchObject([
      { key: 'space/100-200', ruleId: 'crewed', priority: 'critical', evidence: { closest: approach } },
    ])
    expect(found[0]?.reason).toMatch(
      / Rule crewed: at most 1 km, from 24 h before\. Rule any \(caution\) fires too, for 0/,
    )
    expect(found[0]?.reason).toMatch(/fires too, for 0\.150 km at 2024-07-10T10:00:00\.000Z\.$/)
  }
})

test('another rule that takes over for a pair has the key of the one before', () => {
  const [before] = judged([caution, critical], [later])
  const [after] = judged([caution, critical], [later, approach])
  expect([before?.ruleId, after?.ruleId]).toEqual(['any', 'crewed'])
  expect(before?.key).toBe(after?.key)
  expect(before?.key).toBe(pairKey(approach))
})

test('of equally urgent rules the one that leaves the least time speaks, else the first', () => {
  const hasty = { ...caution, id: 'hasty', timeAllowedMin: 10 }
  const same = { ...caution, id: 'same' }
  expect(judged([caution, hasty, same], [approach])).toMatchObject([{ ruleId: 'hasty' }])
  expect(judged([caution, same], [approach])).toMatchObject([{ ruleId: 'any' }])
})

test('every pair keeps a detection of its own', () => {
  const others = [201, 202].map((id2) => ({ ...approach, id2 }))
  expect(judged([caution, critical], [...others, approach]).map(({ key }) => key)).toEqual([
    'space/100-200',
    'space/100-201',
    'space/100-202',
  ])
})

test('where one rule alone fires for a pair its own words stand', () => {
  const context = { nowUtc, objects: new Map(), rules: parseAlertRules(JSON.stringify({ rules: [caution] })) }
  const [alone] = assessCloseApproaches([approach], context)
  expect(judged([caution], [approach])).toEqual([{ ...alone, key: 'space/100-200' }])
})
