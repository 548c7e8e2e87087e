import { request } from 'node:http'
import { availableParallelism, loadavg } from 'node:os'
import { type RunningBrowser, type RunningNode, startChromium, startNode } from '@yagura/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { keepQuiet, openConsole, tabTo, waitForPage } from './console-page.ts'
import { keyToPaintMs, percentile, watchKeys } from './key-to-paint.ts'
import { pause } from './node-requests.ts'

// What does not come is told within minutes, not after the half hour of a long run.
vi.setConfig({ testTimeout: 180_000 })

/** Bounds of console.md §8. */
const bounds = {
  firstPaintMs: 2500,
  shellKb: 60,
  globeKb: 180,
  pageKb: 40,
  keyToPaintMs: 100,
  picturesPerS: 5,
  longestTaskMs: 50,
} as const

let node: RunningNode
let running: RunningBrowser

beforeAll(async () => {
  node = await startNode(['--simulated'])
  await keepQuiet(node)
  running = await startChromium()
})

afterAll(async () => {
  await running?.close()
  await node?.stop()
})

/** With the load of the machine, without which a time says little. */
const print = (line: string) =>
  process.stdout.write(`budget: ${line} · load ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores\n`)

/** A file of the page as it travels, and as text. */
async function asset(name: string): Promise<{ readonly text: string; readonly kb: number }> {
  const bytes = await new Promise<number>((resolve, reject) => {
    const asked = request(`${node.url}/assets/${name}`, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      let sum = 0
      response.on('data', (part: Buffer) => {
        sum += part.length
      })
      response.on('end', () =>
        response.headers['content-encoding'] === 'gzip' ? resolve(sum) : reject(new Error(`${name} travels unpacked`)),
      )
    })
    asked.on('error', reject)
    asked.end()
  })
  return { text: await (await fetch(`${node.url}/assets/${name}`)).text(), kb: bytes / 1024 }
}

const known = new Map<
  string,
  { readonly kb: number; readonly together: readonly string[]; readonly later: readonly string[] }
>()

async function load(name: string) {
  const before = known.get(name)
  if (before !== undefined) return before
  const { text, kb } = await asset(name)
  const named = (pattern: RegExp) => [...text.matchAll(pattern)].flatMap(([, file]) => file ?? [])
  const loaded = { kb, together: named(/(?:from|import)\s*"\.\/([^"]+)"/g), later: named(/import\("\.\/([^"]+)"\)/g) }
  known.set(name, loaded)
  return loaded
}

/** A file and everything that comes with it. */
async function closure(name: string, without: ReadonlySet<string> = new Set()): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  const waiting = [name]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next) || without.has(next)) continue
    found.add(next)
    waiting.push(...(await load(next)).together)
  }
  return found
}

async function sizeKb(files: ReadonlySet<string>): Promise<number> {
  let sum = 0
  for (const file of files) sum += (await load(file)).kb
  return sum
}

async function laterOf(files: ReadonlySet<string>): Promise<readonly string[]> {
  const all = await Promise.all([...files].map(async (file) => (await load(file)).later))
  return [...new Set(all.flat())]
}

test('shell, pages and globe travel within their sizes', async () => {
  const shell = await closure('main.js')
  const shellKb = (await sizeKb(shell)) + (await asset('main.css')).kb
  print(`shell ${shellKb.toFixed(1)} kB (bound ${bounds.shellKb})`)
  const over: string[] = []
  if (shellKb > bounds.shellKb) over.push(`shell ${shellKb}`)
  for (const page of await laterOf(shell)) {
    const files = await closure(page, shell)
    const kb = await sizeKb(files)
    print(`${page.replace(/-[A-Z0-9]{8}\.js$/, '')} ${kb.toFixed(1)} kB (bound ${bounds.pageKb})`)
    if (kb > bounds.pageKb) over.push(`${page} ${kb}`)
    for (const part of await laterOf(files)) {
      const partKb = await sizeKb(await closure(part, new Set([...shell, ...files])))
      if (partKb < 1) continue
      print(`  later: ${part.replace(/-[A-Z0-9]{8}\.js$/, '')} ${partKb.toFixed(1)} kB (bound ${bounds.globeKb})`)
      if (partKb > bounds.globeKb) over.push(`${part} ${partKb}`)
    }
  }
  expect(over).toEqual([])
})

type Loading = {
  readonly paintMs: number
  readonly shellMs: number
  readonly scripts: readonly { readonly name: string; readonly startMs: number }[]
}

/** Cold: a context of its own has nothing in its cache. */
async function loadCold(path: string): Promise<Loading> {
  const { page } = await openConsole(running, node, path)
  await page.getByRole('complementary').getByRole('list').first().waitFor()
  const shellMs = (await page.evaluate('performance.now()')) as number
  await waitForPage(page)
  const seen = (await page.evaluate(`({
    paintMs: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    scripts: performance.getEntriesByType('resource').map(({ name, startTime }) => ({ name, startMs: startTime })),
  })`)) as Loading
  await page.context().close()
  return { ...seen, shellMs }
}

test('the shell is painted in time, and no code of the canvas comes before it', async () => {
  for (const path of ['/watch', '/space']) {
    const loads: Loading[] = []
    for (let turn = 0; turn < 5; turn += 1) loads.push(await loadCold(path))
    const paintsMs = loads.map(({ paintMs }) => paintMs)
    print(
      `first paint of ${path}: median ${percentile(paintsMs, 0.5).toFixed(0)} ms, most ${percentile(paintsMs, 1).toFixed(0)} ms; shell with counts of alerts: median ${percentile(
        loads.map(({ shellMs }) => shellMs),
        0.5,
      ).toFixed(0)} ms (bound ${bounds.firstPaintMs})`,
    )
    const globes = loads.flatMap(({ paintMs, scripts }) =>
      scripts.filter(({ name }) => /globe|three|states\.worker/.test(name)).map(({ startMs }) => startMs - paintMs),
    )
    if (path === '/watch') expect(globes).toEqual([])
    else {
      expect(globes.length).toBeGreaterThan(0)
      expect(Math.min(...globes)).toBeGreaterThan(0)
    }
    expect(percentile(paintsMs, 0.5)).toBeLessThanOrEqual(bounds.firstPaintMs)
  }
})

async function openSpace(query = ''): Promise<Page> {
  const { page } = await openConsole(running, node, `/space${query}`)
  await page.getByRole('grid', { name: 'Catalogue' }).waitFor()
  await waitForPage(page)
  return page
}

/** Keys and clicks of somebody who looks for something in the list, in three parts. */
async function browse(page: Page): Promise<Readonly<Record<string, readonly number[]>>> {
  const pressAll = async (keys: readonly string[], restMs: number) => {
    await watchKeys(page)
    for (const key of keys) {
      await page.keyboard.press(key)
      await pause(restMs)
    }
    return keyToPaintMs(page, keys.length)
  }
  await tabTo(page, page.getByRole('grid', { name: 'Catalogue' }), 80)
  const moving = await pressAll([...Array(30).fill('ArrowDown'), ...Array(10).fill('PageDown'), 'End', 'Home'], 60)
  const chips = [/^LEO/, /^Debris/, /^Debris/, /^LEO/, /^Payload/, /^Payload/]
  await watchKeys(page)
  for (const chip of chips) {
    await page.getByRole('button', { name: chip }).click()
    await pause(150)
  }
  const filtering = await keyToPaintMs(page, chips.length)
  await page.getByRole('searchbox', { name: 'Name, number or designator' }).focus()
  const typing = await pressAll(
    [...'polar 0212'].map((letter) => (letter === ' ' ? 'Space' : letter)),
    150,
  )
  return { moving, filtering, typing }
}

describe('the list of 30,000 rows', () => {
  test.each([
    ['with the globe off', false],
    ['beside the globe, which the processor draws', true],
  ])('answers keys and clicks in time %s', async (name, hasGlobe) => {
    const page = await openSpace()
    if (!hasGlobe) await page.getByRole('button', { name: 'Globe off' }).click()
    await pause(3000)
    expect(await page.getByRole('grid', { name: 'Catalogue' }).getAttribute('aria-rowcount')).toBe('30001')
    const parts = await browse(page)
    for (const [part, ms] of Object.entries(parts))
      print(
        `key or click to paint ${name}, ${part}: median ${percentile(ms, 0.5)} ms, most ${percentile(ms, 1)} ms of ${ms.length}`,
      )
    const durationsMs = Object.values(parts).flat()
    print(`key or click to paint ${name}: p95 ${percentile(durationsMs, 0.95)} ms (bound ${bounds.keyToPaintMs})`)
    await page.context().close()
    expect(percentile(durationsMs, 0.95)).toBeLessThanOrEqual(bounds.keyToPaintMs)
  })
})

async function longestTaskMs(page: Page, forMs: number): Promise<number> {
  await page.evaluate(`(() => {
    const seen = globalThis.yaguraTasks = [0]
    new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) seen.push(duration) }).observe({ entryTypes: ['longtask'] })
  })()`)
  await pause(forMs)
  return (await page.evaluate('Math.max(...globalThis.yaguraTasks)')) as number
}

test('the main thread does nothing for long while the watch is quiet', async () => {
  for (const path of ['/watch', '/space/ca', '/space']) {
    const { page } = await openConsole(running, node, path)
    await waitForPage(page)
    await pause(4000)
    const longestMs = await longestTaskMs(page, 10_000)
    print(`longest task of ${path} over 10 s: ${longestMs} ms (bound ${bounds.longestTaskMs})`)
    // The canvas is drawn by the processor here, on the page's own thread: twice the bound is left to it.
    expect(longestMs).toBeLessThanOrEqual(path === '/space' ? 2 * bounds.longestTaskMs : bounds.longestTaskMs)
    await page.context().close()
  }
})

test('30,000 movers are drawn five times a second at least on the page itself', async () => {
  const page = await openSpace()
  await page.locator('canvas[data-movers]').waitFor()
  for (let step = 0; step < 3; step += 1) await page.keyboard.press(']')
  await pause(5000)
  const canvas = page.locator('canvas').first()
  const pictures = async () => Number(await canvas.getAttribute('data-pictures'))
  const before = await pictures()
  const beganMs = performance.now()
  await pause(10_000)
  const perS = ((await pictures()) - before) / ((performance.now() - beganMs) / 1000)
  expect(await canvas.getAttribute('data-movers')).toBe('30000')
  print(`pictures of 30,000 movers: ${perS.toFixed(1)} a second (bound ${bounds.picturesPerS})`)
  await page.context().close()
  expect(perS).toBeGreaterThanOrEqual(bounds.picturesPerS)
})
