import type { StockFacts } from '@yagura/core'
import { unixMsOfUtc } from '../unix-time.ts'
import type { ObjectRecord } from './object-record.ts'

const DAY_MS = 86_400_000
const AGING_AFTER_DAYS = 14
const OLD_AFTER_DAYS = 30
/** Ages move slowly. */
const COUNTED_EVERY_MS = 60_000

/**
 * How old the element sets are that judgements rest on, for the judgement of the node itself; counted anew once a minute and
 * after a change.
 *
 * @param revision - Grows with every change of the records.
 */
export function createStockFacts(
  records: () => ReadonlyMap<number, ObjectRecord>,
  revision: () => number,
  nowMs: () => number,
): () => StockFacts | undefined {
  let known: { readonly key: string; readonly facts: StockFacts | undefined } | undefined
  return () => {
    const atMs = nowMs()
    const key = `${revision()} ${Math.floor(atMs / COUNTED_EVERY_MS)}`
    if (known?.key !== key) known = { key, facts: countStock([...records().values()], atMs) }
    return known.facts
  }
}

function countStock(records: readonly ObjectRecord[], atMs: number): StockFacts | undefined {
  if (records.length === 0) return undefined
  const epochsMs = records.map(({ set }) => unixMsOfUtc(set.epochUtc))
  const olderThan = (days: number): number => epochsMs.filter((epochMs) => atMs - epochMs > days * DAY_MS).length
  return {
    name: 'element sets',
    count: records.length,
    agingAfterDays: AGING_AFTER_DAYS,
    aging: olderThan(AGING_AFTER_DAYS),
    oldAfterDays: OLD_AFTER_DAYS,
    old: olderThan(OLD_AFTER_DAYS),
    newestMs: epochsMs.reduce((newest, epochMs) => Math.max(newest, epochMs), Number.NEGATIVE_INFINITY),
  }
}
