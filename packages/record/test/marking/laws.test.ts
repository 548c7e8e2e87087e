import { seededRandom } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { dominates, inPolicy, join, joinAll, type Marking, shippedPolicies } from '../../src/index.ts'
import { byAudience, byTags, checkLaws } from './lattice.ts'

const policies = shippedPolicies()

describe.each([...policies.values()].map((policy) => [policy.id, policy] as const))('markings of %s', (_, policy) => {
  test('keep every law of the lattice at two levels; the slow suite takes all', () => {
    const some = byAudience(policy).filter(({ lvl }) => lvl === 1 || lvl === 3)
    expect(some.length).toBeGreaterThan(100)
    expect(checkLaws(some, policy, policies).failures).toEqual({})
  })
})

describe('markings of several policies, in the words of one', () => {
  const mixed = ['JP', 'US', 'AU', 'NATO'].flatMap((id) => {
    const policy = policies.get(id)
    return policy === undefined ? [] : [...byAudience(policy), ...byTags(policy)]
  })

  test('join in any order and grouping to the same, which dominates each', () => {
    const random = seededRandom(20261122)
    const pick = (): Marking => {
      const marking = mixed[random.integer(0, mixed.length - 1)]
      if (marking === undefined) throw new Error('nothing to pick')
      return marking
    }
    const sumOf = (markings: readonly Marking[]): Marking => {
      const sum = joinAll(markings, 'JP', policies)
      if (!sum.ok) throw new Error(sum.fault.reason)
      return sum.marking
    }
    let violations = 0
    for (let round = 0; round < 20_000; round += 1) {
      const [a, b, c] = [pick(), pick(), pick()]
      const all = JSON.stringify(tidy(sumOf([a, b, c])))
      if (all !== JSON.stringify(tidy(sumOf([c, a, b])))) violations += 1
      if (all !== JSON.stringify(tidy(sumOf([a, sumOf([b, c])])))) violations += 1
      for (const one of [a, b, c]) {
        const above = dominates(sumOf([a, b, c]), one, 'JP', policies)
        if (!above.ok || !above.dominates) violations += 1
      }
    }
    expect(violations).toBe(0)
  })

  test('are refused where a policy has no equivalence', () => {
    const real = { lvl: 1, mode: 'REAL' } as const
    for (const [a, b, target] of [
      ['KR', 'IN', 'IN'],
      ['IN', 'NATO', 'NATO'],
      ['TLP', 'JP', 'JP'],
      ['US', 'US', 'TLP'],
    ] as const) {
      const sum = join({ ...real, pol: a }, { ...real, pol: b }, target, policies)
      expect(sum).toMatchObject({ ok: false, fault: { code: 'marking/no-equivalence' } })
    }
    expect(inPolicy({ ...real, pol: 'US' }, 'XX', policies)).toMatchObject({
      fault: { code: 'marking/unknown-policy' },
    })
    expect(inPolicy({ ...real, pol: 'US', lvl: 7 }, 'US', policies)).toMatchObject({
      fault: { code: 'marking/unknown-level' },
    })
  })

  test('are refused where modes differ, and never dominate across modes', () => {
    const real: Marking = { pol: 'JP', lvl: 0, mode: 'REAL' }
    for (const mode of ['EXERCISE', 'TEST', 'SIMULATED'] as const) {
      expect(join(real, { ...real, mode }, 'JP', policies)).toMatchObject({ fault: { code: 'marking/modes-differ' } })
      expect(dominates({ ...real, lvl: 4 }, { ...real, mode }, 'JP', policies)).toEqual({ ok: true, dominates: false })
    }
    expect(joinAll([], 'JP', policies)).toMatchObject({ fault: { code: 'marking/nothing-to-join' } })
  })
})

describe('a join as the specification of the core states it', () => {
  const a: Marking = { pol: 'JP', lvl: 3, mode: 'REAL', aud: { JPN: 2, USA: 2, AUS: 1 }, ctl: ['ORCON'], tlp: 'AMBER' }
  const b: Marking = { pol: 'JP', lvl: 1, mode: 'REAL', aud: { JPN: 2, USA: 1, KOR: 2 }, comp: ['X'], tlp: 'GREEN' }

  test('takes the higher level and label, the smaller grades, and the tags of both', () => {
    expect(join(a, b, 'JP', policies)).toEqual({
      ok: true,
      marking: { pol: 'JP', lvl: 3, mode: 'REAL', aud: { JPN: 2, USA: 1 }, ctl: ['ORCON'], comp: ['X'], tlp: 'AMBER' },
    })
  })

  test('leaves an audience empty that became empty, and takes an absent one for no restriction', () => {
    const nobody = join({ ...a, aud: { AUS: 2 } }, { ...b, aud: { KOR: 2 } }, 'JP', policies)
    expect(nobody).toMatchObject({ ok: true, marking: { aud: {} } })
    if (!nobody.ok) return
    expect(join(nobody.marking, a, 'JP', policies)).toMatchObject({ marking: { aud: {} } })
    const { aud: _, ...unrestricted } = b
    expect(join(a, unrestricted, 'JP', policies)).toMatchObject({ marking: { aud: a.aud } })
  })

  test('takes the equivalent level of another policy', () => {
    const us: Marking = { pol: 'US', lvl: 2, mode: 'REAL' }
    expect(join(us, { ...us, pol: 'JP', lvl: 1 }, 'AU', policies)).toMatchObject({ marking: { pol: 'AU', lvl: 2 } })
  })

  test('names no nation that a control of either keeps out', () => {
    const noforn: Marking = { pol: 'US', lvl: 1, mode: 'REAL', ctl: ['NOFORN'] }
    const sum = join(noforn, { ...noforn, ctl: [], aud: { JPN: 2, USA: 2 } }, 'US', policies)
    expect(sum).toMatchObject({ marking: { aud: { USA: 2 }, ctl: ['NOFORN'] } })
  })

  test('keeps the later end, none where one has none, and a reason that both give', () => {
    const [early, late] = ['2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z']
    const ends = (first?: string, second?: string): unknown => {
      const sum = join(
        { ...a, ...(first && { until: first }) },
        { ...b, ...(second && { until: second }) },
        'JP',
        policies,
      )
      return sum.ok ? sum.marking.until : sum
    }
    expect(ends(early, late)).toBe(late)
    expect(ends(early)).toBeUndefined()
    const why = { ...a, why: 'together they show a pattern' }
    expect(join(why, why, 'JP', policies)).toMatchObject({ marking: { why: why.why } })
    expect(join(why, a, 'JP', policies)).not.toHaveProperty('marking.why')
  })
})

/** The same marking with its members and nations in one order. */
function tidy(marking: Marking): unknown {
  const sorted = Object.entries(marking).sort(([a], [b]) => (a < b ? -1 : 1))
  return sorted.map(([name, value]) => (name === 'aud' ? Object.entries(value).sort() : [name, value]))
}
