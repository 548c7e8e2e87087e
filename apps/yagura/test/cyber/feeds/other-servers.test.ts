import { createServer, type IncomingMessage } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { type FoundCollection, findCollections } from '../../../src/node/cyber/feeds/find-collections.ts'
import { pullCollection } from '../../../src/node/cyber/feeds/pull-collection.ts'
import { pushCollection } from '../../../src/node/cyber/feeds/push-collection.ts'
import { createTaxiiExchange } from '../../../src/node/cyber/feeds/taxii-exchange.ts'
import { openStixStore } from '../../../src/node/cyber/store/open-stix-store.ts'
import { broughtView } from '../../../src/node/cyber/taxii/taxii-views.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'
import { stixThreadBundle } from '../store/stix-thread-bundle.ts'
import { malware, media } from '../taxii/taxii-node.ts'

// What servers answer is that of the tables of the TAXII 2.1 Interoperability Test Document 1.0 (CSD 01), whose sections the names say.
const thread = stixThreadBundle()
const clock = { nowMs: () => Date.UTC(2026, 0, 2) }
const marking = { pol: 'TLP', lvl: 0, mode: 'REAL' as const }
const { signal } = new AbortController()
const quiet = { onProblem: () => undefined, onProgress: () => undefined, signal }
const root = { title: 'Sharing Group 2', versions: [media], max_content_length: 104_857_600 }

type Reply = {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string | string[]>>
  readonly body: object
}
type Answering = (url: URL, request: IncomingMessage) => Reply | undefined

/** A server that answers what a test says, and 404 to all else. */
async function serverOf(answering: Answering) {
  const asked: URL[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://server')
    asked.push(url)
    const {
      status = 200,
      headers = {},
      body,
    } = answering(url, request) ?? { status: 404, body: { title: 'Not Found' } }
    response.writeHead(status, { 'content-type': media, ...headers }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  const base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  const exchange = createTaxiiExchange({ user: 'test', password: 'Passw0rd!', allowPrivate: true }, clock, signal)
  const find = (path: string) => findCollections(exchange, new URL(path, base), undefined)
  return { asked, base, exchange, find }
}

async function stixStore() {
  const store = await openStixStore({ dataFolder: temporaryFolder(), mode: 'REAL', clock }, thread())
  onTestFinished(() => store.close())
  return store
}

const collectionAt = (base: string): FoundCollection => ({
  ...{ url: new URL('/api2/collections/one/', base), id: 'one', title: 'One', canRead: true, canWrite: true },
})
const options = { ...quiet, marking, originator: '', source: 'feed/a' }

test('§3.1.1, §3.1.2: a refusal with several challenges is told with its words, as one of the account', async () => {
  const challenges = ['Basic realm="taxii"', 'Basic realm="other", charset="UTF-8"']
  const body = { title: 'Unauthorized', http_status: '401' }
  const server = await serverOf(() => ({ status: 401, headers: { 'www-authenticate': challenges }, body }))
  await expect(server.find('/taxii2/')).rejects.toMatchObject({
    ...{ code: 'taxii/server-refused', status: 401 },
    message: expect.stringContaining('Unauthorized'),
  })
})

test('§3.1.4: name and password go in HTTP Basic', async () => {
  let authorization: string | undefined
  const server = await serverOf((_, request) => {
    authorization = request.headers.authorization
    return undefined
  })
  await expect(server.find('/taxii2/')).rejects.toMatchObject({ status: 404 })
  expect(authorization).toBe('Basic dGVzdDpQYXNzdzByZCE=')
})

test('§3.2.1, §3.3, §3.4.1, §3.5.1: relative roots are found, and of each collection what may be done there', async () => {
  const rights = [
    ['a', false, true],
    ['b', true, true],
    ['c', true, false],
    ['d', false, false],
  ] as const
  const collections = rights.map(([id, can_read, can_write]) => ({ id, title: id, can_read, can_write, x_custom: 1 }))
  const server = await serverOf(({ pathname }) => {
    if (pathname === '/taxii2/') return { body: { title: 'Server', api_roots: ['/api2/', '/api1/'], x_custom: 1 } }
    if (pathname === '/api2/') return { body: root }
    return pathname === '/api2/collections/' ? { body: { collections } } : undefined
  })
  for (const path of ['/taxii2/', '/api2/']) {
    const found = await server.find(path)
    expect(found.map(({ id, canRead, canWrite }) => [id, canRead, canWrite])).toEqual(rights)
    expect(found[0]?.url.pathname).toBe('/api2/collections/a/')
  }
  await expect(server.find('/api3/')).rejects.toMatchObject({ status: 404 })
})

test('§3.5.2, §3.5.3: a collection that may not be read or written to, or is not there, is told as such', async () => {
  const store = await stixStore()
  await store.add([{ object: malware(1), marking, originator: '', source: 'own' }])
  for (const [status, title] of [
    [403, 'Forbidden'],
    [404, 'Not Found'],
  ] as const) {
    const { base, exchange } = await serverOf(() => ({ status, body: { title, http_status: String(status) } }))
    const refused = { code: 'taxii/server-refused', status, message: expect.stringContaining(title) }
    await expect(pullCollection(store, exchange, collectionAt(base), options)).rejects.toMatchObject(refused)
    const push = pushCollection(store, exchange, collectionAt(base), broughtView('own'), { ...quiet, clock })
    await expect(push).rejects.toMatchObject(refused)
  }
})

test('§3.7.2, §3.15.1: an envelope without objects brings none, and members that nobody knows do no harm', async () => {
  const { base, exchange } = await serverOf(() => ({ body: { x_test_server: 'custom' } }))
  expect(await pullCollection(await stixStore(), exchange, collectionAt(base), options)).toMatchObject({ read: 0 })
})

test('§3.13.1.1, §3.14.1: where a server names no next page, a pull goes on after the date of the last object', async () => {
  const dates = ['2020-11-03T12:30:59.000Z', '2020-12-04T12:30:59.000Z'] as const
  const { base, asked, exchange } = await serverOf(({ searchParams }) => {
    const page = searchParams.has('added_after') ? 1 : 0
    const headers = { 'x-taxii-date-added-first': dates[page], 'x-taxii-date-added-last': dates[page] }
    return { headers, body: { more: page === 0, objects: [malware(page)] } }
  })
  const store = await stixStore()
  const pull = () => pullCollection(store, exchange, collectionAt(base), options)
  expect(await pull()).toMatchObject({ read: 2, added: 2 })
  expect(asked.map(({ searchParams }) => searchParams.get('added_after'))).toEqual([null, dates[0]])
  await pull()
  expect(asked.at(-1)?.searchParams.get('added_after')).toBe(dates[1])
  // §3.13.1.10: no parameter comes twice.
  for (const { searchParams } of asked) expect([...searchParams.keys()]).toEqual([...new Set(searchParams.keys())])
})

test('§3.10.1, §3.11.2, §3.15.1: a status with successes, failures and what is pending is counted and told', async () => {
  const sent: string[] = []
  const told = { version: '2024-01-01T00:00:00.000Z' }
  const { base, exchange } = await serverOf((_, request) => {
    sent.push(`${request.method} ${request.headers['content-type']}`)
    return {
      status: 202,
      body: {
        ...{ id: 'one', status: 'pending', request_timestamp: '2016-11-02T12:34:34.123456Z', x_test_server: 'custom' },
        ...{ total_count: 3, success_count: 1, failure_count: 1, pending_count: 1 },
        successes: [{ id: malware(1).id, ...told, message: 'added' }],
        failures: [{ id: malware(2).id, ...told, message: 'it is not wanted' }],
        pendings: [{ id: malware(3).id, ...told }],
      },
    }
  })
  const store = await stixStore()
  await store.add([1, 2, 3].map((no) => ({ object: malware(no), marking, originator: '', source: 'own' })))
  const problems: string[] = []
  const counts = await pushCollection(store, exchange, collectionAt(base), broughtView('own'), {
    ...{ ...quiet, clock },
    onProblem: (id, message) => problems.push(`${id} ${message}`),
  })
  expect(counts).toEqual({ sent: 3, accepted: 1, refused: 1, pending: 1 })
  expect(problems).toEqual([`${malware(2).id} it is not wanted`])
  expect(sent).toEqual([`POST ${media}`])
})
