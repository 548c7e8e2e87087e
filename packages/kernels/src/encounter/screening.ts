import type { Arena } from '../engine/arena.ts'
import type { KernelExports, KernelMemory } from '../engine/kernel-exports.ts'
import { type PlacedBatch, placeStates } from '../engine/placed-batch.ts'
import { RESONANCE_STATE_LENGTH } from '../orbit/batch.ts'
import { uncertaintyAspectRatio } from './max-probability.ts'

/** Step halves and node spacing of a screening: any choice finds the same events, at another speed. */
export type ScreeningGrid = {
  /** Seconds between exact states: a multiple of 60 up to 480. */
  readonly nodeSpacingS: number
  /** Steps between two exact states. */
  readonly stepsPerNode: number
}

/** Fastest on catalogues of some 25,000 objects and a threshold of a few kilometres, see bench/README.md. */
export const DEFAULT_SCREENING_GRID: ScreeningGrid = { nodeSpacingS: 360, stepsPerNode: 9 }

/** Intervals between nodes that one call screens: bounds the memory of a worker and the time until a cancel is seen. */
export const INTERVALS_PER_SLICE = 12

/** What a thread needs to screen, as plain numbers. */
export type ScreeningJob = {
  readonly batch: PlacedBatch
  /** Byte address of a byte an object: 1 marks a primary. All zero: everything against everything. */
  readonly primaries: number
  readonly thresholdKm: number
  readonly durationS: number
  readonly grid: ScreeningGrid
}

/** A local minimum of the range of two objects of the batch. */
export type RawApproach = {
  readonly first: number
  readonly second: number
  /** Seconds since the start of the screening. */
  readonly tcaS: number
  readonly missKm: number
  readonly relativeSpeedKmPerS: number
  /** Aspect ratio of the model uncertainty in the encounter plane, see `uncertaintyAspectRatio`. */
  readonly aspectRatio: number
}

/** A thread's screening of a placed batch. */
export type Screening = {
  /** Number of slices of the whole job. */
  readonly sliceCount: number
  /**
   * Screens one slice of time; slices are independent of each other and of the thread that does them.
   * @param slice - From 0 to sliceCount - 1.
   * @returns Approaches in no particular order.
   */
  screen(slice: number): readonly RawApproach[]
  /** Shape [count]: 0, or the first error of SGP4 met in the slices that this thread has screened. */
  failures(): Uint8Array
}

/** Bytes of one event as the kernel writes it. */
const EVENT_BYTES = 32
const FIRST_CAPACITY = 4096

/** How many slices a screening of this length has. */
export function sliceCount(durationS: number, grid: ScreeningGrid): number {
  return Math.ceil(durationS / (grid.nodeSpacingS * INTERVALS_PER_SLICE))
}

/**
 * Prepares a thread for a screening: every local minimum of the range of two objects that is at most the threshold, the
 * ends of the interval counting only where the range rises into the interval.
 * Method and margins: ARCHITECTURE.md, "Screening". Accuracy: TCA within 1 µs, range within 1 mm of exact SGP4.
 */
export function createScreening(
  kernels: KernelExports,
  memory: KernelMemory,
  arena: Arena,
  job: ScreeningJob,
): Screening {
  const { batch, grid } = job
  const states = placeStates(batch, arena, memory)
  const nodes = INTERVALS_PER_SLICE + 1
  const workspace = arena.allocate(kernels.screeningWorkspaceBytes(batch.count, nodes))
  const pair = arena.allocate(96)
  let capacity = FIRST_CAPACITY
  let events = arena.allocate(capacity * EVENT_BYTES)
  kernels.prepareScreening(
    batch.records,
    batch.starts,
    states,
    batch.slots,
    batch.minutesAtOrigin,
    job.primaries,
    batch.count,
    job.thresholdKm,
    grid.nodeSpacingS,
    grid.stepsPerNode,
    job.durationS,
    workspace,
    nodes,
  )

  const exactState = (object: number, atS: number, out: number): number => {
    const { buffer } = memory
    const start = new Uint32Array(buffer, batch.starts, batch.count)[object]
    const slot = new Uint32Array(buffer, batch.slots, batch.count)[object]
    const minutes = new Float64Array(buffer, batch.minutesAtOrigin, batch.count)[object] + atS / 60
    return kernels.propagateOne(batch.records + start * 8, minutes, states + slot * RESONANCE_STATE_LENGTH * 8, out)
  }

  const readEvent = (i: number): RawApproach => {
    const at = events + i * EVENT_BYTES
    const [first, second] = new Uint32Array(memory.buffer, at, 2)
    const [tcaS, missKm, relativeSpeedKmPerS] = new Float64Array(memory.buffer, at + 8, 3)
    exactState(first, tcaS, pair)
    exactState(second, tcaS, pair + 48)
    const aspectRatio = uncertaintyAspectRatio(new Float64Array(memory.buffer, pair, 12))
    return { first, second, tcaS, missKm, relativeSpeedKmPerS, aspectRatio }
  }

  return {
    sliceCount: sliceCount(job.durationS, grid),
    screen(slice) {
      const intervals = Math.ceil(job.durationS / grid.nodeSpacingS)
      const firstNode = slice * INTERVALS_PER_SLICE
      const length = Math.min(INTERVALS_PER_SLICE, intervals - firstNode)
      let found = kernels.screenSlice(firstNode, length, events, capacity)
      while (found > capacity) {
        capacity = found
        events = arena.allocate(capacity * EVENT_BYTES)
        found = kernels.screenSlice(firstNode, length, events, capacity)
      }
      return Array.from({ length: found }, (_, i) => readEvent(i))
    },
    failures: () => new Uint8Array(memory.buffer, kernels.screeningFailures(), batch.count).slice(),
  }
}
