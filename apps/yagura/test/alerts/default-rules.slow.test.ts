import { runYagura, sharedData } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { defaultRules } from '../../src/node/alerts/default-rules.ts'
import { scratch } from '../scratch.ts'
import { ommCsv, simulatedSets, simulatedStart } from '../simulated-file.ts'

const write = scratch()
const catalogue2024 = sharedData('space/catalogue/spacetrack_20240705.3le')
/** What one officer can look through when the watch begins; the rate that is wanted is one alert in ten minutes. */
const mostOpen = 30
const wantedPerDay = 24 * 6

type Counts = Readonly<Record<string, number>>

/** Alerts that are open at the start, by rule, after a screening as long as the rules look ahead. */
async function openAtStart(elementSets: string, startIso: string): Promise<Counts> {
  const screening = ['space', 'screen', elementSets, '--start', startIso, '--days', '3', '--within-km', '5']
  const screened = await runYagura(screening)
  const approaches = write('approaches.ndjson', screened.stdout)
  const rules = write('rules.json', JSON.stringify({ rules: defaultRules }))
  const judging = ['space', 'alerts', approaches, '--rules', rules, '--catalogue', elementSets, '--at', startIso]
  const judged = await runYagura(judging)
  const counts: Record<string, number> = {}
  for (const line of judged.stdout.split('\n').filter((text) => text !== '')) {
    const { rule }: { rule: string } = JSON.parse(line)
    counts[rule] = (counts[rule] ?? 0) + 1
  }
  process.stdout.write(`open by the default rules at ${startIso}: ${JSON.stringify(counts)}\n`)
  return counts
}

function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

test.skipIf(catalogue2024 === undefined)(
  'the default rules find something in the catalogue of 2024-07-05, no more than an officer can look through',
  async () => {
    const counts = await openAtStart(catalogue2024 ?? '', '2024-07-05T12:00:00Z')
    expect(total(counts)).toBeGreaterThan(0)
    expect(total(counts)).toBeLessThanOrEqual(mostOpen)
    // Each is open for a day at most before it is past, so that as many come in a day as are open.
    expect(total(counts)).toBeLessThanOrEqual(wantedPerDay)
  },
)

test('the default rules find something in the whole simulated population, no more than an officer can look through', async () => {
  const counts = await openAtStart(write('simulated.csv', ommCsv(simulatedSets(30_000))), simulatedStart)
  expect(total(counts)).toBeGreaterThan(0)
  expect(total(counts)).toBeLessThanOrEqual(mostOpen)
})
