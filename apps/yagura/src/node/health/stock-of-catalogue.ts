import type { StockFacts } from '@yagura/core'
import type { CatalogueState } from '../context.ts'
import { unixMsOfUtc } from '../unix-time.ts'

const dayMs = 86_400_000
const minuteMs = 60_000
/** Age limits of element sets: as everywhere in the console. */
const agingAfterDays = 14
const oldAfterDays = 30

/**
 * Counts how old the newest element set of each object is; counted anew when the catalogue changes or a minute has passed.
 * @param nowMs - Unix time.
 */
export function createStockOfCatalogue(state: () => CatalogueState, nowMs: () => number): () => StockFacts | undefined {
  let counted: { readonly key: string; readonly stock: StockFacts | undefined } | undefined
  return () => {
    const now = nowMs()
    const { revision, catalogue } = state()
    const key = `${revision} ${Math.floor(now / minuteMs)}`
    if (counted?.key !== key) counted = { key, stock: countStock(catalogue, now) }
    return counted.stock
  }
}

function countStock({ histories }: CatalogueState['catalogue'], nowMs: number): StockFacts | undefined {
  let aging = 0
  let old = 0
  let newestMs: number | undefined
  for (const history of histories.values()) {
    const newest = history.at(-1)
    if (newest === undefined) continue
    const epochMs = unixMsOfUtc(newest.epochUtc)
    if (nowMs - epochMs > agingAfterDays * dayMs) aging += 1
    if (nowMs - epochMs > oldAfterDays * dayMs) old += 1
    newestMs = Math.max(newestMs ?? epochMs, epochMs)
  }
  if (histories.size === 0) return undefined
  return { name: 'element sets', count: histories.size, agingAfterDays, aging, oldAfterDays, old, newestMs }
}
