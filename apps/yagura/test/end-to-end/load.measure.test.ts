import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { freshFolder, startNode } from '@yagura/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { ask, whenTrue } from './node-requests.ts'

const seconds = Number(process.env['YAGURA_LOAD_S'] ?? 20)
const clients = 200
const requestsPerSecond = 500
const longestP99Ms = 50
/** Notes of officers, each an event to every page: far more than a watch ever sees. */
const notesPerSecond = 5

const reads = [
  '/api/v1/status',
  '/api/v1/alerts?limit=100',
  '/api/v1/jobs',
  '/api/v1/space/objects?limit=50&q=shell-a',
  '/api/v1/space/objects/900000001',
  '/api/v1/space/close-approaches?limit=50&sort=miss',
  '/api/v1/log?limit=20',
  '/api/v1/search?q=payload',
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
type Status = { readonly seq: number; readonly catalogue: { readonly objects: number } }

test(`${clients} pages that listen and ${requestsPerSecond} reads a second of a node with 30,000 objects`, async () => {
  const node = await startNode(['--simulated'], freshFolder())
  onTestFinished(async () => void (await node.kill()))
  const settings = (await ask(node, 'GET', '/api/v1/settings')) as { readonly screening: object }
  const screening = { ...settings.screening, automatic: false }
  await ask(node, 'PUT', '/api/v1/settings', { ...settings, screening })
  await whenTrue(async () => ((await node.read('/api/v1/status')) as Status).catalogue.objects === 30_000)
  const { id } = (await ask(node, 'POST', '/api/v1/jobs', { kind: 'screening', days: 0.1, withinKm: 5 })) as {
    id: string
  }
  await whenTrue(async () => ((await node.read(`/api/v1/jobs/${id}`)) as { state: string }).state === 'finished')

  const load = fork(fileURLToPath(new URL('./load-clients.js', import.meta.url)))
  onTestFinished(() => void load.kill())
  load.send({ address: node.url, clients, seconds, requestsPerSecond, reads })
  const writing = setInterval(() => {
    ask(node, 'POST', '/api/v1/log', { text: 'what happened' }).catch(() => clearInterval(writing))
  }, 1000 / notesPerSecond)
  const [measured] = (await once(load, 'message').finally(() => clearInterval(writing))) as [Measured]
  const { perSecond, p50Ms, p99Ms } = measured
  process.stdout.write(`load: ${perSecond} requests/s for ${seconds} s, p50 ${p50Ms} ms, p99 ${p99Ms} ms\n`)

  const { seq } = (await ask(node, 'POST', '/api/v1/log', { text: 'the last' })) as { seq: number }
  const told = once(load, 'message')
  await node.stop()
  const [{ seqs }] = (await told) as [{ seqs: readonly (readonly number[])[] }]
  const wanted = Array.from({ length: seq }, (_, index) => index + 1)
  expect(seqs).toHaveLength(clients)
  for (const heard of seqs) expect(heard.slice(0, seq)).toEqual(wanted)
  expect([measured.non2xx, measured.errors]).toEqual([0, 0])
  expect(perSecond).toBeGreaterThan(requestsPerSecond * 0.9)
  expect(p99Ms).toBeLessThan(longestP99Ms)
})
