import { performance } from 'node:perf_hooks'
import { createCatalogue, FULL_POPULATION_COUNT, generatePopulation, planScreening, runScreening } from '@yagura/space'
import { parseInstant, parseNumber, parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { approachCells, approachColumns, parseThreads, withPool } from './screen.ts'
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
const secondsPerDay = 86_400

const howToGoOn = [
  'To screen real element sets, give a file of TLE, 3LE or OMM (for example from CelesTrak or Space-Track):',
  '  npx yagura space screen FILE --start 2026-01-01T00:00:00Z --days 7 --within-km 5',
  'All commands: npx yagura space --help',
]

/**
 * `yagura space demo`: screens a generated population, so that the tool can be seen at work without data or network. Every
 * row and every line says that it is SIMULATED.
 *
 * @returns The exit code.
 */
export async function demo(options: DemoOptions, context: CommandContext): Promise<number> {
  const { output, messages } = context
  const say = (line: string): void => messages.say(`${label} ${line}`)
  const objectCount = parseNumber('--objects', options.objects, { low: 2, high: FULL_POPULATION_COUNT })
  const seed = parseNumber('--seed', options.seed, { low: 0, high: 2 ** 32 - 1 })
  const startUtc = parseInstant('--start', options.start)
  const durationS = parseNumber('--days', options.days, { low: 0, high: 366 }) * secondsPerDay
  const thresholdKm = parseNumber('--within-km', options.withinKm, { low: 0, high: 1000 })
  if (!(durationS > 0) || !(thresholdKm > 0)) throw new WrongUseError('--days, --within-km', 'must be above 0')
  const threadCount = parseThreads(options.workers)
  const format = parseWord('--format', options.format, tableFormats)
  const printRow = createTable(['data', ...approachColumns], format, output.write)
  const begun = performance.now()
  const catalogue = createCatalogue(generatePopulation({ seed, epochUtc: startUtc, objectCount }))
  const plan = planScreening(catalogue, {
    startUtc,
    durationS,
    thresholdKm,
    primaries: undefined,
    maxAgeDays: 1,
    radiusM: () => 1,
  })
  say(`population of ${plan.ids.length} objects, seed ${seed}: none of them exists`)
  say(`screening all against all for ${options.days} days on ${threadCount} threads`)
  let rows = 0
  await withPool(plan, threadCount, async ({ screenSlice }) => {
    const run = runScreening({
      plan,
      screenSlice,
      concurrency: threadCount * 2,
      signal: context.signal,
      onSlice: (_slice, _block, done, total) => {
        messages.progress(`${label} ${Math.floor((100 * done) / total)} %`)
      },
    })
    for await (const approaches of run) {
      for (const approach of approaches) printRow([label, ...approachCells(approach)])
      rows += approaches.length
      await output.drain()
    }
  })
  await output.end()
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  say(`${rows} close approaches within ${thresholdKm} km found in ${seconds} s`)
  for (const line of howToGoOn) messages.say(line)
  return exitCodes.done
}
