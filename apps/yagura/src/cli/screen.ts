import { planScreening, runScreening, type ScreeningPlan } from '@yagura/space'
import { withWorkerPool } from '../screening/worker-pool.ts'
import { approachCells, approachColumns } from './approach-rows.ts'
import { parseIds, parseNumber, parseWord } from './arguments.ts'
import { readCatalogue } from './catalogue.ts'
import { openCheckpoint } from './checkpoint.ts'
import type { CommandContext } from './context.ts'
import { bringUpToDate, changedPrimaries, type EarlierScreening, readEarlierScreening } from './earlier-screening.ts'
import { exitCodes } from './exit-codes.ts'
import { createProblems } from './problems.ts'
import { readRadii } from './read-radii.ts'
import { parseScreeningArguments, type ScreeningArguments } from './screening-arguments.ts'
import { createScreeningProgress, failureLines, planLines } from './screening-messages.ts'
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
  readonly previous?: string
  readonly changed?: string
  readonly workers?: string
  readonly checkpoint?: string
  readonly format: string
}

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
  const asked = parseScreeningArguments(options)
  const maxAgeDays = parseNumber('--max-age-days', options.maxAgeDays, { low: 0 })
  const primaries = options.primary === undefined ? undefined : new Set(parseIds('--primary', options.primary))
  const format = parseWord('--format', options.format, tableFormats)
  const problems = createProblems(messages)
  const earlier = await readEarlierScreening(options, asked, context, problems)
  const radiusM = await readRadii(options, context, problems)
  const catalogue = await readCatalogue(files, context, problems)
  const plan = planScreening(catalogue, {
    ...asked,
    primaries: earlier ? changedPrimaries(earlier, catalogue, asked.startUtc, maxAgeDays) : primaries,
    maxAgeDays,
    radiusM,
  })
  for (const line of planLines(plan)) messages.say(line)
  sayGone(plan, earlier, messages.say)
  const printRow = createTable(approachColumns, format, output.write)
  let rows = 0
  await screenPlan({ plan, asked, earlier, checkpointFile: options.checkpoint, context }, (cells) => {
    rows += 1
    printRow(cells)
  })
  await output.end()
  problems.end()
  messages.say(`${rows} close approaches within ${asked.thresholdKm} km`)
  return problems.count() === 0 ? exitCodes.done : exitCodes.badInput
}

type Job = {
  readonly plan: ScreeningPlan
  readonly asked: ScreeningArguments
  readonly earlier: EarlierScreening | undefined
  readonly checkpointFile: string | undefined
  readonly context: CommandContext
}

/** Runs a plan to its end on threads; slices of time that a checkpoint holds are not searched again. */
async function screenPlan(job: Job, print: (cells: ReturnType<typeof approachCells>) => void): Promise<void> {
  const { plan, asked, earlier, context } = job
  const { messages, output, signal } = context
  const checkpoint = await openCheckpoint(job.checkpointFile, plan)
  const progressText = createScreeningProgress(checkpoint.finished.size)
  try {
    await withWorkerPool(plan, asked.threadCount, async ({ screenSlice, failures }) => {
      const run = runScreening({
        plan,
        screenSlice,
        concurrency: asked.threadCount * 2,
        signal,
        finished: checkpoint.finished,
        onSlice: (slice, block, done, total) => {
          checkpoint.keep(slice, block)
          messages.progress(progressText(done, total))
        },
      })
      for await (const approaches of earlier ? bringUpToDate(earlier, run) : run) {
        for (const approach of approaches) print(approachCells(approach))
        await output.drain()
      }
      for (const line of failureLines(plan, failures)) messages.say(line)
    })
  } finally {
    await checkpoint.close()
  }
}

function sayGone(plan: ScreeningPlan, earlier: EarlierScreening | undefined, say: (line: string) => void): void {
  const gone = [...(earlier?.changed ?? [])].filter((id) => !plan.request.primaries?.has(id))
  if (gone.length > 0) say(`no usable element set of ${gone.join(', ')}: their earlier approaches are left out`)
}
