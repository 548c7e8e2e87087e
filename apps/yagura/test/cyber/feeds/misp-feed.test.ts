import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { pullMispFeed } from '../../../src/node/cyber/feeds/pull-misp-feed.ts'
import { openStixStore } from '../../../src/node/cyber/store/open-stix-store.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'
import { stixThreadBundle } from '../store/stix-thread-bundle.ts'

const thread = stixThreadBundle()
const clock = { nowMs: () => Date.UTC(2026, 0, 2) }
const marking = { pol: 'TLP', lvl: 0, mode: 'REAL', tlp: 'GREEN' } as const
const uuidOf = (no: number) => `00000000-0000-4000-8000-00000000000${no}`
const attributeOf = (no: number) => `10000000-0000-4000-8000-00000000000${no}`

/** An event with one address in it, as an instance of MISP publishes it. Source: MISP core format. */
function event(no: number, timestamp: number): string {
  const attribute = { uuid: attributeOf(no), type: 'ip-dst', category: 'Network activity', to_ids: true }
  return JSON.stringify({
    Event: {
      ...{ uuid: uuidOf(no), info: `Event ${no}`, date: '2026-01-01', timestamp: String(timestamp), published: true },
      ...{ threat_level_id: '2', analysis: '2' },
      Attribute: [{ ...attribute, timestamp: String(timestamp), value: `198.51.100.${no}`, comment: '' }],
    },
  })
}

/** A feed of MISP whose files a test sets, and who asked for them by which name and password. */
async function feed() {
  const files = new Map<string, string>()
  const asked: { readonly path: string; readonly authorization: string | undefined }[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push({ path, authorization: request.headers.authorization })
    const body = files.get(path)
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const url = new URL(`http://127.0.0.1:${port}/feed/manifest.json`)
  const list = (events: Readonly<Record<string, number>>): void => {
    const entries = Object.entries(events).map(([uuid, timestamp]) => [uuid, { info: 'An event', timestamp }])
    files.set('/feed/manifest.json', JSON.stringify(Object.fromEntries(entries)))
  }
  const put = (no: number, timestamp: number): void => {
    files.set(`/feed/${uuidOf(no)}.json`, event(no, timestamp))
  }
  return { url, files, asked, list, put }
}

async function pulling(url: URL) {
  const store = await openStixStore({ dataFolder: temporaryFolder(), mode: 'REAL', clock }, thread())
  onTestFinished(() => store.close())
  const problems: string[] = []
  const pull = (signal = new AbortController().signal) =>
    pullMispFeed(store, url, {
      ...{ place: 'feed', clock, signal, marking, originator: 'JPN', source: 'pull/test' },
      access: { user: 'usa', password: 'secret', allowPrivate: true },
      onProblem: (at, message) => problems.push(`${at}: ${message}`),
      onProgress: () => undefined,
    })
  return { store, pull, problems }
}

test('every event of a feed is taken, oldest first, with the name and password of the account', async () => {
  const { url, asked, list, put } = await feed()
  list({ [uuidOf(2)]: 1_767_312_000, [uuidOf(1)]: 1_767_225_600 })
  put(1, 1_767_225_600)
  put(2, 1_767_312_000)
  const { store, pull, problems } = await pulling(url)
  const { added, invalid } = await pull()
  expect([problems, invalid]).toEqual([[], 0])
  expect(added).toBeGreaterThan(3)
  const wanted = ['/feed/manifest.json', `/feed/${uuidOf(1)}.json`, `/feed/${uuidOf(2)}.json`]
  expect([...new Set(asked.map(({ path }) => path))]).toEqual(wanted)
  const basic = `Basic ${Buffer.from('usa:secret').toString('base64')}`
  expect([...new Set(asked.map(({ authorization }) => authorization))]).toEqual([basic])
  const { versions } = await store.list({ types: ['indicator'], sort: 'added', descending: false, limit: 10 })
  expect(versions.map(({ object, originator }) => [object['pattern'], originator])).toEqual([
    ["[ipv4-addr:value = '198.51.100.1']", 'JPN'],
    ["[ipv4-addr:value = '198.51.100.2']", 'JPN'],
  ])
})

test('only what was published since is asked for again', async () => {
  const { url, asked, list, put } = await feed()
  list({ [uuidOf(1)]: 1_767_225_600, [uuidOf(2)]: 1_767_225_600 })
  put(1, 1_767_225_600)
  put(2, 1_767_225_600)
  const { pull } = await pulling(url)
  await pull()
  list({ [uuidOf(1)]: 1_767_225_600, [uuidOf(2)]: 1_767_312_000 })
  put(2, 1_767_312_000)
  asked.length = 0
  const { added } = await pull()
  expect(new Set(asked.map(({ path }) => path))).toEqual(new Set(['/feed/manifest.json', `/feed/${uuidOf(2)}.json`]))
  expect(added).toBeGreaterThan(0)
})

test('an event that is listed and not there is told, asked for again, and keeps no other back', async () => {
  const { url, list, put } = await feed()
  list({ [uuidOf(1)]: 1_767_225_600, [uuidOf(2)]: 1_767_312_000 })
  put(2, 1_767_312_000)
  const { store, pull, problems } = await pulling(url)
  expect(await pull()).toMatchObject({ invalid: 1 })
  expect(problems).toEqual([expect.stringContaining(uuidOf(1))])
  put(1, 1_767_225_600)
  expect(await pull()).toMatchObject({ invalid: 0 })
  expect(await store.countByType({ types: ['indicator'] })).toEqual([{ type: 'indicator', count: 2 }])
})

test('a pull that was cut off begins with the event that was cut off', async () => {
  const { url, asked, list, put } = await feed()
  list({ [uuidOf(1)]: 1_767_225_600, [uuidOf(2)]: 1_767_312_000 })
  put(1, 1_767_225_600)
  const { store, pull } = await pulling(url)
  const controller = new AbortController()
  const cut = pullMispFeed(store, url, {
    ...{ place: 'feed', clock, signal: controller.signal, marking, originator: 'JPN', source: 'pull/test' },
    access: { allowPrivate: true },
    onProblem: () => undefined,
    onProgress: ({ added }) => {
      if (added > 0) controller.abort(new Error('the node stops'))
    },
  })
  await expect(cut).rejects.toThrow('the node stops')
  put(2, 1_767_312_000)
  asked.length = 0
  await pull()
  expect(asked.map(({ path }) => path)).toContain(`/feed/${uuidOf(2)}.json`)
  expect(await store.countByType({ types: ['indicator'] })).toEqual([{ type: 'indicator', count: 2 }])
})

test.each([
  ['a page of HTML', '<html></html>'],
  ['a list', '[]'],
  ['names that lead elsewhere', '{"../../secret":{"info":"x","timestamp":1}}'],
])('what is no manifest (%s) is refused', async (_, body) => {
  const { url, files } = await feed()
  files.set('/feed/manifest.json', body)
  const { pull } = await pulling(url)
  await expect(pull()).rejects.toThrow('is no list of the events of a MISP feed')
})
