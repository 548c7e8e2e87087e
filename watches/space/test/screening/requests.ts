import { readFileSync } from 'node:fs'
import { createElementSetReader, type ElementSet, type UtcInstant } from '@yagura/formats'
import { type Catalogue, createCatalogue } from '../../src/catalogue/catalogue.ts'
import { generatePopulation } from '../../src/population/generate-population.ts'
import type { ScreeningRequest } from '../../src/screening/plan-screening.ts'

/** 2024-07-05T00:00:00 UTC. */
export const startUtc: UtcInstant = { mjd: 60_496, secondOfDay: 0 }

/** A request for everything within 20 km in half a day; a test names only what it is about. */
export function request(changes: Partial<ScreeningRequest> = {}): ScreeningRequest {
  return {
    startUtc,
    durationS: 43_200,
    thresholdKm: 20,
    primaries: undefined,
    maxAgeDays: 30,
    radiusM: () => 1,
    ...changes,
  }
}

/** An evenly spaced sample of the SIMULATED population, with its epoch at the start. */
export function simulated(objectCount: number): Catalogue {
  return createCatalogue(generatePopulation({ seed: 2, epochUtc: startUtc, objectCount }))
}

/** Every n-th element set of a file. */
export function everyNth(path: string, n: number): readonly ElementSet[] {
  const sets: ElementSet[] = []
  const reader = createElementSetReader(path, {
    elementSet: (set) => sets.push(set),
    problem: ({ line, reason }) => {
      throw new Error(`${path}:${line}: ${reason}`)
    },
  })
  reader.write(readFileSync(path))
  reader.end()
  return sets.filter((_, i) => i % n === 0)
}
