import { once } from 'node:events'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'
import { enter, host, testServer, visit } from './test-server.ts'

async function listening(app: FastifyInstance): Promise<number> {
  return Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port)
}

/** Sends a head and as much of a body as the server takes; gives the answer and how many bytes the server read. */
async function send(app: FastifyInstance, port: number, head: string, pieces: readonly Buffer[]) {
  const opened = once(app.server, 'connection')
  const socket = connect(port, '127.0.0.1')
  const answer: Buffer[] = []
  socket.on('data', (piece: Buffer) => answer.push(piece))
  socket.on('error', () => undefined)
  const [accepted] = await opened
  const closed = Promise.all([accepted, socket].map((end) => new Promise((resolve) => end.on('close', resolve))))
  socket.write(head)
  for (const piece of pieces) socket.write(piece)
  await closed
  return { readBytes: accepted.bytesRead as number, answer: Buffer.concat(answer).toString() }
}

const listen = { host: '127.0.0.1', port: 0 }
const mebibyte = 1024 * 1024

function headOf(url: string, port: number, token: string, cookie: string, more: string): string {
  return [
    `POST ${url} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    `x-csrf-token: ${token}`,
    `cookie: ${cookie}`,
    more,
    '',
    '',
  ].join('\r\n')
}

/** The head of a change from a page that may make it. */
async function entered(app: FastifyInstance, port: number) {
  const page = await enter(app, `127.0.0.1:${port}`)
  const [[name, value] = ['', '']] = Object.entries(page.cookies)
  return (url: string, more: string) => headOf(url, port, page.token, `${name}=${value}`, more)
}

test('a body over its limit is refused by its length before a byte of it is used', async () => {
  const { app } = await testServer({ listen })
  const port = await listening(app)
  const head = await entered(app, port)
  const json = 'content-type: application/json\r\ncontent-length: 20000000'
  const found = await send(app, port, head('/api/v1/log', json), [Buffer.alloc(20 * mebibyte, 0x20)])
  expect(found.readBytes).toBeLessThan(mebibyte)
})

test('a body without a length is read up to its limit and no further', async () => {
  const { app } = await testServer({ listen })
  const port = await listening(app)
  const head = await entered(app, port)
  const piece = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(mebibyte, 0x20), Buffer.from('\r\n')])
  const json = 'content-type: application/json\r\ntransfer-encoding: chunked'
  const found = await send(
    app,
    port,
    head('/api/v1/log', json),
    Array.from({ length: 20 }, () => piece),
  )
  expect(found.readBytes).toBeLessThan(mebibyte)
})

test('the operation that takes 64 KiB takes 64 KiB and not a byte more', async () => {
  const { app } = await testServer()
  const page = await enter(app)
  const payload = JSON.stringify({ text: 'a'.repeat(3000) })
  const fill = (bytes: number) => payload + ' '.repeat(bytes - payload.length)
  const ask = (bytes: number) =>
    page.ask({
      method: 'POST',
      url: '/api/v1/log',
      headers: { 'content-type': 'application/json' },
      payload: fill(bytes),
    })
  expect((await ask(65_536)).statusCode).toBe(200)
  const refused = await ask(65_537)
  expect([refused.statusCode, refused.json().code]).toEqual([413, 'api/too-large'])
})

test('an upload is handed on while it arrives, and fails in the middle where it is over its limit', async () => {
  let seenBytes = 0
  const uploadFile = async ({ body }: { body: AsyncIterable<Uint8Array> }) => {
    for await (const piece of body) seenBytes += piece.byteLength
    return {}
  }
  const { app } = await testServer({ uploads: { uploadFile } })
  const page = await enter(app)
  const megabytes = (count: number) => Readable.from(Array.from({ length: count }, () => Buffer.alloc(mebibyte)))
  const answer = await page.ask({
    method: 'POST',
    url: '/api/v1/uploads?name=x',
    headers: { 'content-type': 'application/octet-stream' },
    payload: megabytes(300),
  })
  expect([answer.statusCode, answer.json().code]).toEqual([413, 'api/too-large'])
  expect(seenBytes).toBe(256 * mebibyte)
})

test('a file that says beforehand that it is over the limit of imports is refused unread, with what to do instead', async () => {
  const { app } = await testServer()
  const page = await enter(app)
  const answer = await page.ask({
    method: 'POST',
    url: '/api/v1/cyber/imports?name=x',
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(512 * mebibyte + 1) },
    payload: '',
  })
  expect(answer.statusCode).toBe(413)
  expect(answer.json().detail).toMatch(
    /536870912 bytes, .*: pack it by gzip, split it, or stop the node and run `yagura cyber import`/,
  )
})

test('a media type that an operation does not take is refused', async () => {
  const { app } = await testServer()
  const page = await enter(app)
  const types = [
    'text/plain',
    'application/octet-stream',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    '',
  ]
  for (const type of types) {
    const answer = await page.ask({
      method: 'POST',
      url: '/api/v1/log',
      headers: { 'content-type': type },
      payload: '{"text":"a"}',
    })
    expect(answer.statusCode, type).toBe(415)
  }
  const json = { 'content-type': 'application/json' }
  const upload = await page.ask({ method: 'POST', url: '/api/v1/uploads?name=x', headers: json, payload: '{}' })
  expect(upload.statusCode).toBe(415)
})

test('a query that is too long is refused and so is a head', async () => {
  const { app } = await testServer({ listen })
  const port = await listening(app)
  const long = await visit(app, `127.0.0.1:${port}`).ask({ url: `/api/v1/alerts?subject=${'a'.repeat(9000)}` })
  expect([long.statusCode, long.json().code]).toEqual([400, 'api/invalid-request'])
  const longest = await fetch(`http://127.0.0.1:${port}/api/v1/alerts?subject=${'a'.repeat(40_000)}`)
  expect(longest.status).toBe(431)
})

test('a member that is not named is refused wherever it stands, and every problem is told', async () => {
  const { app } = await testServer()
  const page = await enter(app)
  const query = await page.ask({ url: '/api/v1/alerts?limt=3' })
  expect(query.json().problems).toEqual([
    { path: 'querystring/limt', found: 'a member of this name', expected: 'no such member' },
  ])
  expect((await page.ask({ url: '/api/v1/rules?x=1' })).statusCode).toBe(400)
  expect((await page.ask({ method: 'POST', url: '/api/v1/alerts/1/unshelve', payload: { x: 1 } })).statusCode).toBe(400)
  const body = await page.ask({ method: 'POST', url: '/api/v1/log', payload: { txt: 'a', subject: 7 } })
  expect(body.statusCode).toBe(400)
  expect(body.json().problems).toEqual(
    expect.arrayContaining([
      { path: 'body/text', found: 'nothing', expected: 'it is required' },
      { path: 'body/txt', found: 'a member of this name', expected: 'no such member' },
      { path: 'body/subject', found: '7', expected: 'must be string' },
    ]),
  )
})

test('a body is taken as it is: no text becomes a number, no default is filled in', async () => {
  const { app } = await testServer()
  const page = await enter(app)
  const payload = { minutes: '5', reason: 'x' }
  const answer = await page.ask({ method: 'POST', url: '/api/v1/alerts/1/shelve', payload })
  expect(answer.json().problems).toEqual([{ path: 'body/minutes', found: '"5"', expected: 'must be number' }])
})

test('a refused password is not said back', async () => {
  const { app } = await testServer()
  const page = await enter(app)
  const payload = { name: 'a', role: 'officer', password: 'short-one' }
  const answer = await page.ask({ method: 'POST', url: '/api/v1/officers', payload })
  expect([answer.statusCode, answer.body.includes('short-one')]).toEqual([400, false])
})

test('a path cannot leave the folder of the console', async () => {
  const { app } = await testServer({ listen })
  const port = await listening(app)
  const paths = ['/assets/../package.json', '/assets/..%2f..%2fetc%2fpasswd', '/assets/%2e%2e/%2e%2e/etc/passwd']
  const more = ['/assets/....//etc/passwd', '/assets/..\\..\\etc\\passwd', '/assets/%00', '/assets/index.html%00.js']
  for (const path of [...paths, ...more, '/..%2f..%2fetc/passwd', '//etc/passwd']) {
    const head = `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: close\r\n\r\n`
    const { answer } = await send(app, port, head, [])
    expect(answer, path).not.toMatch(/root:|"dependencies"/)
    if (path.startsWith('/assets')) expect(answer, path).toMatch(/^HTTP\/1\.1 40[04]/)
  }
})

test('members that reach into prototypes are refused', async () => {
  const { app } = await testServer()
  const page = await enter(app)
  const headers = { 'content-type': 'application/json' }
  for (const payload of ['{"text":"a","__proto__":{"x":1}}', '{"text":"a","constructor":{"prototype":{"x":1}}}']) {
    expect((await page.ask({ method: 'POST', url: '/api/v1/log', headers, payload })).statusCode).toBe(400)
  }
  expect((await page.ask({ url: '/api/v1/alerts?__proto__=1' })).statusCode).toBe(400)
})

test('one address is answered so many times a minute and no more', async () => {
  const { app } = await testServer({ listen: { host: '0.0.0.0', port: 4600 }, withAccounts: true })
  const statuses: number[] = []
  for (let count = 0; count < 6001; count += 1) {
    statuses.push((await app.inject({ url: '/health/live', headers: { host } })).statusCode)
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(6000)
  expect(statuses.at(-1)).toBe(429)
})
