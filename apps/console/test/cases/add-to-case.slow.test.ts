import { type RunningBrowser, startChromium } from '@yagura/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveConsole } from '../dev/dev-server.ts'
import { alerts } from '../dev/fake-answers.ts'

let server: Awaited<ReturnType<typeof serveConsole>>
let running: RunningBrowser

beforeAll(async () => {
  server = await serveConsole()
  running = await startChromium()
})

afterAll(async () => {
  await running?.close()
  await server?.close()
})

const caseId = '01J00000000000000000000CAS'

/** The page of an alert; what it says to the node of cases is answered here and kept. */
async function alertPage(id: string, items: readonly { readonly id: string; readonly title: string }[]) {
  const page = await running.browser.newPage({ viewport: { width: 1440, height: 900 } })
  const sent: { readonly path: string; readonly body: unknown }[] = []
  await page.route('**/api/v1/cases**', async (route) => {
    const request = route.request()
    if (request.method() === 'GET') return route.fulfill({ json: { items, total: items.length, offset: 0 } })
    sent.push({ path: new URL(request.url()).pathname, body: request.postDataJSON() })
    const isThing = request.url().endsWith('/things')
    return route.fulfill({ json: isThing ? { link: 'here/1', evidence: null, event: null } : { id: caseId } })
  })
  await page.goto(`${server.url}/a/${id}`)
  await page.getByRole('button', { name: 'Add to case' }).waitFor()
  return { page, sent }
}

test('the key C on an alert links it with an open case, with its title and its page', async () => {
  const [alert] = alerts
  if (alert === undefined) throw new Error('no alert')
  const { page, sent } = await alertPage(alert.id, [{ id: caseId, title: 'Outage' }])
  await page.keyboard.press('c')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Case', { exact: true }).selectOption(caseId)
  await dialog.getByRole('button', { name: 'Add to case' }).click()
  await dialog.waitFor({ state: 'detached' })
  const to = { type: 'alert', id: alert.id, path: `/a/${alert.id}`, title: alert.title }
  expect(sent).toEqual([{ path: `/api/v1/cases/${caseId}/things`, body: { rel: 'concerns', to } }])
})

test('where no case is open an alert opens one of its own title', async () => {
  const [alert] = alerts
  if (alert === undefined) throw new Error('no alert')
  const { page, sent } = await alertPage(alert.id, [])
  await page.getByRole('button', { name: 'Add to case' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Case', { exact: true }).waitFor()
  await dialog.getByRole('button', { name: 'Add to case' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(sent.map(({ path }) => path)).toEqual(['/api/v1/cases', `/api/v1/cases/${caseId}/things`])
  expect(sent[0]?.body).toEqual({ title: alert.title })
})
