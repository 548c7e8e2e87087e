import { describe, expect, test } from 'vitest'
import { shippedPolicies } from '../../src/index.ts'
import { byAudience, byTags, checkLaws } from './lattice.ts'

const policies = shippedPolicies()

describe.each([...policies.values()].map((policy) => [policy.id, policy] as const))('markings of %s', (_, policy) => {
  test('keep every law on at least 100,000 pairs, and all triples, of levels, audiences and controls', () => {
    const { pairs, triples, failures } = checkLaws(byAudience(policy), policy, policies)
    expect(failures).toEqual({})
    expect(pairs).toBeGreaterThanOrEqual(100_000)
    expect(triples).toBeGreaterThanOrEqual(30_000_000)
  })

  test('keep every law on all pairs and triples of levels, TLP labels, compartments and ends of validity', () => {
    const { pairs, failures } = checkLaws(byTags(policy), policy, policies)
    expect(failures).toEqual({})
    expect(pairs).toBeGreaterThanOrEqual(70_000)
  })
})
