import { expect, test } from 'vitest'
import { createOfficersService } from '../../src/node/officers/service.ts'
import { password, quickCost, signedIn, testServer } from '../api/test-server.ts'

const url = '/api/v1/officers'

test('the first account is an administrator, and names differ in more than case and width', async () => {
  const { officers } = await testServer()
  const caller = { officer: 'local', role: 'administrator' } as const
  const add = (name: string, role: 'officer' | 'administrator') =>
    officers.handlers.addOfficer({ params: undefined, query: undefined, body: { name, role, password } }, caller)
  await expect(add('Sato', 'officer')).rejects.toMatchObject({ code: 'officers/first-is-administrator' })
  const [first, second] = await Promise.allSettled([add('Sato', 'administrator'), add('ＳＡＴＯ', 'administrator')])
  expect(first.status).toBe('fulfilled')
  expect(second).toMatchObject({ reason: { code: 'officers/name-taken' } })
  for (const name of ['', '  ', '…', 'a\u0000b', 'a\u202eb', 'a\u200bb']) {
    await expect(add(name, 'officer'), JSON.stringify(name)).rejects.toMatchObject({ code: 'officers/unusable-name' })
  }
})

test('an account that cannot be read opens the node to nobody', async () => {
  const { context } = await testServer()
  await context.store.commit({ put: [{ collection: 'officers', id: 'a', body: { name: 'Sato' } }] })
  const officers = createOfficersService(context, { passwordCost: quickCost })
  expect(officers.signInRequired()).toBe(true)
  expect(officers.roleOf({ officerId: undefined, officer: 'local' })).toBeUndefined()
  await expect(officers.authenticate('Sato')).rejects.toMatchObject({ code: 'officers/wrong-password' })
})

test('the last administrator can neither be disabled nor made an officer', async () => {
  const { app } = await testServer({ withAccounts: true })
  const page = await signedIn(app)
  const { items } = (await page.ask({ url })).json()
  const [sato, suzuki] = items
  for (const payload of [{ disabled: true }, { role: 'officer' }]) {
    const refused = await page.ask({ method: 'PATCH', url: `${url}/${sato.id}`, payload })
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'officers/last-administrator'])
  }
  const made = await page.ask({ method: 'PATCH', url: `${url}/${suzuki.id}`, payload: { role: 'administrator' } })
  expect(made.json()).toMatchObject({ name: 'Suzuki', role: 'administrator' })
  const left = await page.ask({ method: 'PATCH', url: `${url}/${sato.id}`, payload: { disabled: true } })
  expect([left.statusCode, left.json().disabled]).toEqual([200, true])
})

test('two administrators who disable each other at once leave one', async () => {
  const { officers } = await testServer({ withAccounts: true })
  const caller = { officer: 'Sato', role: 'administrator' } as const
  const { items } = await officers.handlers.listOfficers(
    { params: undefined, query: undefined, body: undefined },
    caller,
  )
  const change = (id: string, body: object) =>
    officers.handlers.changeOfficer({ params: { id }, query: undefined, body }, caller)
  const [sato, suzuki] = items.map(({ id }) => id)
  await change(suzuki ?? '', { role: 'administrator' })
  const both = await Promise.allSettled([
    change(sato ?? '', { disabled: true }),
    change(suzuki ?? '', { disabled: true }),
  ])
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
})

test('an answer never holds a password or its hash', async () => {
  const { app } = await testServer({ withAccounts: true })
  const page = await signedIn(app)
  const added = await page.ask({ method: 'POST', url, payload: { name: 'Ito', role: 'officer', password } })
  expect(Object.keys(added.json()).sort()).toEqual(['createdUtc', 'disabled', 'id', 'name', 'role'])
  expect((await page.ask({ url })).body).not.toMatch(/scrypt|password/i)
})

test('a new password takes the place of the old, and accounts and sessions outlast a restart', async () => {
  const { app, officers, context } = await testServer({ withAccounts: true })
  const page = await signedIn(app)
  const { items } = (await page.ask({ url })).json()
  const payload = { password: 'another long password' }
  await page.ask({ method: 'PATCH', url: `${url}/${items[1].id}`, payload })
  await expect(officers.authenticate('Suzuki', password)).rejects.toMatchObject({ code: 'officers/wrong-password' })
  const restarted = createOfficersService(context, { passwordCost: quickCost })
  await expect(restarted.authenticate('Suzuki', payload.password)).resolves.toMatchObject({ officer: 'Suzuki' })
  const token = Object.values(page.cookies)[0] ?? ''
  expect(restarted.sessions.find(token)).toMatchObject({ officer: 'Sato' })
})

test('what happens to accounts and sessions stands in the log with who did it', async () => {
  const { app, context } = await testServer({ withAccounts: true })
  const page = await signedIn(app)
  await page.ask({ method: 'POST', url, payload: { name: 'Ito', role: 'officer', password } })
  await page.ask({ method: 'DELETE', url: '/api/v1/session' })
  const { records } = context.store.readLog({ newestFirst: false, limit: 100 })
  expect(records.map(({ kind, by, text }) => `${kind} ${by}: ${text}`)).toEqual([
    'officer/added test: account Sato was added as administrator',
    'officer/added test: account Suzuki was added as officer',
    'session/started Sato: Sato signed in',
    'officer/added Sato: account Ito was added as officer',
    'session/ended Sato: Sato signed out',
  ])
})
