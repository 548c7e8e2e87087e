import { startIso } from './bench-catalogue.ts'
import type { BenchContext } from './bench-context.ts'
import { atMost, type BenchRow, digits } from './bench-row.ts'
import { factOf, type Sample } from './engine-messages.ts'
import { interleave, type Series, seriesFor, seriesOf } from './interleave.ts'
import { runScreen } from './run-screen.ts'
import { type Engine, startEngine } from './start-engine.ts'

const stepS = 40
const stepsPerCall = 60

/** Rows of S1, S2 and S6, and the time of the whole screening. */
export type ScreeningSpeed = { readonly rows: readonly BenchRow[]; readonly wholeMs: number }

/**
 * S1 and S6: everything against everything from the command line on two workers, against the time that satellite.js with
 * two threads takes to only propagate the same objects at 40 s steps, of which it does a part, spread over the days.
 */
export async function measureScreeningSpeed(context: BenchContext): Promise<ScreeningSpeed> {
  const { screeningDays, propagatedShare, screeningRounds } = context.scale
  const threads = startEngine(
    context.script('satellite-engine'),
    'threads',
    context.catalogueFile,
    startIso,
    String(stepsPerCall),
  )
  const firstRows: Sample[] = []
  const screening = async (): Promise<Sample> => {
    const sample = await runScreen(context, screeningDays, [])
    context.say(`screened in ${digits(sample.ms / 1000)} s, ${factOf(sample, 'rows')} rows`)
    firstRows.push({ ms: factOf(sample, 'firstRowMs'), facts: {} })
    return sample
  }
  const contestants = new Map([
    ['screening', screening],
    ['propagating', () => propagateSteps(threads, screeningDays, propagatedShare)],
  ])
  try {
    const all = await interleave(contestants, screeningRounds)
    const [whole, propagated] = [seriesFor(all, 'screening'), seriesFor(all, 'propagating')]
    const firstRow = seriesOf(firstRows.slice(1))
    return {
      rows: [speedRow(context, whole, propagated), equalityRow(), firstRowRow(firstRow)],
      wholeMs: whole.medianMs,
    }
  } finally {
    threads.stop()
  }
}

/** Calls of 60 steps, evenly spread over the days; their time scaled to all steps. */
async function propagateSteps(threads: Engine, days: number, share: number): Promise<Sample> {
  const steps = (days * 86_400) / stepS + 1
  const calls = Math.ceil((steps * share) / stepsPerCall)
  let ms = 0
  for (let call = 0; call < calls; call++) {
    const first = Math.floor((call * (steps - stepsPerCall)) / Math.max(1, calls - 1))
    ms += (await threads.ask('propagate', first * stepS, stepS, stepsPerCall)).ms
  }
  return { ms: (ms * steps) / (calls * stepsPerCall), facts: { measuredShare: (calls * stepsPerCall) / steps } }
}

function speedRow(context: BenchContext, whole: Series, propagated: Series): BenchRow {
  const ratio = whole.medianMs / propagated.medianMs
  const share = digits(100 * factOf(propagated.last, 'measuredShare'), 2)
  return {
    claim: `S1 all against all, ${context.scale.screeningDays} days, ${context.sets.length} objects, 5 km, command line, 2 workers`,
    bar: '≤ 0.17× the time satellite.js (2 threads) only propagates at 40 s',
    floor: '0.35×',
    measured: `${digits(ratio)}× (${seconds(whole)}, ${factOf(whole.last, 'rows')} events; satellite.js ${seconds(propagated)}, scaled from ${share} % of the steps)`,
    verdict: atMost({ value: ratio, bar: 0.17, floor: 0.35 }),
  }
}

function equalityRow(): BenchRow {
  return {
    claim: 'S2 none missed, none extra against brute force',
    bar: 'TCA ≤ 1 ms, miss ≤ 1 m',
    floor: '–',
    measured: 'by `npm run test:slow`: packages/kernels/test/encounter, watches/space/test/screening',
    verdict: '–',
  }
}

function firstRowRow(firstRow: Series): BenchRow {
  return {
    claim: 'S6 first row on standard output, whole command line',
    bar: '≤ 1 s',
    floor: '3 s',
    measured: seconds(firstRow),
    verdict: atMost({ value: firstRow.medianMs, bar: 1000, floor: 3000 }),
  }
}

function seconds({ medianMs, leastMs, mostMs }: Series): string {
  return `${digits(medianMs / 1000)} s [${digits(leastMs / 1000)}–${digits(mostMs / 1000)}]`
}
