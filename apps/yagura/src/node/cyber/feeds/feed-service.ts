import type { CertificateFacts, LogDraft, SourceFacts } from '@yagura/core'
import { checkMarking, type Marking, shippedPolicies } from '@yagura/record'
import type { Asked } from '../../../api/contract/common.ts'
import type { feedOperations, TaxiiFeed } from '../../../api/contract/cyber-feeds.ts'
import type { Caller } from '../../../api/contract/operations.ts'
import type { Handlers, NodeContext, NodeMode } from '../../context.ts'
import { labelMarking } from '../store/label-marking.ts'
import type { OpenStixStore } from '../store/open-stix-store.ts'
import { checkAuthority, checkIdentity } from './client-identity.ts'
import { type FeedEntry, feedCertificate, feedFacts, feedState, viewFeed } from './feed-entry.ts'
import { FeedError, UnknownFeedError } from './feed-errors.ts'
import { createFeedRunner, type FeedRunner } from './feed-runner.ts'
import { isMispFeed } from './pull-misp-feed.ts'
import { feedCollections, readFeedProgress, readStoredFeed, type StoredFeed } from './stored-feed.ts'

/** The feeds that a node pulls by itself. */
export type FeedService = {
  readonly handlers: Handlers<'listFeeds' | 'addFeed' | 'removeFeed' | 'pauseFeed' | 'resumeFeed' | 'pullFeed'>
  /** How feeds stand, for the health of the node. */
  readonly facts: () => readonly SourceFacts[]
  /** The certificates that feeds are pulled with. */
  readonly certificates: () => readonly CertificateFacts[]
  /** Pulls feeds whenever they are due, from now on. */
  readonly start: () => void
  /** Looks once which feeds are due and starts pulling them. */
  readonly tick: () => void
  /** Resolves when nothing is being pulled. */
  readonly settled: () => Promise<void>
  /** Ends whatever is being pulled: the next start goes on with the page that was cut off. */
  readonly close: () => Promise<void>
}

type AddBody = Asked<(typeof feedOperations)['addFeed']>['body']
type Desk = { readonly context: NodeContext; readonly entries: Map<string, FeedEntry>; readonly runner: FeedRunner }

const tickMs = 1000
const mostFeeds = 200
const usualIntervalMin = 60

/** The feeds of a node as its store holds them. */
export function createFeedService(context: NodeContext, store: OpenStixStore): FeedService {
  const entries = new Map<string, FeedEntry>()
  for (const { id, body } of context.store.list(feedCollections.feeds)) {
    const feed = readStoredFeed(body)
    if (feed !== undefined) entries.set(id, entryOf(context, feed))
  }
  const runner = createFeedRunner(context, store)
  const tick = (): void => {
    for (const entry of entries.values()) runner.look(entry)
  }
  let timer: NodeJS.Timeout | undefined
  return {
    handlers: createHandlers({ context, entries, runner }),
    facts: () => [...entries.values()].map((entry) => feedFacts(entry, context.clock.nowMs())),
    certificates: () => [...entries.values()].flatMap((entry) => feedCertificate(entry) ?? []),
    start: () => {
      timer ??= setInterval(tick, tickMs)
      tick()
    },
    tick,
    settled: async () => {
      await Promise.all([...entries.values()].map((entry) => entry.running?.ended))
    },
    close: async () => {
      clearInterval(timer)
      await Promise.all([...entries.values()].map((entry) => stop(entry, 'the node stops')))
    },
  }
}

function createHandlers(desk: Desk): FeedService['handlers'] {
  const { context, entries, runner } = desk
  const { store, clock } = context
  const view = (entry: FeedEntry): TaxiiFeed => viewFeed(entry, clock.nowMs())
  const get = (id: string): FeedEntry => {
    const entry = entries.get(id)
    if (entry === undefined) throw new UnknownFeedError(id)
    return entry
  }
  return {
    listFeeds: async () => ({ items: [...entries.values()].map(view) }),
    addFeed: async ({ body }, caller) => view(await addFeed(desk, body, caller)),
    removeFeed: async ({ params: { id } }, caller) => {
      const entry = get(id)
      entries.delete(id)
      await stop(entry, 'the feed was removed')
      await store.commit({
        remove: Object.values(feedCollections).map((collection) => ({ collection, id })),
        append: [draftOf(context, 'removed', entry.feed, caller, 'removed; what it brought is kept')],
      })
    },
    pauseFeed: async ({ params: { id } }, caller) => {
      const entry = get(id)
      if (entry.feed.isPaused) return view(entry)
      await change(context, entry, { ...entry.feed, isPaused: true }, caller)
      await stop(entry, 'the feed was paused')
      return view(entry)
    },
    resumeFeed: async ({ params: { id } }, caller) => {
      const entry = get(id)
      if (!entry.feed.isPaused) return view(entry)
      await change(context, entry, { ...entry.feed, isPaused: false, sinceMs: clock.nowMs() }, caller)
      runner.start(entry)
      return view(entry)
    },
    pullFeed: async ({ params: { id } }) => {
      const entry = get(id)
      if (entry.feed.isPaused) throw new FeedError('id', `${entry.feed.name} is paused`)
      runner.start(entry)
      return view(entry)
    },
  }
}

async function addFeed({ context, entries, runner }: Desk, body: AddBody, caller: Caller): Promise<FeedEntry> {
  if (entries.size >= mostFeeds) throw new FeedError('feed', `there are ${mostFeeds} already`)
  const { tlp, marking = labelMarking(tlp, context.mode), ...given } = body
  const feed: StoredFeed = {
    ...{ intervalMin: usualIntervalMin, allowPrivateAddress: false, originator: '', ...given, marking },
    ...{ id: context.newId(), isPaused: false, sinceMs: context.clock.nowMs() },
  }
  checkUrl(feed)
  if (feed.identity !== undefined) checkIdentity(feed.identity)
  if (feed.authority !== undefined) checkAuthority(feed.authority)
  checkMark(feed.marking, context.mode)
  const kind = isMispFeed(new URL(feed.url)) ? 'MISP' : 'TAXII'
  await context.store.commit({
    put: [{ collection: feedCollections.feeds, id: feed.id, body: feed }],
    append: [draftOf(context, 'added', feed, caller, `${kind} feed ${feed.url} is pulled`)],
  })
  const entry = entryOf(context, feed)
  entries.set(feed.id, entry)
  runner.start(entry)
  return entry
}

async function change(context: NodeContext, entry: FeedEntry, feed: StoredFeed, caller: Caller): Promise<void> {
  const event = feed.isPaused ? 'paused' : 'resumed'
  await context.store.commit({
    put: [{ collection: feedCollections.feeds, id: feed.id, body: feed }],
    append: [draftOf(context, event, feed, caller, feed.isPaused ? 'pulled no more' : 'pulled again')],
  })
  entry.feed = feed
  entry.said = feedState(entry, context.clock.nowMs())
}

function entryOf(context: NodeContext, feed: StoredFeed): FeedEntry {
  const progress = readFeedProgress(context.store.get(feedCollections.states, feed.id))
  const entry: FeedEntry = { feed, progress, running: undefined, said: 'waiting' }
  entry.said = feedState(entry, context.clock.nowMs())
  return entry
}

async function stop(entry: FeedEntry, why: string): Promise<void> {
  entry.running?.controller.abort(new DOMException(why, 'AbortError'))
  await entry.running?.ended
}

function draftOf(context: NodeContext, event: string, feed: StoredFeed, { officer }: Caller, text: string): LogDraft {
  const { id, name, url } = feed
  return {
    ...{ atMs: context.clock.nowMs(), kind: `cyber/feed-${event}`, subject: id, by: officer },
    ...{ text: `${name}: ${text}`, body: { name, url } },
  }
}

function checkUrl({ url: address, identity, authority }: StoredFeed): void {
  if (!URL.canParse(address)) throw new FeedError('url', 'expected an address such as https://host/path')
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new FeedError('url', 'expected https or http')
  const isOverTls = identity !== undefined || authority !== undefined
  if (isOverTls && url.protocol !== 'https:') throw new FeedError('url', 'a certificate is shown over https alone')
  if (url.username !== '' || url.password !== '') {
    throw new FeedError('url', 'names and passwords in an address would be shown in lists')
  }
}

function checkMark(marking: Marking, mode: NodeMode): void {
  const checked = checkMarking(marking, shippedPolicies())
  if (!checked.ok) throw new FeedError('marking', checked.fault.reason)
  if (marking.mode !== mode) throw new FeedError('marking', `its mode is ${marking.mode}, and the node is ${mode}`)
}
