import { connect } from 'node:net'
import { expect, test } from 'vitest'
import type { Operation } from '../../src/api/contract/common.ts'
import { operations } from '../../src/api/contract/operations.ts'
import { enter, host, password, port, signedIn, testServer, visit } from './test-server.ts'

const table: Record<string, Operation> = operations
const beyond = { host: '0.0.0.0', port }
const behindTls = { host: '127.0.0.1', port, publicUrl: 'https://watch.example' }

test('a node that others can reach does not start before there is an administrator', async () => {
  for (const listen of [beyond, behindTls, { host: '192.0.2.1', port }, { host: '::', port }]) {
    await expect(testServer({ listen }), listen.host).rejects.toMatchObject({ code: 'api/no-administrator' })
  }
  await testServer({ listen: beyond, withAccounts: true })
})

test('beyond loopback nothing but what is open is answered without a session, and what does not exist answers the same', async () => {
  const { app } = await testServer({ listen: beyond, withAccounts: true })
  const nobody = await enter(app)
  const urls = Object.values(table).filter(({ access }) => access !== 'open')
  for (const { method, url } of [...urls, { method: 'GET', url: '/api/v1/no-such' } as const]) {
    const answer = await nobody.ask({ method, url: url.replace(/:\w+/g, '1') })
    expect([answer.statusCode, answer.json().code], url).toEqual([401, 'api/sign-in-required'])
  }
})

test('an officer may not do what is for administrators, whether or not the thing exists', async () => {
  const { app } = await testServer({ withAccounts: true })
  const officer = await signedIn(app, 'Suzuki')
  for (const [id, { method, url, access }] of Object.entries(table)) {
    if (access !== 'administrator') continue
    const answer = await officer.ask({ method, url: url.replace(/:\w+/g, 'none') })
    expect([answer.statusCode, answer.json().code], id).toEqual([403, 'api/administrator-only'])
  }
})

test('on loopback without accounts a page works at once as local, and a name is enough', async () => {
  const { app } = await testServer()
  const page = await enter(app)
  expect((await page.ask({ url: '/api/v1/session' })).json()).toMatchObject({
    officer: { name: 'local', role: 'administrator' },
    signInRequired: false,
  })
  const named = await page.ask({ method: 'POST', url: '/api/v1/session', payload: { name: ' 佐藤  一 ' } })
  expect(named.json().officer).toEqual({ name: '佐藤 一', role: 'administrator' })
})

test('with the first account the sessions that needed none are over', async () => {
  const { app, addAccounts } = await testServer()
  const page = await enter(app)
  page.token = (await page.ask({ method: 'POST', url: '/api/v1/session', payload: { name: 'x' } })).json().csrfToken
  await addAccounts()
  expect((await page.ask({ url: '/api/v1/alerts' })).statusCode).toBe(401)
  expect((await (await enter(app)).ask({ url: '/api/v1/alerts' })).statusCode).toBe(401)
})

test('signing in gives a new session, so that one that was planted is worth nothing', async () => {
  const { app } = await testServer({ withAccounts: true })
  const name = `yagura-${port}`
  const planted = 'A'.repeat(43)
  const page = visit(app)
  page.cookies[name] = planted
  page.token = (await page.ask({ url: '/api/v1/session' })).json().csrfToken
  await page.ask({ method: 'POST', url: '/api/v1/session', payload: { name: 'Sato', password } })
  expect(page.cookies[name]).not.toBe(planted)
  const thief = visit(app)
  thief.cookies[name] = planted
  expect((await thief.ask({ url: '/api/v1/alerts' })).statusCode).toBe(401)
})

test('signing in again ends the session before, and signing out ends the last', async () => {
  const { app, context } = await testServer({ withAccounts: true })
  const page = await signedIn(app)
  const before = visit(app)
  before.cookies[`yagura-${port}`] = page.cookies[`yagura-${port}`] ?? ''
  page.token = (
    await page.ask({ method: 'POST', url: '/api/v1/session', payload: { name: 'Suzuki', password } })
  ).json().csrfToken
  expect((await before.ask({ url: '/api/v1/alerts' })).statusCode).toBe(401)
  expect((await page.ask({ url: '/api/v1/alerts' })).statusCode).toBe(200)
  expect((await page.ask({ method: 'DELETE', url: '/api/v1/session' })).statusCode).toBe(204)
  expect(context.store.list('sessions')).toEqual([])
})

test('the store keeps no token and no password: only hashes', async () => {
  const { app, context } = await testServer({ withAccounts: true })
  const page = await signedIn(app)
  const kept = JSON.stringify([
    context.store.list('sessions'),
    context.store.list('officers'),
    context.store.readLog({ newestFirst: false, limit: 100 }),
  ])
  expect(kept).toContain('scrypt$')
  expect(kept).not.toContain(page.cookies[`yagura-${port}`])
  expect(kept).not.toContain(password)
})

test('a session ends after two idle hours and after sixteen in all', async () => {
  const { app, setNow, nowMs } = await testServer({ withAccounts: true })
  const hourMs = 3_600_000
  const idle = await signedIn(app)
  const startMs = nowMs()
  setNow(startMs + 2 * hourMs + 1)
  expect((await idle.ask({ url: '/api/v1/alerts' })).statusCode).toBe(401)
  const busy = await signedIn(app)
  const signedInMs = nowMs()
  for (let hour = 1; hour <= 16; hour += 1) {
    setNow(signedInMs + hour * hourMs)
    expect((await busy.ask({ url: '/api/v1/alerts' })).statusCode, `${hour} h`).toBe(200)
  }
  setNow(signedInMs + 16 * hourMs + 1)
  expect((await busy.ask({ url: '/api/v1/alerts' })).statusCode).toBe(401)
})

test('a session from a clock that was a year ahead ends when the clock is right again', async () => {
  const { app, setNow, nowMs } = await testServer({ withAccounts: true })
  const rightMs = nowMs()
  setNow(rightMs + 365 * 86_400_000)
  const page = await signedIn(app)
  setNow(rightMs)
  expect((await page.ask({ url: '/api/v1/alerts' })).statusCode).toBe(401)
})

test('an account that is changed loses its sessions at once', async () => {
  const { app, officers } = await testServer({ withAccounts: true })
  const officer = await signedIn(app, 'Suzuki')
  const administrator = await signedIn(app)
  const { id } = (
    await officers.handlers.listOfficers(
      { params: undefined, query: undefined, body: undefined },
      { officer: '', role: 'officer' },
    )
  ).items[1] ?? { id: '' }
  const answer = await administrator.ask({
    method: 'PATCH',
    url: `/api/v1/officers/${id}`,
    payload: { disabled: true },
  })
  expect(answer.statusCode).toBe(200)
  expect((await officer.ask({ url: '/api/v1/alerts' })).statusCode).toBe(401)
  const again = await enter(app)
  const refused = await again.ask({ method: 'POST', url: '/api/v1/session', payload: { name: 'Suzuki', password } })
  expect([refused.statusCode, refused.json().code]).toEqual([401, 'officers/wrong-password'])
})

test('a handover gives the session to the incoming officer under a new token', async () => {
  const { app } = await testServer({ withAccounts: true })
  const page = await signedIn(app)
  const before = page.cookies[`yagura-${port}`]
  const payload = { notes: '', incoming: { name: 'Suzuki', password } }
  expect((await page.ask({ method: 'POST', url: '/api/v1/handovers', payload })).statusCode).toBe(200)
  expect(page.cookies[`yagura-${port}`]).not.toBe(before)
  expect((await page.ask({ url: '/api/v1/session' })).json().officer).toEqual({ name: 'Suzuki', role: 'officer' })
})

test('a command of the person who runs the node asks with its secret and needs no cookie', async () => {
  const { app } = await testServer({ withAccounts: true, commandToken: 'secret-of-this-run' })
  const ask = (token: string) =>
    app.inject({ method: 'DELETE', url: '/api/v1/views/1', headers: { host, authorization: `Bearer ${token}` } })
  expect((await ask('secret-of-this-run')).statusCode).toBe(204)
  expect((await ask('secret-of-this-ru')).statusCode).toBe(401)
  const afar = await app.inject({
    url: '/api/v1/alerts',
    remoteAddress: '192.0.2.9',
    headers: { host, authorization: 'Bearer secret-of-this-run' },
  })
  expect(afar.statusCode).toBe(401)
})

test('metrics are told to this machine and to who is signed in', async () => {
  const { app } = await testServer({ listen: beyond, withAccounts: true })
  expect((await app.inject({ url: '/metrics', headers: { host } })).statusCode).toBe(200)
  expect((await app.inject({ url: '/metrics', headers: { host }, remoteAddress: '192.0.2.9' })).statusCode).toBe(401)
})

test('what proxies say of the address counts only behind a public address and from nearby', async () => {
  const headers = { host, 'x-forwarded-for': '127.0.0.1' }
  const direct = await testServer({ listen: beyond, withAccounts: true })
  const afar = { url: '/metrics', headers, remoteAddress: '192.0.2.9' }
  expect((await direct.app.inject(afar)).statusCode).toBe(401)
  const proxied = await testServer({ listen: behindTls, withAccounts: true })
  expect((await proxied.app.inject({ ...afar, headers: { ...headers, host: 'watch.example' } })).statusCode).toBe(401)
  const neighbour = { ...afar, remoteAddress: '192.168.1.9', headers: { ...headers, host: 'watch.example' } }
  expect((await proxied.app.inject(neighbour)).statusCode).toBe(401)
  const fromAfar = { host: 'watch.example', 'x-forwarded-for': '192.0.2.9' }
  expect((await proxied.app.inject({ url: '/metrics', headers: fromAfar })).statusCode).toBe(401)
})

test.each([
  'x-forwarded-for',
  'forwarded',
  'via',
])('a node that was told of no proxy answers nothing that came through one (%s)', async (name) => {
  const { app } = await testServer()
  const answer = await app.inject({ url: '/api/v1/session', headers: { host, [name]: '203.0.113.7' } })
  expect(answer.statusCode).toBe(421)
  expect(answer.json()).toMatchObject({ code: 'api/unknown-proxy' })
})

test('a refused request is not read: nothing of a body of 50 MB that comes without a session', async () => {
  const { app } = await testServer({ withAccounts: true, listen: { host: '127.0.0.1', port: 0 } })
  const bound = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port)
  let readBytes = 0
  app.server.on('connection', (socket) => {
    socket.on('close', () => {
      readBytes = socket.bytesRead
    })
  })
  const closed = new Promise<void>((resolve) => app.server.on('connection', (socket) => socket.on('close', resolve)))
  const socket = connect(bound, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(
    `POST /api/v1/uploads?name=x HTTP/1.1\r\nhost: 127.0.0.1:${bound}\r\ncontent-type: application/octet-stream\r\ncontent-length: 50000000\r\n\r\n`,
  )
  socket.write(Buffer.alloc(50_000_000))
  await closed
  expect(readBytes).toBeLessThan(1_000_000)
})
