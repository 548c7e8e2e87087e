import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  checkDerived,
  checkTearLine,
  commitmentTo,
  type Marking,
  type RecordBody,
  shippedPolicies,
  subsetOf,
} from '../../src/index.ts'

const policies = shippedPolicies()
const salt = new Uint8Array(32).fill(7)
const sourceSha256 = 'ab'.repeat(32)
const commitment = createHash('sha256').update(salt).update(Buffer.from(sourceSha256, 'hex')).digest('hex')
const source: RecordBody = {
  at: '2026-11-22T00:00:00.000Z',
  by: 'jp.ncc/duty-3',
  data: {
    objects: [
      { id: 1, name: 'A' },
      { id: 2, name: 'B' },
    ],
    missDistanceKm: 0.4,
    sensor: 'S1',
    positionKm: [1, 2, 3],
  },
  id: '01JD0000000000000000000000',
  kind: 'space.conjunction',
  mark: { pol: 'JP', lvl: 3, mode: 'REAL', aud: { JPN: 2, USA: 2 } },
  refs: [],
  v: 1,
}
const tear: RecordBody = {
  ...source,
  id: '01JD0000000000000000000001',
  data: { objects: [{ id: 2 }], missDistanceKm: 0.4, positionKm: [1, 2, 3] },
  mark: { pol: 'JP', lvl: 0, mode: 'REAL', aud: { AUS: 2, JPN: 2 } },
  refs: [{ rel: 'tearOf', to: commitment }],
}
const whole = { tear, source, sourceSha256, salt, hasMandate: true }

describe('a tear-line', () => {
  test('says a part of its source, by its commitment, with the mandate', () => {
    expect(checkTearLine(whole)).toEqual({ ok: true })
    expect(commitmentTo(sourceSha256, salt)).toEqual({ ok: true, commitment })
  })

  test.each([
    ['without a mandate', { ...whole, hasMandate: false }, 'marking/no-mandate'],
    ['of another kind', { ...whole, tear: { ...tear, kind: 'space.alert' } }, 'marking/tear-kind'],
    [
      'of another mode',
      { ...whole, tear: { ...tear, mark: { ...tear.mark, mode: 'TEST' as const } } },
      'marking/modes-differ',
    ],
    ['with the id of its source', { ...whole, tear: { ...tear, id: source.id } }, 'marking/tear-source'],
    ['without a reference', { ...whole, tear: { ...tear, refs: [] } }, 'marking/tear-source'],
    [
      'that names its source',
      { ...whole, tear: { ...tear, refs: [{ rel: 'tearOf', to: sourceSha256 }] } },
      'marking/tear-source',
    ],
    [
      'that names its source beside',
      { ...whole, tear: { ...tear, refs: [...tear.refs, { rel: 'derivedFrom', to: sourceSha256 }] } },
      'marking/tear-source',
    ],
    ['of another salt', { ...whole, salt: new Uint8Array(32).fill(8) }, 'marking/tear-source'],
    ['of a salt that can be guessed', { ...whole, salt: new Uint8Array(15) }, 'marking/weak-salt'],
    ['that adds a member', { ...whole, tear: { ...tear, data: { sensor: 'S1', more: 1 } } }, 'marking/not-a-subset'],
    ['that changes a value', { ...whole, tear: { ...tear, data: { missDistanceKm: 0.5 } } }, 'marking/not-a-subset'],
  ])('%s is refused', (_, given, code) => {
    expect(checkTearLine(given)).toMatchObject({ ok: false, fault: { code } })
  })
})

describe('a part of what a record says', () => {
  test.each([
    [{}, { a: 1 }],
    [{ a: {} }, { a: { b: 1 } }],
    [{ a: [] }, { a: ['x', 'y'] }],
    [['y'], ['x', 'y', 'z']],
    [
      ['x', 'x'],
      ['x', 'y', 'x'],
    ],
    [[{ b: 1 }], [{ a: 1 }, { a: 2, b: 1 }]],
    [null, null],
    [[[1, 2]], [[1, 2]]],
  ])('%j is one of %j', (part, all) => {
    expect(subsetOf(part, all)).toBe(true)
  })

  test.each([
    [{ a: 2 }, { a: 1 }],
    [{ a: undefined }, {}],
    [{ toString: 1 }, {}],
    [
      ['y', 'x'],
      ['x', 'y'],
    ],
    [
      ['x', 'x'],
      ['x', 'y'],
    ],
    [
      [1, 3],
      [1, 2, 3],
    ],
    [[[1]], [[1, 2]]],
    [[], [1]],
    [{}, []],
    [[], {}],
    [null, {}],
    [{}, null],
    ['1', 1],
    [[{ a: 1 }, { a: 1 }], [{ a: 1 }]],
  ])('%j is none of %j', (part, all) => {
    expect(subsetOf(part, all)).toBe(false)
  })

  test('nothing deeper than a record may be is one', () => {
    let deep: unknown = 1
    for (let level = 0; level < 100_000; level += 1) deep = { deep }
    expect(subsetOf(deep, deep)).toBe(false)
  })
})

describe('a record made from others', () => {
  const secret: Marking = { pol: 'JP', lvl: 3, mode: 'REAL', aud: { JPN: 2, USA: 2 }, comp: ['HOSHI'] }
  const open: Marking = { pol: 'US', lvl: 0, mode: 'REAL', aud: { JPN: 2, USA: 2, AUS: 2 }, ctl: ['ORCON'] }
  const sum: Marking = { ...secret, ctl: ['ORCON'] }

  test('is marked as the join of its sources', () => {
    expect(checkDerived(sum, [secret, open], policies)).toEqual({ ok: true })
  })

  test('may be marked higher if it says why', () => {
    const higher = { ...sum, lvl: 4 }
    expect(checkDerived(higher, [secret, open], policies)).toMatchObject({
      fault: { code: 'marking/compilation-without-why' },
    })
    expect(checkDerived({ ...higher, why: 'together they show a pattern' }, [secret, open], policies)).toEqual({
      ok: true,
    })
  })

  test.each([
    ['a lower level', { ...sum, lvl: 2 }, /^marking\/lvl: level 2 of JP is below level 3/],
    ['one compartment less', { ...sum, comp: [] }, /^marking\/comp: HOSHI is missing/],
    ['one control less', secret, /^marking\/ctl: ORCON is missing/],
    ['a nation more', { ...sum, aud: { JPN: 2, USA: 2, AUS: 1 } }, /^marking\/aud: AUS gets more/],
    ['no audience', { pol: 'JP', lvl: 3, mode: 'REAL', comp: ['HOSHI'], ctl: ['ORCON'] }, /^marking\/aud: it names no/],
    ['an end that they do not have', { ...sum, until: '2027-01-01T00:00:00.000Z' }, /^marking\/until: it ends at 2027/],
  ] as readonly (readonly [string, Marking, RegExp])[])('with %s is refused, and told where', (_, marking, reason) => {
    expect(checkDerived({ ...marking, why: 'x' }, [secret, open], policies)).toMatchObject({
      fault: { code: 'marking/below-sources', reason: expect.stringMatching(reason) },
    })
  })

  test('of another mode, of no source, or across policies without equivalence is refused', () => {
    expect(checkDerived({ ...sum, mode: 'TEST' }, [secret], policies)).toMatchObject({
      fault: { code: 'marking/modes-differ' },
    })
    expect(checkDerived(sum, [], policies)).toMatchObject({ fault: { code: 'marking/nothing-to-join' } })
    const india: Marking = { pol: 'IN', lvl: 1, mode: 'REAL' }
    expect(checkDerived({ ...india, pol: 'KR' }, [india], policies)).toMatchObject({
      fault: { code: 'marking/no-equivalence' },
    })
  })
})
