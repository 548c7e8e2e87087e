import { expect, test } from 'vitest'
import { unlistedFaults } from '../../src/alerts/unlisted-faults.ts'

const fault = {
  key: 'store-failing',
  code: 'node/store-failing',
  priority: 'critical',
  message: 'The store refuses to write: no space left',
  sinceUtc: '2026-11-22T03:00:00Z',
} as const
const alert = { key: 'store-failing', watchId: 'node', state: 'new' } as const

test('a fault with an open alert of its own is not told a second time', () => {
  expect(unlistedFaults([fault], [alert])).toEqual([])
  expect(unlistedFaults([fault], [{ ...alert, state: 'acknowledged' }])).toEqual([])
})

test.each([
  ['nothing could be written', []],
  ['the alert about it has cleared', [{ ...alert, state: 'cleared' }]],
  ['the alert is of another watch', [{ ...alert, watchId: 'space' }]],
  ['the alert is about another source', [{ ...alert, key: 'source-failing S2' }]],
] as const)('a fault is told where %s', (_, alerts) => {
  expect(unlistedFaults([fault], alerts)).toEqual([fault])
})
