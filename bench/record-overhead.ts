import type { BenchContext } from './bench-context.ts'
import { atMost, type BenchRow, digits } from './bench-row.ts'
import { factOf } from './engine-messages.ts'
import { startTwoNodes } from './start-nodes.ts'

const barBytes = 170
/** A disk keeps the root of each full tile, 32 bytes for 256 entries, and a 255th of that for the tiles above; leaf hashes come from the entries. */
const tileBytes = (32 / 256) * (256 / 255)

/** R4: what a record costs beyond its canonical body: signature, length, checkpoints, proofs and HTTP on the wire; the tree on the disk. */
export async function measureRecordOverhead(context: BenchContext): Promise<readonly BenchRow[]> {
  const { replicatedRecords } = context.scale
  const { author, reader } = await startTwoNodes(context, 2)
  try {
    const appended = await author.ask('append', replicatedRecords, 1000)
    await author.ask('befriend')
    const taken = await reader.ask('take', replicatedRecords)
    const wireBytes = factOf(taken, 'receivedBytes') / replicatedRecords - factOf(appended, 'bodyBytes')
    return [
      {
        claim: 'R4 overhead of a record with one signature',
        bar: `≤ ${barBytes} B beyond its canonical body`,
        floor: '–',
        measured: `${digits(wireBytes)} B on the wire (inside TLS), and ${digits(tileBytes)} B of the tree on each disk: ${digits(wireBytes + tileBytes)} B`,
        verdict: atMost({ value: wireBytes + tileBytes, bar: barBytes, floor: barBytes }),
      },
    ]
  } finally {
    author.stop()
    reader.stop()
  }
}
