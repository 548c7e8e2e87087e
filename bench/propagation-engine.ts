// Yagura's propagation as a contestant. Arguments: file of TLE, start (ISO), most times of a call.
import { Worker } from 'node:worker_threads'
import { parseUtc } from '@yagura/formats'
import {
  createArena,
  createPropagation,
  elapsedS,
  packSgp4,
  placeBatch,
  propagateBatch,
  RESONANCE_STATE_LENGTH,
  restartStates,
} from '@yagura/kernels'
import { sgp4Elements } from '@yagura/space'
import { compileKernels, createKernelMemory, instantiateKernels } from '../apps/yagura/src/screening/load-kernels.ts'
import { readSets } from './bench-catalogue.ts'
import { type Sample, serveTasks, summarise, timed } from './engine-messages.ts'
import type { PropagationWorkerStart } from './propagation-worker.ts'

const [file = '', startText = '', mostTimesText = '1'] = process.argv.slice(2)
const mostTimes = Number(mostTimesText)
const threadCount = 2
const startUtc = parseUtc(startText)
if (startUtc === undefined) throw new Error(`not an instant: ${startText}`)
const sets = readSets(file)
const batch = packSgp4(sets.map(sgp4Elements), 'improved')
const minutesAtOrigin = Float64Array.from(sets, (set) => elapsedS(set.epochUtc, startUtc) / 60)
const mostRows = batch.count * mostTimes

const module = await compileKernels()
const memory = createKernelMemory()
const kernels = instantiateKernels(module, memory)
const arena = createArena(memory)
const placed = placeBatch(batch, minutesAtOrigin, arena, memory)

function offsets(numbers: readonly number[]): Float64Array {
  const [firstS = 0, stepS = 60, times = 1] = numbers
  return Float64Array.from({ length: times }, (_, j) => (firstS + j * stepS) / 60)
}

function sampleOf(ms: number, rows: number, statesTemeKm: Float64Array, status: Uint8Array): Sample {
  const radiusKm = (row: number): number => {
    const [x = 0, y = 0, z = 0] = statesTemeKm.subarray(row * 6, row * 6 + 3)
    return Math.sqrt(x * x + y * y + z * z)
  }
  return { ms, facts: summarise(rows, (row) => status[row] !== 0, radiusKm) }
}

function createOneCore(): (offsetsMin: Float64Array) => Promise<Sample> {
  const propagation = createPropagation(kernels, memory, arena, placed, batch.count, mostTimes)
  return async (offsetsMin) => {
    let result = propagation.propagate(offsetsMin, 0, 0)
    const ms = await timed(() => {
      result = propagation.propagate(offsetsMin, 0, batch.count)
    })
    return sampleOf(ms, batch.count * offsetsMin.length, result.statesTemeKm, result.status)
  }
}

function createTwoWorkers(): (offsetsMin: Float64Array) => Promise<Sample> {
  const counter = new Int32Array(new SharedArrayBuffer(4))
  const out = arena.allocate(mostRows * 48)
  const status = arena.allocate(mostRows)
  const start: PropagationWorkerStart = { module, memory, batch: placed, mostTimes, out, status, counter }
  const workers = Array.from(
    { length: threadCount },
    () => new Worker(new URL('./propagation-worker.js', import.meta.url), { workerData: start }),
  )
  const isDone = (worker: Worker): Promise<void> => new Promise((resolve) => worker.once('message', () => resolve()))
  const ready = Promise.all(workers.map(isDone))
  return async (offsetsMin) => {
    await ready
    counter[0] = 0
    const ms = await timed(() => {
      for (const worker of workers) worker.postMessage(offsetsMin)
      return Promise.all(workers.map(isDone))
    })
    const rows = batch.count * offsetsMin.length
    const { buffer } = memory
    return sampleOf(ms, rows, new Float64Array(buffer, out, rows * 6), new Uint8Array(buffer, status, rows))
  }
}

function createTypeScript(): (offsetsMin: Float64Array) => Promise<Sample> {
  const states = new Float64Array(batch.stateCount * RESONANCE_STATE_LENGTH)
  restartStates(batch, states)
  const out = new Float64Array(mostRows * 6)
  const status = new Uint8Array(mostRows)
  return async (offsetsMin) => {
    const grid = { minutesAtOrigin, offsetsMin }
    const ms = await timed(() => propagateBatch(batch, states, grid, 0, batch.count, out, status))
    return sampleOf(ms, batch.count * offsetsMin.length, out, status)
  }
}

/** Makes a way of propagating when it is first asked for. */
function lazily(create: () => (offsetsMin: Float64Array) => Promise<Sample>) {
  let run: ((offsetsMin: Float64Array) => Promise<Sample>) | undefined
  return (numbers: readonly number[]): Promise<Sample> => {
    run ??= create()
    return run(offsets(numbers))
  }
}

serveTasks({
  oneCore: lazily(createOneCore),
  twoWorkers: lazily(createTwoWorkers),
  typeScript: lazily(createTypeScript),
})
