import { closeSync, existsSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { BenchContext } from './bench-context.ts'
import { atLeast, type BenchRow, digits } from './bench-row.ts'
import { factOf } from './engine-messages.ts'
import { timeProcess, timeScript } from './time-process.ts'

const bars = { indicatorsPerS: 200_000, rulesPerS: 20_000 }
const logFile = 'cyber/logs/zeek/dns.json.gz'
const rulesFolder = 'cyber/sigma'
const indicatorCount = 100_000
/** Of the log's own names, each of which stands in few of its lines. */
const occurring = ['safebrowsing.googleapis.com', 'valve311.steamcontent.com', 'authors.bind']

/**
 * C3: a Zeek log against indicators, the whole command from its start to the last alert, kept on one core. Beside it a
 * program that parses each line and looks up every text in it. C4: the same log against all shared Sigma rules.
 */
export async function measureLogScan(context: BenchContext): Promise<readonly BenchRow[]> {
  const source = join(context.sharedFolder, logFile)
  if (!existsSync(source)) return []
  const { events, log } = writeLog(context, gunzipSync(readFileSync(source)), context.scale.logCopies)
  const bundle = writeBundle(context)
  const rates: number[] = []
  let alerts = 0
  for (let round = 0; round < context.scale.intakeRounds; round += 1) {
    const { ms, said } = await scan(context, ['--bundle', bundle, log])
    rates.push(events / (ms / 1000))
    alerts = said.split('\n').length - 1
  }
  const naive = await timeScript(context.script('naive-scan-engine'), [bundle, log])
  if (factOf(naive, 'alerts') !== alerts)
    throw new Error(`${alerts} alerts, by the naive scan ${factOf(naive, 'alerts')}`)
  const rate = medianOf(rates)
  const part = writeLog(context, gunzipSync(readFileSync(source)), Math.ceil(context.scale.logCopies / 10))
  const ruled = await scan(context, ['--sigma', join(context.sharedFolder, rulesFolder), part.log])
  const ruledRate = part.events / (ruled.ms / 1000)
  return [
    {
      claim: `C3 ${indicatorCount + occurring.length} indicators in ${events} Zeek events, whole command, one core`,
      bar: `≥ ${bars.indicatorsPerS} events/s`,
      floor: '–',
      measured: `${digits(rate)} events/s [${digits(Math.min(...rates))}–${digits(Math.max(...rates))}], ${alerts} alerts (parsing each line: ${digits(events / (naive.ms / 1000))})`,
      verdict: atLeast({ value: rate, bar: bars.indicatorsPerS, floor: bars.indicatorsPerS }),
    },
    {
      claim: `C4 all shared Sigma rules, ${part.events} Zeek events, whole command, one core`,
      bar: `≥ ${bars.rulesPerS} events/s`,
      floor: '–',
      measured: `${digits(ruledRate)} events/s`,
      verdict: atLeast({ value: ruledRate, bar: bars.rulesPerS, floor: bars.rulesPerS }),
    },
  ]
}

function scan(context: BenchContext, words: readonly string[]) {
  const command = join(context.benchFolder, '../apps/yagura/bin/yagura.js')
  return timeProcess(
    'taskset',
    ['-c', '0', process.execPath, command, 'cyber', 'scan', '--format-in', 'zeek', ...words],
    {},
    [0, 1],
  )
}

function writeLog(
  context: BenchContext,
  lines: Uint8Array,
  copies: number,
): { readonly events: number; readonly log: string } {
  const log = join(context.scratch, `zeek-${copies}.json`)
  const file = openSync(log, 'w')
  for (let copy = 0; copy < copies; copy += 1) writeSync(file, lines)
  closeSync(file)
  return { log, events: copies * lines.reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0) }
}

/** Names, addresses, hashes and web addresses that occur nowhere, and a few that do. */
function writeBundle(context: BenchContext): string {
  const patternOf = (index: number): string => {
    switch (index % 4) {
      case 0:
        return `[ipv4-addr:value = '203.${(index >> 8) & 255}.${index & 255}.9']`
      case 1:
        return `[domain-name:value = 'host${index}.evil${index % 977}.example']`
      case 2:
        return `[file:hashes.'SHA-256' = '${index.toString(16).padStart(64, '0')}']`
      default:
        return `[url:value = 'http://h${index}.bad.example/p/${index}.exe']`
    }
  }
  const patterns = Array.from({ length: indicatorCount }, (_, index) => patternOf(index))
  for (const name of occurring) patterns.push(`[domain-name:value = '${name}']`)
  const objects = patterns.map((pattern, index) => ({
    type: 'indicator',
    id: `indicator--00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    modified: '2026-01-01T00:00:00.000Z',
    ...{ pattern, pattern_type: 'stix', valid_from: '2018-01-01T00:00:00Z' },
  }))
  const file = join(context.scratch, 'indicators.json')
  writeFileSync(file, JSON.stringify({ type: 'bundle', id: 'bundle--1', objects }))
  return file
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}
