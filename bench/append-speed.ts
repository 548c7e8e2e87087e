import type { BenchContext } from './bench-context.ts'
import { atLeast, atMost, type BenchRow, digits } from './bench-row.ts'
import { factOf } from './engine-messages.ts'
import { startTwoNodes } from './start-nodes.ts'

const underWay = 1000
const bars = { groupedPerS: 3000, singleMs: 25 }

/** R3: how fast a node appends to its own log, each acknowledgement on stable storage under a signed checkpoint. */
export async function measureAppendSpeed(context: BenchContext): Promise<readonly BenchRow[]> {
  const { appendedRecords, singleAppends } = context.scale
  const { author, reader } = await startTwoNodes(context, 2)
  try {
    await author.ask('append', underWay, underWay)
    const grouped = await author.ask('append', appendedRecords, underWay)
    const single = await author.ask('append', singleAppends, 1)
    const perS = appendedRecords / (grouped.ms / 1000)
    const p99Ms = factOf(single, 'p99Ms')
    return [
      {
        claim: 'R3 durable append, grouped',
        bar: `≥ ${bars.groupedPerS} records/s`,
        floor: '–',
        measured: `${digits(perS)} records/s, ${underWay} under way (${digits((factOf(grouped, 'cpuMs') * 1000) / appendedRecords)} µs of processor each)`,
        verdict: atLeast({ value: perS, bar: bars.groupedPerS, floor: bars.groupedPerS }),
      },
      {
        claim: 'R3 durable append, one at a time',
        bar: `p99 ≤ ${bars.singleMs} ms`,
        floor: '–',
        measured: `p99 ${digits(p99Ms)} ms, median ${digits(factOf(single, 'medianMs'))} ms of ${singleAppends}`,
        verdict: atMost({ value: p99Ms, bar: bars.singleMs, floor: bars.singleMs }),
      },
    ]
  } finally {
    author.stop()
    reader.stop()
  }
}
