import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshFolder, type RunningBrowser, type RunningNode, startChromium, startNode } from '@yagura/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CaseView } from '../../src/api/contract/cases.ts'
import { makeIdentity } from '../../src/node/partners/identity/make-identity.ts'
import { axe, violations } from './axe.ts'
import { openConsole, press, waitForPage } from './console-page.ts'
import { fillCase } from './fill-case.ts'
import { ask, whenTrue } from './node-requests.ts'

/** Where to leave a picture of each page that is looked at; none are taken without it. */
const pictureFolder = process.env['YAGURA_CASE_PICTURES']

let node: RunningNode
let running: RunningBrowser
let caseId: string

const tabs = ['timeline', 'evidence', 'ach', 'tasks'] as const

beforeAll(async () => {
  const dataFolder = freshFolder()
  await identityOf('JPN', 'jp.ncc.example', dataFolder)
  node = await startNode(['--simulated', '--objects', '5'], dataFolder)
  const { card, fingerprint } = await identityOf('USA', 'us.spoc.example', freshFolder())
  await ask(node, 'POST', '/api/v1/partners', { card, fingerprint, second: { name: 'K. Abe' } })
  await ask(node, 'PATCH', '/api/v1/partners/us.spoc.example', { suspended: true })
  caseId = (await fillCase(node, Date.now())).id
  running = await startChromium()
})

afterAll(async () => {
  await running?.close()
  await node?.stop()
})

function identityOf(party: string, name: string, dataFolder: string) {
  return makeIdentity({
    ...{ node: name, party, dataFolder, mode: 'SIMULATED' as const, url: 'https://127.0.0.1:9' },
    ...{ rootsFolder: join(dataFolder, 'roots'), nowMs: Date.now(), random: randomBytes },
  })
}

async function readCase(): Promise<CaseView> {
  return (await node.read(`/api/v1/cases/${caseId}`)) as CaseView
}

test.each([
  'dark',
  'light',
  'night-red',
])('no page of a case keeps anybody out, in either language, %s', async (theme) => {
  const found: string[] = []
  for (const language of ['en', 'ja'])
    for (const path of ['/case', ...tabs.map((tab) => `/case/${caseId}/${tab}`)]) {
      const { page, faults } = await openConsole(running, node, `${path}?theme=${theme}&lang=${language}`)
      await waitForPage(page)
      await page.evaluate(axe)
      found.push(...(await violations(page)).map((line) => `${path} ${language}: ${line}`), ...faults)
      if (pictureFolder !== undefined) {
        mkdirSync(pictureFolder, { recursive: true })
        const name = path.replace('/case', 'case').replace(`/${caseId}/`, '-')
        await page.screenshot({ path: join(pictureFolder, `${name}-${theme}-${language}.png`) })
      }
      await page.context().close()
    }
  expect(found).toEqual([])
})

test('a part is added, corrected and withdrawn in the page, and a rating is changed in the grid', async () => {
  const { page, faults } = await openConsole(running, node, `/case/${caseId}/timeline`)
  await waitForPage(page)
  await press(page, 's')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What is added').selectOption('note')
  await dialog.getByLabel('Text').fill('Said at the desk')
  if (pictureFolder !== undefined) {
    await dialog.getByRole('button', { name: 'Mark it otherwise' }).click()
    await page.screenshot({ path: join(pictureFolder, 'case-form.png') })
  }
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByText('Said at the desk').waitFor()
  const card = page.getByRole('article').filter({ hasText: 'Said at the desk' })
  await card.getByRole('button', { name: 'Correct' }).click()
  await dialog.getByLabel('Text').fill('Said at another desk')
  await dialog.getByRole('button', { name: 'Correct', exact: true }).click()
  await page.getByText('Said at another desk').waitFor()
  const corrected = page.getByRole('article').filter({ hasText: 'Said at another desk' })
  expect(await corrected.getByText('1 earlier version').count()).toBe(1)
  await corrected.getByRole('button', { name: 'Withdraw' }).click()
  await dialog.getByLabel('Why', { exact: true }).fill('It was not said')
  await dialog.getByRole('button', { name: 'Withdraw', exact: true }).click()
  await whenTrue(async () => (await readCase()).threads.some(({ isWithdrawn }) => isWithdrawn))
  await page.getByRole('link', { name: 'Hypotheses' }).click()
  const cell = page.getByLabel('Report of a newspaper against Criminals, for ransom')
  await cell.selectOption('II')
  await whenTrue(async () =>
    (await readCase()).threads.some(
      ({ kind, versions }) => kind === 'rating' && versions.length === 2 && versions.at(-1)?.what.kind === 'rating',
    ),
  )
  expect(faults).toEqual([])
})

test('evidence is given in the page, measured by the node, and handed on', async () => {
  const { page, faults } = await openConsole(running, node, `/case/${caseId}/evidence`)
  await waitForPage(page)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Title').fill('Packet capture')
  await dialog.getByLabel('Held since then by').fill('M. Sato')
  const file = { name: 'capture.pcap', mimeType: 'application/octet-stream', buffer: Buffer.from('packets') }
  await dialog.getByLabel('File').setInputFiles(file)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('heading', { name: 'Packet capture' }).waitFor()
  const item = page.getByRole('region', { name: 'Packet capture' })
  await item.getByText('here, 7 bytes').waitFor()
  await item.getByRole('button', { name: 'Hand over' }).click()
  await dialog.getByLabel('To', { exact: true }).fill('K. Abe')
  await dialog.getByLabel('When (UTC)').fill('2030-01-01T00:00:00Z')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await item.getByText('Unbroken').waitFor()
  expect(faults).toEqual([])
})

test('the keys lead to the cases and open one', async () => {
  const { page } = await openConsole(running, node, '/watch')
  await waitForPage(page)
  await press(page, 'g', 'k')
  await page.getByRole('grid', { name: 'Cases' }).waitFor()
  await page.getByRole('grid', { name: 'Cases' }).focus()
  await press(page, 'ArrowDown', 'Enter')
  await page.waitForURL(new RegExp(`/case/${caseId}/timeline`))
})

test('a case goes out as it was shown, nothing to a partner that nothing was released to, and comes in again as a new one', async () => {
  const { page, faults } = await openConsole(running, node, `/case/${caseId}/timeline`)
  await waitForPage(page)
  await page.getByRole('button', { name: 'Export…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Show what goes' }).click()
  const shown = (await dialog.locator('pre').textContent()) ?? ''
  if (pictureFolder !== undefined) await page.screenshot({ path: join(pictureFolder, 'case-export.png') })
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save the file' }).click(),
  ])
  expect(saved.suggestedFilename()).toBe(`case-${caseId}.SIMULATED.stix.json`)
  const bytes = readFileSync(await saved.path(), 'utf8')
  expect(bytes).toBe(shown)
  expect(bytes).toContain('Outage of the relay satellite service')
  await page.evaluate(axe)
  expect(await violations(page)).toEqual([])

  await dialog.getByLabel('For', { exact: true }).selectOption('USA')
  expect(await dialog.locator('pre').count()).toBe(0)
  await dialog.getByRole('button', { name: 'Show what goes' }).click()
  await dialog.getByText('Nothing of this case has been released to USA').waitFor()
  await dialog.getByRole('button', { name: 'Close' }).click()

  await page.getByRole('link', { name: 'All cases' }).click()
  await page.getByRole('button', { name: 'Import…' }).click()
  const file = (name: string, text: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
  const choose = dialog.getByLabel('File')
  await choose.setInputFiles(file('broken.json', '{"type":"bundle"'))
  await dialog.getByRole('button', { name: 'Import…' }).click()
  await dialog.getByText('The file is no JSON').waitFor()
  await choose.setInputFiles(file('empty.json', '{"type":"bundle","id":"bundle--1","objects":[]}'))
  await dialog.getByRole('button', { name: 'Import…' }).click()
  await dialog.getByText('no case was opened').waitFor()
  await choose.setInputFiles(file('case.json', bytes))
  await dialog.getByRole('button', { name: 'Import…' }).click()
  // What the tests before this one added may have no place in the file; then that is told before the case is opened.
  const open = dialog.getByRole('button', { name: 'Open the case' })
  const heading = page.getByRole('heading', { name: 'Outage of the relay satellite service' })
  await open.or(heading).waitFor()
  if (await open.isVisible()) await open.click()
  await page.waitForURL((url) => url.pathname.endsWith('/timeline') && !url.pathname.includes(caseId))
  await heading.waitFor()
  expect(faults).toEqual([])
})
