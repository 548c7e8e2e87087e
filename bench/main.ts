import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { measureAccuracy } from './accuracy.ts'
import { measureAppendSpeed } from './append-speed.ts'
import { readBenchCatalogue, resized, writeTle } from './bench-catalogue.ts'
import type { BenchContext } from './bench-context.ts'
import { type BenchRow, tableOf } from './bench-row.ts'
import { measureIntelligenceIntake } from './intelligence-intake.ts'
import { measureLogScan } from './log-scan.ts'
import { measurePatternSpeed } from './pattern-speed.ts'
import { measurePropagationSpeed } from './propagation-speed.ts'
import { measureRecordOverhead } from './record-overhead.ts'
import { measureReplicationSpeed } from './replication-speed.ts'
import { describeMachine, loadNow, writeReport } from './report.ts'
import { runScreen } from './run-screen.ts'
import { fullScale, smokeScale } from './scale.ts'
import { measureScreeningGrowth } from './screening-growth.ts'
import { measureScreeningMemory } from './screening-memory.ts'
import { measureScreeningSpeed } from './screening-speed.ts'
import { measureSingleInstant } from './single-instant.ts'
import { measureUpdatedObjects } from './updated-objects.ts'

const flags = ['--smoke', '--write']
const claims = [
  'C1',
  'C2',
  'C3',
  'C4',
  'P1',
  'P2',
  'P3',
  'P4',
  'P5',
  'R1',
  'R2',
  'R3',
  'R4',
  'S1',
  'S2',
  'S3',
  'S4',
  'S5',
  'S6',
]

/**
 * Measures claims and prints their table; slowness is a verdict, not a failure.
 *
 * @param words - `--smoke`: everything small and once; `--write`: put the table into the READMEs; claims to measure
 *   only these.
 * @param benchFolder - Folder of the bench.
 * @returns The exit code: 2 for words that are not known or do not go together.
 */
export async function main(words: readonly string[], benchFolder: string): Promise<number> {
  const isSmoke = words.includes('--smoke')
  const asked = words.filter((word) => claims.includes(word))
  if (words.some((word) => !flags.includes(word) && !claims.includes(word))) {
    return refuse(`known are ${[...flags, ...claims].join(' ')}`)
  }
  if (words.includes('--write') && (isSmoke || asked.length > 0))
    return refuse('only the figures of a whole run are kept')
  const scratch = mkdtempSync(join(tmpdir(), 'yagura-bench-'))
  try {
    const { bench, description } = createContext(isSmoke, benchFolder, scratch)
    const begun = performance.now()
    const loadBefore = loadNow()
    const rows = await measure(bench, new Set(asked.length > 0 ? asked : claims))
    const { rounds, screeningRounds } = bench.scale
    const conditions = [
      new Date().toISOString().slice(0, 10),
      describeMachine(),
      `load before ${loadBefore}, ${((performance.now() - begun) / 60_000).toFixed(1)} min`,
      description,
      `medians of ${rounds} interleaved rounds (S1, S4–S6: ${screeningRounds}) [least–most]`,
    ].join(' · ')
    process.stdout.write(
      `${isSmoke ? 'Smoke run: the figures mean nothing.\n' : ''}${conditions}\n\n${tableOf(rows)}\n`,
    )
    if (words.includes('--write')) writeReport(benchFolder, conditions, rows)
    return 0
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

function refuse(reason: string): number {
  process.stderr.write(`bench: ${reason}\n`)
  return 2
}

function createContext(
  isSmoke: boolean,
  benchFolder: string,
  scratch: string,
): { readonly bench: BenchContext; readonly description: string } {
  const scale = isSmoke ? smokeScale : fullScale
  const sharedFolder = process.env['YAGURA_SHARED_DATA'] ?? join(benchFolder, '../../shared/data')
  const { sets, description } = readBenchCatalogue(sharedFolder, scale.objectCount)
  const files = new Map<number, string>()
  const fileOf = (count: number): string => {
    const file = files.get(count) ?? writeTle(join(scratch, `${count}.tle`), resized(sets, count))
    files.set(count, file)
    return file
  }
  const bench: BenchContext = {
    scale,
    sets,
    catalogueFile: writeTle(join(scratch, 'catalogue.tle'), sets),
    benchFolder,
    sharedFolder,
    scratch,
    script: (name) => fileURLToPath(new URL(`${name}.js`, import.meta.url)),
    fileOf,
    say: (line) => void process.stderr.write(`${line}\n`),
  }
  bench.say(description)
  return { bench, description }
}

async function measure(context: BenchContext, asked: ReadonlySet<string>): Promise<readonly BenchRow[]> {
  // The command line bundles itself at its first start, which is not what is measured.
  await runScreen(context, 0.01, [])
  const wants = (...some: readonly string[]): boolean => some.some((claim) => asked.has(claim))
  const rows: BenchRow[] = []
  if (wants('C1')) rows.push(...(await measurePatternSpeed(context)))
  if (wants('C2')) rows.push(...(await measureIntelligenceIntake(context)))
  if (wants('C3', 'C4')) rows.push(...(await measureLogScan(context)))
  if (wants('P1', 'P2', 'P3')) rows.push(...(await measurePropagationSpeed(context)))
  if (wants('P4')) rows.push(...(await measureAccuracy(context)))
  if (wants('P5')) rows.push(...(await measureSingleInstant(context)))
  if (wants('R1', 'R2')) rows.push(...(await measureReplicationSpeed(context)))
  if (wants('R3')) rows.push(...(await measureAppendSpeed(context)))
  if (wants('R4')) rows.push(...(await measureRecordOverhead(context)))
  // S5 is judged by the time of S1.
  const screening = wants('S1', 'S2', 'S5', 'S6') ? await measureScreeningSpeed(context) : undefined
  rows.push(...(screening?.rows ?? []))
  if (wants('S3')) rows.push(...(await measureScreeningMemory(context)))
  if (wants('S4')) rows.push(...(await measureScreeningGrowth(context)))
  if (wants('S5') && screening !== undefined) rows.push(...(await measureUpdatedObjects(context, screening.wholeMs)))
  return rows.toSorted((a, b) => claims.indexOf(a.claim.slice(0, 2)) - claims.indexOf(b.claim.slice(0, 2)))
}
