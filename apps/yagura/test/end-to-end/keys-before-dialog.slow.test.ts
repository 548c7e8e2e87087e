import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshFolder, startChromium, startNode } from '@yagura/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { keepQuiet, openConsole, screenOnce, waitForPage } from './console-page.ts'
import { elementSets } from './element-sets.ts'
import { ask, pause } from './node-requests.ts'

/** How long the code of the search takes to come here, ms: over a slow line it takes so long. */
const fetchMs = 700
/** A key meant for one alert does not act on the next within this time, ms: see useTrayKeys. */
const settledMs = 600

test('letters typed after slash stand in the search and do nothing to alerts, though its code is still to come', async () => {
  const file = join(freshFolder(), 'catalogue.json')
  writeFileSync(file, elementSets(['ALPHA', 'BETA', 'GAMMA'], new Date().toISOString().slice(0, -1)))
  const node = await startNode(['--elements', file])
  onTestFinished(async () => {
    await node.stop()
  })
  await keepQuiet(node)
  await ask(node, 'POST', '/api/v1/rules', {
    ...{ id: 'any', objects: { all: true }, maxMissKm: 5, leadTimeH: 24, priority: 'serious', timeAllowedMin: 30 },
    ...{ consequence: 'None: the objects are generated.', action: 'Look.' },
  })
  await screenOnce(node, { days: 0.5, withinKm: 5 })
  const running = await startChromium()
  onTestFinished(() => running.close())
  const { page } = await openConsole(running, node, '/watch')
  const posts: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') posts.push(new URL(request.url()).pathname)
  })
  const tray = page.getByRole('complementary', { name: 'Alerts, deadlines and jobs' })
  await waitForPage(page)
  await tray.locator('.alert-title').first().waitFor()
  await pause(settledMs)
  let fetched = 0
  await page.route(/\/assets\/.*\.js$/, async (route) => {
    fetched += 1
    await pause(fetchMs)
    await route.continue()
  })
  await page.keyboard.type('/apt')
  const field = page.getByRole('combobox', { name: 'Search' })
  await field.waitFor()
  expect({ typed: await field.inputValue(), fetched: fetched > 0 }).toEqual({ typed: 'apt', fetched: true })
  await page.keyboard.type('29')
  expect(await field.inputValue()).toBe('apt29')
  await page.keyboard.press('Escape')
  await page.keyboard.type('/apt')
  expect(await field.inputValue()).toBe('apt')
  const { items } = (await node.read('/api/v1/alerts?state=acknowledged')) as { items: readonly unknown[] }
  expect({ posts, acknowledged: items }).toEqual({ posts: [], acknowledged: [] })
})
