import { once } from 'node:events'
import { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { enter, testServer, visit } from './test-server.ts'

const columns = {
  revision: 7,
  id: Array.from({ length: 10_000 }, (_, index) => index),
  ...Object.fromEntries(
    ['name', 'designator', 'objectType', 'owner', 'regime', 'perigeeKm', 'apogeeKm', 'inclinationDeg'].map((name) => [
      name,
      [],
    ]),
  ),
  periodMin: [],
  epochMs: [],
  usable: [],
}
const url = '/api/v1/space/catalogue'

test('a big answer is compressed for who takes that, and is the same', async () => {
  const { app } = await testServer({ handlers: { readCatalogueColumns: async () => columns } })
  const plain = await visit(app).ask({ url })
  expect(plain.payload).toBe(JSON.stringify(columns))
  expect(plain.headers['content-encoding']).toBeUndefined()
  for (const accepted of ['gzip', 'br, gzip;q=0.5', '*']) {
    const packed = await visit(app).ask({ url, headers: { 'accept-encoding': accepted } })
    expect(packed.headers['content-encoding'], accepted).toBe('gzip')
    expect(packed.headers['vary']).toBe('accept-encoding')
    expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.payload)
  }
  for (const accepted of ['br', 'gzip;q=0', 'identity']) {
    const answer = await visit(app).ask({ url, headers: { 'accept-encoding': accepted } })
    expect(answer.headers['content-encoding'], accepted).toBeUndefined()
  }
})

test('a big answer that is known is not sent again until it changes', async () => {
  let present: object = columns
  const { app } = await testServer({ handlers: { readCatalogueColumns: async () => present } })
  const tag = String((await visit(app).ask({ url })).headers['etag'])
  const again = await visit(app).ask({ url, headers: { 'if-none-match': `W/${tag}` } })
  expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0])
  present = { ...columns, revision: 8 }
  const changed = await visit(app).ask({ url, headers: { 'if-none-match': tag } })
  expect([changed.statusCode, changed.json().revision]).toEqual([200, 8])
})

test('bytes are sent as they are', async () => {
  const bytes = new Uint8Array(100_000).map((_, index) => index % 251)
  const readElements = async () => ({ type: 'application/octet-stream', headers: { 'x-revision': '7' }, body: bytes })
  const { app } = await testServer({ streams: { readElements } })
  const answer = await visit(app).ask({ url: '/api/v1/space/elements' })
  expect([answer.headers['content-type'], answer.headers['x-revision']]).toEqual(['application/octet-stream', '7'])
  expect(new Uint8Array(answer.rawPayload)).toEqual(bytes)
})

test('a stream is sent while it is made, and what makes it is told when nobody listens any more', async () => {
  let told: AbortSignal | undefined
  const body = Readable.from(
    (function* endless() {
      for (;;) yield 'a,b,c\n'.repeat(1000)
    })(),
  )
  const exportApproaches = async (_asked: unknown, _caller: unknown, signal: AbortSignal) => {
    told = signal
    return { type: 'text/csv; charset=utf-8', body }
  }
  const { app } = await testServer({ streams: { exportApproaches }, listen: { host: '127.0.0.1', port: 0 } })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const leaving = new AbortController()
  const answer = await fetch(`${address}/api/v1/space/close-approaches/export?format=csv`, { signal: leaving.signal })
  const first = await answer.body?.getReader().read()
  expect(first?.value?.byteLength).toBeGreaterThan(0)
  leaving.abort()
  if (told?.aborted === false) await once(told, 'abort')
  if (!body.destroyed) await once(body, 'close')
  expect(body.destroyed).toBe(true)
})

test('a stopping node finishes what is under way', async () => {
  let finish: (() => void) | undefined
  const listAlerts = () =>
    new Promise((resolve) => {
      finish = () => resolve({ items: [], total: 0, offset: 0 })
    })
  const { app } = await testServer({ handlers: { listAlerts }, listen: { host: '127.0.0.1', port: 0 } })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const requested = once(app.server, 'request')
  const answer = fetch(`${address}/api/v1/alerts`)
  await requested
  while (finish === undefined) await new Promise((resolve) => setImmediate(resolve))
  const closed = app.close()
  finish()
  expect((await answer).status).toBe(200)
  await closed
})

test('the console is compressed once and tagged', async () => {
  const { app } = await testServer()
  const page = await enter(app)
  const ask = (encoding: string) => page.ask({ url: '/assets/main.js', headers: { 'accept-encoding': encoding } })
  while ((await ask('br')).headers['content-encoding'] === undefined) await new Promise((next) => setImmediate(next))
  const answer = await ask('gzip, br')
  expect(answer.headers['content-encoding']).toBe('br')
  const known = await page.ask({ url: '/assets/main.js', headers: { 'if-none-match': String(answer.headers['etag']) } })
  expect(known.statusCode).toBe(304)
})
