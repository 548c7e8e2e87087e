import { expect, test } from 'vitest'
import type { Operation } from '../../src/api/contract/common.ts'
import { operations } from '../../src/api/contract/operations.ts'
import { enter, host, password, port, signedIn, testServer, visit } from './test-server.ts'

const table: Record<string, Operation> = operations
const behindTls = { host: '127.0.0.1', port, publicUrl: 'https://watch.example' }

test('every change needs the token of its session, on loopback too', async () => {
  const { app } = await testServer()
  const page = await enter(app)
  const other = await enter(app)
  for (const [id, { method, url }] of Object.entries(table)) {
    if (method === 'GET') continue
    const path = url.replace(/:\w+/g, '1')
    for (const token of ['', 'x', other.token]) {
      const answer = await page.ask({ method, url: path, headers: { 'x-csrf-token': token } })
      expect([answer.statusCode, answer.json().code], `${id} ${token}`).toEqual([403, 'api/cross-site'])
    }
    const bare = await app.inject({ method, url: path, headers: { host } })
    expect(bare.statusCode, id).toBe(403)
  }
})

test('pages of other origins may neither change nor read', async () => {
  const { app } = await testServer()
  const page = await enter(app)
  const foreign = [
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: `https://${host}` },
    { origin: 'http://localhost:4601' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]
  for (const headers of foreign) {
    for (const method of ['GET', 'DELETE'] as const) {
      const answer = await page.ask({ method, url: method === 'GET' ? '/api/v1/alerts' : '/api/v1/views/1', headers })
      expect(answer.statusCode, `${method} ${JSON.stringify(headers)}`).toBe(403)
    }
  }
  const own = { origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }
  expect((await page.ask({ method: 'DELETE', url: '/api/v1/views/1', headers: own })).statusCode).toBe(204)
})

test('on loopback only the names of this machine with the right port are answered', async () => {
  const { app } = await testServer()
  for (const name of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`, `LOCALHOST:${port}`]) {
    expect((await visit(app, name).ask({ url: '/api/v1/alerts' })).statusCode, name).toBe(200)
  }
  const wrong = [`evil.example:${port}`, 'localhost', 'localhost:1', `192.0.2.1:${port}`, `a@localhost:${port}`]
  for (const name of [...wrong, `localhost.evil.example:${port}`, `localhost:${port}:1`]) {
    for (const url of ['/', '/api/v1/alerts', '/assets/main.js', '/metrics', '/health/live']) {
      expect((await visit(app, name).ask({ url })).statusCode, `${name} ${url}`).toBe(421)
    }
  }
})

test('beyond loopback addresses and the public name are answered, other names are not', async () => {
  const { app } = await testServer({ listen: { ...behindTls, host: '0.0.0.0' }, withAccounts: true })
  for (const name of ['watch.example', `192.0.2.1:${port}`, `localhost:${port}`]) {
    expect((await visit(app, name).ask({ url: '/api/v1/session' })).statusCode, name).toBe(200)
  }
  for (const name of ['evil.example', `watch.example:${port}`, `evil.example:${port}`]) {
    expect((await visit(app, name).ask({ url: '/api/v1/session' })).statusCode, name).toBe(421)
  }
})

test('the cookie is for the server only, for this site only, and behind TLS for TLS only', async () => {
  const plain = await testServer()
  const set = (await visit(plain.app).ask({ url: '/api/v1/session' })).headers['set-cookie']
  expect(set).toMatch(new RegExp(`^yagura-${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`))
  const { app } = await testServer({ listen: behindTls, withAccounts: true })
  const page = await enter(app, 'watch.example')
  const secure = await page.ask({ method: 'POST', url: '/api/v1/session', payload: { name: 'Sato', password } })
  expect(secure.headers['set-cookie']).toMatch(/^__Host-yagura=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
})

test('every answer carries the headers that keep other sites and scripts out', async () => {
  const { app } = await testServer()
  const page = await signedIn(app, 'x')
  const wanted = {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  }
  const urls = ['/', '/assets/main.js', '/assets/none', '/api/v1/alerts', '/api/v1/none', '/health/live', '/%']
  for (const url of urls) {
    const { headers } = await page.ask({ url })
    expect(headers, url).toMatchObject(wanted)
    const policy = String(headers['content-security-policy'])
    expect(policy, url).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';")
    expect(policy, url).toContain("frame-ancestors 'none'")
    expect(policy, url).not.toContain('unsafe-inline')
    expect(policy, url).not.toContain("'unsafe-eval'")
  }
})

test('no answer of the API is kept by caches between', async () => {
  const { app } = await testServer()
  for (const url of ['/api/v1/alerts', '/api/v1/session', '/api/v1/none']) {
    expect((await visit(app).ask({ url })).headers['cache-control'], url).toBe('no-store')
  }
})
