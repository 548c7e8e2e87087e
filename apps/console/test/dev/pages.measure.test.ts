import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type RunningBrowser, startChromium } from '@yagura/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serveConsole } from './dev-server.ts'
import { recordSha256 } from './fake-releases.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The pages around those of space; with made-up answers each of them has something to show. */
const pages = [
  '/watch',
  '/a/01J00000000000000000000001?raw=1',
  '/alerts',
  '/jobs',
  '/sources',
  '/log',
  '/audit',
  '/handover',
  '/settings',
  '/settings/rules',
  '/settings/alert-health',
  '/settings/key',
  '/partner',
  '/partner/AUS/state',
  '/partner/AUS/view',
  '/partner/USA/records',
  '/partner/AUS/evidence',
  '/release',
  '/release/r1',
  '/release/new?alert=01J00000000000000000000001',
  '/release/new',
  `/r/${recordSha256}`,
  '/no-such-page',
]

type Found = {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
}

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

/** Opens a page of the console and waits until it shows something of its own. */
async function open(path: string, look: string, size: { readonly width: number; readonly height: number }) {
  const page = await running.browser.newPage({ viewport: size })
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(`${server.url}${path}${path.includes('?') ? '&' : '?'}${look}`)
  await page.waitForSelector('main h1')
  await page.waitForSelector('.marking.top:not(:empty)')
  return { page, errors }
}

describe.each(['dark', 'light', 'night'])('in the %s theme', (theme) => {
  test.each(['en', 'ja'])('every page is clean by axe in %s and shows marking and mode', async (language) => {
    for (const path of pages) {
      const { page, errors } = await open(path, `theme=${theme}&lang=${language}`, { width: 1440, height: 900 })
      expect(await page.locator('.marking').allInnerTexts(), path).toHaveLength(2)
      expect(await page.locator('.mode-strip strong').innerText()).toBe(language === 'ja' ? '模擬' : 'SIMULATED')
      await page.evaluate(axe)
      const found: Found = await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(rules)} })`)
      const told = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`)
      expect(told, `${path} ${theme} ${language}`).toEqual([])
      expect(errors, path).toEqual([])
      await page.close()
    }
  })
})

test.each([
  ['200 %', 720, 450],
  ['400 %', 360, 225],
])('at %s zoom no page needs scrolling in two directions', async (_, width, height) => {
  for (const path of pages) {
    const { page } = await open(path, 'theme=dark&lang=en', { width, height })
    const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    expect(over, path).toBeLessThanOrEqual(0)
    await page.close()
  }
})

test('the Watch page fits 1440 × 900 without scrolling', async () => {
  const { page } = await open('/watch', 'theme=dark&lang=ja', { width: 1440, height: 900 })
  const over = await page.evaluate(
    "Math.max(...['html', 'main'].map((name) => document.querySelector(name).scrollHeight - document.querySelector(name).clientHeight))",
  )
  expect(over).toBe(0)
  await page.close()
})
