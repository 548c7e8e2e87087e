import type { LogDraft } from '@yagura/core'
import { compareUtc, elementsDataset } from '@yagura/space'
import { Check } from 'typebox/value'
import type { NodeContext } from '../context.ts'
import type { PartnerDataset } from '../partners/datasets/dataset-parts.ts'
import type { Datasets } from '../partners/datasets/datasets.ts'
import type { CatalogueService } from './catalogue-service.ts'
import type { PartnerSet } from './partner-sets.ts'
import { DatasetReading, readPartnerSets } from './read-partner-sets.ts'

/** Documents that say what came of reading a dataset, so that it is told once. */
const collection = 'datasets-taken'

/** Keeps the catalogue level with the element sets of partners whose records are believed. */
export type PartnerElements = {
  /** Undefined where it was not read yet. */
  readonly readingOf: (recordId: string) => DatasetReading | undefined
  /** Takes up what has come, or counts no more; resolves when the catalogue has it. */
  readonly refresh: () => Promise<void>
}

/** Most objects of which one partner's sets are held: made-up ids must not fill the memory. */
const mostObjects = 100_000

/** Joins datasets and catalogue. */
export function createPartnerElements(
  context: NodeContext,
  datasets: Pick<Datasets, 'list' | 'read' | 'onChange'>,
  catalogue: Pick<CatalogueService, 'replacePartnerSets'>,
): PartnerElements {
  const { store } = context
  let sets: Map<number, readonly PartnerSet[]> = new Map()
  let taken: readonly string[] = []
  const readingOf = (recordId: string): DatasetReading | undefined => {
    const body = store.get(collection, recordId)
    return Check(DatasetReading, body) ? body : undefined
  }
  const take = async (one: PartnerDataset, into: Map<number, readonly PartnerSet[]>): Promise<void> => {
    const { received, reading } = await readPartnerSets(one, datasets.read(one), context.mode)
    merge(received, into)
    if (readingOf(one.recordId) !== undefined) return
    const put = [{ collection, id: one.recordId, body: reading }]
    await store.commit({ put, append: [lineOf(one, reading, context.clock.nowMs())] })
  }
  const refreshOnce = async (): Promise<void> => {
    const held = datasets.list().filter(({ isHeld, data }) => isHeld && data.what === elementsDataset.what)
    const now = held.map(({ recordId }) => recordId)
    if (now.join() === taken.join()) return
    // What counts no more may have hidden an older set: then all is read anew.
    const isMore = taken.every((id) => now.includes(id))
    const next = isMore ? new Map(sets) : new Map<number, readonly PartnerSet[]>()
    for (const one of held) if (!isMore || !taken.includes(one.recordId)) await take(one, next)
    await catalogue.replacePartnerSets(next)
    sets = next
    taken = now
    context.live.publish({ kind: 'status' })
  }
  let last: Promise<void> = Promise.resolve()
  const refresh = (): Promise<void> => {
    const going = last.then(refreshOnce)
    last = going.catch((error: unknown) => context.logger.error({ err: error }, 'datasets could not be taken'))
    return last
  }
  datasets.onChange(() => void refresh())
  return { readingOf, refresh }
}

/** Of each object and partner the newest set stays. */
function merge(received: readonly PartnerSet[], into: Map<number, readonly PartnerSet[]>): void {
  const node = received[0]?.provenance.node
  const ofPartner = [...into.values()].filter((sets) => sets.some(({ provenance }) => provenance.node === node))
  let objects = ofPartner.length
  for (const one of received) {
    const sets: readonly PartnerSet[] = into.get(one.set.id) ?? []
    const before = sets.find(({ provenance }) => provenance.node === node)
    if (before === undefined && objects >= mostObjects) continue
    if (before === undefined) objects += 1
    if (before !== undefined && compareUtc(before.set.epochUtc, one.set.epochUtc) > 0) continue
    into.set(one.set.id, [...sets.filter((each) => each !== before), one])
  }
}

function lineOf({ node, recordId, data }: PartnerDataset, { sets, problems }: DatasetReading, atMs: number): LogDraft {
  const bad = problems > 0 ? `; ${problems} records could not be used` : ''
  const text = `${node} sent ${sets} element sets${bad}`
  return {
    ...{ atMs, kind: 'catalogue/changed', subject: node, by: 'node', text },
    body: { recordId, blob: data.blob, sizeBytes: data.sizeBytes, sets, problems },
  }
}
