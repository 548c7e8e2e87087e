import type { ElementSet } from '@yagura/formats'
import { resized, startIso } from './bench-catalogue.ts'
import type { BenchContext } from './bench-context.ts'
import { atMost, type BenchRow, digits, type Judged } from './bench-row.ts'
import { factOf, type Sample } from './engine-messages.ts'
import { interleave, type Series, seriesFor } from './interleave.ts'
import { runScreen } from './run-screen.ts'
import { startEngine } from './start-engine.ts'

const threadCount = 2
const overheadMs = 50
const floorMs = 1000

/**
 * S5: one object and then some updated objects against the catalogue, in a process that already holds the catalogue
 * (plan, threads and rows are in the time), and one object from the command line.
 *
 * @param wholeMs - Time of the whole screening (S1).
 */
export async function measureUpdatedObjects(context: BenchContext, wholeMs: number): Promise<readonly BenchRow[]> {
  const { screeningDays, updatedCounts, screeningRounds } = context.scale
  const days = String(screeningDays)
  const engine = startEngine(context.script('screening-engine'), context.catalogueFile, startIso, days, '5')
  const idsOf = (count: number): readonly number[] => resized(middleFirst(context.sets), count).map(({ id }) => id)
  const contestants = new Map<string, () => Promise<Sample>>([
    ['one', () => engine.ask('primaries', threadCount, ...idsOf(1))],
    ['command line', () => runScreen(context, screeningDays, idsOf(1))],
  ])
  for (const count of updatedCounts) {
    contestants.set(`${count}`, () => engine.ask('primaries', threadCount, ...idsOf(count)))
  }
  try {
    const all = await interleave(contestants, screeningRounds)
    const one = oneRow(context, seriesFor(all, 'one'), seriesFor(all, 'command line'))
    return [one, ...updatedCounts.map((count) => updatedRow(context, count, seriesFor(all, `${count}`), wholeMs))]
  } finally {
    engine.stop()
  }
}

/** Thinning out keeps the first set of a list: an object from the crowded middle of the catalogue, not the oldest one. */
function middleFirst(sets: readonly ElementSet[]): readonly ElementSet[] {
  const middle = Math.floor(sets.length / 2)
  return [...sets.slice(middle), ...sets.slice(0, middle)]
}

function oneRow(context: BenchContext, one: Series, commandLine: Series): BenchRow {
  return {
    claim: `S5 one object against the catalogue, ${context.scale.screeningDays} days`,
    bar: '≤ 150 ms',
    floor: '1 s',
    measured: `${milliseconds(one)}, ${factOf(one.last, 'rows')} events; as a whole command line ${milliseconds(commandLine)}`,
    verdict: atMost({ value: one.medianMs, bar: 150, floor: floorMs }),
  }
}

function updatedRow(context: BenchContext, count: number, series: Series, wholeMs: number): BenchRow {
  const barMs = ((2 * count) / context.sets.length) * wholeMs + overheadMs
  const judged: Judged = { value: series.medianMs, bar: barMs, floor: Math.max(barMs, floorMs) }
  return {
    claim: `S5 ${count} updated objects against the catalogue`,
    bar: `≤ 2k/N of S1 + 50 ms = ${digits(barMs)} ms`,
    floor: '1 s',
    measured: `${milliseconds(series)}, ${factOf(series.last, 'rows')} events`,
    verdict: atMost(judged),
  }
}

function milliseconds({ medianMs, leastMs, mostMs }: Series): string {
  return `${digits(medianMs)} ms [${digits(leastMs)}–${digits(mostMs)}]`
}
