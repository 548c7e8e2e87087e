import type { Matrix } from '../models.ts'
import type { TechniqueEvent } from './case-techniques.ts'
import { tacticsOfCase } from './tactics-of-case.ts'

/** The matrix that knows most of the techniques of a case; undefined where there is none at all. */
export function matrixFor(matrices: readonly Matrix[], events: readonly TechniqueEvent[]): Matrix | undefined {
  const unknown = new Map(matrices.map((matrix) => [matrix, tacticsOfCase(matrix, events).others.length] as const))
  return matrices.toSorted((a, b) => (unknown.get(a) ?? 0) - (unknown.get(b) ?? 0))[0]
}
