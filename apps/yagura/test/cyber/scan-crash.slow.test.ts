import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { runYagura, seededRandom } from '@yagura/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { correlations, indicatorsOfSeveral, lineOfSeveral, titlesOfSeveral } from './rules-of-several.ts'
import { scanInto } from './scan-into.ts'

test('correlations and patterns about several events find the same in a scan that is killed at random as in one that is let be', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yagura-scan-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [state, out, sigma, bundle] = ['state.json', 'alerts.ndjson', 'rules.yml', 'bundle.json'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string]
  writeFileSync(sigma, correlations)
  writeFileSync(bundle, JSON.stringify(indicatorsOfSeveral))
  const random = seededRandom(3)
  const logs = [0, 1, 2].map((number) => {
    const lines = Array.from({ length: 30_000 }, (_, index) => lineOfSeveral(random, number * 30_000 + index)).join('')
    const log = join(folder, number === 1 ? 'dns-1.log.gz' : `dns-${number}.log`)
    writeFileSync(log, number === 1 ? gzipSync(lines) : lines)
    return log
  })
  const args = ['cyber', 'scan', '--sigma', sigma, '--bundle', bundle, '--format-in', 'zeek', ...logs]
  const whole = (await runYagura(args)).stdout
  const titles = whole
    .trimEnd()
    .split('\n')
    .map((row) => JSON.parse(row).matched.title)
  expect([...new Set(titles)].toSorted()).toEqual(titlesOfSeveral)
  const doneLines = (): number => {
    if (!existsSync(state)) return 0
    const { logs: places } = JSON.parse(readFileSync(state, 'utf8'))
    return places.reduce((sum: number, { lines }: { lines: number }) => sum + lines, 0)
  }
  for (const part of [0.05, 0.3, 0.35, 0.6, 0.9]) {
    const least = part * 90_000
    await scanInto(out, [...args, '--resume', state], () => doneLines() > least)
    expect(doneLines()).toBeGreaterThan(least)
    if (part !== 0.35) continue
    // A state that would hold too much does without: then the logs are read again.
    const { memory, ...rest } = JSON.parse(readFileSync(state, 'utf8'))
    expect(memory.length).toBeGreaterThan(0)
    writeFileSync(state, JSON.stringify(rest))
  }
  await scanInto(out, [...args, '--resume', state], undefined)
  expect(readFileSync(out, 'utf8')).toBe(whole)
})
