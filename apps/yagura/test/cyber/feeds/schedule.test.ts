import { createPrivateKey, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { LogRecord } from '@yagura/core'
import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import type { NodeContext } from '../../../src/node/context.ts'
import { createFeedService, type FeedService } from '../../../src/node/cyber/feeds/feed-service.ts'
import { type OpenStixStore, openStixStore } from '../../../src/node/cyber/store/open-stix-store.ts'
import { createLive } from '../../../src/node/live.ts'
import { temporaryFolder, temporaryStore } from '../../store/temporary-store.ts'
import { stixThreadBundle } from '../store/stix-thread-bundle.ts'
import { clientKey, serverKeyFolder } from '../taxii/client-keys.ts'
import { malware, password, taxiiNode } from '../taxii/taxii-node.ts'

const thread = stixThreadBundle()
const minuteMs = 60_000
const caller = { officer: 'sato', role: 'administrator' } as const
const asked = { params: undefined, query: undefined, body: undefined }
const onId = (id: string) => ({ ...asked, params: { id } })

/** A node that pulls, with a clock that a test sets; a restart makes its feeds anew from what its stores hold. */
type PullingNode = {
  readonly context: NodeContext
  readonly store: OpenStixStore
  feeds: FeedService
  /** Advances the clock, looks which feeds are due and waits until they are pulled. */
  readonly pass: (minutes: number) => Promise<void>
  readonly restart: () => Promise<void>
  readonly log: () => readonly LogRecord[]
}

async function pullingNode(): Promise<PullingNode> {
  let nowMs = Date.UTC(2026, 0, 2)
  const clock = { nowMs: () => nowMs }
  const context: NodeContext = {
    ...{ store: await temporaryStore(), clock, logger: pino({ level: 'silent' }), mode: 'REAL' as const },
    ...{ live: createLive(() => undefined), newId: () => randomUUID() },
  }
  const store = await openStixStore({ dataFolder: temporaryFolder(), mode: 'REAL', clock }, thread())
  const node: PullingNode = {
    ...{ context, store, feeds: createFeedService(context, store) },
    pass: async (minutes) => {
      nowMs += minutes * minuteMs
      node.feeds.tick()
      await node.feeds.settled()
    },
    restart: async () => {
      await node.feeds.close()
      node.feeds = createFeedService(context, store)
    },
    log: () => {
      const { records } = context.store.readLog({ limit: 1000, newestFirst: false })
      return records.filter(({ kind }) => kind.startsWith('cyber/feed'))
    },
  }
  onTestFinished(async () => {
    await node.feeds.close()
    await store.close()
  })
  return node
}

async function sharingNode() {
  const server = await taxiiNode(thread())
  await server.account({ name: 'usa' })
  const address = await server.app.listen({ host: '127.0.0.1', port: 0 })
  let requests = 0
  server.app.server.on('request', () => {
    requests += 1
  })
  return { ...server, url: `${address}/taxii2/api/collections/shared/`, requests: () => requests }
}

const feedOf = (url: string) => ({
  ...{ name: 'Partner', url, intervalMin: 60, allowPrivateAddress: true, originator: 'USA' },
  account: { user: 'usa', password },
})

const only = async (node: PullingNode) => {
  const [feed] = (await node.feeds.handlers.listFeeds(asked, caller)).items
  if (feed === undefined) throw new Error('no feed')
  return feed
}

test('a node pulls from another on schedule, and goes on after a restart', async () => {
  const server = await sharingNode()
  await server.share([malware(1)], ['USA'])
  const node = await pullingNode()
  await node.feeds.handlers.addFeed({ ...asked, body: feedOf(server.url) }, caller)
  await node.feeds.settled()
  expect(await only(node)).toMatchObject({ state: 'ok', gained: 1, lastError: null, user: 'usa' })
  const [found] = await node.store.newest([malware(1).id])
  expect(found).toMatchObject({ object: malware(1), originator: 'USA' })

  await server.share([malware(2)], ['USA'])
  await node.pass(30)
  expect((await only(node)).gained).toBe(1)
  await node.restart()
  await node.pass(32)
  expect(await only(node)).toMatchObject({ state: 'ok', gained: 2, leftOut: 0 })
  expect(await node.store.lastSeq()).toBe(2)
  expect(node.log().map(({ kind }) => kind)).toEqual(['cyber/feed-added', 'cyber/feed-pulled', 'cyber/feed-pulled'])
})

test('a password is neither shown nor written to the log', async () => {
  const server = await sharingNode()
  const node = await pullingNode()
  const added = await node.feeds.handlers.addFeed({ ...asked, body: feedOf(server.url) }, caller)
  await node.feeds.settled()
  expect(JSON.stringify([added, await only(node), node.log()])).not.toContain(password)
})

test('a feed signs in by certificate to a server that it was told to believe, and its key is shown nowhere', async () => {
  const [itself, client] = [clientKey('localhost'), clientKey('jpn.example', Date.UTC(2026, 0, 2))]
  const server = await taxiiNode(thread(), serverKeyFolder(itself))
  await server.share([malware(1)], ['USA'])
  await server.account({ name: 'usa', certificate: client.certificate })
  const node = await pullingNode()
  const url = `https://localhost:${await server.listenOverTls()}/taxii2/api/collections/shared/`
  const { account: _, ...feed } = feedOf(url)
  const { certificate, key } = client
  const body = { ...feed, identity: { certificate, key }, authority: itself.certificate }
  const added = await node.feeds.handlers.addFeed({ ...asked, body }, caller)
  await node.feeds.settled()
  await node.restart()
  await node.pass(61)
  const listed = await only(node)
  expect(listed).toMatchObject({ state: 'ok', gained: 1, user: null, certificateEndsUtc: '2031-01-01T00:00:00.000Z' })
  expect(JSON.stringify([added, listed, node.log()])).not.toMatch(/PRIVATE KEY|BEGIN/)
  await server.unpin('usa', client)
  await node.pass(70)
  const lastError = { code: 'taxii/server-refused', message: expect.stringContaining('answered 401') }
  expect(await only(node)).toMatchObject({ state: 'failing', lastError })
})

test('a key that is not that of the certificate, or is locked, makes no feed', async () => {
  const node = await pullingNode()
  const [one, other] = [clientKey('one'), clientKey('other')]
  const locked = createPrivateKey(one.key).export({
    ...{ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' },
  })
  const { account: _, ...feed } = feedOf('https://localhost/taxii2/')
  const add = (more: object) => node.feeds.handlers.addFeed({ ...asked, body: { ...feed, ...more } }, caller)
  const { certificate, key } = one
  const code = 'taxii/client-identity'
  await expect(add({ identity: { certificate, key: other.key } })).rejects.toMatchObject({ code })
  await expect(add({ identity: { certificate, key: String(locked) } })).rejects.toMatchObject({ code })
  await expect(add({ identity: { certificate: key, key } })).rejects.toMatchObject({ code })
  await expect(add({ authority: key })).rejects.toMatchObject({ code })
  const plain = { identity: { certificate, key }, url: 'http://localhost/taxii2/' }
  await expect(add(plain)).rejects.toMatchObject({ code: 'cyber/feed' })
})

test('a feed that fails says why, is asked less and less often, and is said to be overdue', async () => {
  const server = createServer((_, response) => response.writeHead(503, { 'retry-after': '1' }).end())
  const asks: number[] = []
  const node = await pullingNode()
  server.on('request', () => asks.push(node.context.clock.nowMs()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await node.feeds.handlers.addFeed({ ...asked, body: feedOf(`http://127.0.0.1:${port}/`) }, caller)
  await node.feeds.settled()
  const lastError = { code: 'taxii/server-refused', message: 'the TAXII server 127.0.0.1 answered 503' }
  expect(await only(node)).toMatchObject({ state: 'failing', lastError, lastSuccessUtc: null })
  for (let minute = 0; minute < 60; minute += 1) await node.pass(1)
  // A minute after the first failure, then twice as long each time, and up to a quarter more.
  const waitsMin = asks.slice(1).map((ms, no) => (ms - (asks[no] ?? 0)) / minuteMs)
  expect(waitsMin.length).toBe(5)
  waitsMin.forEach((waitMin, no) => {
    expect(waitMin).toBeGreaterThanOrEqual(2 ** no)
    expect(waitMin).toBeLessThanOrEqual(2 ** no * 1.25 + 1)
  })
  await node.pass(121)
  expect((await only(node)).state).toBe('overdue')
  expect(node.log().map(({ kind }) => kind)).toEqual(['cyber/feed-added', 'cyber/feed-failed', 'cyber/feed-overdue'])
})

test('a password that is refused is not tried again for a day', async () => {
  const server = await sharingNode()
  const node = await pullingNode()
  const body = { ...feedOf(server.url), account: { user: 'usa', password: 'wrong' } }
  await node.feeds.handlers.addFeed({ ...asked, body }, caller)
  await node.feeds.settled()
  expect((await only(node)).lastError?.message).toContain('answered 401')
  await node.pass(23 * 60)
  expect(server.requests()).toBe(1)
  await node.pass(4 * 60)
  expect(server.requests()).toBe(2)
})

test('a feed is never pulled twice at once', async () => {
  let open = 0
  let most = 0
  const held: (() => void)[] = []
  const server = createServer((_, response) => {
    open += 1
    most = Math.max(most, open)
    held.push(() => response.writeHead(500).end())
    response.on('close', () => {
      open -= 1
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const node = await pullingNode()
  const arrived = new Promise((resolve) => server.once('request', resolve))
  const { id } = await node.feeds.handlers.addFeed({ ...asked, body: feedOf(`http://127.0.0.1:${port}/`) }, caller)
  await arrived
  await node.feeds.handlers.pullFeed(onId(id), caller)
  node.feeds.tick()
  expect((await only(node)).state).toBe('pulling')
  for (const answer of held) answer()
  await node.feeds.settled()
  expect([held.length, most]).toEqual([1, 1])
})

test('a paused feed is not pulled, and closing ends a pull that hangs', async () => {
  const server = createServer(() => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const node = await pullingNode()
  const { id } = await node.feeds.handlers.addFeed({ ...asked, body: feedOf(`http://127.0.0.1:${port}/`) }, caller)
  expect(await node.feeds.handlers.pauseFeed(onId(id), caller)).toMatchObject({ state: 'paused', nextDueUtc: null })
  await expect(node.feeds.handlers.pullFeed(onId(id), caller)).rejects.toThrow('Partner is paused')
  await node.restart()
  await node.pass(600)
  expect(await only(node)).toMatchObject({ state: 'paused', lastError: null })
  expect((await node.feeds.handlers.resumeFeed(onId(id), caller)).state).toBe('pulling')
  await node.feeds.close()
  expect((await only(node)).lastError).toBeNull()
  await node.feeds.handlers.removeFeed(onId(id), caller)
  expect((await node.feeds.handlers.listFeeds(asked, caller)).items).toEqual([])
})

test('an address on the node’s own network is not asked unless that was allowed', async () => {
  const server = await sharingNode()
  const node = await pullingNode()
  const body = { ...feedOf(server.url), allowPrivateAddress: false }
  await node.feeds.handlers.addFeed({ ...asked, body }, caller)
  await node.feeds.settled()
  expect((await only(node)).lastError?.code).toBe('source/address-not-allowed')
  expect(server.requests()).toBe(0)
})

test.each([
  ['ftp://host/', 'url: expected https or http'],
  ['https://usa:secret@host/', 'url: names and passwords in an address would be shown in lists'],
])('a feed at %s is refused', async (url, problem) => {
  const node = await pullingNode()
  await expect(node.feeds.handlers.addFeed({ ...asked, body: feedOf(url) }, caller)).rejects.toThrow(problem)
})
