import { randomBytes } from 'node:crypto'
import { checkBundle, coreKinds, keyIdOf, pinCard, signRecord } from '@yagura/record'
import { beforeEach, describe, expect, test } from 'vitest'
import { createMemorySigner } from '../../src/crypto/ed25519-seed.ts'
import { createFileSigner } from '../../src/crypto/key-file.ts'
import { verifyEd25519 } from '../../src/crypto/verify-ed25519.ts'
import { type LyingNode, startLyingNode } from './lying-node.ts'
import {
  administrator,
  evidenceAt,
  markFor,
  pin,
  pull,
  recordBy,
  recordsAt,
  startPartner,
  type TestPartner,
} from './partner-nodes.ts'

const origin = 'kr.example/ch/JPN-KOR'
const shared = markFor('JPN', 'KOR')
let liar: LyingNode
let jp: TestPartner

beforeEach(async () => {
  ;[liar, jp] = await Promise.all([startLyingNode('KOR', 'kr.example'), startPartner('JPN', 'jp.example')])
  await pin(jp, liar)
})

const show = async (entries: readonly Uint8Array[]): Promise<void> =>
  liar.show(origin, await liar.sign(origin, entries))
const states = async (): Promise<string[]> =>
  (await recordsAt(jp, liar))
    .map(({ position, state, complaint }) => `${position} ${state} ${complaint ?? ''}`.trim())
    .reverse()
const record = (more: Record<string, unknown> = {}): Promise<Uint8Array> => recordBy(liar.author, shared, more)
const kinds = async (): Promise<string[]> => (await evidenceAt(jp)).map(({ kind }) => kind)

/** The evidence as a bundle, judged with nothing but the card. */
async function judged() {
  const [item] = await evidenceAt(jp)
  const asked = { params: { id: item?.id ?? '' }, query: undefined, body: undefined }
  const { bundle } = await jp.service.handlers.exportEvidence(asked, administrator)
  const pinned = pinCard(liar.card)
  if (!pinned.ok) throw new TypeError(pinned.fault.reason)
  return checkBundle(Buffer.from(bundle), [pinned.pin], verifyEd25519)
}

describe('a partner that lies about its log', () => {
  test('and shows it shorter than before leaves evidence of a rollback', async () => {
    const entries = [liar.keyAdd, await record(), await record()]
    await show(entries)
    await pull(jp, liar)
    await show(entries.slice(0, 2))
    expect((await pull(jp, liar)).lastComplaint).toMatchObject({ code: 'record/rollback' })
    expect(await kinds()).toEqual(['rollback'])
    expect(await states()).toHaveLength(3)
  })

  test('and signs two contents of one size leaves evidence that proves itself', async () => {
    const first = await record()
    await show([liar.keyAdd, first])
    await pull(jp, liar)
    await show([liar.keyAdd, await record()])
    await pull(jp, liar)
    await pull(jp, liar)
    expect(await kinds()).toEqual(['equivocation'])
    expect(await judged()).toMatchObject({ ok: true, finding: { kind: 'EQUIVOCATION', node: 'kr.example', size: 2 } })
  })

  test('and goes on from another beginning leaves evidence of a fork', async () => {
    await show([liar.keyAdd, await record()])
    await pull(jp, liar)
    await show([liar.keyAdd, await record(), await record()])
    expect((await pull(jp, liar)).lastComplaint).toMatchObject({ code: 'record/root' })
    expect(await kinds()).toEqual(['equivocation'])
    expect((await judged()).ok).toBe(true)
    expect(await states()).toHaveLength(2)
  })

  test('and reorders or drops entries that it signed for is not believed, and nothing of them is kept', async () => {
    const entries = [liar.keyAdd, await record(), await record()]
    const { checkpoint } = await liar.sign(origin, entries)
    liar.show(origin, { checkpoint, entries: [entries[0], entries[2], entries[1]].filter((one) => one !== undefined) })
    expect((await pull(jp, liar)).lastComplaint).toMatchObject({ code: 'record/root' })
    liar.show(origin, { checkpoint, entries: entries.slice(0, 2) })
    expect((await pull(jp, liar)).lastComplaint).toMatchObject({ code: 'record/withheld' })
    expect(await states()).toEqual([])
    liar.show(origin, { checkpoint, entries })
    expect((await pull(jp, liar)).lagEntries).toBe(0)
    expect(await states()).toHaveLength(3)
  })

  test('and says that another log’s checkpoint is this one’s is not believed', async () => {
    const other = await liar.sign('kr.example/ch/AUS-JPN-KOR', [liar.keyAdd])
    liar.show(origin, other)
    expect((await pull(jp, liar)).lastComplaint).toMatchObject({ code: 'record/other-log' })
    expect(await states()).toEqual([])
  })
})

describe('an entry that is bad is held, is not believed, and keeps no other back', () => {
  test('where its marking belongs into another log: a spill, which proves itself', async () => {
    await show([liar.keyAdd, await recordBy(liar.author, markFor('KOR', 'USA')), await record()])
    await pull(jp, liar)
    expect(await states()).toEqual(['0 believed', '1 quarantined record/spill', '2 believed'])
    expect(await kinds()).toEqual(['spill'])
    expect(await judged()).toMatchObject({ ok: true, finding: { kind: 'SPILL', index: 1 } })
  })

  test('where nobody added the key of its author', async () => {
    const seed = randomBytes(32)
    const { publicKey } = createMemorySigner('', seed)
    const forger = createMemorySigner(keyIdOf('kr.example', 'duty-1', publicKey), seed)
    await show([liar.keyAdd, await recordBy(forger, shared), await record()])
    await pull(jp, liar)
    expect(await states()).toEqual(['0 believed', '1 quarantined record/unknown-key', '2 believed'])
  })

  test('where another key signs under the id of a known one', async () => {
    const confused = { ...createMemorySigner('', randomBytes(32)), keyId: liar.author.keyId }
    await show([liar.keyAdd, await recordBy(confused, shared), await record()])
    await pull(jp, liar)
    expect(await states()).toEqual(['0 believed', '1 quarantined record/wrong-signature', '2 believed'])
  })

  test('where it stands before the record that adds its author’s key', async () => {
    await show([await record(), liar.keyAdd])
    await pull(jp, liar)
    expect(await states()).toEqual(['0 quarantined record/unknown-key', '1 believed'])
  })

  test('where it is the copy of an earlier one', async () => {
    const once = await record()
    await show([liar.keyAdd, once, once])
    await pull(jp, liar)
    expect(await states()).toEqual(['0 believed', '1 believed', '2 quarantined record/repeated'])
  })
})

describe('an entry whose form or key is wrong is held and not believed', () => {
  test('where it is another node’s', async () => {
    const stranger = createMemorySigner('jp.example/node#0000', randomBytes(32))
    await show([liar.keyAdd, await recordBy(stranger, shared)])
    await pull(jp, liar)
    expect(await states()).toEqual(['0 believed', '1 quarantined record/other-node'])
  })

  test('where it is not canonical, too deep, not JSON, or of no known kind', async () => {
    const good = Buffer.from(await record()).toString()
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`
    const entries = [good.replace('{"body"', '{ "body"'), deep, 'nonsense', '']
    await show([liar.keyAdd, ...entries.map((text) => Buffer.from(text)), await record()])
    await pull(jp, liar)
    const found = await states()
    expect(found[0]).toBe('0 believed')
    expect(found.slice(1, -1).map((state) => state.split(' ')[1])).toEqual(Array(4).fill('quarantined'))
    expect(found.at(-1)).toBe('5 believed')
  })

  test('where it is signed by a key that its roots call compromised, also when it was believed before', async () => {
    const before = await record()
    await show([liar.keyAdd, before])
    await pull(jp, liar)
    expect(await states()).toEqual(['0 believed', '1 believed'])
    const roots = await Promise.all(
      liar.roots.slice(0, 2).map(({ file, passphrase }) => createFileSigner(file, passphrase)),
    )
    const body = JSON.parse(Buffer.from(liar.keyAdd).toString()).body
    const compromised = await signRecord(
      {
        ...body,
        id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
        kind: 'key.compromised',
        mark: shared,
        data: { from: 1, key: liar.author.keyId },
      },
      roots,
      coreKinds,
    )
    if (!compromised.ok) throw new TypeError(compromised.fault.reason)
    await show([liar.keyAdd, before, compromised.line, await record({ at: '2020-01-01T00:00:00.000Z' })])
    await pull(jp, liar)
    expect(await states()).toEqual([
      '0 believed',
      '1 quarantined record/unknown-key',
      '2 believed',
      '3 quarantined record/unknown-key',
    ])
  })

  test('where one root alone adds a key', async () => {
    const single = JSON.parse(Buffer.from(liar.keyAdd).toString())
    const first = { body: single.body, sigs: single.sigs.slice(0, 1) }
    await show([Buffer.from(JSON.stringify(first)), await record()])
    await pull(jp, liar)
    expect(await states()).toEqual(['0 quarantined record/too-few-roots', '1 quarantined record/unknown-key'])
  })
})

describe('a partner that answers badly is given up for now, and the node goes on', () => {
  const path = `/t/${origin}/checkpoint`

  test('where it gives compressed bytes', async () => {
    await show([liar.keyAdd])
    liar.answer(path, Buffer.alloc(1000), { 'content-encoding': 'gzip' })
    expect((await pull(jp, liar)).lastFailure).toMatchObject({ code: 'partners/link' })
  })

  test('where it gives more than fits what was asked for', async () => {
    await show([liar.keyAdd])
    liar.answer(path, Buffer.alloc(2_000_000, 'a'))
    expect((await pull(jp, liar)).lastFailure).toMatchObject({ code: 'partners/link' })
  })

  test('where its list of logs is deep JSON or names what is no log', async () => {
    liar.answer('/t/kr.example/ch', Buffer.from('['.repeat(60_000)))
    expect((await pull(jp, liar)).lastFailure).toBeNull()
    liar.answer('/t/kr.example/ch', Buffer.from(JSON.stringify({ logs: ['../../etc', 'us.example/ch/JPN-KOR', ''] })))
    expect(await pull(jp, liar)).toMatchObject({ lastFailure: null, logs: [] })
  })
})
