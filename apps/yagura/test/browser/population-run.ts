/// <reference path="../../src/screening/web-assembly.d.ts" />
import { createArena, createPropagation, type KernelExports, packSgp4, placeBatch } from '@yagura/kernels'
import { generatePopulation, sgp4Elements } from '@yagura/space'

/** What a run of the kernels over the SIMULATED population gave, in a form that leaves a page. */
export type PopulationRun = {
  readonly objectCount: number
  /** SHA-256 over all states and statuses of an instant, or of the grid of instants, by its name. */
  readonly digests: Readonly<Record<string, string>>
  /** How many states SGP4 refused. */
  readonly refusals: number
  /** Milliseconds that one instant of all objects takes on this thread, median and least of the repeats. */
  readonly medianMs: number
  readonly leastMs: number
}

/** Hours from the epoch; each is propagated alone, and all together four to a vector. */
const INSTANTS_H = [0, 1.5, -24, 88.8, 240, 720.25, 3, 7]
const REPEATS = 61

async function digestOf(...parts: readonly Uint8Array[]): Promise<string> {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  const digest = await crypto.subtle.digest('SHA-256', all)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Propagates 30,000 simulated objects with the kernels, in whatever engine this runs in. */
export async function runPopulation(kernelBytes: Uint8Array): Promise<PopulationRun> {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 32_768, shared: true })
  const { exports } = new WebAssembly.Instance(await WebAssembly.compile(kernelBytes), { env: { memory } })
  const elements = Array.from(
    generatePopulation({ seed: 20_260_711, epochUtc: { mjd: 61_232, secondOfDay: 0 } }),
    sgp4Elements,
  )
  const arena = createArena(memory)
  const placed = placeBatch(packSgp4(elements, 'improved'), new Float64Array(elements.length), arena, memory)
  const engine = createPropagation(exports as KernelExports, memory, arena, placed, elements.length, INSTANTS_H.length)
  const digests: Record<string, string> = {}
  let refusals = 0
  const record = async (name: string, hours: readonly number[]) => {
    const { statesTemeKm, status } = engine.propagate(
      Float64Array.from(hours, (hour) => hour * 60),
      0,
      elements.length,
    )
    refusals += status.reduce((count, code) => count + (code > 0 ? 1 : 0), 0)
    const states = new Uint8Array(statesTemeKm.buffer, statesTemeKm.byteOffset, statesTemeKm.byteLength)
    digests[name] = await digestOf(states, status)
  }
  for (const hour of INSTANTS_H) await record(`${hour} h`, [hour])
  await record('all at once', INSTANTS_H)
  const timesMs = Array.from({ length: REPEATS }, (_, i) => {
    const started = performance.now()
    engine.propagate(Float64Array.of(i), 0, elements.length)
    return performance.now() - started
  }).sort((a, b) => a - b)
  const [leastMs = Number.NaN] = timesMs
  return { objectCount: elements.length, digests, refusals, medianMs: timesMs[REPEATS >> 1] ?? Number.NaN, leastMs }
}
