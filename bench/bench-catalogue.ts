import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  createElementSetReader,
  createElementSetWriter,
  type ElementSet,
  parseUtc,
  type UtcInstant,
} from '@yagura/formats'
import { FULL_POPULATION_COUNT, generatePopulation } from '@yagura/space'

/** Start of everything that is measured. */
export const startIso = '2024-07-05T00:00:00Z'

const pinnedFile = 'space/catalogue/spacetrack_20240705.3le'
const pinnedSha256 = '8c16049074bff95a12c856faebc9d74efa2640fd4154b2101963c9b9b8d98976'
const populationSeed = 1
/** Golden angle: copies of an orbit never fall on the regular slots of a constellation. */
const copyShiftDeg = 137.50776405
const firstId = 10

/** The element sets that are measured with. */
export type BenchCatalogue = {
  readonly sets: readonly ElementSet[]
  /** What they are, for the output. */
  readonly description: string
}

/** `startIso` as an instant. */
export function startUtc(): UtcInstant {
  const utc = parseUtc(startIso)
  if (utc === undefined) throw new Error(`not an instant: ${startIso}`)
  return utc
}

/**
 * The pinned catalogue where the shared data is there, else the simulated population.
 *
 * @param sharedFolder - Folder of the shared data.
 * @param objectCount - At most so many objects.
 */
export function readBenchCatalogue(sharedFolder: string, objectCount: number): BenchCatalogue {
  const file = join(sharedFolder, pinnedFile)
  if (!existsSync(file)) {
    const count = Math.min(objectCount, FULL_POPULATION_COUNT)
    const sets = renumbered([...generatePopulation({ seed: populationSeed, epochUtc: startUtc(), objectCount: count })])
    return { sets, description: `SIMULATED population, ${sets.length} objects (${pinnedFile} is not there)` }
  }
  const bytes = readFileSync(file)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (sha256 !== pinnedSha256) throw new Error(`${file} has SHA-256 ${sha256}, the bench is pinned to ${pinnedSha256}`)
  const sets = thinned(parseElementSets(file, bytes), objectCount)
  return { sets, description: `${pinnedFile}, ${sets.length} objects, SHA-256 ${sha256}` }
}

/** The element sets of a file; a bad record is an error here. */
export function readSets(file: string): readonly ElementSet[] {
  return parseElementSets(file, readFileSync(file))
}

/** So many objects made of a catalogue: thinned out evenly, or filled up with copies at other mean anomalies. */
export function resized(sets: readonly ElementSet[], count: number): readonly ElementSet[] {
  if (count <= sets.length) return thinned(sets, count)
  const copies = Array.from({ length: Math.ceil(count / sets.length) }, (_, copy) =>
    sets.map((set) => ({ ...set, meanAnomalyDeg: (set.meanAnomalyDeg + copy * copyShiftDeg) % 360 })),
  )
  return renumbered(copies.flat().slice(0, count))
}

/** Writes element sets as TLE, the one form that all contestants read. */
export function writeTle(file: string, sets: readonly ElementSet[]): string {
  const lines: string[] = []
  const writer = createElementSetWriter('tle', (text) => lines.push(text))
  for (const set of sets) {
    const problem = writer.write(set)
    if (problem !== undefined) throw new Error(`object ${set.id}: ${problem.field}: ${problem.reason}`)
  }
  writer.end()
  writeFileSync(file, lines.join(''))
  return file
}

function parseElementSets(file: string, bytes: Uint8Array): readonly ElementSet[] {
  const sets: ElementSet[] = []
  const reader = createElementSetReader(file, {
    elementSet: (set) => sets.push(set),
    problem: ({ line, field, reason }) => {
      throw new Error(`${file}:${line}: ${field}: ${reason}`)
    },
  })
  reader.write(bytes)
  reader.end()
  return sets
}

function thinned(sets: readonly ElementSet[], count: number): readonly ElementSet[] {
  if (count >= sets.length) return sets
  return sets.filter((_, i) => Math.floor((i * count) / sets.length) !== Math.floor(((i - 1) * count) / sets.length))
}

/** Ids that a TLE can hold, without names: neither the ids of simulated objects nor those of copies would fit. */
function renumbered(sets: readonly ElementSet[]): readonly ElementSet[] {
  return sets.map((set, i) => ({ ...set, id: firstId + i, name: undefined, internationalDesignator: undefined }))
}
