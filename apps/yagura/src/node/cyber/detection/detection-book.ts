import { createHash } from 'node:crypto'
import type { Change, LogDraft, StoredDocument } from '@yagura/core'
import { groupKey, type Hit, type HitGroup, isHitGroup, type StixStore, withHit } from '@yagura/cyber'
import type { NodeContext } from '../../context.ts'
import { detectionCollections } from './stored-input.ts'
import { loadSuppressions, type StoredSuppression, suppressionOf } from './suppressions.ts'

/** A group of hits with its id. */
export type Detection = HitGroup & { readonly id: string }

/** What was found, and what is kept quiet, as the store holds it. */
export type DetectionBook = {
  /** In no order. */
  readonly all: () => Iterable<Detection>
  readonly get: (id: string) => Detection | undefined
  /** What was found by an indicator. */
  readonly foundBy: (indicator: string) => readonly Detection[]
  readonly suppressions: () => Iterable<StoredSuppression>
  readonly suppressionOf: (detection: HitGroup) => StoredSuppression | undefined
  /**
   * Adds hits in one commit with what stands in `change`: after a crash both are there, or neither.
   */
  readonly take: (hits: readonly Hit[], change: Change) => Promise<void>
  readonly putSuppression: (suppression: StoredSuppression, line: LogDraft) => Promise<void>
}

/**
 * Opens what a store holds of detections.
 *
 * @param stix - Where it is asked how indicators are marked.
 * @param mostDetections - Groups that are kept: those whose events are oldest go first.
 */
export function openDetectionBook(
  { store, clock, logger }: Pick<NodeContext, 'store' | 'clock' | 'logger'>,
  stix: Pick<StixStore, 'newest'>,
  mostDetections: () => number,
): DetectionBook {
  const detections = new Map<string, Detection>()
  for (const { id, body } of store.list(detectionCollections.detections)) {
    if (isHitGroup(body)) detections.set(id, { ...body, id })
    else logger.error({ id }, 'a detection in the store cannot be read')
  }
  const suppressions = loadSuppressions(store)
  let turn: Promise<unknown> = Promise.resolve()
  /** One after the other: each goes on from what the one before has left. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }

  const take = async (hits: readonly Hit[], change: Change): Promise<void> => {
    const nowMs = clock.nowMs()
    const marks = await marksNow(hits, stix)
    const changed = new Map<string, Detection>()
    const quiet = new Map<string, StoredSuppression>()
    for (const hit of hits) {
      const id = detectionId(hit)
      const found = suppressionOf(suppressions.values(), hit, nowMs)
      const suppression = found && (quiet.get(found.id) ?? found)
      if (suppression !== undefined) quiet.set(suppression.id, { ...suppression, hits: suppression.hits + 1 })
      const before = changed.get(id) ?? detections.get(id)
      const marked = marks.get(hit.indicator ?? '')
      changed.set(id, { ...withHit(before, hit, suppression !== undefined, nowMs), ...(marked && { marked }), id })
    }
    const removed = idsBeyond([...new Map([...detections, ...changed]).values()], mostDetections())
    await store.commit({
      ...change,
      put: [
        ...(change.put ?? []),
        ...[...changed.values()].filter(({ id }) => !removed.has(id)).map(documentOf),
        ...[...quiet.values()].map(suppressionDocument),
      ],
      remove: [
        ...(change.remove ?? []),
        ...[...removed]
          .filter((id) => detections.has(id))
          .map((id) => ({ collection: detectionCollections.detections, id })),
      ],
    })
    for (const [id, detection] of changed) detections.set(id, detection)
    for (const id of removed) detections.delete(id)
    for (const [id, suppression] of quiet) suppressions.set(id, suppression)
  }
  return {
    all: () => detections.values(),
    get: (id) => detections.get(id),
    foundBy: (indicator) => [...detections.values()].filter((detection) => detection.indicator === indicator),
    suppressions: () => suppressions.values(),
    suppressionOf: (detection) => suppressionOf(suppressions.values(), detection, clock.nowMs()),
    take: (hits, change) => inTurn(() => take(hits, change)),
    putSuppression: (suppression, line) =>
      inTurn(async () => {
        await store.commit({ put: [suppressionDocument(suppression)], append: [line] })
        suppressions.set(suppression.id, suppression)
      }),
  }
}

/** How the indicators of hits are marked; those that are gone already are not named. */
async function marksNow(hits: readonly Hit[], stix: Pick<StixStore, 'newest'>) {
  const ids = [...new Set(hits.flatMap(({ indicator }) => indicator ?? []))]
  const versions = ids.length === 0 ? [] : await stix.newest(ids)
  return new Map(versions.map(({ object, marking, originator, seq }) => [object.id, { marking, originator, seq }]))
}

function detectionId(hit: Pick<Hit, 'rule' | 'indicator' | 'asset'>): string {
  return createHash('sha256').update(groupKey(hit)).digest('hex').slice(0, 32)
}

function documentOf({ id, ...group }: Detection): StoredDocument {
  return { collection: detectionCollections.detections, id, body: group }
}

function suppressionDocument(suppression: StoredSuppression): StoredDocument {
  return { collection: detectionCollections.suppressions, id: suppression.id, body: suppression }
}

function idsBeyond(detections: readonly Detection[], most: number): ReadonlySet<string> {
  if (detections.length <= most) return new Set()
  const newestMs = ({ seenMs, lastMs }: Detection): number => Math.max(seenMs, lastMs)
  const oldestFirst = detections.toSorted((one, other) => newestMs(one) - newestMs(other))
  return new Set(oldestFirst.slice(0, detections.length - most).map(({ id }) => id))
}
