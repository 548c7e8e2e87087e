import type { RunningBrowser, RunningNode } from '@yagura/testkit'
import type { Locator, Page } from 'playwright-core'
import { ask, whenTrue } from './node-requests.ts'

/** A page of the console and what went wrong on it. */
export type ConsolePage = {
  readonly page: Page
  /** Uncaught errors, refusals by the content policy and answers of 404 or 5xx, as they came. */
  readonly faults: readonly string[]
}

/** A page as wide as a usual screen. */
const usualScreen = { width: 1440, height: 900 }

/** A line of Chromium's console that tells of the machine and not of the page. */
const ofTheMachine = /GPU stall|GL Driver Message|Failed to load resource/

/** Opens a path of the node's console in a context of its own: no preference of another test is kept. */
export async function openConsole(
  { browser }: RunningBrowser,
  node: Pick<RunningNode, 'url'>,
  path: string,
  viewport = usualScreen,
): Promise<ConsolePage> {
  const context = await browser.newContext({ viewport })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message))
  page.on('console', (line) => {
    if (line.type() === 'error' && !ofTheMachine.test(line.text())) faults.push(line.text())
  })
  page.on('response', (response) => {
    if (response.status() === 404 || response.status() >= 500) faults.push(`${response.status()} ${response.url()}`)
  })
  await page.goto(`${node.url}${path}`)
  return { page, faults }
}

const nameOfFocus =
  "document.activeElement.ariaLabel ?? document.activeElement.textContent.slice(0, 40) + ' ' + document.activeElement.tagName"

/** Waits until the element has the focus of the keyboard, pressing Tab as often as an officer must. */
export async function tabTo(page: Page, element: Locator, mostPresses = 60): Promise<void> {
  await element.waitFor()
  const passed: unknown[] = []
  for (let press = 0; press <= mostPresses; press += 1) {
    if (await element.evaluate((one) => one.ownerDocument.activeElement === one)) return
    passed.push(await page.evaluate(nameOfFocus))
    await page.keyboard.press('Tab')
  }
  throw new Error(
    `${mostPresses} presses of Tab at ${page.url()} do not reach ${String(element)}:\n${passed.join('\n')}`,
  )
}

/** Presses keys one after the other. */
export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** What of an approach the tests choose by. */
export type ListedApproach = {
  readonly id: string
  readonly tcaUtc: string
  readonly missKm: number
  readonly primary: { readonly id: number; readonly name: string | null }
  readonly secondary: { readonly id: number; readonly name: string | null }
}

/** Waits for the catalogue, and keeps the node from starting screenings by itself. */
export async function keepQuiet(node: RunningNode): Promise<void> {
  const settings = (await ask(node, 'GET', '/api/v1/settings')) as { screening: object }
  await ask(node, 'PUT', '/api/v1/settings', { ...settings, screening: { ...settings.screening, automatic: false } })
  await whenTrue(
    async () => ((await node.read('/api/v1/status')) as { catalogue: { objects: number } }).catalogue.objects > 0,
  )
}

/** Screens and waits for the result. @returns The approaches found, nearest first. */
export async function screenOnce(
  node: RunningNode,
  asked: { readonly days: number; readonly withinKm: number },
): Promise<readonly ListedApproach[]> {
  const { id } = (await ask(node, 'POST', '/api/v1/jobs', { kind: 'screening', ...asked })) as { id: string }
  await whenTrue(async () => {
    const { state } = (await ask(node, 'GET', `/api/v1/jobs/${id}`)) as { state: string }
    if (state === 'failed') throw new Error('the screening failed')
    return state === 'finished'
  })
  const items: ListedApproach[] = []
  for (let total = 1; items.length < total; ) {
    const page = (await ask(
      node,
      'GET',
      `/api/v1/space/close-approaches?sort=miss&limit=1000&offset=${items.length}`,
    )) as {
      readonly items: readonly ListedApproach[]
      readonly total: number
    }
    items.push(...page.items)
    total = page.items.length === 0 ? 0 : page.total
  }
  return items
}

/** Time for the answers that a page asks for when it is opened. */
const mostAnswersMs = 3000

/** Waits until the page has what it asked of the node: status, its own module and its answers. */
export async function waitForPage(page: Page): Promise<void> {
  await page.getByRole('contentinfo').waitFor()
  // The end of what a worker asks is never told, so that the page with the globe is taken as it is after this time.
  await page.waitForLoadState('networkidle', { timeout: mostAnswersMs }).catch(() => undefined)
}
