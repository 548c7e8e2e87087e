import { request } from 'node:https'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { createBudgets } from '../../../src/node/partners/link/partner-budget.ts'
import { createPartnerClient, linkTimes } from '../../../src/node/partners/link/partner-client.ts'
import { tlsOptions } from '../../../src/node/partners/link/tls-pin.ts'
import { type LyingNode, startLyingNode } from '../lying-node.ts'
import {
  authorOf,
  befriend,
  markFor,
  pin,
  pull,
  recordBy,
  recordsAt,
  startPartner,
  type TestPartner,
} from '../partner-nodes.ts'

let jp: TestPartner
let us: TestPartner
let liar: LyingNode

beforeEach(async () => {
  ;[jp, us, liar] = await Promise.all([
    startPartner('JPN', 'jp.example'),
    startPartner('USA', 'us.example'),
    startLyingNode('KOR', 'kr.example'),
  ])
  await befriend(jp, us)
  await pin(jp, liar)
})

function identityOf({ service }: TestPartner) {
  if (service.identity === undefined) throw new TypeError('no identity')
  return service.identity
}

/** Sends one request as a partner; resolves with its status, or how it ended. */
function send(
  by: TestPartner,
  method: string,
  path: string,
  headers: Record<string, string | number>,
  body?: Uint8Array,
): Promise<number | string | undefined> {
  return new Promise((resolve) => {
    const asked = request({
      ...tlsOptions(identityOf(by)),
      host: '127.0.0.1',
      port: jp.port,
      method,
      path,
      headers,
      agent: false,
    })
    asked.on('response', (response) => resolve(response.resume().statusCode))
    asked.on('error', () => resolve('ended'))
    asked.end(body)
  })
}

describe('a flood', () => {
  test('uses up the budget of whoever sends it and of nobody else', () => {
    let nowMs = 0
    const budgets = createBudgets({ concurrent: 2, perSecond: 10, burst: 5 }, () => nowMs)
    const taken = Array.from({ length: 50 }, () => {
      const end = budgets.take('us.example')
      end?.()
      return end === undefined ? 'refused' : 'answered'
    })
    expect(taken.filter((answer) => answer === 'refused')).toHaveLength(45)
    expect(budgets.take('au.example')).toBeTypeOf('function')
    nowMs = 1000
    expect(budgets.take('us.example')).toBeTypeOf('function')
  })

  test('of requests at once is answered to its budget, and the node goes on answering', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => send(us, 'GET', '/t/jp.example/ch', {})))
    expect(new Set(answers)).toEqual(new Set([200, 429].filter((status) => answers.includes(status))))
    expect(answers).toContain(200)
    expect((await pull(us, jp)).lastFailure).toBeNull()
  })

  test('of ten thousand names of logs is not followed', async () => {
    const logs = Array.from({ length: 10_000 }, (_, at) => `kr.example/ch/JPN-KOR-${at}`)
    liar.answer('/t/kr.example/ch', Buffer.from(JSON.stringify({ logs })))
    expect((await pull(jp, liar)).logs).toEqual([])
  })
})

describe('giant', () => {
  test('bodies without a length are cut off where the budget ends', async () => {
    expect([413, 'ended']).toContain(
      await send(us, 'POST', '/w/add-checkpoint', { 'transfer-encoding': 'chunked' }, Buffer.alloc(2_000_000)),
    )
  })

  test('headers end the connection', async () => {
    expect(['ended', 431]).toContain(await send(us, 'GET', '/t/jp.example/ch', { 'x-long': 'a'.repeat(20_000) }))
  })

  test('paths have the answer of what is not there', async () => {
    expect(await send(us, 'GET', `/t/${'a/'.repeat(3000)}`, {})).toBe(404)
  })

  test('sizes that a checkpoint names are not fetched, allocated or believed', async () => {
    const origin = 'kr.example/ch/JPN-KOR'
    const { key, signer } = liar.identity.log
    const { signNote, formatNote } = await import('@yagura/record')
    const text = `${origin}\n${Number.MAX_SAFE_INTEGER}\n${Buffer.alloc(32).toString('base64')}\n`
    const signed = await signNote(text, key, signer)
    const note = signed.ok ? formatNote({ text, signatures: [signed.signature] }) : signed
    if (!note.ok) throw new TypeError(note.fault.reason)
    liar.show(origin, { entries: [], checkpoint: Buffer.from(note.bytes).toString() })
    expect((await pull(jp, liar)).lastComplaint).toMatchObject({ code: 'record/withheld' })
  })
})

describe('a bomb', () => {
  test('of gzip in a bundle is not unpacked', async () => {
    const origin = 'kr.example/ch/JPN-KOR'
    liar.show(origin, await liar.sign(origin, [liar.keyAdd]))
    const bomb = gzipSync(Buffer.alloc(50_000_000))
    liar.answer(`/t/${origin}/tile/entries/000.p/1`, bomb, { 'content-encoding': 'gzip' })
    expect((await pull(jp, liar)).lastFailure).toMatchObject({ code: 'partners/link' })
    expect(await recordsAt(jp, liar)).toEqual([])
  })

  test('of nested JSON in an entry is one bad entry', async () => {
    const origin = 'kr.example/ch/JPN-KOR'
    const deep = Buffer.from(`{"body":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)},"sigs":[]}`)
    liar.show(origin, await liar.sign(origin, [liar.keyAdd, deep, await recordBy(liar.author, markFor('JPN', 'KOR'))]))
    await pull(jp, liar)
    expect((await recordsAt(jp, liar)).map(({ state }) => state)).toEqual(['believed', 'quarantined', 'believed'])
  })
})

describe('slow', () => {
  test('answers end with the time of a link, and other partners are answered meanwhile', async () => {
    liar.answer('/t/kr.example/ch', 'never')
    const client = createPartnerClient(liar.card, identityOf(jp), { ...linkTimes, connectMs: 1000, answerMs: 300 })
    const waiting = client.get('/t/kr.example/ch', 1000)
    await jp.service.append([await recordBy(authorOf(jp), markFor('JPN', 'USA'))])
    expect((await pull(us, jp)).lastFailure).toBeNull()
    await expect(waiting).rejects.toMatchObject({ code: 'partners/link' })
    client.close()
  })
})
