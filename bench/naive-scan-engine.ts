import { createReadStream, readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'

// The way that comes to mind first: each line is parsed, and every text in it looked up in a set. Prints its time and alerts.
const [bundle = '', log = ''] = process.argv.slice(2)
const begun = performance.now()
const { objects }: { objects: readonly { readonly pattern: string }[] } = JSON.parse(readFileSync(bundle, 'utf8'))
const sought = new Set(objects.map(({ pattern }) => /= '(.*)'\]$/.exec(pattern)?.[1] ?? ''))
let alerts = 0

function hitsIn(value: unknown): number {
  if (typeof value === 'string') return sought.has(value.toLowerCase()) ? 1 : 0
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce((sum: number, inner) => sum + hitsIn(inner), 0)
}

for await (const line of createInterface({ input: createReadStream(log) }))
  alerts += hitsIn(JSON.parse(line)) > 0 ? 1 : 0
process.stdout.write(JSON.stringify({ ms: performance.now() - begun, alerts }))
