import autocannon from 'autocannon'
import { expect, test } from 'vitest'
import { eventsOf, type ServerEvent } from './event-reader.ts'
import { testServer } from './test-server.ts'

const seconds = Number(process.env['YAGURA_LOAD_S'] ?? 10)
const clients = 200
const requestsPerSecond = 500
const longestP99Ms = 50
const writesPerSecond = 20

const reads = [
  '/api/v1/status',
  '/api/v1/alerts?limit=100',
  '/api/v1/jobs',
  '/api/v1/space/objects?limit=50',
  '/api/v1/space/close-approaches',
  '/api/v1/log?limit=20',
  '/api/v1/settings',
  '/api/v1/session',
  '/',
  '/assets/main.js',
]

/** Numbers of the log that a stream told, until it ends. */
async function heardBy(events: AsyncGenerator<ServerEvent>): Promise<readonly number[]> {
  const seqs: number[] = []
  for await (const { event, id } of events) if (event === 'log') seqs.push(Number(id))
  return seqs
}

test(`${clients} pages that listen and ${requestsPerSecond} reads a second: quick answers, no event lost`, async () => {
  const { app, context } = await testServer({ listen: { host: '127.0.0.1', port: 0 } })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const answers = await Promise.all(Array.from({ length: clients }, () => fetch(`${address}/api/v1/events?after=0`)))
  const heard = answers.map((answer) => heardBy(eventsOf(answer)))
  const note = { atMs: 0, kind: 'note', subject: '', by: 'x', text: 'what happened', body: {} }
  const writing = setInterval(() => {
    void context.store.commit({ append: [note] })
    context.live.publish({ kind: 'status' })
  }, 1000 / writesPerSecond)
  const found = await autocannon({
    url: address,
    connections: 20,
    overallRate: requestsPerSecond,
    duration: seconds,
    requests: reads.map((path) => ({ method: 'GET' as const, path })),
  })
  clearInterval(writing)
  await context.store.commit({ append: [note] })
  const last = context.store.lastSeq()
  process.stdout.write(
    `load: ${found.requests.average} requests/s, p50 ${found.latency.p50} ms, p99 ${found.latency.p99} ms, ${last} events to each of ${clients}\n`,
  )
  await app.close()
  const wanted = Array.from({ length: last }, (_, index) => index + 1)
  for (const seqs of await Promise.all(heard)) expect(seqs).toEqual(wanted)
  expect(found.non2xx).toBe(0)
  expect(found.errors).toBe(0)
  expect(found.requests.average).toBeGreaterThan(requestsPerSecond * 0.9)
  expect(found.latency.p99).toBeLessThan(longestP99Ms)
})
