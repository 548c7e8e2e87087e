import { startIso } from './bench-catalogue.ts'
import type { BenchContext } from './bench-context.ts'
import { atMost, type BenchRow, digits } from './bench-row.ts'
import { factOf } from './engine-messages.ts'
import { askOnce, type Engine, startEngine } from './start-engine.ts'

const mebibyte = 1 << 20
const threadCount = 2

type Memory = {
  readonly ownMiB: number
  readonly longerMiB: number
  readonly grownMiB: number
  readonly mostEvents: number
}

/**
 * S3: what a worker takes in the kernels' memory (exact), for a short and a longer window, and how far the resident
 * memory of the process grows while two workers screen, shared memory and the threads' own heaps included.
 */
export async function measureScreeningMemory(context: BenchContext): Promise<readonly BenchRow[]> {
  const [fewer, more] = context.scale.memoryObjectCounts
  return [await row(context, fewer, 64), await row(context, more, 200)]
}

async function row(context: BenchContext, objectCount: number, barMiB: number): Promise<BenchRow> {
  const { ownMiB, longerMiB, grownMiB, mostEvents } = await measure(context, objectCount)
  const [short, long] = context.scale.memoryDays
  const aWorkerMiB = grownMiB / threadCount
  return {
    claim: `S3 memory a worker, ${objectCount} objects`,
    bar: `≤ ${barMiB} MiB${barMiB === 64 ? ' + 64 B an event, whatever the window' : ''}`,
    floor: `${barMiB * 2} MiB`,
    measured: `${digits(ownMiB)} MiB of kernel memory for ${short} d, ${digits(longerMiB)} MiB for ${long} d (the events of one slice, at most ${mostEvents}, at 32 B each are in it); resident +${digits(aWorkerMiB)} MiB a worker, shared elements and heap included`,
    verdict: atMost({ value: Math.max(ownMiB, longerMiB, aWorkerMiB), bar: barMiB, floor: barMiB * 2 }),
  }
}

async function measure(context: BenchContext, objectCount: number): Promise<Memory> {
  const file = context.fileOf(objectCount)
  const [short, long] = context.scale.memoryDays
  const engine = (days: number): Engine =>
    startEngine(context.script('screening-engine'), file, startIso, String(days), '5')
  const brief = await askOnce(engine(short), 'slices', 0, 0)
  const longer = await askOnce(engine(long), 'slices', 0, 0)
  const inPool = await askOnce(engine(short), 'memoryGrowth', threadCount)
  return {
    ownMiB: factOf(brief, 'ownBytes') / mebibyte,
    longerMiB: factOf(longer, 'ownBytes') / mebibyte,
    grownMiB: factOf(inPool, 'grownBytes') / mebibyte,
    mostEvents: factOf(longer, 'mostEvents'),
  }
}
