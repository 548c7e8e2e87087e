import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { measureAccuracy } from './accuracy.ts'
import { readBenchCatalogue, resized, writeTle } from './bench-catalogue.ts'
import type { BenchContext } from './bench-context.ts'
import { type BenchRow, tableOf } from './bench-row.ts'
import { measurePropagationSpeed } from './propagation-speed.ts'
import { describeMachine, loadNow, writeReport } from './report.ts'
import { runScreen } from './run-screen.ts'
import { fullScale, smokeScale } from './scale.ts'
import { measureScreeningGrowth } from './screening-growth.ts'
import { measureScreeningMemory } from './screening-memory.ts'
import { measureScreeningSpeed } from './screening-speed.ts'
import { measureSingleInstant } from './single-instant.ts'
import { measureUpdatedObjects } from './updated-objects.ts'

const known = ['--smoke', '--write']

/**
 * Measures every claim of the table and prints it; slowness is a verdict, not a failure.
 *
 * @param words - `--smoke`: everything small and once; `--write`: put the table into the READMEs.
 * @param benchFolder - Folder of the bench.
 * @returns The exit code: 2 for a word that is not known.
 */
export async function main(words: readonly string[], benchFolder: string): Promise<number> {
  const unknown = words.find((word) => !known.includes(word))
  const isSmoke = words.includes('--smoke')
  if (unknown !== undefined || (isSmoke && words.includes('--write'))) {
    process.stderr.write(`bench: ${unknown ?? 'figures of a smoke run are not written'}; known: ${known.join(', ')}\n`)
    return 2
  }
  const scratch = mkdtempSync(join(tmpdir(), 'yagura-bench-'))
  try {
    const context = createContext(isSmoke, benchFolder, scratch)
    const begun = performance.now()
    const loadBefore = loadNow()
    const rows = await measureAll(context.bench)
    const minutes = ((performance.now() - begun) / 60_000).toFixed(1)
    const conditions = `${new Date().toISOString().slice(0, 10)} · ${describeMachine()} · load before ${loadBefore} · ${minutes} min · ${context.description} · medians of ${context.bench.scale.rounds} interleaved rounds [least–most]`
    process.stdout.write(
      `${isSmoke ? 'Smoke run: the figures mean nothing.\n' : ''}${conditions}\n\n${tableOf(rows)}\n`,
    )
    if (words.includes('--write')) writeReport(benchFolder, conditions, rows)
    return 0
  } finally {
    rmSync(scratch, { recursive: true })
  }
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
    script: (name) => fileURLToPath(new URL(`${name}.js`, import.meta.url)),
    fileOf,
    say: (line) => void process.stderr.write(`${line}\n`),
  }
  bench.say(description)
  return { bench, description }
}

async function measureAll(context: BenchContext): Promise<readonly BenchRow[]> {
  // The command line bundles itself at its first start, which is not what is measured.
  await runScreen(context, 0.01, [])
  const propagation = await measurePropagationSpeed(context)
  const accuracy = await measureAccuracy(context)
  const instant = await measureSingleInstant(context)
  const screening = await measureScreeningSpeed(context)
  const memory = await measureScreeningMemory(context)
  const growth = await measureScreeningGrowth(context)
  const updated = await measureUpdatedObjects(context, screening.wholeMs)
  const [speed, equality, firstRow] = screening.rows
  const ordered = [...propagation, ...accuracy, ...instant, speed, equality, ...memory, ...growth, ...updated, firstRow]
  return ordered.filter((row) => row !== undefined)
}
