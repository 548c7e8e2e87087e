import type { Clock } from '@yagura/core'
import { generatePopulation } from '@yagura/space'
import type { Ingest } from '../context.ts'
import { utcOfUnixMs } from '../unix-time.ts'
import type { ReadOutcome, SourceReader } from './read-outcome.ts'
import type { SourceDefinition } from './stored-source.ts'

const usualSeed = 1
/** Well before elements of that age are called stale. */
const renewedAfterDays = 10

/**
 * Gives a generated population. Its epoch is the day on which it was first made, so that a restart shows the same sky; it is made
 * anew before its elements are old.
 */
export function createSimulatedReader(ingest: Ingest, clock: Clock): SourceReader {
  const made = new WeakSet<SourceDefinition>()
  return {
    read: async ({ definition, progress }, signal): Promise<ReadOutcome> => {
      const today = utcOfUnixMs(clock.nowMs()).mjd
      const { epochMjd } = progress
      const isYoung = epochMjd !== undefined && Math.abs(today - epochMjd) < renewedAfterDays
      if (isYoung && made.has(definition)) return { kind: 'unchanged' }
      const mjd = isYoung ? epochMjd : today
      const report = await ingest({
        sourceId: definition.id,
        name: definition.name,
        reads: 'elements',
        bytes: noBytes(),
        sets: generatePopulation({ ...optionsOf(definition.location), epochUtc: { mjd, secondOfDay: 0 } }),
        signal,
      })
      made.add(definition)
      return { kind: 'read', report, progress: { epochMjd: mjd } }
    },
  }
}

function optionsOf(location: string): { readonly seed: number; readonly objectCount?: number } {
  const words = new URLSearchParams(location)
  const objects = words.get('objects')
  const seed = Number(words.get('seed') ?? usualSeed)
  return objects === null ? { seed } : { seed, objectCount: Number(objects) }
}

async function* noBytes(): AsyncGenerator<Uint8Array> {
  yield* []
}
