import type { BenchContext } from './bench-context.ts'
import { atLeast, type BenchRow, digits } from './bench-row.ts'
import { factOf, type Sample } from './engine-messages.ts'
import { startTwoNodes } from './start-nodes.ts'

const bars = { 1: 2000, 2: 4000 } as const

/** R1, R2: how fast a node takes over another's log: fetched, verified, judged and on its disk. */
export async function measureReplicationSpeed(context: BenchContext): Promise<readonly BenchRow[]> {
  return [await row(context, 1), await row(context, 2)]
}

async function row(context: BenchContext, cores: 1 | 2): Promise<BenchRow> {
  const { replicatedRecords } = context.scale
  const { author, reader } = await startTwoNodes(context, cores)
  let sample: Sample
  try {
    await author.ask('append', replicatedRecords, 1000)
    await author.ask('befriend')
    sample = await reader.ask('take', replicatedRecords)
  } finally {
    author.stop()
    reader.stop()
  }
  if (factOf(sample, 'quarantined') > 0) throw new Error('a record of an honest node was not believed')
  const perS = replicatedRecords / (sample.ms / 1000)
  const cpuUs = (factOf(sample, 'cpuMs') * 1000) / replicatedRecords
  return {
    claim: `R${cores} verified replication, ${cores === 1 ? 'one core' : 'two cores'}`,
    bar: `≥ ${bars[cores]} records/s`,
    floor: '–',
    measured: `${digits(perS)} records/s of ${replicatedRecords} (${digits(cpuUs)} µs of processor each)`,
    verdict: atLeast({ value: perS, bar: bars[cores], floor: bars[cores] }),
  }
}
