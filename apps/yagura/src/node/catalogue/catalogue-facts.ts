import { type ElementSet, formatUtc, type UtcInstant } from '@yagura/formats'
import { compareUtc, daysBetween } from '@yagura/space'
import type { NodeStatus } from '../../api/contract/node.ts'
import type { NodeContext } from '../context.ts'
import { inSlices } from '../in-slices.ts'
import { isoOfUnixMs, utcOfUnixMs } from '../unix-time.ts'
import type { CatalogueMemory } from './catalogue-memory.ts'
import type { ObjectRecords } from './merge-sets.ts'
import { isUsable } from './object-record.ts'

/** Ages move slowly: what can be used is counted anew once a minute, and when something changed. */
const RECOUNT_MS = 60_000

type Count = {
  readonly usable: number
  readonly newest: ElementSet | undefined
  /** Of those that can be used. */
  readonly oldest: ElementSet | undefined
}

/**
 * What the status of a node says of its catalogue. It is answered from the last count; a count that is due is made in slices
 * and told when it is done.
 */
export async function openCatalogueFacts(
  context: NodeContext,
  memory: CatalogueMemory,
  maxAgeDays: () => number,
): Promise<() => NodeStatus['catalogue']> {
  const { clock, live, logger } = context
  let counted: { readonly key: string; readonly count: Count }
  let underWay = false
  const keyNow = (): string => `${memory.state().revision} ${maxAgeDays()} ${Math.floor(clock.nowMs() / RECOUNT_MS)}`
  const recount = async (): Promise<void> => {
    const key = keyNow()
    counted = { key, count: await inSlices(countRecords(memory.records(), utcOfUnixMs(clock.nowMs()), maxAgeDays())) }
  }
  const refresh = (): void => {
    if (underWay || counted.key === keyNow()) return
    underWay = true
    recount()
      .then(() => live.publish({ kind: 'status' }))
      .catch((error: unknown) => logger.error({ err: error }, 'the catalogue could not be counted'))
      .finally(() => {
        underWay = false
      })
  }
  await recount()
  memory.onChange(refresh)
  return () => {
    refresh()
    const { usable, newest, oldest } = counted.count
    const receivedMs = memory.receivedMs()
    return {
      revision: memory.state().revision,
      objects: memory.records().size,
      usable,
      newestEpochUtc: newest === undefined ? null : formatUtc(newest.epochUtc),
      oldestUsableDays: oldest === undefined ? null : daysBetween(oldest.epochUtc, utcOfUnixMs(clock.nowMs())),
      receivedUtc: receivedMs === undefined ? null : isoOfUnixMs(receivedMs),
    }
  }
}

function* countRecords(records: ObjectRecords, nowUtc: UtcInstant, maxAgeDays: number): Generator<void, Count> {
  let usable = 0
  let newest: ElementSet | undefined
  let oldest: ElementSet | undefined
  for (const record of records.values()) {
    yield
    const { set } = record
    if (newest === undefined || compareUtc(set.epochUtc, newest.epochUtc) > 0) newest = set
    if (!isUsable(record, nowUtc, maxAgeDays)) continue
    usable += 1
    if (oldest === undefined || compareUtc(set.epochUtc, oldest.epochUtc) < 0) oldest = set
  }
  return { usable, newest, oldest }
}
