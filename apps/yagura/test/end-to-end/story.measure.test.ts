import { type RunningBrowser, type RunningNode, startChromium } from '@yagura/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startBusyNode } from './busy-node.ts'
import { type ConsolePage, type ListedApproach, openConsole, press, tabTo } from './console-page.ts'
import { whenTrue } from './node-requests.ts'

// What does not come is told within minutes, not after the half hour of a long run.
vi.setConfig({ testTimeout: 180_000 })

/** One watch from beginning to end: each test goes on where the one before has stopped, and no mouse is touched. */
let node: RunningNode
let running: RunningBrowser
let shown: ConsolePage
let page: Page
let chosen: readonly ListedApproach[]

/** What an object is called on the page. */
const nameOf = ({ id, name }: ListedApproach['primary']) => name ?? String(id)

beforeAll(async () => {
  ;({ node, alerted: chosen } = await startBusyNode())
  running = await startChromium()
  shown = await openConsole(running, node, '/')
  page = shown.page
  await page.getByRole('link', { name: 'Watch', exact: true }).waitFor()
})

afterAll(async () => {
  await running?.close()
  await node?.stop()
})

const place = () => new URL(page.url())
const status = () => page.getByRole('contentinfo')

test('an object is found by slash and its orbit is open', async () => {
  const object = chosen[0]?.primary ?? { id: 0, name: null }
  await press(page, '/')
  await page.getByRole('combobox', { name: 'Search' }).waitFor()
  await page.keyboard.type(nameOf(object))
  await page
    .getByRole('option', { name: nameOf(object) })
    .first()
    .waitFor()
  await press(page, 'Enter')
  const card = page.getByRole('region', { name: `Object ${object.id}` })
  await card.getByText('Perigee × apogee').waitFor()
  expect(await card.getByRole('tab', { name: 'Orbit', selected: true }).count()).toBe(1)
  expect(place().searchParams.get('sel')).toBe(String(object.id))
})

test('the object is followed in time: ten minutes on, played faster, back to now', async () => {
  const bar = page.getByRole('region', { name: 'Shown time' })
  await press(page, '.', '.')
  await page
    .getByRole('banner')
    .getByText(/^PREDICTED .* in \d+ min/)
    .waitFor()
  const at = place().searchParams.get('at')
  expect(Date.parse(at ?? '') - Date.now()).toBeGreaterThan(15 * 60_000)
  await press(page, ' ', ']', ']')
  expect(Number(await page.getByRole('combobox', { name: 'Speed' }).inputValue())).toBeGreaterThan(1)
  await press(page, 'n')
  await bar.getByText('Now', { exact: true }).waitFor()
  expect(place().searchParams.has('at')).toBe(false)
})

test('a screening is started from the list of approaches, watched, cancelled, resumed', async () => {
  await press(page, 'g', 'a')
  await page.getByRole('heading', { name: 'Close approaches' }).first().waitFor()
  await tabTo(page, page.getByRole('button', { name: 'Start a screening…' }))
  await press(page, 'Enter')
  await page.getByRole('dialog', { name: 'Start a screening' }).waitFor()
  await tabTo(page, page.getByLabel('Days', { exact: true }))
  await press(page, 'Control+a')
  await page.keyboard.type('1')
  await tabTo(page, page.getByLabel('Within, km'))
  await press(page, 'Control+a')
  await page.keyboard.type('1')
  await press(page, 'Enter')
  const tray = page.getByRole('complementary', { name: 'Alerts, deadlines and jobs' })
  await tray.getByRole('progressbar', { name: 'Screening of 1 d within 1 km' }).waitFor()
  await tray.getByText(/^([1-9]|[1-9]\d) %$/).waitFor()
  await press(page, 'F6')
  await tabTo(page, tray.getByRole('button', { name: 'Cancel' }))
  await press(page, 'Enter')
  await press(page, 'g', 'j')
  const row = page.getByRole('row').filter({ hasText: 'Screening of 1 d within 1 km' })
  await row.getByText('Cancelled').waitFor()
  await press(page, 'F6')
  await tabTo(page, row.getByRole('button', { name: 'Resume' }))
  await press(page, 'Enter')
  await row.getByText('Finished').waitFor({ timeout: 120_000 })
})

test('its result is opened, and from it an encounter', async () => {
  const row = page.getByRole('row').filter({ hasText: 'Screening of 1 d within 1 km' })
  await tabTo(page, row.getByRole('link', { name: /close approaches within 1 km/ }))
  await press(page, 'Enter')
  const grid = page.getByRole('grid', { name: 'Close approaches' })
  await grid.waitFor()
  expect(place().pathname).toBe('/space/ca')
  await press(page, 'F6', 'F6', 'F6')
  await tabTo(page, grid)
  await press(page, 'ArrowDown', 'ArrowDown')
  expect(place().searchParams.get('sel')).not.toBeNull()
  await press(page, 'Enter')
  await whenTrue(() => /^\/space\/ca\/.+/.test(place().pathname))
  await page.getByText('Miss distance').first().waitFor()
})

test('Back keeps the row that was chosen, and Reload the whole picture', async () => {
  await page.goBack()
  await whenTrue(() => place().pathname === '/space/ca')
  const selected = place().searchParams.get('sel')
  expect(selected).not.toBeNull()
  await page.getByRole('row', { selected: true }).waitFor()
  await page.reload()
  await page.getByRole('row', { selected: true }).waitFor()
  expect(place().searchParams.get('sel')).toBe(selected)
})

test('the Critical is acknowledged by one key, the one after it is shelved', async () => {
  await press(page, 'g', 'w')
  const tray = page.getByRole('complementary', { name: 'Alerts, deadlines and jobs' })
  await tray.getByText('Critical').first().waitFor()
  await press(page, 'j')
  await press(page, 'a')
  const alertsIn = async (state: string) =>
    ((await node.read(`/api/v1/alerts?state=${state}`)) as { items: { priority: string; shelved: object | null }[] })
      .items
  await whenTrue(async () => (await alertsIn('acknowledged')).some(({ priority }) => priority === 'critical'))
  await press(page, 'j')
  await press(page, 'h')
  const dialog = page.getByRole('dialog', { name: /^Shelve/ })
  await dialog.waitFor()
  await page.keyboard.type('Known to the owner')
  await press(page, 'Enter')
  await dialog.waitFor({ state: 'detached' })
  const shelved = (await alertsIn('open')).filter((alert) => alert.shelved !== null)
  expect(shelved).toMatchObject([{ priority: 'serious', shelved: { by: 'local', reason: 'Known to the owner' } }])
  await tray.getByRole('link', { name: '1 shelved' }).waitFor()
})

test('the watch is handed over under both names', async () => {
  await press(page, 'g', 'h')
  await tabTo(page, page.getByLabel('Notes for the next watch'))
  await page.keyboard.type('One Critical is acknowledged, one Serious is shelved.')
  await tabTo(page, page.getByLabel('Name of the officer who takes over'))
  await page.keyboard.type('Sato')
  await tabTo(page, page.getByLabel('Type your own name to sign'))
  await page.keyboard.type('local')
  await tabTo(page, page.getByRole('button', { name: 'Hand the watch over' }))
  await press(page, 'Enter')
  await page.getByText('local → Sato').waitFor()
  const { items } = (await node.read('/api/v1/handovers')) as { items: object[] }
  expect(items).toMatchObject([{ outgoing: 'local', incoming: 'Sato' }])
})

test('theme and language change by key and by palette, and stay after Reload', async () => {
  const root = () => page.locator('html')
  const before = await root().getAttribute('data-theme')
  await press(page, 'F6', 'd')
  expect(await root().getAttribute('data-theme')).not.toBe(before)
  await press(page, 'Control+k')
  await page.getByRole('combobox', { name: 'All commands' }).waitFor()
  await page.keyboard.type('Japanese')
  await press(page, 'Enter')
  await page.getByRole('link', { name: '当直', exact: true }).waitFor()
  expect(await root().getAttribute('lang')).toBe('ja')
  const theme = await root().getAttribute('data-theme')
  await page.reload()
  await page.getByRole('link', { name: '当直', exact: true }).waitFor()
  expect(await root().getAttribute('data-theme')).toBe(theme)
  await status().waitFor()
})

test('nothing went wrong on the page meanwhile', () => {
  expect(shown.faults).toEqual([])
})
