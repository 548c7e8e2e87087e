import type { RawApproach } from '@yagura/kernels'
import { expect, test } from 'vitest'
import { APPROACH_LENGTH, sliceApproaches } from '../../src/screening/slice-approaches.ts'

function raw(changes: Partial<RawApproach> = {}): RawApproach {
  return { first: 0, second: 1, tcaS: 100, missKm: 2, relativeSpeedKmPerS: 10, aspectRatio: 3, ...changes }
}

const radiiKm = Float64Array.of(0.01, 0.001, 0.001)

function rowsOf(found: readonly RawApproach[]): readonly (readonly number[])[] {
  const block = sliceApproaches(found, radiiKm)
  return Array.from({ length: block.length / APPROACH_LENGTH }, (_, i) => [
    ...block.subarray(i * APPROACH_LENGTH, (i + 1) * APPROACH_LENGTH),
  ])
}

test('a block holds seven doubles an approach, in order of time and then of index', () => {
  const rows = rowsOf([raw({ tcaS: 200 }), raw({ first: 1, second: 2 }), raw({ second: 2 }), raw()])
  expect(rows.map(([first, second, tcaS]) => [first, second, tcaS])).toEqual([
    [0, 1, 100],
    [0, 2, 100],
    [1, 2, 100],
    [0, 1, 200],
  ])
})

test('the smaller index stands first', () => {
  expect(rowsOf([raw({ first: 2, second: 1 })])[0]?.slice(0, 2)).toEqual([1, 2])
})

test('a minimum that both sides of a step border found is one row, another pair or another minimum its own', () => {
  const rows = rowsOf([
    raw({ tcaS: 100 }),
    raw({ first: 1, second: 0, tcaS: 100 + 1e-8 }),
    raw({ second: 2, tcaS: 100 + 1e-8 }),
    raw({ tcaS: 100.01 }),
  ])
  expect(rows.map(([first, second, tcaS]) => [first, second, tcaS])).toEqual([
    [0, 1, 100],
    [0, 2, 100 + 1e-8],
    [0, 1, 100.01],
  ])
})

test('the probability bound takes both radii: certain where they reach across the miss', () => {
  const [touching, apart] = rowsOf([raw({ missKm: 0.0109 }), raw({ missKm: 0.0111, tcaS: 101 })])
  expect(touching?.[5]).toBe(1)
  expect(apart?.[5]).toBeGreaterThan(0.1)
  expect(apart?.[5]).toBeLessThan(1)
})

test('for small radii the bound is AR R² / (e d²) (Alfriend et al. 1999, spec of the SOCRATES model)', () => {
  const [row] = rowsOf([raw({ first: 1, second: 2, missKm: 5, aspectRatio: 2.5 })])
  const bound = (2.5 * 0.002 ** 2) / (Math.E * 5 ** 2)
  expect((row?.[5] ?? 0) / bound).toBeCloseTo(1, 5)
})
