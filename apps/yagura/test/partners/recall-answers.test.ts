import { randomBytes } from 'node:crypto'
import { cpSync, rmSync } from 'node:fs'
import type { JudgedEntry } from '@yagura/core'
import { base64UrlOf, coreKinds, type Marking, type Signer, signRecord } from '@yagura/record'
import { expect, test } from 'vitest'
import { createFileSigner } from '../../src/crypto/key-file.ts'
import type { HeldLog } from '../../src/node/partners/channels/stored-log.ts'
import { listOwed, owedFor, statementCollections } from '../../src/node/partners/statements/owed.ts'
import { ulid } from '../../src/node/ulid.ts'
import { signerOf } from '../releases/release-node.ts'
import { temporaryFolder } from '../store/temporary-store.ts'
import { startLyingNode } from './lying-node.ts'
import {
  administrator,
  authorOf,
  befriend,
  markFor,
  pin,
  pull,
  recordBy,
  recordsAt,
  startPartner,
  type TestPartner,
} from './partner-nodes.ts'
import { bodyOf, both, saidBy } from './said-by.ts'

/** An officer of a node whose key may take records back. */
async function officerOf({ node, roots, service }: TestPartner): Promise<Signer> {
  const key = signerOf('sato', 'sato', node)
  const signers = await Promise.all(roots.slice(0, 2).map(({ file, passphrase }) => createFileSigner(file, passphrase)))
  const data = { alg: 'Ed25519', key: key.keyId, mandate: ['recall'], pub: base64UrlOf(key.publicKey) }
  const mark: Marking = { pol: 'TLP', lvl: 0, tlp: 'CLEAR', mode: 'REAL' }
  const body = { at: new Date().toISOString(), by: `${node}/root-1`, id: ulid(Date.now(), randomBytes) }
  const signed = await signRecord(
    { ...body, data: { ...data, scope: ['recall.ask'] }, kind: 'key.add', mark, refs: [], v: 1 },
    signers,
    coreKinds,
  )
  if (!signed.ok) throw new TypeError(signed.fault.reason)
  await service.takeKeyRecord(signed.line)
  return key
}

async function shared(at: TestPartner, mark = both): Promise<string> {
  const [appended] = await at.service.append([await recordBy(authorOf(at), mark)])
  return appended?.bodySha256 ?? ''
}

async function recall(at: TestPartner, record: string, act: 'hide' | 'purge' = 'hide', mark = both): Promise<string> {
  const line = await recordBy(await officerOf(at), mark, {
    kind: 'recall.ask',
    data: { act, record, why: 'wrong object' },
  })
  const [appended] = await at.service.append([line])
  return appended?.bodySha256 ?? ''
}

async function answers(at: TestPartner, ask: string) {
  const asked = { params: { id: ask }, query: undefined, body: undefined }
  return (await at.service.handlers.listRecallAnswers(asked, administrator)).items
}

async function twoNodes(): Promise<readonly [TestPartner, TestPartner]> {
  const nodes = await Promise.all([startPartner('JPN', 'jp.example'), startPartner('USA', 'us.example')])
  await befriend(...nodes)
  return nodes
}

test('a recall is answered by the node that hid the record, in the log that only the two share', async () => {
  const [jp, us] = await twoNodes()
  const record = await shared(jp)
  const ask = await recall(jp, record)
  expect(await answers(jp, ask)).toEqual([{ node: 'us.example', party: 'USA', done: null, atUtc: null }])
  await pull(us, jp)
  const [ack] = await saidBy(us, 'recall.ack')
  expect(ack).toMatchObject({ origin: 'us.example/ch/JPN-USA', by: 'us.example/node', state: 'believed' })
  expect(bodyOf(ack?.line)).toMatchObject({
    data: { ask, done: 'hidden', record },
    mark: both,
    refs: [{ rel: 'answers', to: ask }],
  })
  await pull(jp, us)
  expect(await answers(jp, ask)).toMatchObject([{ node: 'us.example', done: 'hidden' }])
  expect((await answers(jp, ask))[0]?.atUtc).not.toBeNull()
  const lines = jp.context.store.readLog({ kind: 'partner/answered', newestFirst: true, limit: 10 }).records
  expect(lines.map(({ text }) => text)).toEqual([
    'recalls of this node that us.example answered: 1; the newest: hidden',
  ])
})

test('a recall is answered once, however often the partner asks and is started again', async () => {
  const [jp, us] = await twoNodes()
  await recall(jp, await shared(jp))
  await pull(us, jp)
  const again = await us.restart()
  await pull(again, jp)
  await pull(again, jp)
  expect(await saidBy(again, 'recall.ack')).toHaveLength(1)
  expect(listOwed(again.context.store)).toEqual([])
})

test('a recall is answered once where the node stopped before it knew that it had answered', async () => {
  const [jp, us] = await twoNodes()
  const ask = await recall(jp, await shared(jp))
  await pull(us, jp)
  const [ack] = await saidBy(us, 'recall.ack')
  const id = `ack ${ask}`
  await us.context.store.commit({ put: [{ collection: statementCollections.owed, id, body: bodyOf(ack?.line) }] })
  await us.context.store.commit({ remove: [{ collection: statementCollections.said, id }] })
  const again = await us.restart()
  await pull(again, jp)
  expect(await saidBy(again, 'recall.ack')).toHaveLength(1)
  expect(listOwed(again.context.store)).toEqual([])
})

test('a recall is answered once where the node was put back to a backup from before', async () => {
  const [jp, us] = await twoNodes()
  const ask = await recall(jp, await shared(jp))
  await us.stop()
  const backup = temporaryFolder()
  cpSync(us.dataFolder, backup, { recursive: true })
  const before = await us.restart()
  await pull(before, jp)
  await pull(jp, before)
  await before.stop()
  rmSync(before.dataFolder, { recursive: true })
  cpSync(backup, before.dataFolder, { recursive: true })
  const after = await before.restart()
  await pull(after, jp)
  await pull(after, jp)
  expect((await saidBy(after, 'recall.ack')).map(({ line }) => bodyOf(line).data.ask)).toEqual([ask])
  expect(listOwed(after.context.store)).toEqual([])
  await pull(jp, after)
  expect(await answers(jp, ask)).toMatchObject([{ done: 'hidden' }])
})

test('a recall of what never came is answered so', async () => {
  const [jp, us] = await twoNodes()
  const ask = await recall(jp, 'ab'.repeat(32))
  await pull(us, jp)
  await pull(jp, us)
  expect(await answers(jp, ask)).toMatchObject([{ done: 'notHeld' }])
})

test('a recall that asks to delete is answered by what was done: the record is hidden', async () => {
  const [jp, us] = await twoNodes()
  const ask = await recall(jp, await shared(jp), 'purge')
  await pull(us, jp)
  await pull(jp, us)
  expect(await answers(jp, ask)).toMatchObject([{ done: 'hidden' }])
  expect((await recordsAt(us, jp)).map(({ state }) => state)).toContain('recalled')
})

test('a recall of which there is a flood is obeyed, and so many wait for an answer as are soon given', async () => {
  const us = await startPartner('USA', 'us.example')
  const { identity } = us.service
  if (identity === undefined) throw new TypeError('no identity')
  const body = { kind: 'recall.ask', mark: both }
  const entries = Array.from({ length: 300 }, (_, index) => {
    const data = { act: 'hide', record: index.toString(16).padStart(64, '0'), why: 'flood' }
    return {
      checked: { bodySha256: (1000 + index).toString(16).padStart(64, '0'), record: { body: { ...body, data } } },
    }
  }) as unknown as readonly JudgedEntry[]
  const held = { head: { number: 1, origin: 'jp.example/ch/JPN-USA' }, log: { mode: 'REAL' } } as HeldLog
  const speaking = { context: us.context, identity, party: 'JPN' }
  const put = owedFor(speaking, held, entries)
  expect(put).toHaveLength(256)
  await us.context.store.commit({ put: [...put] })
  expect(owedFor(speaking, held, entries.slice(256))).toEqual([])
  expect(owedFor({ ...speaking, party: 'AUS' }, held, entries.slice(256))).toHaveLength(44)
})

test('a recall in a log of three is answered by each of the others to its node alone', async () => {
  const [jp, us] = await twoNodes()
  const au = await startPartner('AUS', 'au.example')
  for (const one of [jp, us]) {
    await pin(one, au)
    await pin(au, one)
  }
  const three = markFor('AUS', 'JPN', 'USA')
  const ask = await recall(jp, await shared(jp, three), 'hide', three)
  for (const one of [us, au]) await pull(one, jp)
  for (const one of [us, au]) await pull(jp, one)
  expect((await answers(jp, ask)).map(({ node, done }) => `${node} ${done}`).sort()).toEqual([
    'au.example hidden',
    'us.example hidden',
  ])
  await pull(au, us)
  expect(await recordsAt(au, us)).toEqual([])
})

test('a recall is not answered by whoever did not have the record, nor by an answer about another record or recall', async () => {
  const jp = await startPartner('JPN', 'jp.example')
  const us = await startLyingNode('USA', 'us.example')
  const au = await startLyingNode('AUS', 'au.example')
  await pin(jp, us)
  await pin(jp, au)
  const record = await shared(jp)
  const ask = await recall(jp, record)
  const ackBy = (liar: typeof us, mark: Marking, data: unknown) =>
    recordBy(liar.author, mark, { kind: 'recall.ack', data, refs: [{ rel: 'answers', to: ask }] })
  const show = async (liar: typeof us, origin: string, lines: readonly Uint8Array[]) => {
    liar.show(origin, await liar.sign(origin, [liar.keyAdd, ...lines]))
    await pull(jp, liar)
  }
  await show(au, 'au.example/ch/AUS-JPN', [await ackBy(au, markFor('AUS', 'JPN'), { ask, done: 'hidden', record })])
  const other = await ackBy(us, both, { ask, done: 'hidden', record: 'cd'.repeat(32) })
  await show(us, 'us.example/ch/JPN-USA', [other])
  expect(await answers(jp, ask)).toEqual([{ node: 'us.example', party: 'USA', done: null, atUtc: null }])
  const forAnother = await ackBy(us, both, { ask: 'ef'.repeat(32), done: 'hidden', record })
  const right = await ackBy(us, both, { ask, done: 'refused', record })
  await show(us, 'us.example/ch/JPN-USA', [other, forAnother, right])
  expect(await answers(jp, ask)).toMatchObject([{ node: 'us.example', done: 'refused' }])
  await expect(answers(jp, 'ef'.repeat(32))).rejects.toMatchObject({ code: 'partners/not-held' })
  await expect(answers(jp, record)).rejects.toMatchObject({ code: 'partners/not-held' })
})
