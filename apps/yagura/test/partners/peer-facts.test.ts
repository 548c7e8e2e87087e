import { expect, test } from 'vitest'
import { clockOffsetOf } from '../../src/node/partners/link/peer-facts.ts'
import { befriend, pull, startPartner } from './partner-nodes.ts'

const noonMs = Date.UTC(2026, 10, 22, 12)

test.each([
  ['a clock that goes right', 'Sun, 22 Nov 2026 12:00:00 GMT', noonMs + 400, noonMs + 450, -450, 600],
  ['a clock that is seven seconds ahead', 'Sun, 22 Nov 2026 12:00:07 GMT', noonMs, noonMs + 20, 6980, 8000],
  [
    'a clock that is a day behind, over a slow line',
    'Sat, 21 Nov 2026 12:00:00 GMT',
    noonMs,
    noonMs + 4000,
    -86_404_000,
    -86_399_000,
  ],
])('%s is bounded by the second that it tells and the time of the answer', (_, date, askedMs, answeredMs, leastMs, mostMs) => {
  expect(clockOffsetOf(date, askedMs, answeredMs)).toEqual({ leastMs, mostMs, atMs: answeredMs })
})

test.each([
  ['tells no time', undefined, noonMs, noonMs],
  ['tells what is no time', 'yesterday', noonMs, noonMs],
  [
    'came before it was asked for, by a clock that was set meanwhile',
    'Sun, 22 Nov 2026 12:00:00 GMT',
    noonMs,
    noonMs - 1,
  ],
])('an answer that %s bounds nothing', (_, date, askedMs, answeredMs) => {
  expect(clockOffsetOf(date, askedMs, answeredMs)).toBeUndefined()
})

test('a visit tells how far apart the clocks are, and until when the partner’s certificate is valid', async () => {
  const [jp, us] = await Promise.all([startPartner('JPN', 'jp.example'), startPartner('USA', 'us.example')])
  await befriend(jp, us)
  const { clockOffset, certificateExpiresUtc } = await pull(jp, us)
  expect(clockOffset?.leastS).toBeLessThanOrEqual(0)
  expect(clockOffset?.mostS).toBeGreaterThanOrEqual(0)
  expect(Date.parse(certificateExpiresUtc ?? '')).toBe(us.service.identity?.tls.expiresMs ?? 0)
})
