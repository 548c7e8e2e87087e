import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { startIso } from './bench-catalogue.ts'
import type { BenchContext } from './bench-context.ts'
import type { Sample } from './engine-messages.ts'

/**
 * One run of `yagura space screen` as a user starts it: start of Node, reading, threads and rows on standard output.
 *
 * @returns The whole time, the time until the first row came, and the number of rows.
 */
export function runScreen(context: BenchContext, days: number, primaries: readonly number[]): Promise<Sample> {
  const words = ['space', 'screen', context.catalogueFile, '--start', startIso, '--days', String(days)]
  words.push('--within-km', '5', '--workers', '2')
  if (primaries.length > 0) words.push('--primary', primaries.join())
  const program = join(context.benchFolder, '../apps/yagura/bin/yagura.js')
  const begun = performance.now()
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  let firstRowMs = Number.NaN
  let rows = 0
  let said = ''
  child.stdout.on('data', (bytes: Uint8Array) => {
    if (rows === 0) firstRowMs = performance.now() - begun
    for (const byte of bytes) if (byte === 10) rows += 1
  })
  child.stderr.on('data', (bytes: Uint8Array) => {
    said += Buffer.from(bytes).toString()
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      const ms = performance.now() - begun
      if (code === 0) resolve({ ms, facts: { rows, firstRowMs: rows === 0 ? ms : firstRowMs } })
      else reject(new Error(`yagura space screen ended with ${code}:\n${said}`))
    })
  })
}
