import { expect, test } from 'vitest'
import { calm, type Flood, groupAlerts, stepFlood } from '../../src/index.ts'
import { alert } from './findings.ts'

const minuteMs = 60_000

function raise(count: number, atMs: number, flood: Flood = calm): Flood {
  return stepFlood(flood, Array<number>(count).fill(atMs), atMs)
}

test('ten alerts in ten minutes are no flood, eleven are', () => {
  expect(raise(10, 0).beganMs).toBeUndefined()
  expect(raise(11, 7)).toMatchObject({ beganMs: 7, alerts: 11 })
})

test('eleven alerts over eleven minutes are no flood', () => {
  let flood = calm
  for (let minute = 0; minute <= 10; minute += 1) flood = raise(1, minute * minuteMs, flood)
  expect(flood.beganMs).toBeUndefined()
})

test('a flood counts its alerts and ends when fewer than five came in the last ten minutes', () => {
  let flood = raise(4, 5 * minuteMs, raise(30, 0))
  expect(flood).toMatchObject({ beganMs: 0, alerts: 34 })
  flood = stepFlood(flood, [], 10 * minuteMs - 1)
  expect(flood.beganMs).toBe(0)
  flood = stepFlood(flood, [], 10 * minuteMs)
  expect(flood).toMatchObject({ beganMs: undefined, alerts: 34 })
})

test('groups are by common cause, the most urgent on top, and the first of each on top of it', () => {
  const groups = groupAlerts([
    alert({ id: 'late', group: 'gap', firstMs: 9 }),
    alert({ id: 'cause', group: 'gap', firstMs: 1 }),
    alert({ id: 'calm', group: 'other', firstMs: 0 }),
    alert({ id: 'worst', group: 'third', firstMs: 8, priority: 'critical' }),
  ])
  expect(groups.map(({ alerts }) => alerts.map(({ id }) => id))).toEqual([['worst'], ['calm'], ['cause', 'late']])
})
