import { type RunningBrowser, type RunningNode, startChromium, startNode } from '@yagura/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConsolePage, openConsole } from './console-page.ts'
import { ask } from './node-requests.ts'

const first = { name: 'M. Sato', role: 'administrator', password: 'a long first password' }
const second = { name: 'K. Abe', role: 'administrator', password: 'a long second password' }

/** A node with two administrators and a Critical rule; each test goes on where the one before has stopped. */
let node: RunningNode
let running: RunningBrowser
let shown: ConsolePage
let page: Page

beforeAll(async () => {
  node = await startNode(['--simulated'])
  for (const account of [first, second]) await ask(node, 'POST', '/api/v1/officers', account)
  await ask(node, 'POST', '/api/v1/rules', {
    id: 'station',
    objects: { all: true },
    maxMissKm: 0.01,
    leadTimeH: 24,
    priority: 'critical',
    consequence: 'None: the objects are generated.',
    action: 'Look, and acknowledge.',
    timeAllowedMin: 15,
  })
  running = await startChromium()
  shown = await openConsole(running, node, '/settings/rules')
  page = shown.page
  page.setDefaultTimeout(30_000)
})

afterAll(async () => {
  await running?.close()
  await node?.stop()
})

const row = () => page.getByRole('row').filter({ has: page.getByRole('cell', { name: 'station', exact: true }) })
const dialog = () => page.getByRole('dialog')
const save = () => dialog().getByRole('button', { name: 'Save rule' }).click()

test('a Critical rule is not removed: the dialog says that it is lowered first, and leads there', async () => {
  const signIn = page.getByRole('dialog', { name: 'Sign in' })
  await signIn.getByLabel('Name').fill(first.name)
  await signIn.getByLabel('Password').fill(first.password)
  await page.keyboard.press('Enter')
  await signIn.waitFor({ state: 'detached' })
  await row().getByRole('button', { name: 'Remove' }).click()
  await dialog().getByText('It is removed only after its priority was lowered').waitFor()
  await dialog().getByRole('button', { name: 'Edit' }).click()
  await dialog().getByLabel('Priority').selectOption('Caution')
})

test('lowering it asks for the second signature and says whose', async () => {
  await save()
  const name = dialog().getByLabel('Name of the second administrator')
  await name.waitFor()
  expect(await name.evaluate('document.activeElement.name')).toBe('secondName')
  await dialog().getByText(`another one than ${first.name} signs here`).waitFor()
  await dialog().getByText(`One of: ${second.name}`).waitFor()
  expect(await dialog().getByRole('alert').count()).toBe(0)
})

test('a wrong signature is refused beside what was entered, and the session of the first goes on', async () => {
  await dialog().getByLabel('Name of the second administrator').fill(second.name)
  await dialog().getByLabel('Password of that administrator').fill('not that password')
  await save()
  await dialog().getByRole('alert').getByText('rule/second-signature').waitFor()
  expect(await dialog().getByLabel('Priority').inputValue()).toBe('caution')
})

test('with the signature of the second it is lowered, the log names both, and it can be removed', async () => {
  await dialog().getByLabel('Password of that administrator').fill(second.password)
  await save()
  await row().getByText('Caution').waitFor()
  const { items } = (await ask(node, 'GET', '/api/v1/log?limit=50')) as { items: { kind: string; text: string }[] }
  expect(items.find(({ kind }) => kind === 'rule/changed')?.text).toContain(`${first.name} and ${second.name}`)
  await row().getByRole('button', { name: 'Remove' }).click()
  await dialog().getByRole('button', { name: 'Remove' }).click()
  await row().waitFor({ state: 'detached' })
})
