import { startIso } from './bench-catalogue.ts'
import type { BenchContext } from './bench-context.ts'
import { atMost, type BenchRow, digits } from './bench-row.ts'
import { factOf } from './engine-messages.ts'
import { interleave, type Series, seriesFor } from './interleave.ts'
import { type Engine, startEngine } from './start-engine.ts'

/** S4: how the time of one slice of time on one core grows with the number of objects. */
export async function measureScreeningGrowth(context: BenchContext): Promise<readonly BenchRow[]> {
  const [fewer, more] = context.scale.growthObjectCounts
  const engine = (count: number): Engine =>
    startEngine(context.script('screening-engine'), context.fileOf(count), startIso, '0.1', '5')
  const [small, large] = [engine(fewer), engine(more)]
  try {
    const all = await interleave(
      new Map([
        ['small', () => small.ask('slices', 0, 1)],
        ['large', () => large.ask('slices', 0, 1)],
      ]),
      context.scale.screeningRounds,
    )
    return [row(fewer, more, seriesFor(all, 'small'), seriesFor(all, 'large'))]
  } finally {
    small.stop()
    large.stop()
  }
}

function row(fewer: number, more: number, small: Series, large: Series): BenchRow {
  const exponent = Math.log(large.medianMs / small.medianMs) / Math.log(more / fewer)
  const eventFactor = factOf(large.last, 'events') / factOf(small.last, 'events')
  return {
    claim: `S4 growth of time from ${fewer} to ${more} objects (copies at other anomalies)`,
    bar: 'exponent ≤ 1.5',
    floor: '1.6',
    measured: `${digits(exponent)} (${digits(small.medianMs)} ms and ${digits(large.medianMs)} ms a slice of time, one core; ${digits(eventFactor)}× the events)`,
    verdict: atMost({ value: exponent, bar: 1.5, floor: 1.6 }),
  }
}
