import type { CertificateFacts, SourceFacts } from '@yagura/core'
import type { TaxiiFeed } from '../../../api/contract/cyber-feeds.ts'
import { isoOfUnixMs } from '../../unix-time.ts'
import { endOf } from './client-identity.ts'
import type { FeedProgress, StoredFeed } from './stored-feed.ts'

/** A feed as the node holds it. */
export type FeedEntry = {
  feed: StoredFeed
  progress: FeedProgress
  running: { readonly controller: AbortController; readonly ended: Promise<void> } | undefined
  /** The state that was last told to open pages and the log. */
  said: TaxiiFeed['state']
}

const overdueAfterPeriods = 3

/** The word for how a feed stands: old intelligence outranks what is being done about it, and a failure the next try. */
export function feedState({ feed, progress, running }: FeedEntry, nowMs: number): TaxiiFeed['state'] {
  if (feed.isPaused) return 'paused'
  const freshMs = Math.max(progress.lastSuccessMs ?? 0, feed.sinceMs)
  if (nowMs - freshMs > overdueAfterPeriods * feed.intervalMin * 60_000) return 'overdue'
  if (progress.lastError !== undefined) return 'failing'
  if (running !== undefined) return 'pulling'
  return progress.lastSuccessMs === undefined ? 'waiting' : 'ok'
}

/** What the health of the node is judged by, of a feed. */
export function feedFacts(entry: FeedEntry, nowMs: number): SourceFacts {
  const { feed, progress } = entry
  const { lastSuccessMs, lastError } = progress
  return {
    ...{ id: feed.id, name: feed.name, enabled: !feed.isPaused, link: '/cyber/feeds', lastSuccessMs, lastError },
    stale: feedState(entry, nowMs) === 'overdue',
  }
}

/** The certificate that the node pulls a feed with; one that is paused does without. */
export function feedCertificate({ feed: { id, name, identity, isPaused } }: FeedEntry): CertificateFacts | undefined {
  if (identity === undefined || isPaused) return undefined
  return {
    ...{ id: `feed-${id}`, name, endsMs: endOf(identity), link: '/cyber/feeds' },
    missed: 'Once it has ended the server turns this node away, and nothing comes from this feed.',
    action: 'Get another one signed, remove the feed and add it again with that one: what it brought stays.',
  }
}

/** A feed as the API shows it: without its password and key. */
export function viewFeed(entry: FeedEntry, nowMs: number): TaxiiFeed {
  const { account, identity, authority: _, sinceMs: __, ...feed } = entry.feed
  const { lastError, lastProblem, nextDueMs, gained, leftOut, lastAttemptMs, lastSuccessMs } = entry.progress
  const utcOrNull = (ms: number | undefined): string | null => (ms === undefined ? null : isoOfUnixMs(ms))
  return {
    ...feed,
    user: account?.user ?? null,
    certificateEndsUtc: identity === undefined ? null : isoOfUnixMs(endOf(identity)),
    state: feedState(entry, nowMs),
    lastAttemptUtc: utcOrNull(lastAttemptMs),
    lastSuccessUtc: utcOrNull(lastSuccessMs),
    nextDueUtc: feed.isPaused ? null : isoOfUnixMs(Math.max(nextDueMs, nowMs)),
    lastError:
      lastError === undefined
        ? null
        : { code: lastError.code, message: lastError.message, atUtc: isoOfUnixMs(lastError.atMs) },
    ...{ gained, leftOut, lastProblem: lastProblem ?? null },
    overdueAfterMin: overdueAfterPeriods * feed.intervalMin,
  }
}
