import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElementSet } from '@yagura/formats'
import {
  createArena,
  createPropagation,
  packSgp4,
  placeBatch,
  propagateBatch,
  RESONANCE_STATE_LENGTH,
  restartStates,
  type Sgp4Batch,
  type Sgp4Mode,
} from '@yagura/kernels'
import { sgp4Elements } from '@yagura/space'
import { compileKernels, createKernelMemory, instantiateKernels } from '../apps/yagura/src/screening/load-kernels.ts'
import { readSets } from './bench-catalogue.ts'
import type { BenchContext } from './bench-context.ts'
import { atMost, type BenchRow, digits } from './bench-row.ts'

/** Reference states of all objects at the same minutes from each epoch. */
type Reference = {
  readonly offsetsMin: Float64Array
  /** Rows in the order of objects, then times: error code, position, km, velocity, km/s. */
  readonly rows: readonly (readonly number[])[]
}

type Worst = { nearEarthKm: number; deepSpaceKm: number; otherCodes: number; otherBits: number; states: number }

const modes: readonly Sgp4Mode[] = ['improved', 'afspc']
const columns = { satnum: 0, minutes: 1, error: 2 }

/**
 * P4: both engines against states of the published C++ in doubles, which are printed to 1e-9 km, from 3 days before to
 * 7 days after each epoch.
 */
export async function measureAccuracy(context: BenchContext): Promise<readonly BenchRow[]> {
  const folder = join(context.sharedFolder, 'space/sgp4')
  const row = {
    claim: 'P4 worst distance to reference states, 7 days',
    bar: '≤ 1e-8 km near-earth, ≤ 1e-6 km all; error codes equal',
    floor: '–',
  }
  if (!existsSync(folder)) return [{ ...row, measured: 'not measured: space/sgp4 is not there', verdict: '–' }]
  const sets = readSets(join(folder, 'vallado_cpp_sample.tle'))
  const worst: Worst = { nearEarthKm: 0, deepSpaceKm: 0, otherCodes: 0, otherBits: 0, states: 0 }
  for (const mode of modes) await compare(sets, mode, readReference(join(folder, `vallado_cpp_${mode}.csv`)), worst)
  const { nearEarthKm, deepSpaceKm, otherCodes, otherBits, states } = worst
  const allKm = Math.max(nearEarthKm, deepSpaceKm)
  return [
    {
      ...row,
      measured: `${digits(nearEarthKm, 2)} km near-earth, ${digits(deepSpaceKm, 2)} km deep-space; ${otherCodes} other error codes; WebAssembly and TypeScript differ in ${otherBits} of ${states} states`,
      verdict:
        otherCodes + otherBits > 0
          ? 'missed'
          : atMost({ value: nearEarthKm, bar: 1e-8, floor: 1e-8 }, { value: allKm, bar: 1e-6, floor: 1e-6 }),
    },
  ]
}

function readReference(file: string): Reference {
  const table = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number))
  const first = table[0]?.[columns.satnum]
  const own = table.filter((row) => row[columns.satnum] === first)
  return {
    offsetsMin: Float64Array.from(own, (row) => row[columns.minutes] ?? Number.NaN),
    rows: table.map((row) => row.slice(columns.error)),
  }
}

async function compare(sets: readonly ElementSet[], mode: Sgp4Mode, reference: Reference, worst: Worst): Promise<void> {
  const batch = packSgp4(sets.map(sgp4Elements), mode)
  const { offsetsMin, rows } = reference
  const times = offsetsMin.length
  if (rows.length !== batch.count * times)
    throw new Error(`${rows.length} reference states, not ${batch.count * times}`)
  const typeScript = inTypeScript(batch, offsetsMin)
  const webAssembly = await inWebAssembly(batch, offsetsMin)
  rows.forEach((expected, i) => {
    const [error = 0, ...state] = expected
    const slot = batch.slots[Math.floor(i / times)]
    const found = webAssembly.statesTemeKm.subarray(i * 6, i * 6 + 6)
    const other = typeScript.statesTemeKm.subarray(i * 6, i * 6 + 6)
    worst.states += 1
    if (found.some((value, axis) => !Object.is(value, other[axis]))) worst.otherBits += 1
    if (webAssembly.status[i] !== error || typeScript.status[i] !== error) worst.otherCodes += 1
    if (error !== 0) return
    const apartKm = Math.hypot(...state.slice(0, 3).map((value, axis) => value - (found[axis] ?? Number.NaN)))
    if (slot === 0) worst.nearEarthKm = Math.max(worst.nearEarthKm, apartKm)
    else worst.deepSpaceKm = Math.max(worst.deepSpaceKm, apartKm)
  })
}

function inTypeScript(batch: Sgp4Batch, offsetsMin: Float64Array) {
  const states = new Float64Array(batch.stateCount * RESONANCE_STATE_LENGTH)
  restartStates(batch, states)
  const count = batch.count * offsetsMin.length
  const result = { statesTemeKm: new Float64Array(count * 6), status: new Uint8Array(count) }
  const grid = { minutesAtOrigin: new Float64Array(batch.count), offsetsMin }
  propagateBatch(batch, states, grid, 0, batch.count, result.statesTemeKm, result.status)
  return result
}

async function inWebAssembly(batch: Sgp4Batch, offsetsMin: Float64Array) {
  const memory = createKernelMemory()
  const kernels = instantiateKernels(await compileKernels(), memory)
  const arena = createArena(memory)
  const placed = placeBatch(batch, new Float64Array(batch.count), arena, memory)
  const propagation = createPropagation(kernels, memory, arena, placed, batch.count, offsetsMin.length)
  return propagation.propagate(offsetsMin, 0, batch.count)
}
