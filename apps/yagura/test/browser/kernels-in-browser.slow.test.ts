import { readFileSync } from 'node:fs'
import { type RunningBrowser, startChromium } from '@yagura/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { kernelsFile, servePage } from './page-server.ts'
import { type PopulationRun, runPopulation } from './population-run.ts'

/** Twice what is aimed at (8 ms), as the machine may be busy: the floor of the speed table's P5. */
const floorMs = 16

let running: RunningBrowser | undefined
let inNode: PopulationRun
let inBrowser: PopulationRun
let isIsolated: unknown

beforeAll(async () => {
  inNode = await runPopulation(new Uint8Array(readFileSync(kernelsFile)))
  const server = await servePage()
  running = await startChromium()
  const page = await running.browser.newPage()
  await page.goto(server.url)
  await page.waitForFunction('globalThis.yaguraRun !== undefined')
  isIsolated = await page.evaluate(() => globalThis.crossOriginIsolated)
  inBrowser = await page.evaluate(() => globalThis.yaguraRun())
  const version = running.browser.version()
  await page.close()
  await server.close()
  for (const [engine, { medianMs, leastMs }] of Object.entries({
    [`node ${process.version}`]: inNode,
    [`Chromium ${version}`]: inBrowser,
  })) {
    process.stdout.write(
      `P5, ${engine}: one instant of ${inNode.objectCount} objects, median ${medianMs.toFixed(2)} ms, least ${leastMs.toFixed(2)} ms\n`,
    )
  }
})

afterAll(async () => running?.close())

test('the page may share memory between threads', () => {
  expect(isIsolated).toBe(true)
})

test('the browser gives the bits and statuses that node gives for 30,000 simulated objects at every instant', () => {
  expect(inBrowser.objectCount).toBe(30_000)
  expect(Object.keys(inBrowser.digests)).toHaveLength(9)
  expect(inBrowser.digests).toEqual(inNode.digests)
  expect(inBrowser.refusals).toBe(inNode.refusals)
})

test('one instant of 30,000 objects takes at most 16 ms on one core, in the browser and in node', () => {
  expect(inBrowser.medianMs).toBeLessThanOrEqual(floorMs)
  expect(inNode.medianMs).toBeLessThanOrEqual(floorMs)
})
