import { type RunningBrowser, type RunningNode, startChromium, startNode } from '@yagura/testkit'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import {
  type ConsolePage,
  keepQuiet,
  type ListedApproach,
  openConsole,
  screenOnce,
  waitForPage,
} from './console-page.ts'
import { keyToPaintMs, percentile, watchKeys } from './key-to-paint.ts'
import { ask, pause, whenTrue } from './node-requests.ts'

// What does not come is told within minutes, not after the half hour of a long run.
vi.setConfig({ testTimeout: 180_000 })

let node: RunningNode
let running: RunningBrowser
let shown: ConsolePage
/** Objects by the rule that is to tell of their approaches, and how many pairs each rule must find. */
let wanted: readonly { readonly ids: readonly number[]; readonly pairs: ReadonlySet<string> }[]

const withinKm = 3
const ruleCount = 50
const alertsPerRule = 20
/** Which of the rules are Critical. */
const criticalRules = [10, 35]
const durationMs = 60_000

beforeAll(async () => {
  node = await startNode(['--simulated'])
  await keepQuiet(node)
  const found = await screenOnce(node, { days: 0.25, withinKm })
  const soonMs = Date.now() + 10 * 60_000
  const later = found.filter(({ tcaUtc }) => Date.parse(tcaUtc) > soonMs)
  wanted = shareOut(later)
  running = await startChromium()
  shown = await openConsole(running, node, '/watch')
  await waitForPage(shown.page)
})

afterAll(async () => {
  await running?.close()
  await node?.stop()
})

/** Groups of objects that meet one another and nobody else, so many to a rule that each rule has its number of pairs. */
function shareOut(approaches: readonly ListedApproach[]): typeof wanted {
  const groupOf = new Map<number, { readonly ids: Set<number>; readonly pairs: Set<string> }>()
  for (const { primary, secondary } of approaches) {
    const joined = { ids: new Set([primary.id, secondary.id]), pairs: new Set([`${primary.id}-${secondary.id}`]) }
    for (const group of [groupOf.get(primary.id), groupOf.get(secondary.id)]) {
      for (const id of group?.ids ?? []) joined.ids.add(id)
      for (const pair of group?.pairs ?? []) joined.pairs.add(pair)
    }
    for (const id of joined.ids) groupOf.set(id, joined)
  }
  const groups = [...new Set(groupOf.values())].sort((one, other) => one.pairs.size - other.pairs.size)
  return Array.from({ length: ruleCount }, () => {
    const ids: number[] = []
    const pairs = new Set<string>()
    while (pairs.size < alertsPerRule) {
      const group = groups.shift()
      if (group === undefined) throw new Error('the screening has found too few approaches for this flood')
      ids.push(...group.ids)
      for (const pair of group.pairs) pairs.add(pair)
    }
    return { ids, pairs }
  })
}

const priorityOf = (index: number) => {
  if (criticalRules.includes(index)) return 'critical'
  return index % 5 === 0 ? 'serious' : index % 2 === 0 ? 'caution' : 'advisory'
}

async function raise(index: number): Promise<void> {
  await ask(node, 'POST', '/api/v1/rules', {
    id: `flood-${priorityOf(index)}-${index}`,
    objects: { ids: wanted[index]?.ids },
    maxMissKm: withinKm,
    leadTimeH: 24,
    priority: priorityOf(index),
    consequence: 'None: the objects are generated.',
    action: 'Look, and acknowledge.',
    timeAllowedMin: 30,
  })
}

type Listed = {
  readonly items: readonly { readonly id: string; readonly ruleId: string; readonly title: string }[]
  readonly total: number
}

test('a thousand alerts in a minute: no Critical is lost, and the tray answers a key within 100 ms', async () => {
  const { page } = shown
  await watchKeys(page)
  const beganMs = Date.now()
  let pressed = 0
  for (let index = 0; index < ruleCount; index += 1) {
    const raised = raise(index)
    while (Date.now() < beganMs + ((index + 1) * durationMs) / ruleCount) {
      await page.keyboard.press(pressed % 7 === 6 ? 'k' : 'j')
      pressed += 1
      await pause(150)
    }
    await raised
  }
  const tookS = (Date.now() - beganMs) / 1000
  const all = (await ask(node, 'GET', '/api/v1/alerts?state=all&limit=1000')) as Listed
  const durationsMs = await keyToPaintMs(page, pressed)
  process.stdout.write(
    `flood: ${all.total} alerts in ${tookS.toFixed(0)} s; key to paint of the tray over ${pressed} keys: median ${percentile(durationsMs, 0.5)} ms, p95 ${percentile(durationsMs, 0.95)} ms, most ${percentile(durationsMs, 1)} ms\n`,
  )
  expect(all.total).toBeGreaterThanOrEqual(1000)
  const critical = (await ask(node, 'GET', '/api/v1/alerts?state=all&priority=critical&limit=1000')) as Listed
  const expected = criticalRules.reduce((sum, index) => sum + (wanted[index]?.pairs.size ?? 0), 0)
  expect(critical.items.filter(({ ruleId }) => ruleId.startsWith('flood-critical')).length).toBe(expected)
  await page.reload()
  const tray = page.getByRole('complementary', { name: 'Alerts, deadlines and jobs' })
  await tray.getByText(/^FLOOD/).waitFor()
  for (const { id } of critical.items) expect(await tray.locator(`a[href="/a/${id}"]`).count(), id).toBeGreaterThan(0)
  expect(percentile(durationsMs, 0.95)).toBeLessThanOrEqual(100)
})

test('the tray says FLOOD with the count, and the log has an entry of it', async () => {
  const tray = shown.page.getByRole('complementary', { name: 'Alerts, deadlines and jobs' })
  expect(await tray.getByText(/^FLOOD [\d,]+ in 10 min/).count()).toBe(1)
  const log = (await ask(node, 'GET', '/api/v1/log?kind=alert/flood')) as { items: readonly { text: string }[] }
  expect(log.items.length).toBeGreaterThan(0)
  await whenTrue(async () => ((await node.read('/api/v1/status')) as { alerts: { flood: boolean } }).alerts.flood)
})

test('while it floods, a Critical is acknowledged by the keys j and a', async () => {
  const { page } = shown
  await page.keyboard.press('j')
  await page.keyboard.press('a')
  await whenTrue(async () => {
    const { items } = (await node.read('/api/v1/alerts?state=acknowledged')) as { items: { priority: string }[] }
    return items.some(({ priority }) => priority === 'critical')
  })
  expect(shown.faults).toEqual([])
})
