import { expect, test } from 'vitest'
import { latestShelfEndMs, watchEndMs } from '../../src/index.ts'

const nowMs = Date.parse('2026-11-22T03:00:00Z')
const endMs = Date.parse('2026-11-22T08:00:00Z')

// The limits are those of the console's specification, section 3.
test('a Critical is never shelved', () => {
  expect(latestShelfEndMs('critical', nowMs, endMs)).toBeUndefined()
})

test.each([
  ['serious', '2026-11-22T03:30:00Z'],
  ['caution', '2026-11-22T08:00:00Z'],
  ['advisory', '2026-11-23T03:00:00Z'],
] as const)('%s may be shelved until %s', (priority, until) => {
  expect(latestShelfEndMs(priority, nowMs, endMs)).toBe(Date.parse(until))
})

test.each([
  [['00:00', '08:00', '16:00'], '2026-11-22T08:00:00Z'],
  [['03:00'], '2026-11-23T03:00:00Z'],
  [['02:30', '01:00'], '2026-11-23T01:00:00Z'],
  [[], '2026-11-22T11:00:00Z'],
])('with ends of watch %j the watch that runs at 03:00 ends at %s', (ends, expected) => {
  expect(watchEndMs(ends, nowMs)).toBe(Date.parse(expected))
})
