import { performance } from 'node:perf_hooks'
import { createCatalogue, FULL_POPULATION_COUNT, generatePopulation, planScreening, runScreening } from '@yagura/space'
import { withWorkerPool } from '../screening/worker-pool.ts'
import { approachCells, approachColumns } from './approach-rows.ts'
import { parseNumber, parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { parseScreeningArguments } from './screening-arguments.ts'
import { createScreeningProgress } from './screening-messages.ts'
import { createTable, tableFormats } from './table.ts'

/** Options of `yagura space demo` as typed. */
export type DemoOptions = {
  readonly objects: string
  readonly seed: string
  readonly start: string
  readonly days: string
  readonly withinKm: string
  readonly workers?: string
  readonly format: string
}

const label = 'SIMULATED'
const largestSeed = 2 ** 32 - 1

const howToGoOn = [
  'To screen real element sets, give a file of TLE, 3LE or OMM (for example from CelesTrak or Space-Track):',
  '  npx yagura space screen FILE --start 2026-01-01T00:00:00Z --days 7 --within-km 5',
  'All commands: npx yagura space --help',
]

/**
 * `yagura space demo`: screens a generated population, so that the tool can be seen at work without data or network. Every
 * row and every line about the population says that it is SIMULATED.
 *
 * @returns The exit code.
 */
export async function demo(options: DemoOptions, context: CommandContext): Promise<number> {
  const { output, messages, signal } = context
  const say = (line: string): void => messages.say(`${label} ${line}`)
  const { startUtc, durationS, thresholdKm, threadCount } = parseScreeningArguments(options)
  const objectCount = parseWhole('--objects', options.objects, 2, FULL_POPULATION_COUNT)
  const seed = parseWhole('--seed', options.seed, 0, largestSeed)
  const format = parseWord('--format', options.format, tableFormats)
  const printRow = createTable(['data', ...approachColumns], format, output.write)
  const begunMs = performance.now()
  const catalogue = createCatalogue(generatePopulation({ seed, epochUtc: startUtc, objectCount }))
  const request = { startUtc, durationS, thresholdKm, primaries: undefined, maxAgeDays: 1, radiusM: () => 1 }
  const plan = planScreening(catalogue, request)
  say(`population of ${plan.ids.length} objects, seed ${seed}: none of them exists`)
  say(`screening all against all for ${options.days} days on ${threadCount} threads`)
  const progressText = createScreeningProgress(0)
  let rows = 0
  await withWorkerPool(plan, threadCount, async ({ screenSlice }) => {
    const run = runScreening({
      plan,
      screenSlice,
      concurrency: threadCount * 2,
      signal,
      onSlice: (_slice, _block, done, total) => messages.progress(`${label} ${progressText(done, total)}`),
    })
    for await (const approaches of run) {
      for (const approach of approaches) printRow([label, ...approachCells(approach)])
      rows += approaches.length
      await output.drain()
    }
  })
  await output.end()
  const seconds = ((performance.now() - begunMs) / 1000).toFixed(1)
  say(`${rows} close approaches within ${thresholdKm} km found in ${seconds} s`)
  for (const line of howToGoOn) messages.say(line)
  return exitCodes.done
}

function parseWhole(option: string, text: string, low: number, high: number): number {
  const value = parseNumber(option, text, { low, high })
  if (!Number.isInteger(value)) throw new WrongUseError(option, `"${text}" is not a whole number`)
  return value
}
