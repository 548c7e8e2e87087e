import fc from 'fast-check'
import { expect, test } from 'vitest'
import { errorFunction } from '../../src/encounter/error-function.ts'
import { maxCollisionProbability, uncertaintyAspectRatio } from '../../src/encounter/max-probability.ts'
import { vectorFile } from '../vector-file.ts'

const probabilities = vectorFile<{ rows: [number, number, number, number, number][] }>(
  'encounter/scipy-max-probability.json',
)
const errors = vectorFile<{ rows: [number, number][] }>('encounter/mpmath-error-function.json')

/** SOCRATES prints four digits; this leaves them untouched whatever their rounding. */
const relativeTolerance = 1e-7
/** At a maximum the probability is flat: σ is known to the square root of what the probability is. */
const dilutionTolerance = 3e-4
const publishedErrorFunction = 4e-15

test('the error function is within 4e-15 of 30-digit values', () => {
  for (const [x, expected] of errors.rows) {
    expect(Math.abs(errorFunction(x) - expected), `erf(${x})`).toBeLessThanOrEqual(publishedErrorFunction * expected)
  }
})

test('the maximum probability is that of adaptive quadrature and minimisation, from tiny radii to radii close to the miss', () => {
  for (const [missKm, radiusKm, aspectRatio, probability, dilutionKm] of probabilities.rows) {
    const found = maxCollisionProbability(missKm, radiusKm, aspectRatio)
    const name = `miss ${missKm} km, radius ${radiusKm} km, ratio ${aspectRatio}`
    expect(Math.abs(found.probability / probability - 1), name).toBeLessThan(relativeTolerance)
    expect(Math.abs(found.dilutionKm / dilutionKm - 1), name).toBeLessThan(dilutionTolerance)
  }
})

test('a radius that reaches the miss distance makes the collision certain', () => {
  for (const missKm of [0, 1e-9, 0.01, 0.02]) {
    expect(maxCollisionProbability(missKm, 0.02, 2)).toEqual({ probability: 1, dilutionKm: 0 })
  }
})

test('for a tiny radius the maximum is AR·R²/(e·d²), at σ = d/(√2·AR)', () => {
  const ratio = fc.double({ min: 1, max: 3, noNaN: true })
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 50, noNaN: true }), ratio, (missKm, aspectRatio) => {
      const radiusKm = 1e-5 * missKm
      const { probability, dilutionKm } = maxCollisionProbability(missKm, radiusKm, aspectRatio)
      expect(probability / ((aspectRatio * radiusKm ** 2) / (Math.E * missKm ** 2))).toBeCloseTo(1, 8)
      expect(dilutionKm / (missKm / (Math.SQRT2 * aspectRatio))).toBeCloseTo(1, 4)
    }),
  )
})

test('the probability lies in (0, 1], rises with the radius and falls with the miss distance', () => {
  const km = fc.double({ min: 1e-3, max: 5, noNaN: true })
  fc.assert(
    fc.property(
      km,
      fc.double({ min: 1e-3, max: 0.1, noNaN: true }),
      fc.double({ min: 1, max: 3, noNaN: true }),
      (d, r, ratio) => {
        const { probability } = maxCollisionProbability(d, r, ratio)
        expect(probability).toBeGreaterThan(0)
        expect(probability).toBeLessThanOrEqual(1)
        expect(maxCollisionProbability(d, r * 1.01, ratio).probability).toBeGreaterThanOrEqual(probability)
        expect(maxCollisionProbability(d * 1.01, r, ratio).probability).toBeLessThanOrEqual(probability)
      },
    ),
    { numRuns: 1000 },
  )
})

/** Square root of the ratio of the eigenvalues of the projected sum of covariances, matrix by matrix. */
function aspectRatioByMatrices(states: readonly number[]): number {
  const cross = (a: number[], b: number[]) =>
    [0, 1, 2].map((i) => (a[(i + 1) % 3] ?? 0) * (b[(i + 2) % 3] ?? 0) - (a[(i + 2) % 3] ?? 0) * (b[(i + 1) % 3] ?? 0))
  const dot = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0)
  const unit = (a: number[]) => a.map((x) => x / Math.sqrt(dot(a, a)))
  const covariances = [0, 6].map((at) => {
    const radial = unit(states.slice(at, at + 3))
    const normal = unit(cross(radial, states.slice(at + 3, at + 6)))
    return [
      { axis: radial, sigma: 0.1 },
      { axis: cross(normal, radial), sigma: 0.3 },
      { axis: normal, sigma: 0.1 },
    ]
  })
  const relative = [3, 4, 5].map((i) => (states[i + 6] ?? 0) - (states[i] ?? 0))
  const p = unit(cross(relative, [0.3, -0.8, 0.5]))
  const q = unit(cross(relative, p))
  const element = (a: number[], b: number[]) =>
    covariances.flat().reduce((sum, { axis, sigma }) => sum + sigma ** 2 * dot(axis, a) * dot(axis, b), 0)
  const [pp, qq, pq] = [element(p, p), element(q, q), element(p, q)]
  const root = Math.sqrt((pp - qq) ** 2 + 4 * pq * pq)
  return Math.sqrt((pp + qq + root) / (pp + qq - root))
}

test('the aspect ratio is that of the two covariances summed and projected onto the plane across the relative velocity', () => {
  const position = fc.integer({ min: -8000, max: 8000 })
  const velocity = fc.integer({ min: -8000, max: 8000 }).map((mPerS) => mPerS / 1000)
  const state = fc.tuple(position, position, position, velocity, velocity, velocity)
  fc.assert(
    fc.property(state, state, (first, second) => {
      const size = (v: number[]) => Math.hypot(...v)
      const turning = (s: number[]) => size(s.slice(0, 3)) > 100 && size(s.slice(3)) > 0.1
      const sine = (s: number[]) => {
        const along = s.slice(0, 3).reduce((sum, x, i) => sum + x * (s[i + 3] ?? 0), 0)
        return 1 - (along / (size(s.slice(0, 3)) * size(s.slice(3)))) ** 2
      }
      fc.pre(turning(first) && turning(second) && sine(first) > 1e-3 && sine(second) > 1e-3)
      const relative = [3, 4, 5].map((i) => (second[i] ?? 0) - (first[i] ?? 0))
      const across = Math.hypot(
        0.3 * (relative[1] ?? 0) + 0.8 * (relative[0] ?? 0),
        (relative[2] ?? 0) + (relative[1] ?? 0),
      )
      fc.pre(size(relative) > 0.1 && across > 0.1)
      const both = [...first, ...second]
      const expected = aspectRatioByMatrices(both)
      expect(uncertaintyAspectRatio(Float64Array.from(both)) / expected).toBeCloseTo(1, 8)
    }),
    { numRuns: 1000 },
  )
})
