import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { BenchContext } from './bench-context.ts'
import { atMost, type BenchRow, digits } from './bench-row.ts'
import { factOf } from './engine-messages.ts'
import { timeCommand, timePythonPeer } from './time-process.ts'

const bars = { firstS: 3, secondS: 1, residentMiB: 400 }
const bundle = 'cyber/stix/enterprise-attack-stix20.json.gz'

/**
 * C2: a bundle of ATT&CK as STIX 2.0 read, upgraded, checked, indexed and durable, by the command from its start; then once
 * more. Beside it the stix2 library, which only reads and checks the objects.
 */
export async function measureIntelligenceIntake(context: BenchContext): Promise<readonly BenchRow[]> {
  const file = join(context.sharedFolder, bundle)
  if (!existsSync(file)) return []
  const data = join(context.scratch, 'intake')
  const rounds = { first: [] as number[], second: [] as number[], residentMiB: [] as number[] }
  let read = 0
  for (let round = 0; round < context.scale.intakeRounds; round += 1) {
    rmSync(data, { recursive: true, force: true })
    const first = await timeCommand(context, ['cyber', 'import', file, '--data', data])
    const second = await timeCommand(context, ['cyber', 'import', file, '--data', data])
    read = addedBy(first.said)
    if (addedBy(second.said) !== 0) throw new Error('a second import added versions')
    rounds.first.push(first.ms / 1000)
    rounds.second.push(second.ms / 1000)
    rounds.residentMiB.push(first.residentMiB)
  }
  const plain = join(context.scratch, 'bundle.json')
  writeFileSync(plain, gunzipSync(readFileSync(file)))
  const peer = await timePythonPeer(context, 'parse_stix', [plain, '2.0'])
  const [firstS, secondS, residentMiB] = [
    medianOf(rounds.first),
    medianOf(rounds.second),
    Math.max(...rounds.residentMiB),
  ]
  const beside =
    peer === undefined
      ? 'stix2 is not installed'
      : `stix2 parses ${factOf(peer, 'objects')} in ${digits(peer.ms / 1000)} s, stores none`
  return [
    {
      claim: `C2 ${read} objects imported, whole command`,
      bar: `≤ ${bars.firstS} s, ≤ ${bars.residentMiB} MiB`,
      floor: '–',
      measured: `${digits(firstS)} s ${spread(rounds.first)}, ${digits(residentMiB)} MiB resident (${beside})`,
      verdict: atMost(
        { value: firstS, bar: bars.firstS, floor: bars.firstS },
        { value: residentMiB, bar: bars.residentMiB, floor: bars.residentMiB },
      ),
    },
    {
      claim: 'C2 the same file again, whole command',
      bar: `no new version, ≤ ${bars.secondS} s`,
      floor: '–',
      measured: `0 new, ${digits(secondS)} s ${spread(rounds.second)}`,
      verdict: atMost({ value: secondS, bar: bars.secondS, floor: bars.secondS }),
    },
  ]
}

function addedBy(said: string): number {
  const { added }: { added: number } = JSON.parse(said)
  return added
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

function spread(values: readonly number[]): string {
  return `[${digits(Math.min(...values))}–${digits(Math.max(...values))}]`
}
