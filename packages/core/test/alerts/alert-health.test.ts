import { expect, test } from 'vitest'
import { type AlertHistory, alertHealth } from '../../src/index.ts'
import { alert } from './findings.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const raised = (atMs: number, ruleId = 'r', key = 'k', priority: 'critical' | 'caution' = 'caution') => {
  return { atMs, ruleId, key, priority }
}
const nothing: AlertHistory = { raised: [], acknowledged: [], floods: [] }

test('shares, rate and peak are of the time that was asked for', () => {
  const history = {
    ...nothing,
    raised: [raised(0), ...[60, 61, 62, 69].map((minute) => raised(minute * minuteMs, 'r', `k${minute}`, 'critical'))],
  }
  const figures = alertHealth(history, [], hourMs, 2 * hourMs)
  expect(figures).toMatchObject({ raised: 4, perTenMinutes: 4 / 6, peakPerTenMinutes: 4 })
  expect(figures.shares).toEqual({ critical: 1, serious: 0, caution: 0, advisory: 0 })
})

test('the ten noisiest rules come with their counts and shares', () => {
  const history = {
    ...nothing,
    raised: Array.from({ length: 12 }, (_, rule) =>
      Array.from({ length: rule + 1 }, () => raised(0, `r${rule}`)),
    ).flat(),
  }
  const { noisiest } = alertHealth(history, [], 0, hourMs)
  expect(noisiest).toHaveLength(10)
  expect(noisiest[0]).toEqual({ ruleId: 'r11', count: 12, share: 12 / 78 })
  expect(noisiest.at(-1)?.ruleId).toBe('r2')
})

test('three times within a minute is chattering, three times within more is not', () => {
  const quick = [0, 20_000, 59_999].map((atMs) => raised(atMs, 'q', 'quick'))
  const slow = [0, 30_000, 60_000].map((atMs) => raised(atMs, 's', 'slow'))
  const history = { ...nothing, raised: [...quick, ...slow].sort((a, b) => a.atMs - b.atMs) }
  expect(alertHealth(history, [], 0, hourMs).chattering).toEqual([{ key: 'quick', ruleId: 'q', inOneMinute: 3 }])
})

test('an alert whose cause lasts for more than a day is stale', () => {
  const alerts = [
    alert({ id: 'old' }),
    alert({ id: 'owned', acknowledged: { by: 'A', atMs: 1 } }),
    alert({ id: 'gone', clearedMs: 5 }),
    alert({ id: 'young', firstMs: 2 * hourMs }),
  ]
  const { stale } = alertHealth(nothing, alerts, 0, 25 * hourMs)
  expect(stale.map(({ id }) => id)).toEqual(['old', 'owned'])
})

test('the median time to acknowledge is of an odd and of an even number, or unknown', () => {
  const waits = (...waitedMs: readonly number[]): AlertHistory => {
    return { ...nothing, acknowledged: waitedMs.map((ms) => ({ atMs: 1, waitedMs: ms })) }
  }
  expect(alertHealth(waits(9, 1, 5), [], 0, 2).medianMsToAcknowledge).toBe(5)
  expect(alertHealth(waits(9, 1, 5, 7), [], 0, 2).medianMsToAcknowledge).toBe(6)
  expect(alertHealth(nothing, [], 0, 2).medianMsToAcknowledge).toBeUndefined()
})

test('a flood that ended before the time that was asked for is left out, one that lasts is not', () => {
  const floods = [
    { fromMs: 0, toMs: 10, alerts: 20 },
    { fromMs: 20, toMs: undefined, alerts: 30 },
  ]
  expect(alertHealth({ ...nothing, floods }, [], 15, 100).floods).toEqual([floods[1]])
})
