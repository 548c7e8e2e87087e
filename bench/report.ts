import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { type BenchRow, tableOf } from './bench-row.ts'

const begin = '<!-- bench:begin -->'
const end = '<!-- bench:end -->'
const headline = /^(P1|P2|P3|S1|S3|S5 one|S6|R\d|C\d)/
const gibibyte = 1 << 30

/** What the figures were measured on. */
export function describeMachine(): string {
  const processor = cpus()[0]?.model ?? 'unknown processor'
  const memory = `${Math.round(totalmem() / gibibyte)} GiB`
  return `${availableParallelism()} cores (${processor}), ${memory}, Node ${process.version}, ${process.platform}`
}

/** The load of the machine over the last minute, which ought to be near zero before a run whose figures are kept. */
export function loadNow(): string {
  return (loadavg()[0] ?? 0).toFixed(2)
}

/** Puts the table into bench/README.md and its headline rows into the repository's README.md, between their markers. */
export function writeReport(benchFolder: string, conditions: string, rows: readonly BenchRow[]): void {
  replaceBetweenMarkers(join(benchFolder, 'README.md'), `${conditions}\n\n${tableOf(rows)}`)
  const headlines = rows.filter(({ claim }) => headline.test(claim))
  replaceBetweenMarkers(join(benchFolder, '../README.md'), `${conditions}\n\n${tableOf(headlines)}`)
}

function replaceBetweenMarkers(file: string, text: string): void {
  const whole = readFileSync(file, 'utf8')
  const from = whole.indexOf(begin)
  const to = whole.indexOf(end)
  if (from < 0 || to < from) throw new Error(`${file} has no ${begin} … ${end}`)
  writeFileSync(file, `${whole.slice(0, from + begin.length)}\n${text}\n${whole.slice(to)}`)
}
