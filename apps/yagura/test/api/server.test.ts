import { expect, test } from 'vitest'
import { validate } from './open-api-check.ts'
import { enter, testServer, visit } from './test-server.ts'

test('every operation of the contract is answered and an operation without a handler stops the start', async () => {
  await testServer()
  await expect(testServer({ handlers: { listAlerts: undefined } })).rejects.toMatchObject({
    code: 'api/missing-handler',
    message: expect.stringContaining('listAlerts'),
  })
})

test('an answer holds what its schema names and no more', async () => {
  const { app } = await testServer({
    handlers: { listAlerts: async () => ({ items: [], total: 0, offset: 0, secret: 1 }) },
  })
  const answer = await visit(app).ask({ url: '/api/v1/alerts' })
  expect(answer.json()).toEqual({ items: [], total: 0, offset: 0 })
})

test('an operation without an answer gives 204', async () => {
  const { app } = await testServer()
  const page = await enter(app)
  const answer = await page.ask({ method: 'DELETE', url: '/api/v1/views/1' })
  expect([answer.statusCode, answer.body]).toEqual([204, ''])
})

test('texts of a query become the numbers and booleans of the schema before the handler sees them', async () => {
  let found: unknown
  const { app } = await testServer({
    handlers: {
      listAlerts: async (asked: { query: unknown }) => {
        found = asked.query
        return { items: [], total: 0, offset: 0 }
      },
    },
  })
  await visit(app).ask({ url: '/api/v1/alerts?limit=7&shelved=false&subject=12' })
  expect({ ...(found as object) }).toEqual({ limit: 7, shelved: false, subject: '12' })
})

test('numbers of a query are decimal: no hexadecimal, no blank, no list', async () => {
  const { app } = await testServer()
  for (const limit of ['0x10', '', '%201', '1&limit=2', 'Infinity', '1.5']) {
    expect((await visit(app).ask({ url: `/api/v1/alerts?limit=${limit}` })).statusCode, limit).toBe(400)
  }
})

test('the OpenAPI document describes every operation and is valid', async () => {
  const { app } = await testServer()
  const document = (await visit(app).ask({ url: '/openapi.json' })).json()
  await validate(document)
})

test('a defect answers 500 with an id that the log has, and tells nothing of what went wrong', async () => {
  const { app, lines } = await testServer({
    handlers: {
      listAlerts: async () => {
        throw new TypeError('secret detail')
      },
    },
  })
  const answer = await visit(app).ask({ url: '/api/v1/alerts' })
  expect(answer.statusCode).toBe(500)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.body).not.toContain('secret detail')
  const id = /request id ([\w-]+)/.exec(answer.body)?.[1] ?? 'none'
  expect(lines.filter((line) => line.includes('secret detail') && line.includes(`"${id}"`))).toHaveLength(1)
})

test('the console is the answer to every path that is a page, and the assets have their own', async () => {
  const { app } = await testServer()
  for (const url of ['/', '/space', '/alerts/01?x=1']) {
    const answer = await visit(app).ask({ url })
    expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ])
  }
  const chunk = await visit(app).ask({ url: '/assets/chunk-ABCD2345.js' })
  expect(chunk.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect((await visit(app).ask({ url: '/assets/main.js' })).headers['cache-control']).toBe('no-cache')
  for (const url of ['/assets/none.js', '/api/v1/none', '/health/none', '/openapi.json/x']) {
    expect((await visit(app).ask({ url })).statusCode, url).toBe(404)
  }
})

test('health and metrics answer on loopback', async () => {
  const { app } = await testServer({ notReady: () => ['the catalogue is being read'] })
  expect((await visit(app).ask({ url: '/health/live' })).json()).toEqual({ live: true })
  const ready = await visit(app).ask({ url: '/health/ready' })
  expect([ready.statusCode, ready.json()]).toEqual([503, { ready: false, missing: ['the catalogue is being read'] }])
  const metrics = await visit(app).ask({ url: '/metrics' })
  expect(metrics.body).toMatch(/^yagura_jobs_running \d/m)
  expect(metrics.body).toMatch(/^nodejs_eventloop_lag_seconds/m)
})
