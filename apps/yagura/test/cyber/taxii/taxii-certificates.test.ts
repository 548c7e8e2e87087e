import { X509Certificate } from 'node:crypto'
import { Agent, request } from 'node:https'
import { TLSSocket } from 'node:tls'
import { isMembers, type Members } from '@yagura/cyber'
import pino from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readPinnedCertificate } from '../../../src/node/cyber/taxii/client-certificate.ts'
import { createTaxiiAccounts } from '../../../src/node/cyber/taxii/taxii-accounts.ts'
import { createLive } from '../../../src/node/live.ts'
import { quickCost } from '../../api/test-server.ts'
import { temporaryFolder, temporaryStore } from '../../store/temporary-store.ts'
import { stixThreadBundle } from '../store/stix-thread-bundle.ts'
import { type ClientKey, clientKey, serverKeyFolder } from './client-keys.ts'
import { malware, media, password, type TaxiiNode, taxiiNode } from './taxii-node.ts'

const thread = stixThreadBundle()
const server = clientKey('localhost')
const caller = { officer: 'sato', role: 'administrator' } as const
const dayMs = 86_400_000
const objects = '/taxii2/api/collections/shared/objects/'

type Answer = {
  readonly status: number
  readonly body: Members
  readonly challenge: string | undefined
  readonly isResumed: boolean
}
type Asking = { readonly agent?: Agent; readonly authorization?: string; readonly path?: string }

/** A node that listens over TLS, and a client of it. */
async function listeningNode() {
  const node = await taxiiNode(thread(), serverKeyFolder(server))
  const port = await node.listenOverTls()
  const ask = (client: ClientKey | undefined, { agent, authorization, path = '/taxii2/' }: Asking = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const asked = request({
        ...{ host: '127.0.0.1', port, path, servername: 'localhost', ca: server.certificate },
        ...{ agent: agent ?? false, headers: { accept: media, ...(authorization && { authorization }) } },
        ...(client && { cert: client.certificate, key: client.key }),
      })
      asked.once('error', reject)
      asked.once('response', async (response) => {
        const pieces: Uint8Array[] = []
        for await (const piece of response) pieces.push(piece)
        const text = Buffer.concat(pieces).toString()
        const body: unknown = text === '' ? {} : JSON.parse(text)
        const challenge = response.headers['www-authenticate']
        const isResumed = response.socket instanceof TLSSocket && response.socket.isSessionReused()
        resolve({ status: response.statusCode ?? 0, body: isMembers(body) ? body : {}, challenge, isResumed })
      })
      asked.end()
    })
  return { node, ask }
}

const add = (node: TaxiiNode, name: string, { certificate }: ClientKey) => node.account({ name, certificate })
const basic = (name: string, word = password) => `Basic ${Buffer.from(`${name}:${word}`).toString('base64')}`

describe('signing in by client certificate', () => {
  test('a certificate of an account opens what the account may see (REQ-TXC-3.1.3)', async () => {
    const { node, ask } = await listeningNode()
    const usa = clientKey('usa.example')
    await add(node, 'usa', usa)
    await node.share([malware(1)], ['USA'])
    await node.share([malware(2)], ['FRA'])
    const discovery = await ask(usa)
    expect(discovery.status).toBe(200)
    expect(discovery.body['default']).toMatch(
      /^https:\/\/localhost:\d+\/taxii2\/api\/$|^https:\/\/127\.0\.0\.1:\d+\/taxii2\/api\/$/,
    )
    expect((await ask(usa, { path: objects })).body).toEqual({ objects: [malware(1)] })
  })
  test('without certificate and password the answer is 401, and a password opens as elsewhere', async () => {
    const { node, ask } = await listeningNode()
    await node.account({ name: 'usa' })
    const answer = await ask(undefined)
    expect(answer).toMatchObject({ status: 401, body: { title: 'Unauthorized', http_status: '401' } })
    expect(answer.challenge).toMatch(/^Basic /)
    expect((await ask(undefined, { authorization: basic('usa') })).status).toBe(200)
  })
  test('a certificate that nobody pinned is answered by 401, also of the same name', async () => {
    const { node, ask } = await listeningNode()
    await add(node, 'usa', clientKey('usa.example'))
    const stranger = clientKey('usa.example')
    const answer = await ask(stranger)
    expect(answer).toMatchObject({ status: 401, body: { http_status: '401', error_code: 'taxii/refused' } })
    expect(answer.body['description']).toContain(stranger.fingerprint)
  })
  test('a certificate is taken from its first instant to its last, and the refusal says which they are', async () => {
    const { node, ask } = await listeningNode()
    const beginsMs = Date.UTC(2026, 1, 1)
    const usa = clientKey('usa.example', beginsMs + dayMs)
    await add(node, 'usa', usa)
    const endsMs = beginsMs + dayMs + 5 * 365 * dayMs
    for (const [nowMs, status] of [
      [beginsMs - 1, 401],
      [beginsMs, 200],
      [endsMs - 1, 200],
      [endsMs, 401],
    ] as const) {
      node.setNow(nowMs)
      const answer = await ask(usa)
      expect(answer.status).toBe(status)
      if (status === 401) expect(answer.body['description']).toContain('2026-02-01T00:00:00.000Z')
    }
  })
  test('a certificate that was removed opens no more, not even on a connection that is open', async () => {
    const { node, ask } = await listeningNode()
    const [usa, fra] = [clientKey('usa.example'), clientKey('fra.example')]
    await add(node, 'usa', usa)
    await add(node, 'fra', fra)
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    onTestFinished(() => agent.destroy())
    expect((await ask(usa, { agent })).status).toBe(200)
    await node.unpin('usa', usa)
    expect((await ask(usa, { agent })).status).toBe(401)
    expect((await ask(fra)).status).toBe(200)
    await node.removeAccount('fra')
    expect((await ask(fra)).status).toBe(401)
  })
})

describe('what else is there beside a client certificate', () => {
  test('an account has two certificates while one takes the place of the other', async () => {
    const { node, ask } = await listeningNode()
    const [before, after] = [clientKey('usa.example'), clientKey('usa.example')]
    await add(node, 'usa', before)
    await node.pin('usa', after)
    expect([(await ask(before)).status, (await ask(after)).status]).toEqual([200, 200])
    await node.unpin('usa', before)
    expect([(await ask(before)).status, (await ask(after)).status]).toEqual([401, 200])
    const { items } = await node.handlers.listTaxiiAccounts(
      { params: undefined, query: undefined, body: undefined },
      caller,
    )
    expect(items).toMatchObject([
      { hasPassword: false, certificates: [{ fingerprint: after.fingerprint, subject: 'CN=usa.example' }] },
    ])
  })
  test('a session that is resumed is of the same certificate, as long as that opens', async () => {
    const { node, ask } = await listeningNode()
    const usa = clientKey('usa.example')
    await add(node, 'usa', usa)
    const agent = new Agent({ keepAlive: false, maxCachedSessions: 4 })
    expect(await ask(usa, { agent })).toMatchObject({ status: 200, isResumed: false })
    expect(await ask(usa, { agent })).toMatchObject({ status: 200, isResumed: true })
    await node.unpin('usa', usa)
    expect(await ask(usa, { agent })).toMatchObject({ status: 401, isResumed: true })
  })
  test('name and password that are given decide, whatever certificate is shown beside them', async () => {
    const { node, ask } = await listeningNode()
    const usa = clientKey('usa.example')
    await add(node, 'usa', usa)
    await node.account({ name: 'fra', nation: 'FRA' })
    await node.share([malware(2)], ['FRA'])
    expect((await ask(usa, { authorization: basic('fra'), path: objects })).body).toEqual({ objects: [malware(2)] })
    expect((await ask(usa, { authorization: basic('fra', 'wrong') })).status).toBe(401)
    expect((await ask(usa, { authorization: basic('usa', '') })).status).toBe(401)
  })
  test.each([
    '/',
    '/api/v1/status',
    '/api/v1/taxii/accounts',
    '/metrics',
    '/healthz',
  ])('a certificate does not open %s', async (path) => {
    const { node, ask } = await listeningNode()
    const usa = clientKey('usa.example')
    await add(node, 'usa', usa)
    expect(await ask(usa, { path })).toMatchObject({ status: 404, body: {} })
  })
  test('what a header says of a certificate is not believed', async () => {
    const node = await taxiiNode(thread())
    const usa = clientKey('usa.example')
    await add(node, 'usa', usa)
    const pem = encodeURIComponent(usa.certificate)
    const headers = {
      ...{ 'x-ssl-client-cert': pem, 'x-ssl-client-verify': 'SUCCESS', 'x-client-cert': pem },
      'x-forwarded-client-cert': `Hash=${usa.fingerprint}`,
    }
    expect((await node.ask('', '/taxii2/', { headers })).statusCode).toBe(401)
  })
})

describe('certificates that an administrator names', () => {
  test('one that is none, has ended, or belongs to an account already is refused', async () => {
    const node = await taxiiNode(thread())
    const usa = clientKey('usa.example')
    await add(node, 'usa', usa)
    const code = 'taxii/unusable-certificate'
    const ended = clientKey('fra.example', Date.UTC(2020, 0, 1))
    await expect(add(node, 'fra', ended)).rejects.toMatchObject({
      code,
      message: expect.stringContaining('2024-12-30'),
    })
    await expect(add(node, 'fra', { ...usa, certificate: usa.key })).rejects.toMatchObject({ code })
    await expect(add(node, 'fra', usa)).rejects.toMatchObject({ code })
    await expect(node.pin('usa', usa)).rejects.toMatchObject({ code })
    await expect(node.pin('fra', clientKey('fra'))).rejects.toMatchObject({ code: 'taxii/unknown-account' })
    await expect(node.unpin('usa', ended)).rejects.toMatchObject({ code: 'taxii/unknown-certificate' })
  })
  test('of two accounts that are given one certificate at once, one gets it', async () => {
    const node = await taxiiNode(thread())
    const usa = clientKey('usa.example')
    const outcomes = await Promise.allSettled(['usa', 'fra', 'gbr'].map((name) => add(node, name, usa)))
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  })
  test('an account needs a password or a certificate', async () => {
    const node = await taxiiNode(thread())
    const body = { policies: [], compartments: [], nation: null, clearance: null, marking: null }
    const rights = { name: 'usa', mayRead: true, contributes: 'no' as const }
    const asked = { params: undefined, query: undefined, body: { ...body, ...rights } }
    await expect(node.handlers.addTaxiiAccount(asked, caller)).rejects.toMatchObject({
      code: 'officers/unusable-password',
    })
  })
  test('accounts sign in after a restart as before it, also those that were made when there were no certificates', async () => {
    const store = await temporaryStore()
    const nowMs = Date.UTC(2026, 0, 1)
    const context = {
      ...{ store, clock: { nowMs: () => nowMs }, logger: pino({ level: 'silent' }), mode: 'REAL' as const },
      ...{ live: createLive(() => undefined), newId: () => 'id' },
    }
    const account = {
      ...{ nation: 'USA', policies: ['TLP'], clearance: null, compartments: [], mayRead: true, marking: null },
      contributes: 'no' as const,
    }
    const before = createTaxiiAccounts(context, quickCost)
    const usa = clientKey('usa.example')
    await before.add({ ...account, name: 'old' }, { password }, 'sato')
    await before.add(
      { ...account, name: 'usa' },
      { certificate: readPinnedCertificate(usa.certificate, nowMs) },
      'sato',
    )
    expect(Object.keys(Object(store.get('taxii-accounts', 'old'))).sort()).toEqual([
      'account',
      'createdMs',
      'passwordHash',
    ])
    const after = createTaxiiAccounts(context, quickCost)
    expect(after.list()).toEqual(before.list())
    expect(after.shownBy(usa.fingerprint)).toMatchObject({ is: 'known', account: { name: 'usa' } })
    expect(await after.authenticate('old', password)).toMatchObject({ name: 'old' })
    expect(await after.authenticate('usa', '')).toBeUndefined()
    const { records } = store.readLog({ limit: 10, newestFirst: false })
    expect(records.map(({ kind }) => kind)).toEqual([
      ...['taxii/account-added', 'taxii/account-added', 'taxii/certificate-added'],
    ])
  })
  test('a node that has no key of its own says which files it needs', async () => {
    const node = await taxiiNode(thread(), temporaryFolder())
    await expect(node.listenOverTls()).rejects.toMatchObject({
      code: 'taxii/no-tls-key',
      message: expect.stringContaining('tls-key.pem and tls-cert.pem'),
    })
  })
})

test('of an account without a password the certificate that ends last is watched, and the server’s own', async () => {
  const { node } = await listeningNode()
  const day = 86_400_000
  const [first, second] = [clientKey('usa.example'), clientKey('usa.example', Date.UTC(2026, 0, 1) + 100 * day)]
  await add(node, 'usa', first)
  await node.pin('usa', second)
  await node.account({ name: 'jpn' })
  const ends = (pem: string) => Date.parse(new X509Certificate(pem).validTo)
  expect(node.certificates()).toMatchObject([
    { id: 'taxii-account-usa', name: 'TAXII account usa', endsMs: ends(second.certificate) },
    { id: 'taxii-server', endsMs: ends(server.certificate) },
  ])
  await node.unpin('usa', second)
  expect(node.certificates()[0]).toMatchObject({ endsMs: ends(first.certificate) })
  await node.unpin('usa', first)
  expect(node.certificates().map(({ id }) => id)).toEqual(['taxii-server'])
})
