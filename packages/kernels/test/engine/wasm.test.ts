import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildKernels } from '../../assembly/build.ts'
import { createArena } from '../../src/engine/arena.ts'
import { placeBatch } from '../../src/engine/placed-batch.ts'
import { createPropagation } from '../../src/engine/propagation.ts'
import { packSgp4, propagateBatch, RESONANCE_STATE_LENGTH, restartStates } from '../../src/orbit/batch.ts'
import type { Sgp4Elements, Sgp4Mode } from '../../src/orbit/elements.ts'
import { kernelInstance, kernelsFile, sharedKernelMemory } from '../kernel-instance.ts'
import { tleElements } from '../tle-elements.ts'
import { vectorFile } from '../vector-file.ts'

type VerificationObject = { line1: string; line2: string }

const { objects } = vectorFile<{ objects: VerificationObject[] }>('sgp4/aiaa-2006-6753.json')
const published = objects.map(({ line1, line2 }) => tleElements(line1, line2).elements)
const modes: readonly Sgp4Mode[] = ['improved', 'afspc']

/** Every published set with its shape and drag changed a little and more, so that each branch is met from both sides. */
const mutated: readonly Sgp4Elements[] = published.flatMap((elements) =>
  [0.2, 0.5, 0.8, 0.97].map((share) => ({
    ...elements,
    eccentricity: Math.min(0.999, elements.eccentricity * (0.2 + 1.1 * share)),
    meanMotionRadPerMin: elements.meanMotionRadPerMin * (0.6 + 0.5 * share),
    inclinationRad: share > 0.9 ? Math.PI - elements.inclinationRad * share : elements.inclinationRad * share,
    meanAnomalyRad: 2 * Math.PI * share,
    bstar: elements.bstar * (1 - 2 * share),
  })),
)

function inTypeScript(
  elements: readonly Sgp4Elements[],
  mode: Sgp4Mode,
  origins: Float64Array,
  offsetsMin: Float64Array,
) {
  const batch = packSgp4(elements, mode)
  const states = new Float64Array(batch.stateCount * RESONANCE_STATE_LENGTH)
  restartStates(batch, states)
  const rows = elements.length * offsetsMin.length
  const statesTemeKm = new Float64Array(rows * 6)
  const status = new Uint8Array(rows)
  propagateBatch(batch, states, { minutesAtOrigin: origins, offsetsMin }, 0, elements.length, statesTemeKm, status)
  return { statesTemeKm, status }
}

function inWebAssembly(elements: readonly Sgp4Elements[], mode: Sgp4Mode, origins: Float64Array, mostTimes: number) {
  const { kernels, memory, arena } = kernelInstance()
  const placed = placeBatch(packSgp4(elements, mode), origins, arena, memory)
  return createPropagation(kernels, memory, arena, placed, elements.length, mostTimes)
}

/** Where two arrays of doubles differ in a bit; NaN equals NaN. */
function differentBits(first: Float64Array, second: Float64Array): number[] {
  return Array.from(first.keys()).filter((i) => !Object.is(first[i], second[i]))
}

test('the committed WebAssembly is what its sources compile to, byte for byte', async () => {
  const built = await buildKernels()
  expect(Buffer.compare(Buffer.from(built), readFileSync(kernelsFile))).toBe(0)
})

test.each(
  modes,
)('WebAssembly and TypeScript give the same bits and statuses in %s mode, whatever the number of times', (mode) => {
  const elements = [...published, ...mutated]
  const origins = Float64Array.from(elements, (_, i) => (i % 7) * 211.5 - 600)
  const engine = inWebAssembly(elements, mode, origins, 13)
  const errors = new Set<number>()
  for (const times of [1, 2, 3, 4, 5, 7, 8, 13]) {
    const offsetsMin = Float64Array.from({ length: times }, (_, j) => (j - 3) * 977.25 + times)
    const expected = inTypeScript(elements, mode, origins, offsetsMin)
    const { statesTemeKm, status } = engine.propagate(offsetsMin, 0, elements.length)
    expect(Buffer.from(status)).toEqual(Buffer.from(expected.status))
    expect(differentBits(statesTemeKm, expected.statesTemeKm)).toEqual([])
    for (const code of status) errors.add(code)
  }
  expect([...errors].sort()).toEqual([0, 1, 3, 4, 6])
})

test('a resonance state that other times have moved changes no bit', () => {
  const minutes = fc.double({ min: -30_000, max: 30_000, noNaN: true })
  const origins = new Float64Array(published.length)
  const engine = inWebAssembly(published, 'improved', origins, 40)
  fc.assert(
    fc.property(fc.array(minutes, { minLength: 1, maxLength: 40 }), (times) => {
      const offsetsMin = Float64Array.from(times)
      const expected = inTypeScript(published, 'improved', origins, offsetsMin)
      const { statesTemeKm, status } = engine.propagate(offsetsMin, 0, published.length)
      expect(Buffer.from(status)).toEqual(Buffer.from(expected.status))
      expect(differentBits(statesTemeKm, expected.statesTemeKm)).toEqual([])
    }),
    { numRuns: 40 },
  )
})

test('a range of objects gives the same rows as the whole', () => {
  const origins = new Float64Array(published.length)
  const engine = inWebAssembly(published, 'afspc', origins, 5)
  const offsetsMin = Float64Array.of(-1440, -1, 0, 360, 1440)
  const whole = engine.propagate(offsetsMin, 0, published.length).statesTemeKm.slice()
  const part = engine.propagate(offsetsMin, 11, 17).statesTemeKm
  expect(differentBits(part, whole.subarray(11 * 30, 17 * 30))).toEqual([])
})

test('more times or objects than a propagation was made for are refused', () => {
  const engine = inWebAssembly(published, 'improved', new Float64Array(published.length), 2)
  expect(() => engine.propagate(new Float64Array(3), 0, 1)).toThrow(RangeError)
  expect(() => engine.propagate(new Float64Array(1), 0, published.length + 1)).toThrow(RangeError)
  expect(() => engine.propagate(new Float64Array(1), -1, 1)).toThrow(RangeError)
})

test('arenas of several threads over one memory never hand out the same byte', () => {
  const size = fc.integer({ min: 1, max: 200_000 })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), size), { minLength: 1, maxLength: 40 }),
      (requests) => {
        const memory = sharedKernelMemory()
        const arenas = [createArena(memory), createArena(memory), createArena(memory)]
        const taken = requests.map(([which, bytes]) => {
          const address = arenas[which]?.allocate(bytes) ?? -1
          expect(address % 64).toBe(0)
          expect(address).toBeGreaterThanOrEqual(65_536)
          expect(address + bytes).toBeLessThanOrEqual(memory.buffer.byteLength)
          return { address, end: address + bytes }
        })
        taken.sort((a, b) => a.address - b.address)
        for (const [i, { end }] of taken.entries()) expect(taken[i + 1]?.address ?? end).toBeGreaterThanOrEqual(end)
      },
    ),
    { numRuns: 50 },
  )
})

test('two threads over one memory and one placed batch give the same bits as one', () => {
  const memory = sharedKernelMemory()
  const first = kernelInstance(memory)
  const second = kernelInstance(memory)
  const origins = new Float64Array(published.length)
  const placed = placeBatch(packSgp4(published, 'improved'), origins, first.arena, memory)
  const one = createPropagation(first.kernels, memory, first.arena, placed, published.length, 6)
  const other = createPropagation(second.kernels, memory, second.arena, placed, published.length, 6)
  for (const origin of [-9000, 20_000, 0, 500]) {
    const offsetsMin = Float64Array.from({ length: 6 }, (_, j) => origin + 713 * j)
    const reversed = offsetsMin.toReversed()
    const expected = inTypeScript(published, 'improved', origins, offsetsMin)
    other.propagate(reversed, 0, published.length)
    expect(differentBits(one.propagate(offsetsMin, 0, published.length).statesTemeKm, expected.statesTemeKm)).toEqual(
      [],
    )
    expect(differentBits(other.propagate(offsetsMin, 0, published.length).statesTemeKm, expected.statesTemeKm)).toEqual(
      [],
    )
  }
})
