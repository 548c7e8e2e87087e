import { readFileSync } from 'node:fs'
import { seededRandom, sharedData } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { placeBatch } from '../../src/engine/placed-batch.ts'
import { createPropagation, type Propagation } from '../../src/engine/propagation.ts'
import { packSgp4, RESONANCE_STATE_LENGTH, restartStates } from '../../src/orbit/batch.ts'
import type { Sgp4Mode } from '../../src/orbit/elements.ts'
import { propagate } from '../../src/orbit/propagate.ts'
import { createPropagator } from '../../src/orbit/propagator.ts'
import { kernelInstance } from '../kernel-instance.ts'
import { type TleElements, tlesOf } from '../tle-elements.ts'

/** A state that another implementation gave: object (index in the element file), minutes, error, position and velocity. */
type Reference = { readonly object: number; readonly minutes: number; readonly error: number; readonly state: number[] }

const folder = sharedData('space/sgp4')
const modes: readonly Sgp4Mode[] = ['improved', 'afspc']
/** 0.1 mm, the bar of the issue. */
const positionToleranceKm = 1e-7

function sample(): TleElements[] {
  return tlesOf(readFileSync(`${folder}/vallado_cpp_sample.tle`, 'utf8'))
}

function referencesOf(mode: Sgp4Mode, objects: readonly TleElements[]): Reference[] {
  const index = new Map(objects.map(({ id }, i) => [id.trim().padStart(5, '0'), i]))
  const [, ...lines] = readFileSync(`${folder}/vallado_cpp_${mode}.csv`, 'utf8').trim().split('\n')
  return lines.map((line) => {
    const [id = '', ...columns] = line.split(',')
    const [minutes = 0, error = 0, ...state] = columns.map(Number)
    return { object: index.get(id.trim().padStart(5, '0')) ?? -1, minutes, error, state }
  })
}

function shuffled<T>(items: readonly T[]): T[] {
  const random = seededRandom(20_260_309)
  const result = [...items]
  for (let i = result.length - 1; i > 0; i--) {
    const j = random.integer(0, i)
    const [a, b] = [result[i], result[j]]
    if (a !== undefined && b !== undefined) [result[i], result[j]] = [b, a]
  }
  return result
}

function distanceKm(state: ArrayLike<number>, expected: readonly number[]): number {
  return Math.hypot(...[0, 1, 2].map((i) => (state[i] ?? Number.NaN) - (expected[i] ?? Number.NaN)))
}

/** Largest distance of all states, and how many error codes differ, in the order of the references. */
function compare(references: readonly Reference[], stateOf: (reference: Reference, state: Float64Array) => number) {
  const state = new Float64Array(6)
  let worstKm = 0
  let wrongCodes = 0
  for (const reference of references) {
    const status = stateOf(reference, state)
    if (status !== reference.error) wrongCodes += 1
    else if (status === 0) worstKm = Math.max(worstKm, distanceKm(state, reference.state))
  }
  return { worstKm, wrongCodes }
}

/** States of single times through the engine's batch call, four at a time so that the lanes are used. */
function engineStates(engine: Propagation, { object, minutes }: Reference, state: Float64Array): number {
  const { statesTemeKm, status } = engine.propagate(
    Float64Array.of(minutes + 3, minutes, minutes - 720, minutes),
    object,
    object + 1,
  )
  state.set(statesTemeKm.subarray(6, 12))
  const same = statesTemeKm.subarray(18, 24)
  if (same.some((value, i) => !Object.is(value, state[i])))
    throw new Error(`lanes differ for object ${object} at ${minutes} min`)
  return status[1] ?? -1
}

test.skipIf(folder === undefined).each(modes)(
  'all reference states in %s mode are met within 0.1 mm in any order by both engines, errors included',
  (mode) => {
    const objects = sample()
    const references = referencesOf(mode, objects)
    const elements = objects.map((one) => one.elements)
    const batch = packSgp4(elements, mode)
    const states = new Float64Array(batch.stateCount * RESONANCE_STATE_LENGTH)
    restartStates(batch, states)
    const { kernels, memory, arena } = kernelInstance()
    const placed = placeBatch(batch, new Float64Array(objects.length), arena, memory)
    const engine = createPropagation(kernels, memory, arena, placed, 1, 4)
    const typeScript = ({ object, minutes }: Reference, state: Float64Array) =>
      propagate(
        batch.records,
        batch.starts[object] ?? 0,
        minutes,
        states,
        (batch.slots[object] ?? 0) * RESONANCE_STATE_LENGTH,
        state,
        0,
      )
    const webAssembly = (reference: Reference, state: Float64Array) => engineStates(engine, reference, state)

    expect(references.length).toBeGreaterThan(17_000)
    expect(references.filter(({ object }) => object < 0)).toEqual([])
    const errors = references.filter(({ error }) => error > 0).length
    const orders = { forward: references, reverse: references.toReversed(), shuffled: shuffled(references) }
    for (const [order, list] of Object.entries(orders)) {
      for (const [name, stateOf] of Object.entries({ TypeScript: typeScript, WebAssembly: webAssembly })) {
        const { worstKm, wrongCodes } = compare(list, stateOf)
        process.stdout.write(
          `SGP4 ${mode}, ${name}, ${order}: ${list.length} states (${errors} errors), worst ${(worstKm * 1e6).toFixed(4)} mm\n`,
        )
        expect(wrongCodes).toBe(0)
        expect(worstKm).toBeLessThanOrEqual(positionToleranceKm)
      }
    }
  },
)

/** Blocks of the published output: the number of each object and its rows. */
function publishedBlocks(): { readonly id: number; readonly rows: number[][] }[] {
  const blocks: { id: number; rows: number[][] }[] = []
  for (const line of readFileSync(`${folder}/tcppver_half.out`, 'utf8').trim().split('\n')) {
    const parts = line.trim().split(/\s+/)
    if (parts[1] === 'xx') blocks.push({ id: Number(parts[0]), rows: [] })
    else blocks.at(-1)?.rows.push(parts.slice(0, 7).map(Number))
  }
  return blocks
}

test.skipIf(folder === undefined)('all states of the published verification output are met within 0.1 mm', () => {
  const objects = tlesOf(readFileSync(`${folder}/SGP4-VER.TLE`, 'utf8'))
  let worstKm = 0
  let count = 0
  for (const { id, rows } of publishedBlocks()) {
    // Number 20413 stands there twice, with the same elements.
    const object = objects.find((one) => Number(one.id) === id)
    expect(object, String(id)).toBeDefined()
    const propagator = object && createPropagator(object.elements, 'improved')
    for (const [minutes = 0, ...expected] of rows) {
      const state = new Float64Array(6)
      const status = propagator?.(minutes, state)
      // 33334 fails at its epoch; the output repeats the state of the object before it.
      expect(status, `${id} at ${minutes} min`).toBe(id === 33_334 ? 3 : 0)
      if (status !== 0) continue
      // Three and a half years of resonance: the published code itself, compiled twice, differs by this much.
      const scale = minutes > 1e6 ? 5 : 1
      worstKm = Math.max(worstKm, distanceKm(state, expected) / scale)
      count += 1
    }
  }
  process.stdout.write(`SGP4 published output: ${count} states, worst ${(worstKm * 1e6).toFixed(4)} mm\n`)
  expect(count).toBeGreaterThan(200)
  expect(worstKm).toBeLessThanOrEqual(positionToleranceKm)
})
