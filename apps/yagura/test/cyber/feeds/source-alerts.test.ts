import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { alertState, type CertificateFacts, type SourceFacts } from '@yagura/core'
import { expect, onTestFinished, test } from 'vitest'
import { createFeedService } from '../../../src/node/cyber/feeds/feed-service.ts'
import { openStixStore } from '../../../src/node/cyber/store/open-stix-store.ts'
import { createHealthService } from '../../../src/node/health/health-service.ts'
import { alertNode, minuteMs } from '../../alerts/alert-node.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'
import { detectionNode } from '../detection/detection-node.ts'
import { stixThreadBundle } from '../store/stix-thread-bundle.ts'
import { clientKey } from '../taxii/client-keys.ts'
import { malware, password, taxiiNode } from '../taxii/taxii-node.ts'

const thread = stixThreadBundle()
const asked = { params: undefined, query: undefined, body: undefined }
const caller = { officer: 'sato', role: 'administrator' } as const

type Watched = {
  readonly sources: () => readonly SourceFacts[]
  readonly certificates?: () => readonly CertificateFacts[]
  /** Does what the node does as time passes. */
  readonly work: () => Promise<void>
}

/** Alerts, and the health of a node that judges the sources by the clock of the alerts. */
async function watchingNode() {
  const alerts = await alertNode()
  const { context } = alerts
  let watched: Watched = { sources: () => [], work: async () => undefined }
  const health = createHealthService(context, {
    ...{ judge: alerts.judge, sources: () => watched.sources(), clockSamples: () => [], stock: () => undefined },
    certificates: () => watched.certificates?.() ?? [],
    ...{ work: () => [], unreadable: () => [], dataFolder: temporaryFolder() },
    // The clock of the test is no clock that was set.
    monotonicMs: () => context.clock.nowMs(),
    pauses: { longestMs: () => 0, close: () => undefined },
  })
  onTestFinished(() => health.close())
  return {
    ...{ alerts, context },
    watch: (next: Watched) => {
      watched = next
    },
    /** Lets time pass; how the newest alert stands then. */
    pass: async (minutes: number) => {
      context.setNow(context.clock.nowMs() + minutes * minuteMs)
      await watched.work()
      await health.check()
      const alert = alerts.openAlerts().at(-1)
      return alert && { state: alertState(alert), ruleId: alert.ruleId, priority: alert.priority, count: alert.count }
    },
  }
}

/** A TAXII server that can be switched off. */
async function sharingServer() {
  const node = await taxiiNode(thread())
  await node.account({ name: 'usa' })
  await node.share([malware(1)], ['USA'])
  const behind = await node.app.listen({ host: '127.0.0.1', port: 0 })
  let isOn = true
  const server = createServer((request, response) => {
    if (!isOn) return void response.writeHead(503).end()
    const { authorization = '', accept = '' } = request.headers
    void fetch(`${behind}${request.url}`, { headers: { authorization, accept } }).then(async (answer) => {
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/taxii2/api/collections/shared/`,
    turn: (on: boolean) => {
      isOn = on
    },
  }
}

test('a feed that fails calls, worsens when nothing has come for three periods, and ends by itself', async () => {
  const { context, watch, pass, alerts } = await watchingNode()
  const server = await sharingServer()
  const { clock } = context
  const store = await openStixStore({ dataFolder: temporaryFolder(), mode: 'REAL', clock }, thread())
  onTestFinished(() => store.close())
  const feeds = createFeedService(context, store)
  watch({
    sources: feeds.facts,
    work: async () => {
      feeds.tick()
      await feeds.settled()
    },
  })
  const account = { user: 'usa', password }
  const body = { name: 'Partner', url: server.url, intervalMin: 60, allowPrivateAddress: true, account }
  await feeds.handlers.addFeed({ ...asked, body }, caller)
  expect(await pass(0)).toBeUndefined()
  server.turn(false)
  expect(await pass(62)).toMatchObject({ state: 'new', ruleId: 'source-failing', priority: 'caution' })
  expect(await pass(120)).toMatchObject({ state: 'new', ruleId: 'source-stale', priority: 'serious' })
  expect(alerts.openAlerts()).toMatchObject([
    {
      title: 'Partner: stale',
      link: '/cyber/feeds',
      consequence: expect.stringContaining('old data'),
      action: expect.stringContaining('bring the data by file'),
    },
  ])
  server.turn(true)
  expect(await pass(120)).toMatchObject({ state: 'cleared' })
  expect(alerts.openAlerts()).toHaveLength(1)
})

test('a feed that was paused by a person calls nobody', async () => {
  const { context, watch, pass } = await watchingNode()
  const server = await sharingServer()
  server.turn(false)
  const store = await openStixStore({ dataFolder: temporaryFolder(), mode: 'REAL', clock: context.clock }, thread())
  onTestFinished(() => store.close())
  const feeds = createFeedService(context, store)
  watch({ sources: feeds.facts, work: () => feeds.settled() })
  const body = { name: 'Partner', url: server.url, allowPrivateAddress: true }
  const { id } = await feeds.handlers.addFeed({ ...asked, body }, caller)
  expect(await pass(0)).toMatchObject({ state: 'new' })
  await feeds.handlers.pauseFeed({ ...asked, params: { id } }, caller)
  expect(await pass(600)).toMatchObject({ state: 'cleared' })
})

test('a certificate that a feed is pulled with calls thirty days before it ends, worsens when it has, and ends with the feed', async () => {
  const { context, watch, pass, alerts } = await watchingNode()
  const store = await openStixStore({ dataFolder: temporaryFolder(), mode: 'REAL', clock: context.clock }, thread())
  onTestFinished(() => store.close())
  const feeds = createFeedService(context, store)
  watch({ sources: () => [], certificates: feeds.certificates, work: () => feeds.settled() })
  const { certificate, key } = clientKey('JPN', context.clock.nowMs())
  const body = { name: 'Partner', url: 'https://127.0.0.1:9/taxii2/', intervalMin: 10_080, allowPrivateAddress: true }
  const { id, certificateEndsUtc } = await feeds.handlers.addFeed(
    { ...asked, body: { ...body, identity: { certificate, key } } },
    caller,
  )
  const minutes = (Date.parse(certificateEndsUtc ?? '') - context.clock.nowMs()) / minuteMs
  expect(await pass(minutes - 31 * 1440)).toBeUndefined()
  expect(await pass(1440)).toMatchObject({ state: 'new', ruleId: 'certificate-ends', priority: 'caution' })
  expect(await pass(30 * 1440)).toMatchObject({ state: 'new', ruleId: 'certificate-ended', priority: 'serious' })
  expect(alerts.openAlerts()).toMatchObject([{ title: 'Partner: certificate has ended', link: '/cyber/feeds' }])
  await feeds.handlers.removeFeed({ ...asked, params: { id } }, caller)
  expect(await pass(1)).toMatchObject({ state: 'cleared' })
})

test('a log that is gone for more than a minute calls, and one that is silent for three times as long as it may be', async () => {
  const { context, watch, pass } = await watchingNode()
  const { service, node, folder } = await detectionNode([])
  const location = join(folder, 'dns.log')
  const line = `${JSON.stringify({ _path: 'dns', query: 'a.example' })}\n`
  writeFileSync(location, line)
  const kind = { kind: 'file', format: 'zeek', fromStart: true } as const
  await service.handlers.addLogInput(
    { ...asked, body: { name: 'DNS', ...kind, location, expectedEveryMin: 10 } },
    caller,
  )
  watch({
    sources: () => service.inputs().map((input) => input.facts()),
    work: () => {
      node.setNow(context.clock.nowMs())
      return service.round()
    },
  })
  expect(await pass(0)).toBeUndefined()
  expect(await pass(30)).toBeUndefined()
  expect(await pass(1)).toMatchObject({ ruleId: 'source-stale', priority: 'serious' })
  expect(service.inputs()[0]?.view()).toMatchObject({ state: 'overdue' })
  writeFileSync(location, line + line)
  expect(await pass(1)).toMatchObject({ state: 'cleared' })
  rmSync(location)
  expect(await pass(1)).toMatchObject({ state: 'cleared' })
  expect(await pass(2)).toMatchObject({ state: 'new' })
  expect(service.inputs()[0]?.facts().lastError?.message).toContain('there has been no file for more than a minute')
  writeFileSync(location, line)
  expect(await pass(1)).toMatchObject({ state: 'cleared' })
})
