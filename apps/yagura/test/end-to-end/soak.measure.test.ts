import { freshFolder, startChromium, startNode } from '@yagura/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { pause, whenTrue } from './node-requests.ts'

const minutes = Number(process.env['YAGURA_SOAK_MIN'] ?? 1)
const samples = 10
/** What the heaps may grow by from the second half's start to its end; console.md §8 allows the page 5 MB an hour. */
const mostGrowthMB = { page: 6, node: 40 }
/** Small enough that garbage is collected in time to be seen; a leak would end the node. */
const nodeOptions = '--max-old-space-size=256'
const mostPageMB = 150

type Status = { readonly screening: unknown }

async function nodeHeapMB(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text()
  return Number(/^nodejs_heap_size_used_bytes (\S+)$/m.exec(metrics)?.[1]) / 1e6
}

/** The least of several: garbage that was not collected yet is no growth. */
const least = (values: readonly number[]): number => Math.min(...values)

test(`heaps of node and page stay as they are in ${minutes} min of the space picture`, async () => {
  const node = await startNode(['--simulated'], freshFolder(), { NODE_OPTIONS: nodeOptions })
  onTestFinished(async () => void (await node.kill()))
  await whenTrue(async () => ((await node.read('/api/v1/status')) as Status).screening !== null)
  const { browser, close } = await startChromium()
  onTestFinished(close)
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(`${node.url}/space`)
  await page.locator('canvas[data-movers="30000"]').waitFor()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  const pageMB: number[] = []
  const nodeMB: number[] = []
  for (let sample = 0; sample <= samples; sample += 1) {
    if (sample > 0) await pause((minutes * 60_000) / samples)
    await devtools.send('HeapProfiler.collectGarbage')
    const { metrics } = await devtools.send('Performance.getMetrics')
    pageMB.push((metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1e6)
    nodeMB.push(await nodeHeapMB(node.url))
    const figures = `page ${pageMB.at(-1)?.toFixed(1)} MB, node ${nodeMB.at(-1)?.toFixed(1)} MB`
    process.stdout.write(`soak, ${((sample * minutes) / samples).toFixed(1)} min: ${figures}\n`)
  }
  const half = samples / 2
  const growth = (values: readonly number[]): number => least(values.slice(half + 2)) - least(values.slice(2, half + 2))
  expect(least(pageMB)).toBeLessThan(mostPageMB)
  expect(growth(pageMB)).toBeLessThan(mostGrowthMB.page)
  expect(growth(nodeMB)).toBeLessThan(mostGrowthMB.node)
})
