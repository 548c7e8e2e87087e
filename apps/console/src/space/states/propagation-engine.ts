import {
  createArena,
  createPropagation,
  elapsedS,
  type KernelExports,
  packSgp4,
  placeBatch,
  propagateBatch,
  RESONANCE_STATE_LENGTH,
  restartStates,
  type Sgp4Batch,
  type Sgp4Elements,
} from '@yagura/kernels'
import type { StatesEngine } from './messages.ts'
import { utcInstant } from './utc.ts'

/** Day 0 of the epochs of SGP4, 1949-12-31. */
const EPOCH_1950_MJD = 33_281
const SECONDS_PER_DAY = 86_400
/** Times of one call at most: an orbit line. */
const MOST_TIMES = 256
/** Largest kernel memory, pages of 64 KiB: 512 MiB, reserved and not used until it is needed. */
const MOST_PAGES = 8192

/** TEME states of a range of objects; views that the next call overwrites. */
type TemeStates = {
  /** Shape [to - from, times, 6], km and km/s. */
  readonly statesTemeKm: Float64Array
  /** Shape [to - from, times]: 0, or why SGP4 refuses. */
  readonly status: Uint8Array
}

/** SGP4 over a catalogue on one thread. */
export type PropagationEngine = {
  readonly engine: StatesEngine
  readonly count: number
  /** @param timesMs - Unix ms; two for a whole catalogue, up to 256 for one object. */
  readonly propagate: (timesMs: readonly number[], from: number, to: number) => TemeStates
}

type PropagateAt = (offsetsMin: Float64Array, from: number, to: number) => TemeStates

function minutesFromEpochs(elements: readonly Sgp4Elements[], originMs: number): Float64Array {
  const origin = utcInstant(originMs)
  return Float64Array.from(
    elements,
    ({ epochDays1950, epochDayFraction }) =>
      elapsedS({ mjd: EPOCH_1950_MJD + epochDays1950, secondOfDay: epochDayFraction * SECONDS_PER_DAY }, origin) / 60,
  )
}

function inTypeScript(batch: Sgp4Batch, minutesAtOrigin: Float64Array): PropagateAt {
  const states = new Float64Array(batch.stateCount * RESONANCE_STATE_LENGTH)
  restartStates(batch, states)
  const rows = Math.max(batch.count * 2, MOST_TIMES)
  const out = new Float64Array(rows * 6)
  const status = new Uint8Array(rows)
  return (offsetsMin, from, to) => {
    propagateBatch(batch, states, { minutesAtOrigin, offsetsMin }, from, to, out, status)
    return { statesTemeKm: out, status }
  }
}

async function inWebAssembly(wasmUrl: URL, batch: Sgp4Batch, minutesAtOrigin: Float64Array): Promise<PropagateAt> {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true })
  const answer = await fetch(wasmUrl)
  const { instance } = await WebAssembly.instantiate(await answer.arrayBuffer(), { env: { memory } })
  const arena = createArena(memory)
  const placed = placeBatch(batch, minutesAtOrigin, arena, memory)
  // The module's exports are what its own sources say; the platform types them as unknown.
  const exports = instance.exports as unknown as KernelExports
  const whole = createPropagation(exports, memory, arena, placed, batch.count, 2)
  const single = createPropagation(exports, memory, arena, placed, 1, MOST_TIMES)
  return (offsetsMin, from, to) => (offsetsMin.length > 2 ? single : whole).propagate(offsetsMin, from, to)
}

/**
 * Prepares SGP4 for a catalogue: the compiled kernels where the page may share memory, else the same in TypeScript.
 * @param originMs - Unix ms near which states will be asked for.
 * @param wasmUrl - Where the compiled kernels lie; absent: TypeScript.
 */
export async function createPropagationEngine(
  elements: readonly Sgp4Elements[],
  originMs: number,
  wasmUrl: URL | undefined,
): Promise<PropagationEngine> {
  const batch = packSgp4(elements, 'improved')
  const minutesAtOrigin = minutesFromEpochs(elements, originMs)
  const propagateAt =
    wasmUrl === undefined ? inTypeScript(batch, minutesAtOrigin) : await inWebAssembly(wasmUrl, batch, minutesAtOrigin)
  return {
    engine: wasmUrl === undefined ? 'typescript' : 'wasm',
    count: batch.count,
    propagate: (timesMs, from, to) =>
      propagateAt(
        Float64Array.from(timesMs, (ms) => (ms - originMs) / 60_000),
        from,
        to,
      ),
  }
}
