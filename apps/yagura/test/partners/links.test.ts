import { request } from 'node:https'
import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createPartnerClient } from '../../src/node/partners/link/partner-client.ts'
import { tlsOptions } from '../../src/node/partners/link/tls-pin.ts'
import { startLyingNode } from './lying-node.ts'
import {
  administrator,
  authorOf,
  befriend,
  evidenceAt,
  markFor,
  pin,
  pull,
  recordBy,
  recordsAt,
  startPartner,
  type TestPartner,
} from './partner-nodes.ts'

const clientOf = (from: TestPartner, to: TestPartner) => {
  if (from.service.identity === undefined) throw new TypeError('no identity')
  return createPartnerClient(to.card, from.service.identity)
}

test('a node outside an audience gets the same answer for a log that is there and for one that is not', async () => {
  const [jp, us, au] = await Promise.all([
    startPartner('JPN', 'jp.example'),
    startPartner('USA', 'us.example'),
    startPartner('AUS', 'au.example'),
  ])
  await befriend(jp, us, au)
  await jp.service.append([await recordBy(authorOf(jp), markFor('JPN', 'USA'))])
  const client = clientOf(au, jp)
  const there = await client.get('/t/jp.example/ch/JPN-USA/checkpoint', 1000)
  const absent = await client.get('/t/jp.example/ch/JPN-KOR/checkpoint', 1000)
  const unknown = await client.get('/nothing', 1000)
  expect(there).toEqual(absent)
  expect(there).toEqual(unknown)
  expect(there.status).toBe(404)
  expect(JSON.parse(Buffer.from((await client.get('/t/jp.example/ch', 1000)).body).toString())).toEqual({ logs: [] })
  client.close()
  const allowed = clientOf(us, jp)
  expect((await allowed.get('/t/jp.example/ch/JPN-USA/checkpoint', 1000)).status).toBe(200)
  allowed.close()
})

test('a stranger’s connection ends before it is answered', async () => {
  const [jp, us] = await Promise.all([startPartner('JPN', 'jp.example'), startPartner('USA', 'us.example')])
  const client = clientOf(us, jp)
  await expect(client.get('/t/jp.example/ch', 1000)).rejects.toMatchObject({ code: 'partners/link' })
  client.close()
  const bare = await new Promise((resolve) => {
    const socket = connectTls({ host: '127.0.0.1', port: jp.port, rejectUnauthorized: false }, () =>
      socket.write('GET / HTTP/1.1\r\n\r\n'),
    )
    socket.on('data', () => resolve('answered'))
    socket.on('error', () => resolve('ended'))
    socket.on('close', () => resolve('ended'))
  })
  expect(bare).toBe('ended')
})

test('a suspended partner is a stranger, and is answered again when it is resumed', async () => {
  const [jp, us] = await Promise.all([startPartner('JPN', 'jp.example'), startPartner('USA', 'us.example')])
  await befriend(jp, us)
  const change = (suspended: boolean) =>
    jp.service.handlers.changePartner(
      { params: { node: 'us.example' }, query: undefined, body: { suspended, second: { name: 'second' } } },
      administrator,
    )
  await change(true)
  expect((await pull(us, jp)).lastFailure).toMatchObject({ code: 'partners/link' })
  await change(false)
  expect((await pull(us, jp)).lastFailure).toBeNull()
})

test('who answers with another key than the card says is sent nothing', async () => {
  const [jp, us, kr] = await Promise.all([
    startPartner('JPN', 'jp.example'),
    startPartner('USA', 'us.example'),
    startPartner('KOR', 'kr.example'),
  ])
  const { identity } = us.service
  if (identity === undefined) throw new TypeError('no identity')
  const client = createPartnerClient({ ...jp.card, url: kr.card.url }, identity)
  await expect(client.get('/t/jp.example/ch', 1000)).rejects.toMatchObject({ code: 'partners/wrong-pin' })
  client.close()
})

test('a card is refused with another fingerprint, and where a key of it is pinned for another node', async () => {
  const [jp, us] = await Promise.all([startPartner('JPN', 'jp.example'), startPartner('USA', 'us.example')])
  await expect(pin(jp, { card: us.card, fingerprint: jp.fingerprint })).rejects.toMatchObject({
    code: 'partners/card-refused',
  })
  await expect(
    pin(jp, { card: { ...us.card, url: 'https://127.0.0.1:1' }, fingerprint: us.fingerprint }),
  ).rejects.toMatchObject({
    code: 'partners/card-refused',
  })
  await expect(pin(jp, jp)).rejects.toMatchObject({ code: 'partners/card-refused' })
  await pin(jp, { card: us.card, fingerprint: us.fingerprint.toUpperCase().replaceAll(' ', '-') })
  await expect(pin(jp, us)).rejects.toMatchObject({ code: 'partners/card-refused' })
})

test('a body that is giant or compressed is refused unread, and a slow request costs no other partner anything', async () => {
  const [jp, us] = await Promise.all([startPartner('JPN', 'jp.example'), startPartner('USA', 'us.example')])
  await befriend(jp, us)
  const { identity } = us.service
  if (identity === undefined) throw new TypeError('no identity')
  const post = (body: Uint8Array, headers: Record<string, string | number>) =>
    new Promise((resolve) => {
      const asked = request({
        ...tlsOptions(identity),
        host: '127.0.0.1',
        port: jp.port,
        method: 'POST',
        path: '/w/add-checkpoint',
        headers,
      })
      asked.on('response', (response) => resolve(response.resume().statusCode))
      asked.on('error', () => resolve('ended'))
      asked.end(body)
    })
  expect(await post(Buffer.alloc(70_000), { 'content-length': 70_000 })).toBe(413)
  expect(await post(gzipSync(Buffer.alloc(10_000_000)), { 'content-encoding': 'gzip' })).toBe(413)
  expect(await post(Buffer.from('['.repeat(60_000)), {})).toBe(400)
  const slow = Array.from({ length: 20 }, () => connect(jp.port, '127.0.0.1'))
  await Promise.all(slow.map((socket) => new Promise((resolve) => socket.once('connect', resolve))))
  const begunMs = performance.now()
  expect((await pull(us, jp)).lastFailure).toBeNull()
  expect(performance.now() - begunMs).toBeLessThan(2000)
  for (const socket of slow) socket.destroy()
})

test('two nodes to which a third shows different logs find it out from each other', async () => {
  const [jp, us, liar] = await Promise.all([
    startPartner('JPN', 'jp.example'),
    startPartner('USA', 'us.example'),
    startLyingNode('KOR', 'kr.example'),
  ])
  await befriend(jp, us)
  await Promise.all([pin(jp, liar), pin(us, liar)])
  const origin = 'kr.example/ch/JPN-KOR-USA'
  const mark = markFor('JPN', 'KOR', 'USA')
  const common = [liar.keyAdd, await recordBy(liar.author, mark)]
  liar.show(origin, await liar.sign(origin, [...common, await recordBy(liar.author, mark)]), 'jp.example')
  liar.show(
    origin,
    await liar.sign(origin, [...common, await recordBy(liar.author, mark), await recordBy(liar.author, mark)]),
    'us.example',
  )
  await Promise.all([pull(jp, liar), pull(us, liar)])
  expect([...(await evidenceAt(jp)), ...(await evidenceAt(us))]).toEqual([])
  await Promise.all([pull(jp, us), pull(us, jp)])
  expect((await evidenceAt(us)).map(({ kind, node }) => [kind, node])).toEqual([['equivocation', 'kr.example']])
})

test('a node that was put back from a backup takes its own entries back before it appends, and forks nothing', async () => {
  const [jp, us] = await Promise.all([startPartner('JPN', 'jp.example'), startPartner('USA', 'us.example')])
  await befriend(jp, us)
  const mark = markFor('JPN', 'USA')
  await jp.service.append([await recordBy(authorOf(jp), mark)])
  await pull(us, jp)
  await jp.stop()
  const fresh = await startPartner('JPN', 'jp.example')
  await pin(fresh, us)
  const [appended] = await fresh.service.append([await recordBy(authorOf(fresh), mark)])
  expect(appended?.position).toBe(2)
  await pull(us, fresh)
  expect((await recordsAt(us, fresh)).map(({ position, state }) => [position, state])).toEqual([
    [2, 'believed'],
    [1, 'believed'],
    [0, 'believed'],
  ])
  expect([...(await evidenceAt(us)), ...(await evidenceAt(fresh))]).toEqual([])
})

test('a node whose partners are all silent since its start appends nothing that could fork its log', async () => {
  const [jp, us] = await Promise.all([startPartner('JPN', 'jp.example'), startPartner('USA', 'us.example')])
  await befriend(jp, us)
  await us.stop()
  const line = await recordBy(authorOf(jp), markFor('JPN', 'USA'))
  await expect(jp.service.append([line])).rejects.toMatchObject({ code: 'partners/not-reconciled' })
  const again = await us.restart()
  expect((await jp.service.append([line]))[0]?.position).toBe(1)
  await pull(again, jp)
  expect(await recordsAt(again, jp)).toHaveLength(2)
})

test('a node stops at once while a connection to it has not shaken hands', async () => {
  const jp = await startPartner('JPN', 'jp.example')
  const silent = connect(jp.port, '127.0.0.1')
  silent.on('error', () => undefined)
  await new Promise((resolve) => silent.once('connect', resolve))
  // The other end knows of the connection once it has answered another.
  await new Promise((resolve) => connectTls({ port: jp.port, host: '127.0.0.1' }).once('error', resolve))
  const ended = new Promise((resolve) => silent.once('close', () => resolve('ended')))
  await jp.stop()
  expect(await ended).toBe('ended')
})
