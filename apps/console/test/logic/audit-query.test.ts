import { expect, test } from 'vitest'
import { auditQueryOf } from '../../src/pages/audit/audit-query.ts'

test('the filter of the audit is what the address says, with times as people type them', () => {
  const asked = (query: string) => auditQueryOf(new URLSearchParams(query))
  expect(asked('')).toEqual({})
  expect(asked('f=given&by=Sato&to=us.example')).toEqual({ kind: 'given', by: 'Sato', to: 'us.example' })
  expect(asked('since=2026-11-22&until=2026-11-22 03:00Z')).toEqual({
    sinceUtc: '2026-11-22T00:00:00Z',
    untilUtc: '2026-11-22T03:00:00Z',
  })
  expect(asked('since=2026-11-22T03:00:59Z')).toEqual({ sinceUtc: '2026-11-22T03:00:59Z' })
})

test('what an address cannot mean is left out of the filter of the audit', () => {
  expect(auditQueryOf(new URLSearchParams('f=moon&by=&since=yesterday&until=2026-13-01'))).toEqual({})
})
