import { expect, test } from 'vitest'
import { readPattern } from '../../src/index.ts'

const patterns = [
  "[file:hashes.'SHA-256' = 'aec070645fe53ee3b3763059376134f058cc337247c978add178b6ccdfb0019f']",
  "[ipv4-addr:value = '198.51.100.1/32' OR ipv4-addr:value = '203.0.113.33/32' OR ipv6-addr:value = '2001:0db8::/96']",
  "([file:name = 'foo.dll' AND file:parent_directory_ref.path = 'C:\\\\Windows'] AND [process:pid > 4]) WITHIN 300 SECONDS",
]
const leastPerSecond = 20_000

test(`${leastPerSecond} patterns a second are read on one core`, () => {
  const rounds = 20_000
  const begun = process.cpuUsage()
  for (let round = 0; round < rounds; round += 1) readPattern(patterns[round % patterns.length] ?? '')
  const { user, system } = process.cpuUsage(begun)
  expect(rounds / ((user + system) / 1e6)).toBeGreaterThan(leastPerSecond)
})
