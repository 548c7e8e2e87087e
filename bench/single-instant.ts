import { startIso } from './bench-catalogue.ts'
import type { BenchContext } from './bench-context.ts'
import { atMost, type BenchRow, digits } from './bench-row.ts'
import type { Sample } from './engine-messages.ts'
import { seriesOf } from './interleave.ts'
import { startEngine } from './start-engine.ts'

/** Seconds between the instants: no two calls ask for the same, as in a moving picture. */
const stepS = 17

/** P5: one instant of all objects on one core, as a moving picture asks for it. */
export async function measureSingleInstant(context: BenchContext): Promise<readonly BenchRow[]> {
  const { instantObjectCount, instantRounds } = context.scale
  const engine = startEngine(context.script('propagation-engine'), context.fileOf(instantObjectCount), startIso, '1')
  const samples: Sample[] = []
  try {
    for (let round = 0; round < instantRounds * 2; round++) {
      const sample = await engine.ask('oneCore', round * stepS, 0, 1)
      if (round >= instantRounds) samples.push(sample)
    }
  } finally {
    engine.stop()
  }
  const { medianMs, leastMs, mostMs } = seriesOf(samples)
  return [
    {
      claim: `P5 one instant of ${instantObjectCount} objects, one core`,
      bar: '≤ 8 ms',
      floor: '16 ms',
      measured: `${digits(medianMs)} ms [${digits(leastMs)}–${digits(mostMs)}] in Node; in the browser: its test`,
      verdict: atMost({ value: medianMs, bar: 8, floor: 16 }),
    },
  ]
}
