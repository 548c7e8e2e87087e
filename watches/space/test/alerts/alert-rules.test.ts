import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nameFits } from '../../src/alerts/name-pattern.ts'
import { type AlertContext, AlertRulesError, type CloseApproach, parseAlertRules, spaceWatch } from '../../src/index.ts'

const rule = {
  id: 'own',
  objects: { owner: 'JPN' },
  maxMissKm: 5,
  leadTimeH: 72,
  priority: 'serious',
  consequence: 'a collision ends the service and adds debris',
  action: 'ask the operator for its plan',
  timeAllowedMin: 60,
}

function problemsOf(file: unknown): readonly string[] {
  try {
    parseAlertRules(typeof file === 'string' ? file : JSON.stringify(file))
  } catch (error) {
    if (error instanceof AlertRulesError) return error.problems.map(({ path, expected }) => `${path}: ${expected}`)
    throw error
  }
  return []
}

describe('the door of alert rules', () => {
  test('a good file is read', () => {
    const [read] = parseAlertRules(JSON.stringify({ rules: [{ ...rule, minMaxPc: 1e-6 }] }))
    expect(read).toEqual({
      id: 'own',
      objects: { kind: 'owner', owner: 'JPN' },
      maxMissKm: 5,
      minMaxPc: 1e-6,
      minRelativeSpeedKmPerS: 0,
      leadTimeH: 72,
      priority: 'serious',
      rationale: { consequence: rule.consequence, action: rule.action, timeAllowedS: 3600 },
    })
  })

  test.each([
    ['a distance as text', { maxMissKm: '5' }, 'rules[0].maxMissKm: a distance above 0 km'],
    ['a probability above 1', { minMaxPc: 1.5 }, 'rules[0].minMaxPc: a probability from 0 to 1, or nothing'],
    ['an unknown priority', { priority: 'high' }, 'rules[0].priority: one of critical, serious, caution, advisory'],
    ['no consequence', { consequence: undefined }, 'rules[0].consequence: text of 1 to 1000 characters'],
    ['an empty action', { action: ' ' }, 'rules[0].action: text of 1 to 1000 characters'],
    ['no time allowed', { timeAllowedMin: undefined }, 'rules[0].timeAllowedMin: minutes above 0'],
    ['two groups', { objects: { all: true, owner: 'JPN' } }, 'rules[0].objects: exactly one of all, ids, name, owner'],
    ['an id of 0', { objects: { ids: [5, 0] } }, 'rules[0].objects.ids: a list of 1 to 100000 catalogue numbers'],
    ['all but not true', { objects: { all: 1 } }, 'rules[0].objects.all: true'],
  ])('a rule with %s is refused with its path and what was expected', (_, changes, problem) => {
    expect(problemsOf({ rules: [{ ...rule, ...changes }] })).toEqual([problem])
  })

  test('a misspelt condition is refused, not ignored', () => {
    expect(problemsOf({ rules: [{ ...rule, minMaxPC: 1e-4 }] })[0]).toMatch(
      /^rules\[0\]\.minMaxPC: no such member; known are/,
    )
  })

  test('every problem of a file is named at once', () => {
    const problems = problemsOf({ rules: [rule, rule, { ...rule, id: 'b', leadTimeH: -1, maxMissKm: 0 }, 7] })
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'rules[1].id',
      'rules[2].maxMissKm',
      'rules[2].leadTimeH',
      'rules[3]',
    ])
  })

  test('what is not JSON, not an object or too large is refused', () => {
    expect(problemsOf('{"rules": [')).toEqual([': JSON'])
    expect(problemsOf([])).toEqual([': an object with rules'])
    expect(problemsOf({ rules: {} })).toEqual(['rules: a list of at most 1000 rules'])
    expect(problemsOf(' '.repeat(1_000_001))).toEqual([': at most 1000000'])
  })

  test('any text is either read or refused with AlertRulesError', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(problemsOf(text)).not.toEqual([])
      }),
    )
  })
})

test.each([
  ['QZS*', 'QZS-6', true],
  ['qzs-6', 'QZS-6', true],
  ['QZS', 'QZS-6', false],
  ['*DEB', 'COSMOS 2251 DEB', true],
  ['COSMOS*DEB', 'COSMOS 2251 DEB', true],
  ['C*22*51*', 'COSMOS 2251 DEB', true],
  ['A*A', 'A', false],
  ['*AB*BC*', 'ABC', false],
  ['*', '', true],
])('the pattern %s against %s is %s', (pattern, name, fits) => {
  expect(nameFits(pattern, name)).toBe(fits)
})

const nowUtc = { mjd: 60_500, secondOfDay: 0 }
const objects = new Map([
  [100, { name: 'QZS-6', owner: 'JPN' }],
  [200, { name: 'SL-16 R/B', owner: 'CIS' }],
])
const approach: CloseApproach = {
  id1: 100,
  id2: 200,
  tcaUtc: { mjd: 60_501, secondOfDay: 1800 },
  missKm: 1.25,
  relativeSpeedKmPerS: 11.5,
  maxPc: 2e-5,
  dilutionKm: 0.9,
}
const assess = (approaches: readonly CloseApproach[], changes: object = {}) => {
  const context: AlertContext = {
    nowUtc,
    objects,
    rules: parseAlertRules(JSON.stringify({ rules: [{ ...rule, ...changes }] })),
  }
  return spaceWatch.assess(approaches, context)
}

test('a rule with a least relative speed leaves out what is docked, and nothing as fast as that', () => {
  const docked = { ...approach, missKm: 0, relativeSpeedKmPerS: 0 }
  expect(assess([docked], { minRelativeSpeedKmPerS: 0.1 })).toEqual([])
  expect(assess([{ ...docked, relativeSpeedKmPerS: 0.1 }], { minRelativeSpeedKmPerS: 0.1 })).toHaveLength(1)
})

test('a detection says why with numbers and units, what to do and until when', () => {
  const [detection] = assess([approach])
  expect(detection).toMatchObject({
    key: 'space/own/100-200',
    watchId: 'space',
    ruleId: 'own',
    priority: 'serious',
    subjects: ['100', '200'],
    rationale: { action: 'ask the operator for its plan', timeAllowedS: 3600 },
    evidence: { closest: approach, actByUtc: { mjd: 60_500, secondOfDay: 3600 } },
  })
  expect(detection?.reason).toBe(
    'QZS-6 (100) and SL-16 R/B (200) pass at 1.250 km with 11.500 km/s at 2024-07-10T00:30:00.000Z, in 24.5 h; ' +
      'probability of collision ≤ 2.0e-5 (no covariance: an upper bound). Rule own: at most 5 km, from 72 h before.',
  )
})

test.each([
  ['the distance is the limit', 1, {}, { missKm: 5 }],
  ['the distance is above the limit', 0, {}, { missKm: 5.000001 }],
  ['the probability is below the rule’s', 0, { minMaxPc: 3e-5 }, {}],
  ['the probability is the rule’s', 1, { minMaxPc: 2e-5 }, {}],
  ['the closest approach is further off than the lead time', 0, { leadTimeH: 24 }, {}],
  ['the closest approach is past', 0, {}, { tcaUtc: { mjd: 60_499, secondOfDay: 86_399 } }],
  ['the distance is not a number', 0, {}, { missKm: Number.NaN }],
  ['the group is the other object', 1, { objects: { ids: [200] } }, {}],
  ['the group has neither object', 0, { objects: { ids: [300] } }, {}],
  ['the name fits', 1, { objects: { name: 'SL-*' } }, {}],
  ['the owner is not known', 0, {}, { id1: 101, id2: 300 }],
  ['all objects are watched and both are unknown', 1, { objects: { all: true } }, { id1: 101, id2: 300 }],
])('where %s there are %d detections', (_, count, ruleChanges, approachChanges) => {
  expect(assess([{ ...approach, ...approachChanges }], ruleChanges)).toHaveLength(count)
})

test('the watched object comes first among the subjects', () => {
  expect(assess([approach], { objects: { ids: [200] } })[0]?.subjects).toEqual(['200', '100'])
})

test('many approaches of one pair are one detection with the closest of them', () => {
  const nearer = { ...approach, tcaUtc: { mjd: 60_502, secondOfDay: 0 }, missKm: 0.5 }
  const [detection, ...others] = assess([nearer, approach])
  expect(others).toEqual([])
  expect(detection?.evidence).toMatchObject({ closest: nearer, closeApproaches: [approach, nearer] })
  expect(detection?.reason).toContain('the closest of 2 such approaches')
})

test('the action is due at the closest approach where that comes before the time allowed', () => {
  const soon = { ...approach, tcaUtc: { mjd: 60_500, secondOfDay: 600 } }
  expect(assess([soon])[0]?.evidence.actByUtc).toEqual(soon.tcaUtc)
})

test('the order in which approaches come does not matter', () => {
  const approaches = fc.array(
    fc.record({
      id1: fc.integer({ min: 100, max: 102 }),
      id2: fc.integer({ min: 200, max: 202 }),
      missKm: fc.double({ min: 0, max: 10, noNaN: true }),
      secondOfDay: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 12 },
  )
  const pair = approaches.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  )
  const complete = ({ secondOfDay, ...rest }: { id1: number; id2: number; missKm: number; secondOfDay: number }) => ({
    ...approach,
    ...rest,
    tcaUtc: { mjd: 60_501, secondOfDay },
  })
  fc.assert(
    fc.property(pair, ([list, shuffled]) => {
      expect(assess(shuffled.map(complete), { objects: { all: true } })).toEqual(
        assess(list.map(complete), { objects: { all: true } }),
      )
    }),
  )
})
