import { YaguraError } from '@yagura/core'
import type { Fault } from '@yagura/record'
import type { BlobStore } from '../../blobs/blob-store.ts'
import type { KnownPartner } from '../partner-book.ts'
import type { FileSource } from '../pull/remote-log.ts'
import type { NamedDataset } from './dataset-index.ts'
import type { DatasetParts, PartnerDataset } from './dataset-parts.ts'
import { type FetchOutcome, fetchBlob } from './fetch-blob.ts'

/** What partners owe. */
export type Owed = {
  readonly blobs: BlobStore
  /** Reads on in the logs that name datasets. */
  readonly read: () => Promise<void>
  /** Of one partner, in the order in which they were named. */
  readonly of: (partner: KnownPartner) => readonly NamedDataset[]
  readonly onFetched: () => void
}

/** Fetches what partners owe, each in its own turn. */
export type Fetching = {
  /** Reads on in the logs, then fetches what a partner owes, what failed later and later; never rejects. */
  readonly fetchFrom: (partner: KnownPartner, source: FileSource) => Promise<void>
  /** The same out of a folder that was carried here: what is not in it may still be fetched. */
  readonly takeCarried: (partner: KnownPartner, source: FileSource) => Promise<void>
  /** Waits for what is under way. */
  readonly close: () => Promise<void>
  readonly stateOf: (dataset: NamedDataset) => Pick<PartnerDataset, 'fault' | 'failures'>
}

const firstWaitMs = 2000
const longestWaitMs = 60 * 60_000

type Attempt = { readonly fault: Fault | undefined; readonly failures: number; readonly dueMs: number }
const notTried: Attempt = { fault: undefined, failures: 0, dueMs: 0 }

/** A link that broke, or an answer that was larger than what fits: the next question waits for the next visit. */
function brokenOff(error: unknown): FetchOutcome {
  if (!(error instanceof YaguraError)) throw error
  return { ok: false, fault: { code: 'record/blob-link', reason: error.message }, isBusy: false, isAnswered: false }
}

/** Makes what fetches; what was tried in vain is in memory only, for a restart may as well try at once. */
export function createFetching(
  { context, inTurn, monotonicMs }: Pick<DatasetParts, 'context' | 'inTurn' | 'monotonicMs'>,
  { blobs, read, of, onFetched }: Owed,
): Fetching {
  const attempts = new Map<string, Attempt>()
  const underWay = new Set<Promise<void>>()
  const attemptOf = ({ recordId }: NamedDataset): Attempt => attempts.get(recordId) ?? notTried

  /** @returns Whether the partner is worth another question now. */
  const tryOne = async (one: NamedDataset, source: FileSource): Promise<boolean> => {
    const before = attemptOf(one)
    if (before.dueMs > monotonicMs()) return true
    const outcome = await fetchBlob(blobs, source, one).catch(brokenOff)
    if (outcome.ok) {
      attempts.delete(one.recordId)
      return true
    }
    const failures = before.failures + (outcome.isBusy ? 0 : 1)
    const fault = outcome.isBusy ? before.fault : outcome.fault
    const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** failures)
    attempts.set(one.recordId, { fault, failures, dueMs: monotonicMs() + waitMs })
    return outcome.isAnswered
  }
  /** The newest first: the latest is what the picture waits for. */
  const takeOwed = async (partner: KnownPartner, attempt: (one: NamedDataset) => Promise<boolean>): Promise<void> => {
    await read()
    for (const one of of(partner).toReversed()) {
      const isWorthIt = await attempt(one)
      onFetched()
      if (!isWorthIt) return
    }
    onFetched()
  }
  const inTurnOf = (partner: KnownPartner, attempt: (one: NamedDataset) => Promise<boolean>): Promise<void> => {
    const { node } = partner.card
    const going: Promise<void> = inTurn(`datasets of ${node}`, () => takeOwed(partner, attempt))
      .catch((error: unknown) => {
        // A partner that cannot be asked is told of where it is visited.
        if (error instanceof YaguraError) return
        context.logger.error({ err: error, partner: node }, 'datasets could not be fetched')
      })
      .finally(() => underWay.delete(going))
    underWay.add(going)
    return going
  }
  return {
    stateOf: (one) => {
      const { fault, failures } = attemptOf(one)
      return { fault, failures }
    },
    fetchFrom: (partner, source) => inTurnOf(partner, (one) => tryOne(one, source)),
    takeCarried: (partner, source) =>
      inTurnOf(partner, async (one) => {
        if ((await fetchBlob(blobs, source, one)).ok) attempts.delete(one.recordId)
        return true
      }),
    close: async () => {
      await Promise.all(underWay)
    },
  }
}
