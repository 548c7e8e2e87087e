import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BenchContext } from './bench-context.ts'
import { atLeast, type BenchRow, digits } from './bench-row.ts'
import { factOf, type Sample } from './engine-messages.ts'
import { timePythonPeer, timeScript } from './time-process.ts'

type Vectors = {
  readonly vectors: readonly { stix: string; group: string; pattern: string; verdict: string }[]
  readonly observations: Readonly<Record<string, unknown>>
}

const leastPairsPerS = 20_000

/** C1: patterns read and asked of observed data, beside stix2-matcher, on the published vectors that it answers. */
export async function measurePatternSpeed(context: BenchContext): Promise<readonly BenchRow[]> {
  const file = join(context.sharedFolder, 'cyber/pattern/match_vectors.json')
  if (!existsSync(file)) return []
  const { vectors, observations }: Vectors = JSON.parse(readFileSync(file, 'utf8'))
  const cases = vectors
    .filter(({ verdict }) => verdict !== 'error')
    .map(({ stix, pattern, group }) => ({ stix, pattern, observed: observations[group] }))
  const casesFile = join(context.scratch, 'patterns.json')
  writeFileSync(casesFile, JSON.stringify(cases))
  const rounds = [casesFile, String(context.scale.patternRounds)]
  const ours = await timeScript(context.script('pattern-engine'), rounds)
  const peer = await timePythonPeer(context, 'match_patterns', [casesFile, '1'])
  const value = perSecond(ours)
  const beside =
    peer === undefined
      ? 'stix2-matcher is not installed'
      : `stix2-matcher ${digits(perSecond(peer))}, so ${digits(value / perSecond(peer))}×; matched ${factOf(ours, 'matched')} and ${factOf(peer, 'matched')} of ${cases.length}`
  return [
    {
      claim: 'C1 patterns read and asked, one core',
      bar: `≥ ${leastPairsPerS} pairs/s`,
      floor: '–',
      measured: `${digits(value)} pairs/s (${beside})`,
      verdict: atLeast({ value, bar: leastPairsPerS, floor: leastPairsPerS }),
    },
  ]
}

function perSecond(sample: Sample): number {
  return factOf(sample, 'pairs') / (sample.ms / 1000)
}
