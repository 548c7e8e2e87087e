import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
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

type Measured = {
  readonly non2xx: number
  readonly errors: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly perSecond: number
}

test(`${clients} pages that listen and ${requestsPerSecond} reads a second: quick answers, no event lost`, async () => {
  const { app, context } = await testServer({ listen: { host: '127.0.0.1', port: 0 } })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const load = fork(fileURLToPath(new URL('./load-clients.js', import.meta.url)))
  onTestFinished(() => {
    load.kill()
  })
  load.send({ address, clients, seconds, requestsPerSecond, reads })
  const note = { atMs: 0, kind: 'note', subject: '', by: 'x', text: 'what happened', body: {} }
  // Every 50 ms something happens: far more than a watch ever sees.
  const writing = setInterval(() => {
    void context.store.commit({ append: [note] })
    context.live.publish({ kind: 'status' })
  }, 1000 / writesPerSecond)
  const [measured] = (await once(load, 'message').finally(() => clearInterval(writing))) as [Measured]
  await context.store.commit({ append: [note] })
  const last = context.store.lastSeq()
  const { perSecond, p50Ms, p99Ms } = measured
  const figures = `${perSecond} requests/s, p50 ${p50Ms} ms, p99 ${p99Ms} ms`
  process.stdout.write(`load: ${figures}; ${last} events to each of ${clients} pages\n`)
  const told = once(load, 'message')
  await app.close()
  const [{ seqs }] = (await told) as [{ seqs: readonly (readonly number[])[] }]
  const wanted = Array.from({ length: last }, (_, index) => index + 1)
  expect(seqs).toHaveLength(clients)
  for (const heard of seqs) expect(heard).toEqual(wanted)
  expect([measured.non2xx, measured.errors]).toEqual([0, 0])
  expect(perSecond).toBeGreaterThan(requestsPerSecond * 0.9)
  expect(p99Ms).toBeLessThan(longestP99Ms)
})
