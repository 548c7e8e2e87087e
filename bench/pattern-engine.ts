import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { matchPattern, readObservations, readPattern } from '@yagura/cyber'

/** Pairs of a pattern and what it is asked of. */
const cases: readonly { pattern: string; observed: unknown }[] = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))
const rounds = Number(process.argv[3])

function run(): number {
  let matched = 0
  for (const { pattern, observed } of cases) {
    const read = readPattern(pattern)
    const { observations } = readObservations(observed)
    if (!read.ok) continue
    const answer = matchPattern(read.pattern, observations)
    if (answer.ok && answer.matched) matched += 1
  }
  return matched
}

let matched = run()
const begun = performance.now()
for (let round = 0; round < rounds; round += 1) matched = run()
const ms = performance.now() - begun
process.stdout.write(JSON.stringify({ ms, matched, pairs: cases.length * rounds }))
