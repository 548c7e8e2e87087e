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
  evidence: [],
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
