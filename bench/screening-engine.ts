// Yagura's screening inside a process that already holds its catalogue. Arguments: file of TLE, start (ISO), days, km.
import { parseUtc } from '@yagura/formats'
import { createArena, createScreening, DEFAULT_SCREENING_GRID, placeBatch, type ScreeningJob } from '@yagura/kernels'
import { createCatalogue, planScreening, runScreening, type ScreeningPlan } from '@yagura/space'
import { compileKernels, createKernelMemory, instantiateKernels } from '../apps/yagura/src/screening/load-kernels.ts'
import { withWorkerPool } from '../apps/yagura/src/screening/worker-pool.ts'
import { readSets } from './bench-catalogue.ts'
import { type Sample, serveTasks, timed } from './engine-messages.ts'

const [file = '', startText = '', daysText = '1', thresholdText = '5'] = process.argv.slice(2)
const startUtc = parseUtc(startText)
if (startUtc === undefined) throw new Error(`not an instant: ${startText}`)
const catalogue = createCatalogue(readSets(file))
const durationS = Number(daysText) * 86_400
const thresholdKm = Number(thresholdText)
const maxAgeDays = 30

function plan(ids: readonly number[]): ScreeningPlan {
  const primaries = ids.length > 0 ? new Set(ids) : undefined
  if (startUtc === undefined) throw new Error('unreachable')
  return planScreening(catalogue, { startUtc, durationS, thresholdKm, primaries, maxAgeDays, radiusM: () => 1 })
}

/** Runs a plan on threads; returns the number of rows and the largest resident memory seen between slices. */
async function runPlan(planned: ScreeningPlan, threadCount: number): Promise<{ rows: number; mostRssBytes: number }> {
  let rows = 0
  let mostRssBytes = 0
  await withWorkerPool(planned, threadCount, async ({ screenSlice }) => {
    const run = runScreening({
      plan: planned,
      screenSlice,
      concurrency: threadCount * 2,
      signal: new AbortController().signal,
      onSlice: () => {
        mostRssBytes = Math.max(mostRssBytes, process.memoryUsage.rss())
      },
    })
    for await (const approaches of run) rows += approaches.length
  })
  return { rows, mostRssBytes }
}

/** Everything that a screening of updated objects takes: plan, threads, rows. Numbers: threads, then ids. */
async function primaries([threadCount = 2, ...ids]: readonly number[]): Promise<Sample> {
  let rows = 0
  const ms = await timed(async () => {
    rows = (await runPlan(plan(ids), threadCount)).rows
  })
  return { ms, facts: { rows } }
}

/** Growth of the resident memory while so many threads screen, over what the process held before. Numbers: threads. */
async function memoryGrowth([threadCount = 2]: readonly number[]): Promise<Sample> {
  const planned = plan([])
  const before = process.memoryUsage.rss()
  let grownBytes = 0
  let rows = 0
  const ms = await timed(async () => {
    const result = await runPlan(planned, threadCount)
    grownBytes = result.mostRssBytes - before
    rows = result.rows
  })
  return { ms, facts: { grownBytes, rows } }
}

let onThisThread: ReturnType<typeof screenHere> | undefined

async function screenHere() {
  const planned = plan([])
  const memory = createKernelMemory()
  const kernels = instantiateKernels(await compileKernels(), memory)
  const arena = createArena(memory)
  const primariesAt = arena.allocate(planned.primaryMarks.length)
  const job: ScreeningJob = {
    batch: placeBatch(planned.batch, planned.minutesAtStart, arena, memory),
    primaries: primariesAt,
    thresholdKm,
    durationS,
    grid: DEFAULT_SCREENING_GRID,
  }
  const sharedBytes = memory.buffer.byteLength
  return { memory, sharedBytes, screening: createScreening(kernels, memory, createArena(memory), job) }
}

/** One thread's slices, and the kernel memory that this thread has for itself. Numbers: first slice, how many (0: all). */
async function slices([first = 0, count = 0]: readonly number[]): Promise<Sample> {
  onThisThread ??= screenHere()
  const { memory, sharedBytes, screening } = await onThisThread
  const end = count === 0 ? screening.sliceCount : Math.min(first + count, screening.sliceCount)
  let events = 0
  let mostEvents = 0
  const ms = await timed(() => {
    for (let slice = first; slice < end; slice++) {
      const found = screening.screen(slice).length
      events += found
      mostEvents = Math.max(mostEvents, found)
    }
  })
  return { ms, facts: { events, mostEvents, ownBytes: memory.buffer.byteLength - sharedBytes } }
}

serveTasks({ primaries, memoryGrowth, slices })
