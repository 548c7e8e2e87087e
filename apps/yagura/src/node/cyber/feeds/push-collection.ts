import type { Clock } from '@yagura/core'
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { OpenStixStore } from '../store/open-stix-store.ts'
import type { StixView, ViewEntry } from '../store/stix-view.ts'
import { NotTaxiiError } from './feed-errors.ts'
import type { FoundCollection } from './find-collections.ts'
import type { TaxiiExchange } from './taxii-exchange.ts'

/** What a push did. */
export type PushCounts = {
  readonly sent: number
  readonly accepted: number
  readonly refused: number
  readonly pending: number
}

/** How a view is pushed. */
export type PushOptions = {
  readonly clock: Clock
  readonly onProblem: (id: string, message: string) => void
  readonly onProgress: (counts: PushCounts) => void
  readonly signal: AbortSignal
}

const envelopeObjects = 200
const envelopeBytes = 4 << 20
const Cursor = Type.Object({ shownUs: Type.Number() })
const Detail = Type.Object({ id: Type.String(), message: Type.Optional(Type.String()) })
const Status = Type.Object({
  success_count: Type.Integer(),
  failure_count: Type.Integer(),
  pending_count: Type.Integer(),
  failures: Type.Optional(Type.Array(Detail)),
})

/**
 * Brings what came into a view since the last push to a collection, envelope by envelope. How far it has come is noted once the server has
 * taken an envelope, so that after a kill no more than one is sent again.
 *
 * @param view - What may leave to whoever reads the collection.
 * @throws what asking the server throws.
 */
export async function pushCollection(
  store: OpenStixStore,
  exchange: TaxiiExchange,
  collection: FoundCollection,
  view: StixView,
  { clock, onProblem, onProgress, signal }: PushOptions,
): Promise<PushCounts> {
  const name = `push ${collection.url.href} ${view.key}`
  const kept: unknown = JSON.parse((await store.call('cursorOf', name)) ?? 'null')
  let afterUs = Check(Cursor, kept) ? kept.shownUs : 0
  let counts: PushCounts = { sent: 0, accepted: 0, refused: 0, pending: 0 }
  for (let isMore = true; isMore; ) {
    signal.throwIfAborted()
    const question = { afterUs, versions: ['all'], limit: envelopeObjects } as const
    const page = await store.call('readView', view, question, clock.nowMs() * 1000, true)
    const entries = fitting(page.entries)
    const last = entries.at(-1)
    if (last === undefined) break
    const text = `{"objects":[${entries.map(({ body }) => body).join(',')}]}`
    const status = await exchange.post(new URL('objects/', collection.url), Buffer.from(text))
    if (!Check(Status, status)) throw new NotTaxiiError(collection.url.hostname, 'its status cannot be read')
    for (const { id, message } of status.failures ?? []) onProblem(id, message ?? 'refused')
    counts = {
      sent: counts.sent + entries.length,
      accepted: counts.accepted + status.success_count,
      refused: counts.refused + status.failure_count,
      pending: counts.pending + status.pending_count,
    }
    afterUs = last.shownUs
    await store.call('putCursor', name, JSON.stringify({ shownUs: afterUs }))
    isMore = page.isMore || entries.length < page.entries.length
    onProgress(counts)
  }
  return counts
}

/** As many as an envelope takes, one at least. */
function fitting(entries: readonly ViewEntry[]): readonly ViewEntry[] {
  let bytes = 0
  const end = entries.findIndex(({ body }, index) => {
    bytes += body.length
    return bytes > envelopeBytes && index > 0
  })
  return end < 0 ? entries : entries.slice(0, end)
}
