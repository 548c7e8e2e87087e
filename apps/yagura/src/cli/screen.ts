import { availableParallelism } from 'node:os'
import { formatUtc } from '@yagura/formats'
import { SGP4_ERRORS } from '@yagura/kernels'
import { type CloseApproach, planScreening, runScreening, type ScreeningPlan } from '@yagura/space'
import { createWorkerPool, type WorkerPool } from '../screening/worker-pool.ts'
import { parseIds, parseInstant, parseNumber, parseWord } from './arguments.ts'
import { readCatalogue } from './catalogue.ts'
import { openCheckpoint } from './checkpoint.ts'
import type { CommandContext } from './context.ts'
import { WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { createProblems } from './problems.ts'
import { readRadii } from './read-radii.ts'
import { createTable, tableFormats } from './table.ts'

/** Options of `yagura space screen` as typed. */
export type ScreenOptions = {
  readonly start: string
  readonly days: string
  readonly withinKm: string
  readonly primary?: string
  readonly maxAgeDays: string
  readonly radiusM?: string
  readonly radii?: string
  readonly workers?: string
  readonly checkpoint?: string
  readonly format: string
}

/** Columns of a close approach, the same in every command. */
export const approachColumns: readonly string[] = [
  'id1',
  'id2',
  'tca',
  'miss_km',
  'rel_speed_km_s',
  'max_pc',
  'dilution_km',
]

const secondsPerDay = 86_400
/** Radius of objects whose name starts with STARLINK, and of all others, in the SOCRATES model, m. */
const starlinkRadiusM = 10
const otherRadiusM = 1

/**
 * `yagura space screen`: every close approach of the objects of the files, sorted by time.
 *
 * @param files - Paths, or `-`; together one catalogue.
 * @returns The exit code.
 */
export async function screen(
  files: readonly string[],
  options: ScreenOptions,
  context: CommandContext,
): Promise<number> {
  const { output, messages } = context
  const startUtc = parseInstant('--start', options.start)
  const durationS = parseNumber('--days', options.days, { low: 0, high: 3660 }) * secondsPerDay
  const thresholdKm = parseNumber('--within-km', options.withinKm, { low: 0, high: 1000 })
  if (!(durationS > 0) || !(thresholdKm > 0)) throw new WrongUseError('--days, --within-km', 'must be above 0')
  const threadCount = parseThreads(options.workers)
  const maxAgeDays = parseNumber('--max-age-days', options.maxAgeDays, { low: 0 })
  const primaries = options.primary === undefined ? undefined : new Set(parseIds('--primary', options.primary))
  const printRow = createTable(approachColumns, parseWord('--format', options.format, tableFormats), output.write)
  const problems = createProblems(messages)
  const radiusM = await radiusOf(options, context, problems)
  const catalogue = await readCatalogue(files, context, problems)
  const plan = planScreening(catalogue, { startUtc, durationS, thresholdKm, primaries, maxAgeDays, radiusM })
  sayPlan(plan, messages.say)
  const checkpoint = await openCheckpoint(options.checkpoint, plan)
  let rows = 0
  await withPool(plan, threadCount, async (pool) => {
    const run = runScreening({
      plan,
      screenSlice: pool.screenSlice,
      concurrency: threadCount * 2,
      signal: context.signal,
      finished: checkpoint.finished,
      onSlice: (slice, block, done, total) => {
        checkpoint.keep(slice, block)
        messages.progress(`screening ${Math.floor((100 * done) / total)} % (${done} of ${total} slices of time)`)
      },
    })
    for await (const approaches of run) {
      for (const approach of approaches) printRow(approachCells(approach))
      rows += approaches.length
      await output.drain()
    }
    for (const line of failureLines(plan, pool)) messages.say(line)
  })
  await output.end()
  await checkpoint.close()
  problems.end()
  messages.say(`${rows} close approaches within ${thresholdKm} km`)
  return problems.count() === 0 ? exitCodes.done : exitCodes.badInput
}

/** A close approach as a row of `approachColumns`. */
export function approachCells(approach: CloseApproach): readonly (number | string)[] {
  const { id1, id2, tcaUtc, missKm, relativeSpeedKmPerS, maxPc, dilutionKm } = approach
  return [id1, id2, formatUtc(tcaUtc), missKm, relativeSpeedKmPerS, maxPc, dilutionKm]
}

/** Runs with a pool of threads, which is closed whatever happens. */
export async function withPool(
  plan: ScreeningPlan,
  threadCount: number,
  use: (pool: WorkerPool) => Promise<void>,
): Promise<void> {
  const pool = await createWorkerPool(plan, threadCount)
  try {
    await use(pool)
  } finally {
    await pool.close()
  }
}

/** Number of threads as typed; as many as the machine has processors where not. */
export function parseThreads(text: string | undefined): number {
  if (text === undefined) return availableParallelism()
  const threads = parseNumber('--workers', text, { low: 1, high: 256 })
  if (!Number.isInteger(threads)) throw new WrongUseError('--workers', `"${text}" is not a whole number`)
  return threads
}

async function radiusOf(
  options: ScreenOptions,
  context: CommandContext,
  problems: ReturnType<typeof createProblems>,
): Promise<(id: number, name: string | undefined) => number> {
  const table = await readRadii(options.radii, context, problems)
  const typed =
    options.radiusM === undefined ? undefined : parseNumber('--radius-m', options.radiusM, { low: 0, high: 10_000 })
  return (id, name) => table.get(id) ?? typed ?? (name?.startsWith('STARLINK') ? starlinkRadiusM : otherRadiusM)
}

function sayPlan(plan: ScreeningPlan, say: (line: string) => void): void {
  const { request, leftOut } = plan
  const tooOld = leftOut.filter(({ findings }) => findings.some(({ code }) => code.startsWith('epoch-')))
  if (tooOld.length > 0) {
    say(`${tooOld.length} element sets left out: epoch more than ${request.maxAgeDays} days from the start`)
  }
  for (const { elementSet, findings } of leftOut) {
    const reasons = findings.filter(({ code, verdict }) => verdict === 'exclude' && !code.startsWith('epoch-'))
    if (reasons.length > 0) say(`${elementSet.id} left out: ${reasons.map(({ reason }) => reason).join('; ')}`)
  }
  const among = request.primaries ? `, ${plan.sievedCount} more can never come near a primary` : ''
  say(`screening ${plan.ids.length} objects${among}`)
}

/** One line for each error of SGP4, naming the objects. */
function failureLines(plan: ScreeningPlan, pool: WorkerPool): readonly string[] {
  const idsOfError = new Map<number, number[]>()
  for (const [object, error] of [...pool.failures].sort(([a], [b]) => a - b)) {
    const ids = idsOfError.get(error) ?? []
    ids.push(plan.ids[object] ?? 0)
    idsOfError.set(error, ids)
  }
  return [...idsOfError].map(
    ([error, ids]) =>
      `SGP4 error ${error} (${SGP4_ERRORS.get(error)}); screened only while SGP4 gives a state: ${ids.join(', ')}`,
  )
}
