import { freshFolder, type RunningBrowser, type RunningNode, startChromium, startNode } from '@yagura/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientKey } from '../cyber/taxii/client-keys.ts'
import { media } from '../cyber/taxii/taxii-node.ts'
import { axe, violations } from './axe.ts'
import { openConsole, waitForPage } from './console-page.ts'
import { ask } from './node-requests.ts'

let node: RunningNode
let running: RunningBrowser

beforeAll(async () => {
  node = await startNode(['--simulated', '--objects', '5'], freshFolder())
  running = await startChromium()
})

afterAll(async () => {
  await running?.close()
  await node?.stop()
})

const pem = (name: string, text: string) => ({ name, mimeType: 'application/x-pem-file', buffer: Buffer.from(text) })
const signInStatus = async (name: string, password: string): Promise<number> => {
  const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`
  return (await fetch(`${node.url}/taxii2/`, { headers: { authorization, accept: media } })).status
}
const accounts = async () =>
  ((await ask(node, 'GET', '/api/v1/taxii/accounts')) as { items: readonly Record<string, unknown>[] }).items
const dialogOf = (page: Page) => page.getByRole('dialog')
const rowOf = (page: Page, name: string) => page.locator('tr').filter({ hasText: name })

test('an administrator lets a TAXII client in on the page, by password and by certificate, and out again', async () => {
  const { page, faults } = await openConsole(running, node, '/cyber/feeds')
  await page.getByRole('button', { name: 'Add an account' }).click()
  const dialog = dialogOf(page)
  await dialog.getByLabel('Name', { exact: true }).fill('us-cert')
  await dialog.getByLabel('Nation', { exact: true }).fill('usa')
  await dialog.getByLabel('Up to').selectOption('NATO:2')
  await dialog.getByLabel('Contributes').selectOption('write')
  await page.evaluate(axe)
  expect(await violations(page)).toEqual([])
  await dialog.getByLabel('Password').fill('too short')
  await dialog.getByRole('button', { name: 'Add an account' }).click()
  await dialog.getByRole('alert').waitFor()
  const password = 'correct horse battery staple'
  await dialog.getByLabel('Password').fill(password)
  await dialog.getByRole('button', { name: 'Add an account' }).click()
  await rowOf(page, 'us-cert').waitFor()
  expect(await signInStatus('us-cert', password)).toBe(200)
  const known = { name: 'us-cert', nation: 'USA', clearance: { pol: 'NATO', lvl: 2 }, mayRead: true, marking: null }
  expect(await accounts()).toMatchObject([{ ...known, contributes: 'write', hasPassword: true, certificates: [] }])
  const { certificate, fingerprint } = clientKey('us-cert.example', Date.now())
  await rowOf(page, 'us-cert').getByRole('button', { name: 'Add a certificate' }).click()
  await dialog.getByLabel('Its certificate').setInputFiles(pem('notes.txt', 'no certificate'))
  await dialog.getByRole('button', { name: 'Add a certificate' }).click()
  await dialog.getByRole('alert').waitFor()
  await dialog.getByLabel('Its certificate').setInputFiles(pem('us-cert.pem', certificate))
  await dialog.getByRole('button', { name: 'Add a certificate' }).click()
  await rowOf(page, 'CN=us-cert.example').waitFor()
  expect(await accounts()).toMatchObject([{ certificates: [{ fingerprint }] }])
  await rowOf(page, 'us-cert').getByTitle(fingerprint).getByRole('button').click()
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await rowOf(page, 'CN=us-cert.example').waitFor({ state: 'detached' })
  await rowOf(page, 'us-cert').getByRole('button', { name: 'Remove' }).click()
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await rowOf(page, 'us-cert').waitFor({ state: 'detached' })
  expect(await signInStatus('us-cert', password)).toBe(401)
  expect(faults).toEqual([])
})

test('a feed that is pulled by a certificate is added on the page, and a key of another one is refused there', async () => {
  const { page, faults } = await openConsole(running, node, '/cyber/feeds')
  await page.getByRole('button', { name: 'Add a feed' }).click()
  const dialog = dialogOf(page)
  const [own, other] = [clientKey('jpn', Date.now()), clientKey('usa', Date.now())]
  await dialog.getByLabel('Name').fill('Ally')
  await dialog.getByLabel('Address', { exact: true }).fill('https://127.0.0.1:9/taxii2/')
  await dialog.getByText('Certificates: sign in by one').click()
  await dialog.getByLabel('Certificate to sign in with').setInputFiles(pem('own.pem', own.certificate))
  await dialog.getByLabel('Its private key').setInputFiles(pem('other.key', other.key))
  await dialog.getByLabel('Who vouches for the server').setInputFiles(pem('ca.pem', other.certificate))
  await dialog.getByRole('button', { name: 'Add a feed' }).click()
  await dialog.getByRole('alert').waitFor()
  await dialog.getByLabel('Its private key').setInputFiles(pem('own.key', own.key))
  await dialog.getByRole('button', { name: 'Add a feed' }).click()
  await rowOf(page, 'Ally').waitFor()
  const { items } = (await ask(node, 'GET', '/api/v1/cyber/feeds')) as { items: readonly Record<string, unknown>[] }
  expect(items).toMatchObject([{ name: 'Ally', user: null, certificateEndsUtc: expect.stringMatching(/^20/) }])
  expect(faults).toEqual([])
})

test.each(['dark', 'light'])('the accounts keep nobody out, %s', async (theme) => {
  await ask(node, 'POST', '/api/v1/taxii/accounts', {
    ...{ name: `cert-${theme}`, nation: 'AUS', policies: ['TLP'], clearance: null, compartments: [], marking: null },
    ...{ mayRead: true, contributes: 'no', certificate: clientKey(theme, Date.now()).certificate },
  })
  const found: string[] = []
  for (const language of ['en', 'ja']) {
    const { page } = await openConsole(running, node, `/cyber/feeds?theme=${theme}&lang=${language}`)
    await waitForPage(page)
    await rowOf(page, `cert-${theme}`).scrollIntoViewIfNeeded()
    await page.evaluate(axe)
    found.push(...(await violations(page)))
    const folder = process.env['YAGURA_ACCOUNT_PICTURES']
    if (folder !== undefined) await page.screenshot({ path: `${folder}/accounts-${theme}-${language}.png` })
  }
  expect(found).toEqual([])
})
