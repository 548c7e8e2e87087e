import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { Job } from '../../src/api/contract/jobs.ts'
import { operations } from '../../src/api/contract/operations.ts'
import type { NodeContext } from '../../src/node/context.ts'
import { eventsOf, type ServerEvent } from './event-reader.ts'
import { exampleOf } from './example-of.ts'
import { enter, host, signedIn, type TestServerOptions, testServer } from './test-server.ts'

const listen = { host: '127.0.0.1', port: 0 }

async function runningServer(options: TestServerOptions = {}) {
  const server = await testServer({ listen, ...options })
  const address = await server.app.listen(listen)
  return { ...server, address, hostName: new URL(address).host }
}

function write(context: NodeContext, ...texts: readonly string[]) {
  const append = texts.map((text) => ({ atMs: 0, kind: 'note', subject: 's', by: 'x', text, body: { secret: 1 } }))
  return context.store.commit({ append })
}

async function take(
  events: AsyncGenerator<ServerEvent>,
  count: number,
  event = 'log',
): Promise<readonly ServerEvent[]> {
  const taken: ServerEvent[] = []
  while (taken.length < count) {
    const next = await events.next()
    if (next.done === true) break
    if (next.value.event === event) taken.push(next.value)
  }
  return taken
}

const seqsOf = (events: readonly ServerEvent[]) => events.map(({ id }) => Number(id))

test('a stream tells what is written from now on, without the facts that are for programs', async () => {
  const { context, address } = await runningServer()
  await write(context, 'before')
  const answer = await fetch(`${address}/api/v1/events`)
  expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  await write(context, 'after')
  const [first] = await take(eventsOf(answer), 1)
  expect(first).toEqual({
    id: '2',
    event: 'log',
    data: {
      ...{ seq: 2, atUtc: '1970-01-01T00:00:00.000Z', kind: 'note', subject: 's', by: 'x', text: 'after' },
      marking: null,
    },
  })
})

test('a stream that resumes hears everything since its number once and in order, while more is being written', async () => {
  const { context, address } = await runningServer()
  await write(context, ...Array.from({ length: 3000 }, (_, index) => `old ${index}`))
  const answers = await Promise.all([
    fetch(`${address}/api/v1/events?after=10`),
    fetch(`${address}/api/v1/events`, { headers: { 'last-event-id': '1500' } }),
    fetch(`${address}/api/v1/events?after=2`, { headers: { 'last-event-id': '2999' } }),
  ])
  const writing = (async () => {
    for (let count = 0; count < 500; count += 1) await write(context, `new ${count}`, `more ${count}`)
  })()
  const starts = [10, 1500, 2999]
  for (const [index, answer] of answers.entries()) {
    const start = starts[index] ?? 0
    const wanted = Array.from({ length: 4000 - start }, (_, place) => start + 1 + place)
    expect(seqsOf(await take(eventsOf(answer), wanted.length))).toEqual(wanted)
  }
  await writing
})

test('a stream that resumes after a number the log has not reached hears what is written from now on', async () => {
  const { context, address } = await runningServer()
  await write(context, 'before')
  const answer = await fetch(`${address}/api/v1/events`, { headers: { 'last-event-id': '800' } })
  const heard = take(eventsOf(answer), 1)
  await write(context, 'after a backup was restored')
  expect(seqsOf(await heard)).toEqual([2])
})

test('a client that does not read is dropped, and resumes by number', async () => {
  const { context, address, app, hostName } = await runningServer()
  const dropped = new Promise<void>((resolve) => {
    app.server.once('connection', (socket) => socket.once('close', () => resolve()))
  })
  const idle = connect(Number(new URL(address).port), '127.0.0.1')
  idle.pause()
  idle.write(`GET /api/v1/events HTTP/1.1\r\nhost: ${hostName}\r\n\r\n`)
  let isDropped = false
  void dropped.then(() => {
    isDropped = true
  })
  let written = 0
  while (!isDropped) {
    const { records } = await write(context, ...Array.from({ length: 100 }, () => 'x'.repeat(4000)))
    written = records.at(-1)?.seq ?? 0
    // Buffers of both ends of the connection hold some megabytes; nothing may grow beyond.
    expect(written).toBeLessThan(20_000)
  }
  idle.destroy()
  const events = eventsOf(await fetch(`${address}/api/v1/events?after=${written - 3}`))
  expect(seqsOf(await take(events, 3))).toEqual([written - 2, written - 1, written])
})

test('the state is told soon after it changes, once for many changes, and to each officer by name', async () => {
  let asked = 0
  const readStatus = async () => {
    asked += 1
    return exampleOf(operations.readStatus.answer)
  }
  const { context, address, app, hostName } = await runningServer({ handlers: { readStatus }, withAccounts: true })
  const streams = await Promise.all(
    ['Sato', 'Suzuki'].map(async (name) => {
      const page = await signedIn(app, name, hostName)
      const cookie = Object.entries(page.cookies)
        .map(([key, value]) => `${key}=${value}`)
        .join('; ')
      return eventsOf(await fetch(`${address}/api/v1/events`, { headers: { cookie } }))
    }),
  )
  for (let count = 0; count < 100; count += 1) context.live.publish({ kind: 'status' })
  const heard = await Promise.all(streams.map((stream) => take(stream, 1, 'status')))
  expect(heard.map(([status]) => (status?.data as { officer?: unknown } | undefined)?.officer)).toEqual([
    { name: 'Sato', role: 'administrator' },
    { name: 'Suzuki', role: 'officer' },
  ])
  expect(asked).toBe(1)
})

test('a stream ends with its session', async () => {
  const { address, app, hostName } = await runningServer({ withAccounts: true })
  const page = await signedIn(app, 'Sato', hostName)
  const cookie = Object.entries(page.cookies)
    .map(([key, value]) => `${key}=${value}`)
    .join('; ')
  const answer = await fetch(`${address}/api/v1/events`, { headers: { cookie } })
  await page.ask({ method: 'DELETE', url: '/api/v1/session' })
  const rest = await take(eventsOf(answer), 1_000_000)
  expect(rest.every(({ event }) => event === 'log')).toBe(true)
})

test('a stopping node tells its pages and ends their streams', async () => {
  const { address, app } = await runningServer()
  const events = eventsOf(await fetch(`${address}/api/v1/events`))
  const told = take(events, 1, 'stopping')
  await app.close()
  expect(await told).toHaveLength(1)
})

test('jobs are told as they go', async () => {
  const { address, context } = await runningServer()
  const events = eventsOf(await fetch(`${address}/api/v1/events`))
  const job = exampleOf(Job) as Job
  context.live.publish({ kind: 'job', job })
  expect((await take(events, 1, 'job'))[0]?.data).toEqual(job)
})

test('without a session there is no stream', async () => {
  const { app } = await testServer({ withAccounts: true })
  const page = await enter(app)
  expect((await page.ask({ url: '/api/v1/events', headers: { host } })).statusCode).toBe(401)
})
