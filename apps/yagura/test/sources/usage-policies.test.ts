import { readFileSync } from 'node:fs'
import { sharedData } from '@yagura/testkit'
import { expect, test } from 'vitest'
import type { Source } from '../../src/api/contract/sources.ts'
import { awayFromFullHour } from '../../src/node/sources/back-off.ts'
import { HeldBackError, UnusableSourceError } from '../../src/node/sources/definition-errors.ts'
import type { FaultServer } from './fault-server.ts'
import { activePath, groupCsv } from './published-elements.ts'
import { caller, faultServer, hourMs, minuteMs, type SourceNode, startNode } from './source-node.ts'

const noQuery = { params: undefined, query: undefined }
const dayMs = 24 * hourMs
const twoHoursMs = 2 * hourMs

async function celestrakNode(): Promise<{ readonly server: FaultServer; readonly node: SourceNode }> {
  const server = await faultServer()
  server.files.set(activePath, groupCsv)
  server.files.set('/NORAD/elements/gp.php?GROUP=geo&FORMAT=csv', groupCsv)
  return { server, node: await startNode({ celestrakBaseUrl: server.url }) }
}

async function addGroup(node: SourceNode, location = 'active', intervalMin = 120): Promise<Source> {
  const source = await node.sources.handlers.addSource(
    {
      ...noQuery,
      body: {
        name: `CelesTrak ${location}`,
        kind: 'celestrak',
        reads: 'elements',
        location,
        intervalMin,
        allowPrivateAddress: true,
      },
    },
    caller,
  )
  await node.sources.settled()
  return source
}

test('a group of CelesTrak is read as CSV by a client that names itself', async () => {
  const { server, node } = await celestrakNode()
  await addGroup(node)
  expect(node.objectCount()).toBe(2)
  expect(server.requests).toHaveLength(1)
  expect(server.requests[0]).toMatchObject({ method: 'GET', url: activePath })
  expect(server.requests[0]?.headers['user-agent']).toBe('Yagura/test')
})

test('a group of CelesTrak is asked for at most once in two hours, whoever asks and however often the node restarts', async () => {
  const { server, node } = await celestrakNode()
  const first = await addGroup(node)
  await expect(
    node.sources.handlers.fetchSource({ params: { id: first.id }, query: undefined, body: undefined }, caller),
  ).rejects.toThrow(HeldBackError)
  await node.sources.handlers.removeSource({ params: { id: first.id }, query: undefined, body: undefined }, caller)
  await addGroup(node)
  expect(server.requests).toHaveLength(1)
  const again = await node.restart()
  await again.ask()
  await again.pass(twoHoursMs - minuteMs)
  expect(server.requests).toHaveLength(1)
  await again.pass(10 * minuteMs)
  expect(server.requests).toHaveLength(2)
  expect(again.sources.list()[0]).toMatchObject({ state: 'ok', lastError: null })
})

test('another group is another question', async () => {
  const { server, node } = await celestrakNode()
  await addGroup(node)
  await addGroup(node, 'geo')
  expect(server.requests).toHaveLength(2)
})

test('a clock that was a year ahead does not keep a group from being asked for a year', async () => {
  const { server, node } = await celestrakNode()
  node.clock.nowMs += 365 * dayMs
  await addGroup(node)
  node.clock.nowMs -= 365 * dayMs
  const again = await node.restart()
  await again.ask()
  await again.pass(twoHoursMs + minuteMs)
  expect(server.requests).toHaveLength(2)
})

test('an address of CelesTrak that is given as a plain URL is under the same policy', async () => {
  const node = await startNode({ resolve: async () => ['127.0.0.1'] })
  const body = {
    name: 'by address',
    kind: 'url',
    reads: 'elements',
    location: 'https://celestrak.org/NORAD/elements/gp.php?GROUP=active&FORMAT=tle',
    intervalMin: 10,
  } as const
  await expect(node.sources.handlers.addSource({ ...noQuery, body }, caller)).rejects.toThrow(
    'intervalMin: found 10, expected at least 120',
  )
})

test.each([
  403, 429,
])('after status %d CelesTrak is left alone for a day, all of it, and the message says so', async (status) => {
  const { server, node } = await celestrakNode()
  server.fault = { kind: 'status', status, said: 'You are asking too often' }
  await addGroup(node)
  const source = (): Source | undefined => node.sources.list()[0]
  expect(source()).toMatchObject({ state: 'failing', lastError: { code: 'source/refused-by-server' } })
  expect(source()?.lastError?.message).toMatch(
    /status 4\d\d: "You are asking too often"; it is left alone until 2024-07-06T1/,
  )
  server.fault = { kind: 'none' }
  await addGroup(node, 'geo')
  const again = await node.restart()
  for (let hour = 0; hour < 23; hour += 1) await again.pass(hourMs)
  expect(server.requests).toHaveLength(1)
  expect(again.sources.list().map(({ state }) => state)).not.toContain('ok')
  for (let hour = 0; hour < 6; hour += 1) await again.pass(hourMs)
  expect(again.sources.list().map(({ state }) => state)).toEqual(['ok', 'ok'])
})

test('what CelesTrak says in words where elements were asked for is told in its words', async () => {
  const { server, node } = await celestrakNode()
  server.files.set(activePath, 'Invalid query: "GROUP=active" (no such group)')
  await addGroup(node)
  expect(node.sources.list()[0]?.lastError).toMatchObject({ code: 'source/not-data' })
  expect(node.sources.list()[0]?.lastError?.message).toContain('gave "Invalid query: "GROUP=active" (no such group)"')
})

test('a server that was never reached does not use up the right to ask it', async () => {
  const { server, node } = await celestrakNode()
  await server.close()
  const source = await addGroup(node)
  expect(node.sources.list()[0]?.lastError?.code).toBe('source/unreachable')
  const nextDueUtc = node.sources.list().find(({ id }) => id === source.id)?.nextDueUtc ?? ''
  expect(Date.parse(nextDueUtc) - node.clock.nowMs).toBeLessThan(2 * minuteMs)
})

const wholeCatalogue = sharedData('space/catalogue/celestrak_gp_20260309_omm.csv')

test.skipIf(wholeCatalogue === undefined)(
  'all 21,569 rows of a day of CelesTrak are read from one answer',
  async () => {
    const server = await faultServer()
    server.files.set(activePath, readFileSync(wholeCatalogue ?? '', 'utf8'))
    const limits = { answerMs: 10_000, idleMs: 10_000, wholeMs: 60_000, bodyBytes: 256 * 1024 * 1024 }
    const node = await startNode({ celestrakBaseUrl: server.url, limits })
    await addGroup(node)
    expect(node.sources.list()[0]).toMatchObject({ state: 'ok', records: 21_569, problemCount: 0 })
  },
)

const gpPath = '/basicspacedata/query/class/gp/decay_date/null-val/epoch/%3Enow-30/orderby/norad_cat_id/format/json'
const gpJson = JSON.stringify([
  {
    OBJECT_NAME: 'VANGUARD 1',
    OBJECT_ID: '1958-002B',
    EPOCH: '2000-06-27T18:50:19.733568',
    MEAN_MOTION: '10.82419157',
    ECCENTRICITY: '0.18596670',
    INCLINATION: '34.2682',
    RA_OF_ASC_NODE: '348.7242',
    ARG_OF_PERICENTER: '331.7664',
    MEAN_ANOMALY: '19.3264',
    EPHEMERIS_TYPE: '0',
    CLASSIFICATION_TYPE: 'U',
    NORAD_CAT_ID: '5',
    ELEMENT_SET_NO: '475',
    REV_AT_EPOCH: '41366',
    BSTAR: '0.00002809800000',
    MEAN_MOTION_DOT: '0.00000023',
    MEAN_MOTION_DDOT: '0.0000000000000',
  },
])

async function spaceTrackNode(
  password = 'correct horse',
): Promise<{ readonly server: FaultServer; readonly node: SourceNode }> {
  const server = await faultServer()
  server.files.set(gpPath, gpJson)
  server.accounts.set('officer@example.org', 'correct horse')
  const node = await startNode({ spaceTrackBaseUrl: server.url })
  await node.sources.handlers.addSource(
    {
      ...noQuery,
      body: {
        name: 'Space-Track',
        kind: 'space-track',
        reads: 'elements',
        location: 'gp',
        intervalMin: 60,
        allowPrivateAddress: true,
        account: { name: 'officer@example.org', password },
      },
    },
    caller,
  )
  await node.sources.settled()
  return { server, node }
}

test('Space-Track is signed in to with the user’s account, asked once, and signed out of', async () => {
  const { server, node } = await spaceTrackNode()
  expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'POST /ajaxauth/login',
    `GET ${gpPath}`,
    'GET /ajaxauth/logout',
  ])
  expect(server.requests[0]?.body).toBe('identity=officer%40example.org&password=correct+horse')
  expect(server.requests[1]?.headers.cookie).toBe('chocolatechip=0123456789abcdef')
  expect(node.objectCount()).toBe(1)
})

test('a password that Space-Track does not take is said, not tried again, and a new one is tried at once', async () => {
  const { server, node } = await spaceTrackNode('wrong')
  const [source] = node.sources.list()
  expect(source).toMatchObject({ state: 'failing', account: 'officer@example.org' })
  expect(source?.lastError?.code).toBe('source/sign-in-refused')
  expect(source?.lastError?.message).toBe(
    '127.0.0.1 did not let the account officer@example.org sign in; give the source its name and password anew',
  )
  for (let hour = 0; hour < 20; hour += 1) await node.pass(hourMs)
  expect(server.requests).toHaveLength(1)
  const account = { name: 'officer@example.org', password: 'correct horse' }
  await node.sources.handlers.changeSource(
    { params: { id: source?.id ?? '' }, query: undefined, body: { account } },
    caller,
  )
  await node.sources.settled()
  expect(node.sources.list()[0]).toMatchObject({ state: 'ok', records: 1 })
})

test('the password stands in no answer, no event and no line of the log', async () => {
  const { node } = await spaceTrackNode('hunter2hunter2')
  const listed = await node.sources.handlers.listSources({ ...noQuery, body: undefined }, caller)
  const log = node.context.store.readLog({ newestFirst: false, limit: 1000 })
  expect(JSON.stringify([listed, log, node.events])).not.toContain('hunter2hunter2')
})

test('Space-Track is asked for the catalogue at most once an hour, away from the full and half hour', async () => {
  const { server, node } = await spaceTrackNode()
  const askedAtMin: number[] = []
  for (let minute = 0; minute < 24 * 60; minute += 1) {
    const before = server.requests.length
    await node.pass(minuteMs)
    if (server.requests.length > before) askedAtMin.push(node.clock.nowMs / minuteMs)
  }
  expect(askedAtMin.length).toBeGreaterThanOrEqual(12)
  for (const [index, atMin] of askedAtMin.entries()) {
    expect(atMin % 30).toBeGreaterThanOrEqual(5)
    expect(atMin % 30).toBeLessThanOrEqual(26)
    expect(atMin - (askedAtMin[index - 1] ?? 0)).toBeGreaterThanOrEqual(60)
  }
})

test('an instant near a full or half hour is moved to between 5 and 25 minutes after one', () => {
  const noonMs = Date.UTC(2026, 0, 1, 12)
  expect(awayFromFullHour(noonMs + 10 * minuteMs, 0.5)).toBe(noonMs + 10 * minuteMs)
  expect(awayFromFullHour(noonMs, 0.5)).toBe(noonMs + 15 * minuteMs)
  expect(awayFromFullHour(noonMs + 28 * minuteMs, 0)).toBe(noonMs + 35 * minuteMs)
})

test.each([
  [{ kind: 'celestrak', reads: 'elements', location: 'active&GROUP=x' }, 'location: expected the name of a group'],
  [{ kind: 'celestrak', reads: 'cdm', location: 'active' }, 'location: CelesTrak gives no conjunction data messages'],
  [{ kind: 'celestrak', reads: 'elements', location: 'active', intervalMin: 119 }, 'intervalMin: found 119'],
  [{ kind: 'celestrak', reads: 'satcat', location: 'satcat', intervalMin: 600 }, 'intervalMin: found 600'],
  [{ kind: 'space-track', reads: 'elements', location: 'gp' }, 'account: Space-Track needs one'],
  [{ kind: 'url', reads: 'elements', location: 'ftp://example.org/x' }, 'location: expected https or http'],
  [{ kind: 'url', reads: 'elements', location: 'https://me:word@example.org/x' }, 'location: names and passwords'],
  [{ kind: 'simulated', reads: 'elements', location: 'seed=1' }, 'kind: this node holds real data'],
  [{ kind: 'upload', reads: 'elements', location: '' }, 'kind: uploads need no source'],
] as const)('a source that cannot be is refused with the member at fault: %j', async (given, said) => {
  const node = await startNode()
  const adding = node.sources.handlers.addSource({ ...noQuery, body: { name: 'x', ...given } }, caller)
  await expect(adding).rejects.toThrow(UnusableSourceError)
  await expect(adding).rejects.toThrow(said)
})
