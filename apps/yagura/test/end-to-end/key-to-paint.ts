import type { Page } from 'playwright-core'

/** Chromium tells of no event that is painted sooner. Source: W3C Event Timing API, least `durationThreshold`. */
const leastToldMs = 16

/** Has the page write down how long each key and click takes until the picture after it. */
export async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    globalThis.yaguraWatch?.disconnect()
    const seen = globalThis.yaguraKeys = []
    globalThis.yaguraWatch = new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (name === 'keydown' || name === 'click') seen.push(duration)
    })
    globalThis.yaguraWatch.observe({ type: 'event', durationThreshold: ${leastToldMs} })
  })()`)
}

/** Durations, ms, of as many keys as were pressed: those that were not told took at most 16 ms. */
export async function keyToPaintMs(page: Page, pressed: number): Promise<readonly number[]> {
  await page.evaluate('new Promise((done) => setTimeout(done, 300))')
  const told = (await page.evaluate('globalThis.yaguraKeys')) as readonly number[]
  const rest = Math.max(0, pressed - told.length)
  return [...told, ...Array.from({ length: rest }, () => leastToldMs)]
}

/** The value below which that share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}
