import { type RunningBrowser, startChromium } from '@yagura/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { AllianceNode } from '../../src/alliance/alliance-nodes.ts'
import { certifiedOfficer, closestApproach, releaseApproach } from '../../src/alliance/release-approach.ts'
import { axe, violations } from './axe.ts'
import { type ConsolePage, openConsole } from './console-page.ts'
import {
  banner,
  choose,
  firstAlert,
  openFirst,
  openRelease,
  partOf,
  recipient,
  region,
  sign,
  viewAs,
} from './release-pages.ts'
import { certify, passwordOf, type ReleaseStory, startReleaseStory } from './release-story.ts'

// What does not come is told within a minute or two, not after the half hour of a long run.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

/** Two officers of JPN, and one of each partner: everybody in a browser of their own. Each test goes on where the one before ended. */
let story: ReleaseStory
let running: RunningBrowser
const shown: ConsolePage[] = []
let author: Page
let releaser: Page
let usa: Page
let aus: Page
/** What the alert says and AUS is not to know, as it stands on screen. */
let secrets: readonly string[] = []

async function browserAt(node: AllianceNode, path: string): Promise<Page> {
  const opened = await openConsole(running, { url: node.url.slice(0, -1) }, path)
  opened.page.setDefaultTimeout(30_000)
  shown.push(opened)
  return opened.page
}

async function signedIn(officer: string): Promise<Page> {
  const page = await browserAt(story.jpn, '/settings/key')
  const dialog = page.getByRole('dialog', { name: 'Sign in' })
  await dialog.getByLabel('Name').fill(officer)
  await dialog.getByLabel('Password').fill(passwordOf(officer))
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  return page
}

beforeAll(async () => {
  story = await startReleaseStory()
  running = await startChromium()
})

afterAll(async () => {
  await running?.close()
  await story?.stop()
})

async function makeKey(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Make a key in this browser' }).click()
  const row = page.getByRole('region', { name: 'My key' }).getByRole('row').filter({ hasText: 'not certified yet' })
  return row.locator('code').first().innerText()
}

test('two officers make keys in their browsers, and two of three root keys certify them', async () => {
  author = await signedIn('M. Sato')
  releaser = await signedIn('K. Abe')
  for (const [page, mandate] of [
    [author, 'author'],
    [releaser, 'author,release'],
  ] as const) {
    const keyId = await makeKey(page)
    await certify(story.jpn, keyId, mandate)
    const row = page.getByRole('region', { name: 'My key' }).getByRole('row').filter({ hasText: keyId })
    await row.getByText('valid').waitFor()
  }
})

/** Looks at a page as it stands in each theme; it is dark again afterwards. */
async function expectAccessible(page: Page, where: string): Promise<void> {
  await page.evaluate(axe)
  for (const theme of ['Light', 'Night red', 'Dark']) {
    await page.getByRole('button', { name: theme, exact: true }).click()
    expect(await violations(page), `${where}, ${theme}`).toEqual([])
  }
}

test('without a key the release page says what to do first, and leads there', async () => {
  const early = await signedIn('H. Ito')
  await firstAlert(early).click()
  await early.getByRole('link', { name: 'Release to partners' }).click()
  const guide = region(early, 'Before you can write a release')
  await guide.getByRole('listitem').filter({ hasText: 'Make your own key' }).getByText('now').waitFor()
  expect(await early.locator('.problem').count()).toBe(0)
  await guide.getByRole('link', { name: 'My key' }).click()
  await early.getByRole('button', { name: 'Make a key in this browser' }).click()
  await early.getByText('waits to be certified').waitFor()
  await early.goBack()
  await guide.getByText('yagura key certify --asked').waitFor()
  await early.context().close()
})

test('the author opens the alert, marks it REL TO JPN, USA, reads what would leave, drafts and signs', async () => {
  await firstAlert(author).click()
  await author.getByRole('link', { name: 'Release to partners' }).click()
  await author.getByRole('heading', { name: 'Release to partners' }).waitFor()
  await choose(author, 'USA', 'release')
  // What was chosen keeps the focus: by keyboard one goes on from there.
  expect(await author.evaluate('document.activeElement.type')).toBe('radio')
  await recipient(author, 'us.ncc.example').getByText('the record').waitFor()
  await recipient(author, 'au.ncc.example').getByText('its audience does not name AUS').waitFor()
  await banner(author).getByText('UNCLASSIFIED · REL TO JPN, USA').waitFor()
  await author.getByRole('button', { name: 'Draft the release' }).click()
  await sign(author, /Sign as its author/)
  await author.getByText('You wrote it. Another officer').waitFor()
})

test('a draft is changed from its page: another level, and the signature is void', async () => {
  await author.getByRole('link', { name: 'Change…' }).click()
  await author.getByText('that signature is void').waitFor()
  await author.getByLabel('Level').selectOption({ label: 'FOR OFFICIAL ATTENTION' })
  await banner(author).getByText('FOR OFFICIAL ATTENTION · REL TO JPN, USA').waitFor()
  await author.getByRole('button', { name: 'Write it anew' }).click()
  await author.getByText('Nobody has signed yet').waitFor()
  await sign(author, /Sign as its author/)
  await author.getByText('You wrote it. Another officer').waitFor()
})

test('another officer finds it waiting, reads it and lets it go; the page says where it went', async () => {
  await openRelease(releaser, 'waits for a second officer')
  await sign(releaser, /by this it leaves/)
  const went = region(releaser, 'Where it went')
  await went.getByText('jp.ncc.example/simulated/ch/JPN-USA').waitFor()
  await went
    .getByRole('row')
    .filter({ hasText: 'us.ncc.example' })
    .getByText(/^has it: cosigned \d+ entries/)
    .waitFor()
  await expectAccessible(releaser, 'a release')
})

test('it shows on the console of USA: who said it, of which node, in which log, under which marking', async () => {
  usa = await browserAt(story.usa, '/partner')
  await usa.getByRole('link', { name: 'JPN' }).first().click()
  await usa.getByRole('link', { name: 'Received records' }).click()
  const row = usa.getByRole('row').filter({ hasText: 'space.alert' })
  await row.getByText(/JPN jp\.ncc\.example/).waitFor()
  await row.getByText('believed').waitFor()
  await row.getByRole('link', { name: 'Raw record' }).click()
  const facts = region(usa, 'Where it is')
  await facts.getByText('jp.ncc.example/simulated/ch/JPN-USA').waitFor()
  await facts.getByText('jp.ncc.example/m-sato', { exact: true }).waitFor()
  for (const key of [/^jp\.ncc\.example\/m-sato#/, /^jp\.ncc\.example\/k-abe#/])
    await region(usa, 'Signatures').getByText(key).waitFor()
  await banner(usa).getByText('FOR OFFICIAL ATTENTION · REL TO JPN, USA').waitFor()
  const values = region(usa, 'What it says').getByRole('row')
  secrets = await Promise.all(
    ['missKm', 'maxPc', 'radial', 'transverse', 'normal', 'relativeSpeedKmPerS', 'reason'].map((name) =>
      values
        .filter({ has: usa.getByRole('rowheader', { name, exact: true }) })
        .locator('code')
        .innerText(),
    ),
  )
  expect(secrets.filter((text) => text.length < 4)).toEqual([])
  await expectAccessible(usa, 'the record at USA')
})

test('seen as AUS there is nothing of it, and AUS has nothing', async () => {
  await viewAs(author, 'AUS')
  await author.getByText('AUS sees no record of this node').waitFor()
  aus = await browserAt(story.aus, '/partner/JPN/records')
  await aus.getByText('No record was received from JPN').waitFor()
})

test('a tear-line for AUS is drafted from the released record, without its figures, and signed by two', async () => {
  await openRelease(author, 'released')
  await author.getByRole('link', { name: 'Tear-line…' }).click()
  await choose(author, 'USA', 'release')
  await choose(author, 'AUS', 'release')
  for (const pointer of ['/approach/missKm', '/approach/maxPc', '/approach/rtnKm', '/approach/relativeSpeedKmPerS'])
    await partOf(author, pointer).uncheck()
  await author.getByText('/approach/missKm is left out, but /title still says').waitFor()
  for (const pointer of ['/title', '/reason', '/action']) await partOf(author, pointer).uncheck()
  await author.getByText('still says').first().waitFor({ state: 'detached' })
  await recipient(author, 'au.ncc.example').getByText('the record').waitFor()
  await author.getByRole('button', { name: 'Draft the release' }).click()
  await sign(author, /Sign as its author/)
  await openRelease(releaser, 'waits for a second officer')
  await sign(releaser, /by this it leaves/)
  await region(releaser, 'Where it went').getByText('jp.ncc.example/simulated/ch/AUS-JPN-USA').waitFor()
})

test('view as AUS shows the tear-line, and the node of AUS has it, without what was left out', async () => {
  await viewAs(author, 'AUS')
  const seen = await openFirst(author.locator('.as-partner'), 'space.alert')
  await seen.getByText('tcaUtc').waitFor()
  const got = await openFirst(aus.locator('main'), 'space.alert')
  await got.getByText('tcaUtc').waitFor()
  await got.getByRole('link', { name: 'Raw record' }).click()
  await region(aus, 'Where it is').getByText('jp.ncc.example/simulated/ch/AUS-JPN-USA').waitFor()
  await expectAccessible(author, 'as AUS')
  for (const text of [await author.locator('.as-partner').innerText(), await aus.locator('body').innerText()])
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
})

test('an alert that rests on a record of USA is refused below its marking, with field and rule, in both languages', async () => {
  const drain = async () => undefined
  const none = () => undefined
  const context = {
    output: { write: none, drain, end: drain },
    messages: { say: none, progress: none, end: none },
    signal: new AbortController().signal,
  }
  const first = await certifiedOfficer(story.usa, { name: 'A. Reed', mandate: 'author' }, context)
  const second = await certifiedOfficer(story.usa, { name: 'B. Cole', mandate: 'author,release' }, context)
  const approach = await closestApproach(story.usa)
  await releaseApproach(story.usa, approach, { to: ['JPN'], level: 2 }, [first, second], context)
  await firstAlert(author).click()
  await author.getByRole('link', { name: 'Release to partners' }).click()
  await choose(author, 'USA', 'release')
  const rests = author.locator('details').filter({ hasText: 'Rests on records of partners' })
  await rests.locator('summary').click()
  await rests.getByLabel(/us\.ncc\.example\/a-reed/).check()
  const refusal = author.locator('.refusal').filter({ hasText: 'marking/below-sources' })
  await refusal.getByText(/marking\/lvl: level 0 of JP is below level \d/).waitFor()
  expect(await author.getByRole('button', { name: 'Draft the release' }).isDisabled()).toBe(true)
  await expectAccessible(author, 'a refused draft')
  await author.getByRole('button', { name: '日本語' }).click()
  await refusal.getByText(/marking\/lvl：JPの区分0は区分\dより低い。元より低い表示は部分開示に限る/).waitFor()
})

test('nothing went wrong on any of the pages meanwhile', () => {
  expect(shown.flatMap(({ faults }) => faults)).toEqual([])
})
