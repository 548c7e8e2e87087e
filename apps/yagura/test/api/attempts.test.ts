import { performance } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { createOfficersService } from '../../src/node/officers/service.ts'
import { enter, password, quickCost, testServer } from './test-server.ts'

const url = '/api/v1/session'

test('after five wrong passwords an account waits twice as long each time, and the right one does not help', async () => {
  const { app, setNow, nowMs } = await testServer({ withAccounts: true })
  const page = await enter(app)
  const attempt = async (typed: string) =>
    page.ask({
      method: 'POST',
      url,
      payload: { name: 'Sato', password: typed },
      remoteAddress: `192.0.2.${nowMs() % 250}`,
    })
  for (let count = 1; count <= 5; count += 1) expect((await attempt('wrong')).statusCode).toBe(401)
  for (const waitS of [1, 2, 4, 8]) {
    const refused = await attempt(password)
    expect([refused.statusCode, refused.json().code, refused.headers['retry-after']]).toEqual([
      429,
      'officers/too-many-attempts',
      String(waitS),
    ])
    setNow(nowMs() + waitS * 1000)
    expect((await attempt('wrong')).statusCode).toBe(401)
  }
  setNow(nowMs() + 16_000)
  expect((await attempt(password)).statusCode).toBe(200)
})

test('no wait is longer than a quarter of an hour, so that nobody can keep an officer out', async () => {
  const { officers, setNow, nowMs } = await testServer({ withAccounts: true })
  for (let count = 0; count < 40; count += 1) {
    await expect(officers.authenticate('Sato', 'wrong')).rejects.toMatchObject({ code: 'officers/wrong-password' })
    setNow(nowMs() + 15 * 60_000)
  }
  await expect(officers.authenticate('Sato', password)).resolves.toMatchObject({ officer: 'Sato' })
})

test('many attempts at once are counted before a password is looked at', async () => {
  const { officers } = await testServer({ withAccounts: true })
  const attempts = await Promise.allSettled(Array.from({ length: 50 }, () => officers.authenticate('Sato', 'wrong')))
  const codes = attempts.map((attempt) => (attempt.status === 'rejected' ? attempt.reason.code : 'in'))
  expect(codes.filter((code) => code === 'officers/wrong-password')).toHaveLength(5)
  expect(codes.filter((code) => code === 'officers/too-many-attempts')).toHaveLength(45)
})

test('a name that does not exist is held back like one that does', async () => {
  const { officers } = await testServer({ withAccounts: true })
  const codes = async (name: string) => {
    const found: string[] = []
    for (let count = 0; count < 6; count += 1) {
      found.push(await officers.authenticate(name, 'wrong').catch((error) => error.code))
    }
    return found
  }
  expect(await codes('Nobody')).toEqual(await codes('Sato'))
})

test('a clock that was a year ahead keeps no officer out', async () => {
  const { officers, context, setNow, nowMs } = await testServer({ withAccounts: true })
  const rightMs = nowMs()
  setNow(rightMs + 365 * 86_400_000)
  for (let count = 0; count < 6; count += 1) await expect(officers.authenticate('Sato', 'wrong')).rejects.toThrow()
  setNow(rightMs)
  const restarted = createOfficersService(context, { passwordCost: quickCost })
  await expect(restarted.authenticate('Sato', password)).resolves.toMatchObject({ officer: 'Sato' })
})

test('an address that tries many names waits too, and an IPv6 house is one address', async () => {
  const { officers } = await testServer({ withAccounts: true })
  for (let count = 0; count < 20; count += 1) {
    const attempt = officers.authenticate(`nobody${count}`, 'wrong', `2001:db8:1:2::${count.toString(16)}`)
    await expect(attempt).rejects.toMatchObject({ code: 'officers/wrong-password' })
  }
  const next = officers.authenticate('Sato', password, '2001:db8:1:2:ffff::1')
  await expect(next).rejects.toMatchObject({ code: 'officers/too-many-attempts' })
  await expect(officers.authenticate('Sato', password, '2001:db8:1:3::1')).resolves.toMatchObject({ officer: 'Sato' })
})

test('a restart forgives no wrong password', async () => {
  const { officers, context } = await testServer({ withAccounts: true })
  for (let count = 0; count < 5; count += 1) {
    await expect(officers.authenticate('Sato', 'wrong')).rejects.toMatchObject({ code: 'officers/wrong-password' })
  }
  const restarted = createOfficersService(context, { passwordCost: quickCost })
  await expect(restarted.authenticate('Sato', password)).rejects.toMatchObject({ code: 'officers/too-many-attempts' })
})

test('a name that does not exist takes as long as a wrong password and answers the same', async () => {
  const { officers } = await testServer({ withAccounts: true, passwordCost: { log2N: 14, r: 8, p: 1 } })
  const took = async (name: string) => {
    const begunMs = performance.now()
    const code = await officers.authenticate(name, 'wrong').catch((error) => error.code)
    return { ms: performance.now() - begunMs, code }
  }
  await took('Sato')
  const known = await took('Sato')
  const unknown = await took('nobody')
  expect(unknown.code).toBe(known.code)
  // Both hash once (tens of milliseconds); an answer without a hash takes well under one.
  expect(unknown.ms).toBeGreaterThan(known.ms / 4)
})

test('a second signature with a wrong password is no signature', async () => {
  const { officers } = await testServer({ withAccounts: true })
  expect(await officers.verifyOfficer('suzuki', password)).toEqual({ officer: 'Suzuki', role: 'officer' })
  expect(await officers.verifyOfficer('Suzuki', 'wrong')).toBeUndefined()
  expect(await officers.verifyOfficer('Suzuki', undefined)).toBeUndefined()
})

test('the log of the server holds no password, no token and no body', async () => {
  const { app, lines } = await testServer({ withAccounts: true })
  const page = await enter(app)
  await page.ask({ method: 'POST', url, payload: { name: 'Sato', password: 'wrong-secret-1' } })
  await page.ask({ method: 'POST', url, payload: { name: 'Sato', password } })
  await page.ask({ method: 'POST', url, payload: { name: 'Sato', password: 7 } })
  const text = lines.join('')
  expect(text).toContain('signIn')
  for (const secret of ['wrong-secret-1', password, page.token, ...Object.values(page.cookies)]) {
    expect(text).not.toContain(secret)
  }
})
