import { type LogDraft, YaguraError } from '@yagura/core'
import type { NodeContext } from '../../context.ts'
import { backOffMs, fractionOf } from '../../sources/back-off.ts'
import { RefusedByServerError } from '../../sources/fetch-errors.ts'
import type { ImportCounts } from '../store/import-intelligence.ts'
import type { OpenStixStore } from '../store/open-stix-store.ts'
import { type FeedEntry, feedState } from './feed-entry.ts'
import { NotTaxiiError, TaxiiServerError, UnexpectedFeedError } from './feed-errors.ts'
import { findCollections } from './find-collections.ts'
import { pullCollection } from './pull-collection.ts'
import { isMispFeed, pullMispFeed } from './pull-misp-feed.ts'
import { type FeedProgress, feedCollections } from './stored-feed.ts'
import { createTaxiiExchange } from './taxii-exchange.ts'

/** Pulls feeds, and writes down what came of it. */
export type FeedRunner = {
  /** Pulls a feed, unless that is under way. Never fails: what goes wrong becomes the state of the feed. */
  readonly start: (entry: FeedEntry) => void
  /** Pulls a feed if it is due, and says so where its state has changed by time alone. */
  readonly look: (entry: FeedEntry) => void
}

/** What a pull brought. */
type Pulled = { gained: number; leftOut: number; lastProblem: string | undefined }

const minuteMs = 60_000
const dayMs = 86_400_000

/** Makes the runner. */
export function createFeedRunner(context: NodeContext, store: OpenStixStore): FeedRunner {
  const { clock } = context
  const book = createFeedBook(context)

  async function pull(entry: FeedEntry, signal: AbortSignal): Promise<void> {
    const pulled: Pulled = { gained: 0, leftOut: 0, lastProblem: undefined }
    try {
      await pullAll(entry, signal, pulled)
      if (!signal.aborted) await book.settle(entry, pulled)
    } catch (error) {
      if (signal.aborted) await book.cutOff(entry, pulled)
      else await book.fail(entry, error, pulled)
    } finally {
      entry.running = undefined
      book.say(entry)
    }
  }

  async function pullAll({ feed }: FeedEntry, signal: AbortSignal, pulled: Pulled): Promise<void> {
    const { id, url, account, identity, authority, allowPrivateAddress, originator, marking } = feed
    const access = { ...account, identity, authority, allowPrivate: allowPrivateAddress }
    const address = new URL(url)
    const brought = { originator, signal, marking, place: id }
    const onProblem = (object: string, message: string): void => {
      pulled.lastProblem ??= object === '' ? message : `${object}: ${message}`
    }
    const progressAfter =
      (before: Pulled) =>
      ({ added, quarantined, invalid }: ImportCounts): void => {
        pulled.gained = before.gained + added
        pulled.leftOut = before.leftOut + quarantined + invalid
      }
    if (isMispFeed(address)) {
      const source = `pull/${address.hostname}${address.pathname}`
      const onProgress = progressAfter({ ...pulled })
      await pullMispFeed(store, address, { ...brought, access, clock, source, onProblem, onProgress })
      return
    }
    const exchange = createTaxiiExchange(access, clock, signal)
    const readable = (await findCollections(exchange, address, undefined)).filter(({ canRead }) => canRead)
    if (readable.length === 0) throw new NotTaxiiError(address.hostname, 'it has no collection that may be read')
    for (const collection of readable) {
      const source = `pull/${collection.url.hostname}/${collection.id}`
      const onProgress = progressAfter({ ...pulled })
      await pullCollection(store, exchange, collection, { ...brought, source, onProblem, onProgress })
    }
  }

  function start(entry: FeedEntry): void {
    if (entry.running !== undefined) return
    const controller = new AbortController()
    // Started in a later turn, so that `running` is set before it can end.
    const ended = Promise.resolve().then(() => pull(entry, controller.signal))
    entry.running = { controller, ended }
    book.say(entry)
  }

  return {
    start,
    look: (entry) => {
      book.noteOverdue(entry)
      if (!entry.feed.isPaused && isDue(entry, clock.nowMs())) start(entry)
    },
  }
}

/** Writes down how feeds stand. */
function createFeedBook(context: NodeContext) {
  const { clock, store, live, logger, newId } = context
  const draft = ({ feed }: FeedEntry, event: string, text: string, body: unknown = null): LogDraft => ({
    ...{ atMs: clock.nowMs(), kind: `cyber/feed-${event}`, subject: feed.id, by: 'node' },
    ...{ text: `${feed.name}: ${text}`, body },
  })
  const keep = async (entry: FeedEntry, append: readonly LogDraft[]): Promise<void> => {
    try {
      await store.commit({
        append,
        put: [{ collection: feedCollections.states, id: entry.feed.id, body: entry.progress }],
      })
    } catch (error) {
      // The state in memory stands and is shown; the store's own failure is told by the health of the node.
      logger.error({ err: error, feed: entry.feed.id }, 'the state of a feed could not be written')
    }
  }
  const say = (entry: FeedEntry): void => {
    const state = feedState(entry, clock.nowMs())
    if (state === entry.said) return
    entry.said = state
    live.publish({ kind: 'status' })
  }
  return {
    say,
    settle: async (entry: FeedEntry, pulled: Pulled): Promise<void> => {
      const nowMs = clock.nowMs()
      const isFirst = entry.progress.lastSuccessMs === undefined
      const isHealed = entry.progress.lastError !== undefined || entry.said === 'overdue'
      const spread = 1 + fractionOf(newId()) / 50
      entry.progress = {
        ...after(entry.progress, pulled, nowMs),
        ...{ lastSuccessMs: nowMs, failures: 0, lastError: undefined },
        nextDueMs: nowMs + entry.feed.intervalMin * minuteMs * spread,
      }
      const text = `${pulled.gained} versions gained, ${pulled.leftOut} objects left out`
      const isNews = isFirst || isHealed || pulled.gained > 0 || pulled.leftOut > 0
      await keep(entry, isNews ? [draft(entry, 'pulled', text, { ...pulled })] : [])
    },
    fail: async (entry: FeedEntry, error: unknown, pulled: Pulled): Promise<void> => {
      const nowMs = clock.nowMs()
      const told = entry.progress.lastError
      const { code, message } = tell(error)
      const failures = entry.progress.failures + 1
      entry.progress = {
        ...after(entry.progress, pulled, nowMs),
        ...{ failures, lastError: { code, message, atMs: nowMs } },
        nextDueMs: nowMs + retryAfterMs(entry, error, failures, fractionOf(newId())),
      }
      await keep(
        entry,
        told?.code === code && told.message === message ? [] : [draft(entry, 'failed', message, { code })],
      )
    },
    /** What came before the pull was ended is kept, and counted; it is neither a success nor a failure. */
    cutOff: (entry: FeedEntry, pulled: Pulled): Promise<void> => {
      entry.progress = after(entry.progress, pulled, clock.nowMs())
      return keep(entry, [])
    },
    noteOverdue: (entry: FeedEntry): void => {
      if (entry.said === 'overdue' || feedState(entry, clock.nowMs()) !== 'overdue') return
      say(entry)
      const since = new Date(entry.progress.lastSuccessMs ?? entry.feed.sinceMs).toISOString()
      void keep(entry, [draft(entry, 'overdue', `nothing has come since ${since}`)])
    },
  }

  function tell(error: unknown): { readonly code: string; readonly message: string } {
    if (error instanceof YaguraError) return error
    logger.error({ err: error }, 'a feed failed')
    return new UnexpectedFeedError(error instanceof Error ? error : new Error(String(error)))
  }
}

function after(progress: FeedProgress, { gained, leftOut, lastProblem }: Pulled, nowMs: number): FeedProgress {
  return { ...progress, lastAttemptMs: nowMs, gained: progress.gained + gained, leftOut, lastProblem }
}

function isDue({ feed, progress }: FeedEntry, nowMs: number): boolean {
  // Farther ahead than any delay: the clock was wrong when it was written.
  const farthestMs = Math.max(2 * feed.intervalMin * minuteMs, 2 * dayMs)
  return progress.nextDueMs <= nowMs || progress.nextDueMs > nowMs + farthestMs
}

function retryAfterMs({ feed }: FeedEntry, error: unknown, failures: number, fraction: number): number {
  const usualMs = backOffMs(failures, feed.intervalMin * minuteMs, fraction)
  const refusal = refusalOf(error)
  if (refusal === undefined) return usualMs
  const { status, retryAfterS } = refusal
  // A password that is tried again and again locks the account.
  if (status === 401 || status === 403) return dayMs * (1 + fraction / 10)
  return Math.max(usualMs, Math.min((retryAfterS ?? 0) * 1000, dayMs))
}

/** What a server said with its refusal; undefined where something else went wrong. */
function refusalOf(error: unknown): Pick<TaxiiServerError, 'status' | 'retryAfterS'> | undefined {
  if (error instanceof RefusedByServerError) return error.facts
  return error instanceof TaxiiServerError ? error : undefined
}
