import { expect, test } from 'vitest'
import type { Evidence } from '../../src/node/partners/evidence.ts'
import type { KnownPartner } from '../../src/node/partners/partner-book.ts'
import { findingsAbout, type PartnerFacts } from '../../src/node/partners/partner-findings.ts'
import { newLink } from '../../src/node/partners/partner-states.ts'

const nowMs = Date.UTC(2026, 0, 1)
const minuteMs = 60_000
const us = { card: { node: 'us.example' }, suspended: false, addedMs: 0 } as KnownPartner
const facts = (more: Partial<PartnerFacts>): PartnerFacts => ({
  identity: { card: { node: 'jp.example' }, tls: { expiresMs: nowMs + 400 * 86_400_000 } } as PartnerFacts['identity'],
  partners: [us],
  stateOf: () => ({ ...newLink, lastContactMs: nowMs - minuteMs }),
  peerOf: () => ({ clockOffset: undefined, certificateExpiresMs: undefined }),
  restoration: { sinceMs: undefined, awaits: () => false },
  evidence: [],
  complaintsOf: () => ({ count: 0, newest: [] }),
  datasets: [],
  startedMs: nowMs - 60 * minuteMs,
  ...more,
})
const rules = (more: Partial<PartnerFacts>): string[] => findingsAbout(facts(more), nowMs).map(({ ruleId }) => ruleId)

test('of partners that are heard and have done nothing wrong nothing is told', () => {
  expect(rules({})).toEqual([])
})

test('a partner that was not heard for ten minutes is told of, unless it is suspended', () => {
  const stateOf = () => ({ ...newLink, lastContactMs: nowMs - 11 * minuteMs })
  expect(rules({ stateOf })).toEqual(['partner-silent'])
  expect(rules({ stateOf, partners: [{ ...us, suspended: true }] })).toEqual([])
})

test('a partner that was never heard is told of ten minutes after the node was started', () => {
  expect(rules({ stateOf: () => newLink, startedMs: nowMs - 9 * minuteMs })).toEqual([])
  expect(rules({ stateOf: () => newLink, startedMs: nowMs - 11 * minuteMs })).toEqual(['partner-silent'])
})

test('a partner whose answer the logs of a restored store wait for is told of until it was heard, also while it is suspended', () => {
  const restoration = { sinceMs: nowMs - minuteMs, awaits: (node: string) => node === 'us.example' }
  const suspended = { ...us, suspended: true }
  expect(rules({ restoration, partners: [suspended] })).toEqual(['partner-awaited'])
  expect(findingsAbout(facts({ restoration }), nowMs)).toMatchObject([
    { reason: expect.stringContaining('noticed 2025-12-31T23:59:00.000Z') },
  ])
  expect(rules({ restoration: { ...restoration, awaits: () => false } })).toEqual([])
})

test('what a partner complains of is one finding, for a week, and says whether both hold the same entry', () => {
  const complaint = { origin: 'jp.example/ch/JPN-USA', position: 7, code: 'record/schema', isOurs: false }
  const heard = (ageMs: number) => ({
    complaintsOf: (node: string) => {
      const newest = [{ ...complaint, atMs: nowMs - ageMs }]
      return node === 'us.example' ? { count: 2, newest } : { count: 0, newest: [] }
    },
  })
  expect(findingsAbout(facts(heard(minuteMs)), nowMs)).toMatchObject([
    {
      ruleId: 'partner-complains',
      priority: 'caution',
      reason:
        'it does not believe 2 entries; the newest, 7 of jp.example/ch/JPN-USA: record/schema; it received another entry there than this node holds',
    },
  ])
  expect(rules(heard(8 * 86_400_000))).toEqual([])
})

test.each([
  ['four seconds', 3600, 4600, []],
  ['surely more than five seconds ahead', 5100, 6100, ['caution ahead']],
  ['perhaps less than five seconds behind', -5500, -4900, []],
  ['surely more than five seconds behind', -6200, -5100, ['caution behind']],
  ['more than a minute behind', -61_000, -60_001, ['serious behind']],
] as const)('clocks that are %s apart are told of as bad as that is', (_, leastMs, mostMs, told) => {
  const peerOf = (atMs: number) => () => ({
    clockOffset: { leastMs, mostMs, atMs },
    certificateExpiresMs: undefined,
  })
  const found = findingsAbout(facts({ peerOf: peerOf(nowMs - minuteMs) }), nowMs)
  expect(found.map(({ priority, reason }) => `${priority} ${/ahead|behind/.exec(reason)?.[0]}`)).toEqual(told)
  expect(rules({ peerOf: peerOf(nowMs - 11 * minuteMs) })).toEqual([])
})

test('a partner’s certificate that ends within sixty days is told of', () => {
  const peerOf = (days: number) => () => ({
    clockOffset: undefined,
    certificateExpiresMs: nowMs + days * 86_400_000,
  })
  expect(rules({ peerOf: peerOf(59) })).toEqual(['partner-certificate-expires'])
  expect(rules({ peerOf: peerOf(61) })).toEqual([])
})

test('evidence of one kind against one partner is one finding, for a week', () => {
  const spill = { kind: 'spill', node: 'us.example', text: 'entry 1', atMs: nowMs - minuteMs } as Evidence
  expect(rules({ evidence: [spill, { ...spill, text: 'entry 2' }] })).toEqual(['partner-spill'])
  expect(rules({ evidence: [{ ...spill, atMs: nowMs - 8 * 86_400_000 }] })).toEqual([])
})

test('a certificate that ends within sixty days is told of', () => {
  const identity = {
    card: { node: 'jp.example' },
    tls: { expiresMs: nowMs + 59 * 86_400_000 },
  } as PartnerFacts['identity']
  expect(rules({ identity })).toEqual(['certificate-expires'])
})

test('a dataset that a partner named and does not give is told of when it was asked for several times', () => {
  const fault = { code: 'record/blob-hash', reason: 'what was given has another hash than its record names' } as const
  const dataset = { node: 'us.example', recordId: 'ab'.repeat(32), fault }
  expect(rules({ datasets: [{ ...dataset, failures: 3 }] })).toEqual([])
  expect(findingsAbout(facts({ datasets: [{ ...dataset, failures: 4 }] }), nowMs)).toMatchObject([
    { ruleId: 'partner-dataset', subjects: ['us.example'], reason: expect.stringContaining(fault.reason) },
  ])
  expect(rules({ datasets: [{ ...dataset, failures: 4 }], partners: [{ ...us, suspended: true }] })).toEqual([])
})
