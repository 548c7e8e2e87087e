import { type Marking, shippedPolicies } from '@yagura/record'
import { describe, expect, test } from 'vitest'
import { mayCarry } from '../../src/node/notifications/may-carry.ts'

const own = { mode: 'REAL', policies: shippedPolicies(), ownNation: 'JPN' } as const
const mark = (changes: Partial<Marking>): Marking => ({ pol: 'TLP', lvl: 0, mode: 'REAL', ...changes })
const green = mark({ lvl: 1, tlp: 'GREEN' })
const amber = mark({ lvl: 2, tlp: 'AMBER' })
const controlled = mark({ ctl: ['ORCON'] })

describe('a channel without a ceiling', () => {
  test.each([
    undefined,
    mark({}),
    mark({ tlp: 'CLEAR' }),
    mark({ pol: 'JP', aud: { JPN: 2 } }),
  ])('carries what is not marked higher than the node: %j', (one) => {
    expect(mayCarry(one, undefined, own)).toBe(true)
  })

  test.each([
    green,
    amber,
    controlled,
    mark({ pol: 'JP', lvl: 1 }),
    mark({ pol: 'JP', tlp: 'AMBER' }),
    mark({ aud: {} }),
    mark({ aud: { JPN: 1 } }),
    mark({ aud: { USA: 2 } }),
    mark({ mode: 'EXERCISE' }),
    mark({ pol: 'NOBODY' }),
  ])('carries nothing else: %j', (one) => {
    expect(mayCarry(one, undefined, own)).toBe(false)
  })
})

describe('a channel with a ceiling', () => {
  const ceiling = { ...amber, ctl: ['ORCON'] }

  test.each([
    green,
    amber,
    controlled,
    mark({ ...amber, ctl: ['ORCON'], aud: { JPN: 2, USA: 2 } }),
    // TLP has no equivalences: the lowest level is the lowest in every policy.
    mark({ pol: 'JP', tlp: 'AMBER' }),
  ])('carries what it guards: %j', (one) => {
    expect(mayCarry(one, ceiling, own)).toBe(true)
  })

  test.each([
    mark({ lvl: 3, tlp: 'AMBER+STRICT' }),
    mark({ lvl: 4, tlp: 'RED' }),
    mark({ ctl: ['NOFORN', 'ORCON'] }),
    mark({ pol: 'JP', lvl: 1 }),
    mark({ ...amber, aud: { USA: 2 } }),
  ])('carries nothing that it does not guard: %j', (one) => {
    expect(mayCarry(one, ceiling, own)).toBe(false)
  })

  test('never carries TLP:RED: it is for the eyes of those present', () => {
    const red = mark({ lvl: 4, tlp: 'RED' })
    expect(mayCarry(red, red, own)).toBe(false)
  })
})
