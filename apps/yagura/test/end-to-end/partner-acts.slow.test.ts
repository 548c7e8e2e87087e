import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { freshFolder, type RunningBrowser, runYagura, startChromium } from '@yagura/testkit'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type AllianceNode, allianceMembers, pinEachOther, startMember } from '../../src/alliance/alliance-nodes.ts'
import { certifiedOfficer, closestApproach, releaseApproach } from '../../src/alliance/release-approach.ts'
import { type ConsolePage, openConsole } from './console-page.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

/** JPN and USA. Each test goes on where the one before ended. */
let nodes: readonly AllianceNode[] = []
let jpn: AllianceNode
let running: RunningBrowser
let shown: ConsolePage
let releaseId = ''

const bin = fileURLToPath(new URL('../../bin/yagura.js', import.meta.url))
const objects = 2000
const passwordOf = (officer: string) => `the long password of ${officer}`
const first = 'H. Ito'
const second = 'K. Abe'

function command(words: readonly string[], input = ''): ReturnType<typeof runYagura> {
  return runYagura([...words, '--data', jpn.dataFolder], { input })
}

/** The first of a row of ports that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port > 65_000 ? freePort() : port
}

const page = (): Page => shown.page
const dialog = (): Locator => page().getByRole('dialog')
const row = (): Locator => page().getByRole('row').filter({ hasText: 'us.ncc.example' }).first()

/** Released by two and recalled by one, by the commands that people use. */
async function recalled(): Promise<string> {
  const none = () => undefined
  const drain = async () => undefined
  const context = {
    output: { write: none, drain, end: drain },
    messages: { say: none, progress: none, end: none },
    signal: new AbortController().signal,
  }
  const author = await certifiedOfficer(jpn, { name: 'M. Sato', mandate: 'author' }, context)
  const releaser = await certifiedOfficer(jpn, { name: 'R. Ono', mandate: 'author,release' }, context)
  const approach = await closestApproach(jpn)
  const { id } = await releaseApproach(jpn, approach, { to: ['USA'], level: 1 }, [author, releaser], context)
  const key = ['--key', author.keyFile, '--passphrase-file', author.passphraseFile]
  expect(await command(['release', 'recall', id, '--why', 'wrong object', ...key])).toMatchObject({ exitCode: 0 })
  return id
}

beforeAll(async () => {
  const members = allianceMembers(freshFolder(), await freePort()).slice(0, 2)
  nodes = await Promise.all(members.map((member) => startMember(member, objects, [bin])))
  ;[jpn] = nodes as [AllianceNode]
  await pinEachOther(nodes)
  releaseId = await recalled()
  for (const officer of [first, second]) {
    const added = await command(
      ['officer', 'add', officer, '--simulated', '--administrator'],
      `${passwordOf(officer)}\n`,
    )
    expect(added).toMatchObject({ exitCode: 0 })
  }
  running = await startChromium()
  shown = await openConsole(running, { url: jpn.url.slice(0, -1) }, '/partner')
  page().setDefaultTimeout(30_000)
  const signIn = page().getByRole('dialog', { name: 'Sign in' })
  await signIn.getByLabel('Name').fill(first)
  await signIn.getByLabel('Password').fill(passwordOf(first))
  await page().keyboard.press('Enter')
  await signIn.waitFor({ state: 'detached' })
})

afterAll(async () => {
  await running?.close()
  await Promise.all(nodes.map(({ stop }) => stop()))
})

test('one administrator suspends a partner at once', async () => {
  await row().getByRole('button', { name: 'Suspend' }).click()
  await row().getByText('suspended').waitFor()
})

test('to reinstate it takes the code and a second administrator, whose wrong password is refused in the dialog', async () => {
  await row().getByRole('button', { name: 'Reinstate…' }).click()
  await dialog().getByText(`another one than ${first} signs here`).waitFor()
  await dialog().getByText(`One of: ${second}`).waitFor()
  await dialog().getByLabel('Type USA to confirm').fill('usa')
  await dialog().getByLabel('Name of the second administrator').fill(second)
  await dialog().getByLabel('Password of that administrator').fill('not that password')
  await dialog().getByRole('button', { name: 'Reinstate' }).click()
  await dialog().getByRole('alert').getByText('partners/second-signature').waitFor()
  await dialog().getByLabel('Password of that administrator').fill(passwordOf(second))
  await dialog().getByRole('button', { name: 'Reinstate' }).click()
  await dialog().waitFor({ state: 'detached' })
  await row().getByText('ok', { exact: true }).waitFor()
  const { items } = await jpn.client.ask('readLog', { query: { kind: 'partner/changed', limit: 1 } })
  expect(items[0]?.text).toBe(`us.ncc.example may ask and is asked, signed by ${first} and ${second}`)
})

test('the command asks for the second administrator too, and takes the password out of a file', async () => {
  await row().getByRole('button', { name: 'Suspend' }).click()
  await row().getByText('suspended').waitFor()
  const alone = await command(['partner', 'resume', 'us.ncc.example', '--second', second])
  expect(alone.exitCode).toBe(1)
  expect(alone.stderr).toContain('partners/second-signature')
  const words = ['partner', 'resume', 'us.ncc.example', '--second', second, '--second-password-file', '-']
  expect(await command(words, `${passwordOf(second)}\n`)).toMatchObject({ exitCode: 0 })
  await row().getByText('ok', { exact: true }).waitFor()
})

test('the partner’s page tells of its clock and its certificate, and of no complaint', async () => {
  await row().getByRole('link', { name: 'USA' }).click()
  await page().getByText('agrees with ours').waitFor()
  await page().getByText('It complains of nothing').waitFor()
})

test('the page of a recalled release tells what the partner answered, and that it is a promise; so does the command', async () => {
  await page().goto(`${jpn.url}release/${releaseId}`)
  const panel = page().getByRole('region', { name: 'Answers to the recall' })
  await panel.getByText('1 of 1 answered').waitFor()
  await panel.getByRole('row').filter({ hasText: 'us.ncc.example' }).getByText('hidden').waitFor()
  await page().getByText('It is a promise: nothing proves').waitFor()
  const { stdout } = await command(['release', 'answers', releaseId])
  expect(JSON.parse(stdout)).toMatchObject({ node: 'us.ncc.example', party: 'USA', done: 'hidden' })
  await page().getByRole('button', { name: '日本語' }).click()
  await page().getByRole('region', { name: '回収への回答' }).getByText('非表示にした').waitFor()
})

test('nothing went wrong on any of the pages meanwhile', () => {
  expect(shown.faults).toEqual([])
})
