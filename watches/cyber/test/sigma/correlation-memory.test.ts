import { expect, test } from 'vitest'
import { createCorrelator } from '../../src/sigma/correlate.ts'
import type { CorrelationRule } from '../../src/sigma/sigma-rule.ts'

const rule: CorrelationRule = {
  kind: 'correlation',
  file: 'rules.yml',
  title: 'brute',
  id: undefined,
  name: undefined,
  level: undefined,
  techniques: [],
  tags: [],
  type: 'event_count',
  of: [],
  groupBy: [],
  spanMs: 3_600_000,
  least: 2,
  counted: [],
  isSilent: false,
}
const at = (timeMs: number) => ({ log: 'log', line: timeMs, timeMs })

test('of more than 100,000 groups those that were touched longest ago are given up, and it is said', () => {
  const correlator = createCorrelator(rule)
  for (let group = 0; group <= 100_000; group += 1) correlator.count([0], `g${group}`, at(group), '')
  expect(correlator.forgotten()).toBeGreaterThan(0)
  expect(correlator.count([0], 'g0', at(100_001), '')).toBeUndefined()
  expect(correlator.count([0], 'g100000', at(100_002), '')).toHaveLength(2)
})

test('groups whose time is over are dropped, and not counted as given up', () => {
  const correlator = createCorrelator({ ...rule, spanMs: 10 })
  for (let group = 0; group <= 200_000; group += 1) correlator.count([0], `g${group}`, at(group), '')
  expect(correlator.forgotten()).toBe(0)
})

test('groups that take turns are each as quick as one', () => {
  const correlator = createCorrelator({ ...rule, least: 100 })
  const begun = performance.now()
  for (let event = 0; event < 200_000; event += 1) correlator.count([0], `g${event % 20_000}`, at(event), '')
  expect(performance.now() - begun).toBeLessThan(5000)
})
