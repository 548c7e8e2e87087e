import { type RunningBrowser, type RunningNode, startChromium, startNode } from '@yagura/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openConsole, waitForPage } from './console-page.ts'

/** Five lines of text: more of one job would push the others off the page. */
const mostRowPx = 120

let node: RunningNode
let running: RunningBrowser
const name = `${'a-file-of-intelligence-with-a-long-name-'.repeat(3)}.json`

beforeAll(async () => {
  node = await startNode([])
  running = await startChromium()
})

afterAll(async () => {
  await running?.close()
  await node?.stop()
})

test('a truncated file is followed to the end of its import, with counts and reason, in both languages', async () => {
  const { page } = await openConsole(running, node, '/cyber/feeds')
  const file = { name, mimeType: 'application/json', buffer: Buffer.from('{"type":"bundle","objects":[{"type":"ind') }
  await page.locator('input[type=file]').setInputFiles(file)
  const told = page.getByRole('status').filter({ hasText: `${name} was imported: objects: 1 read, 0 added` })
  await told.getByText('1 not usable; first problem: the file is no JSON, or ends in the middle').waitFor()
  await page.getByRole('button', { name: '日本語' }).click()
  await page.getByRole('status').getByText('最初の問題：JSONではないか、途中で終わっている').waitFor()
  await page.context().close()
})

test.each(['en', 'ja'])('no column of the jobs lies off the panel at 1440 pixels, in %s', async (language) => {
  const { page } = await openConsole(running, node, `/jobs?lang=${language}`)
  const table = page.locator('.jobs-table .scroll')
  await table.getByText(name).waitFor()
  await waitForPage(page)
  expect(await table.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0)
  const row = table.getByRole('row').filter({ hasText: name })
  expect(await row.evaluate(({ clientHeight }) => clientHeight)).toBeLessThan(mostRowPx)
  await page.context().close()
})

test('an id that no object can have is told in words', async () => {
  const { page } = await openConsole(running, node, '/cyber/object/indicator--nope')
  await page.getByRole('alert').getByText('There is no object indicator--nope').waitFor()
  expect(await page.getByText('pattern').count()).toBe(0)
  await page.context().close()
})

test('where no sign-in is required nobody is asked to sign out, and a name can be given and taken back', async () => {
  const { page } = await openConsole(running, node, '/watch')
  const bar = page.getByRole('banner')
  await bar.getByRole('button', { name: 'Sign in' }).click()
  await page.getByLabel('Name').fill('K. Abe')
  await page.keyboard.press('Enter')
  await bar.getByText('K. Abe').waitFor()
  await bar.getByRole('button', { name: 'Sign out' }).click()
  await bar.getByText('local').waitFor()
  expect(await bar.getByRole('button', { name: 'Sign out' }).count()).toBe(0)
  await page.context().close()
})
