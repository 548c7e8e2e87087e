import type { Sgp4Elements } from '@yagura/kernels'
import type { PropagationEngine } from './propagation-engine.ts'

/** Points of a line, the last of them a whole revolution after the first. */
const POINTS = 181

/**
 * One revolution of an object around an instant, in TEME: half before, half after.
 * @returns Shape [n, 3], km; it ends where SGP4 refuses.
 */
export function orbitLineTemeKm(
  engine: PropagationEngine,
  elements: Sgp4Elements,
  index: number,
  atMs: number,
): Float32Array<ArrayBuffer> {
  const periodMs = ((2 * Math.PI) / elements.meanMotionRadPerMin) * 60_000
  const timesMs = Array.from({ length: POINTS }, (_, i) => atMs + (i / (POINTS - 1) - 0.5) * periodMs)
  const { statesTemeKm, status } = engine.propagate(timesMs, index, index + 1)
  const line: number[] = []
  for (let point = 0; point < POINTS && status[point] === 0; point++) {
    for (let axis = 0; axis < 3; axis++) line.push(statesTemeKm[point * 6 + axis] ?? 0)
  }
  return Float32Array.from(line)
}
