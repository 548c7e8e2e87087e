import {
  createScreening,
  DEFAULT_SCREENING_GRID,
  type RawApproach,
  type ScreeningGrid,
} from '../../src/encounter/screening.ts'
import { placeBatch } from '../../src/engine/placed-batch.ts'
import { packSgp4 } from '../../src/orbit/batch.ts'
import { kernelInstance } from '../kernel-instance.ts'
import type { TleElements } from '../tle-elements.ts'

/** What a screening of everything against everything is given. */
export type WholeScreening = {
  readonly objects: readonly TleElements[]
  readonly minutesAtStart: Float64Array
  readonly durationS: number
  readonly thresholdKm: number
  readonly grid?: ScreeningGrid
  /** Indices of which one at least is in every pair; absent: everything against everything. */
  readonly primaries?: readonly number[]
}

/** Screens everything against everything in one thread; slices in the order given, the natural one where absent. */
export function screenAll(screening: WholeScreening): RawApproach[] {
  const { objects, minutesAtStart, durationS, thresholdKm, grid = DEFAULT_SCREENING_GRID } = screening
  const { kernels, memory, arena } = kernelInstance()
  const elements = objects.map((object) => object.elements)
  const batch = placeBatch(packSgp4(elements, 'improved'), minutesAtStart, arena, memory)
  const primaries = arena.allocate(objects.length)
  for (const index of screening.primaries ?? []) new Uint8Array(memory.buffer, primaries, objects.length)[index] = 1
  const job = { batch, primaries, thresholdKm, durationS, grid }
  const { sliceCount, screen } = createScreening(kernels, memory, arena, job)
  return Array.from({ length: sliceCount }, (_, slice) => screen(slice)).flat()
}
