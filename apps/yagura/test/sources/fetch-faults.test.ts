import { expect, onTestFinished, test } from 'vitest'
import type { Source } from '../../src/api/contract/sources.ts'
import type { Fault, FaultServer } from './fault-server.ts'
import { oneObject, renamedColumnCsv, twoObjects } from './published-elements.ts'
import { caller, faultServer, hourMs, type SourceNode, startNode } from './source-node.ts'

test('a name that nobody resolves does not hold up a node that stops', async () => {
  let asked = (): void => undefined
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve
  })
  const node = await startNode({
    commandLine: [{ kind: 'url', reads: 'elements', location: 'http://lab.example/elements.tle' }],
    resolve: () => {
      asked()
      return new Promise(() => undefined)
    },
  })
  node.sources.tick()
  await isAsked
  await expect(node.sources.close()).resolves.toBeUndefined()
})

/** A node that has read one object from a server whose file now holds two, and does something wrong. */
async function nodeWithOldData(
  fault: Fault,
  file = twoObjects,
): Promise<{ readonly node: SourceNode; readonly server: FaultServer; readonly source: () => Source }> {
  const server = await faultServer()
  server.files.set('/elements.tle', oneObject)
  const node = await startNode()
  const added = await node.sources.handlers.addSource(
    {
      params: undefined,
      query: undefined,
      body: {
        name: 'Lab server',
        kind: 'url',
        reads: 'elements',
        location: `${server.url}/elements.tle`,
        allowPrivateAddress: true,
      },
    },
    caller,
  )
  await node.sources.settled()
  expect(node.objectCount()).toBe(1)
  server.files.set('/elements.tle', file)
  server.fault = fault
  await node.pass(3 * hourMs)
  const source = (): Source => {
    const found = node.sources.list().find(({ id }) => id === added.id)
    if (found === undefined) throw new Error('the source is gone')
    return found
  }
  return { node, server, source }
}

async function expectHealing(node: SourceNode, server: FaultServer, source: () => Source): Promise<void> {
  server.files.set('/elements.tle', twoObjects)
  server.fault = { kind: 'none' }
  await node.pass(25 * hourMs)
  expect(source()).toMatchObject({ state: 'ok', lastError: null, records: 2 })
  expect(node.objectCount()).toBe(2)
  expect(node.logTexts().at(-1)).toBe('Lab server: 2 records, 1 of them new, 0 not usable')
}

const faults: readonly (readonly [string, Fault, string, RegExp])[] = [
  ['sends nothing', { kind: 'silence' }, 'source/timed-out', /sent nothing within 0.3 s/],
  ['stalls in the middle', { kind: 'stall', afterBytes: 150 }, 'source/timed-out', /sent nothing within 0.3 s/],
  ['breaks off', { kind: 'truncated', bytes: 150 }, 'source/incomplete', /nothing of it was used/],
  ['sends less than it announced', { kind: 'announces', bytes: 5000 }, 'source/incomplete', /nothing of it was used/],
  ['sends more than it announced', { kind: 'announces', bytes: 150 }, 'source/unusable-records', /1 records could not/],
  ['breaks off compressed data', { kind: 'encoded', encoding: 'gzip', truncated: true }, 'source/incomplete', /used/],
  ['answers 403', { kind: 'status', status: 403, said: 'Forbidden here' }, 'source/refused-by-server', /403: "Forbidd/],
  ['answers 429', { kind: 'status', status: 429, retryAfterS: 600 }, 'source/refused-by-server', /status 429/],
  ['answers 500', { kind: 'status', status: 500 }, 'source/refused-by-server', /127.0.0.1 answered with status 500/],
  ['answers 404', { kind: 'status', status: 404 }, 'source/refused-by-server', /status 404/],
  ['redirects in circles', { kind: 'redirect', to: '/elements.tle' }, 'source/redirect-refused', /not followed/],
  ['redirects to a file', { kind: 'redirect', to: 'file:///etc/passwd' }, 'source/redirect-refused', /file/],
  [
    'redirects to cloud metadata',
    { kind: 'redirect', to: 'http://169.254.169.254/latest' },
    'source/address-not-allowed',
    /169.254.169.254 is an address of cloud metadata/,
  ],
]

test.each(
  faults,
)('what a server that %s gave before stays, and its next good answer heals', async (_, fault, code, said) => {
  const { node, server, source } = await nodeWithOldData(fault)
  expect(source().state).toBe('failing')
  expect(source().lastError?.code).toBe(code)
  expect(source().lastError?.message).toMatch(said)
  expect(node.objectCount()).toBe(1)
  expect(node.logTexts().at(-1)).toBe(`Lab server: ${source().lastError?.message}`)
  await expectHealing(node, server, source)
})

const contents: readonly (readonly [string, string, string, RegExp])[] = [
  [
    'a web page',
    '<!DOCTYPE html><html><body>Maintenance</body></html>',
    'source/not-data',
    /gave a web page where element/,
  ],
  ['an empty file', '', 'source/not-data', /gave an empty file where element sets were expected/],
  ['a message', '{"error":"query rate limit"}', 'source/not-data', /"\{"error":"query rate limit"\}"/],
  ['no word of sense', 'lorem ipsum', 'source/unusable-records', /1 records could not be used and 0 could/],
  ['a renamed column', renamedColumnCsv, 'source/unusable-records', /its layout may have changed.*MEAN_MOTION/],
]

test.each(contents)('%s in place of elements is an error, and the old data stay', async (_, file, code, said) => {
  const { node, server, source } = await nodeWithOldData({ kind: 'none' }, file)
  expect(source().state).toBe('failing')
  expect(source().lastError?.code).toBe(code)
  expect(source().lastError?.message).toMatch(said)
  expect(node.objectCount()).toBe(1)
  await expectHealing(node, server, source)
})

test('an endless body is cut off at the limit, and nothing of it is used', async () => {
  const { node, server, source } = await nodeWithOldData({ kind: 'endless' })
  expect(source().lastError).toMatchObject({ code: 'source/too-large' })
  expect(node.objectCount()).toBe(1)
  await expectHealing(node, server, source)
})

test.each(['gzip', 'deflate', 'br'] as const)('a body compressed by %s is read', async (encoding) => {
  const { node, source } = await nodeWithOldData({ kind: 'encoded', encoding })
  expect(source()).toMatchObject({ state: 'ok', records: 2 })
  expect(node.objectCount()).toBe(2)
})

test('what has not changed is not sent again: the version is remembered across a restart', async () => {
  const { node, server, source } = await nodeWithOldData({ kind: 'none' }, oneObject)
  expect(source()).toMatchObject({ state: 'ok', records: 1 })
  const again = await node.restart()
  await again.pass(3 * hourMs)
  const asked = server.requests.map(({ headers }) => headers['if-none-match'])
  expect(asked).toHaveLength(3)
  expect(asked[0]).toBeUndefined()
  expect(asked[1]).toMatch(/^"[0-9a-f]{16}"$/)
  expect(asked[2]).toBe(asked[1])
})

test('a server that nobody answers for is told so, and the wait grows with each failure', async () => {
  const { node, server, source } = await nodeWithOldData({ kind: 'none' }, oneObject)
  await server.close()
  const waitsMin: number[] = []
  for (let failure = 0; failure < 5; failure += 1) {
    await node.pass(4 * hourMs)
    waitsMin.push((Date.parse(source().nextDueUtc ?? '') - node.clock.nowMs) / 60_000)
  }
  expect(source().lastError?.code).toBe('source/unreachable')
  expect(source().lastError?.message).toMatch(/^127.0.0.1 cannot be reached: .*ECONNREFUSED/)
  for (const [failure, waitMin] of waitsMin.entries()) {
    expect(waitMin).toBeGreaterThanOrEqual(2 ** failure)
    expect(waitMin).toBeLessThanOrEqual(1.25 * 2 ** failure)
  }
  // Failing all the while is one thing to tell, not five.
  expect(node.logTexts().filter((text) => text.includes('cannot be reached'))).toHaveLength(1)
})

test('a source that has not answered for three of its periods is stale, and says since when', async () => {
  const { node, server, source } = await nodeWithOldData({ kind: 'status', status: 503 })
  const lastSuccessUtc = source().lastSuccessUtc
  expect(source().state).toBe('failing')
  await node.pass(4 * hourMs)
  expect(source().state).toBe('stale')
  expect(node.logTexts()).toContain(`Lab server: nothing has come since ${lastSuccessUtc}`)
  await expectHealing(node, server, source)
})

test('a fetch that is under way when the node stops is given up at once', async () => {
  const server = await faultServer()
  server.fault = { kind: 'silence' }
  const limits = { answerMs: 60_000, idleMs: 60_000, wholeMs: 60_000, bodyBytes: 1000 }
  const commandLine = [{ kind: 'url', reads: 'elements', location: `${server.url}/never` }] as const
  const node = await startNode({ commandLine, limits })
  const startedMs = performance.now()
  node.sources.tick()
  expect(node.sources.list()[0]?.state).toBe('fetching')
  await node.sources.close()
  expect(performance.now() - startedMs).toBeLessThan(5000)
  onTestFinished(() => server.close())
})
