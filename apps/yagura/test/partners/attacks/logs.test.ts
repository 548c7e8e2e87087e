import { checkBundle, pinCard } from '@yagura/record'
import { beforeEach, describe, expect, test } from 'vitest'
import { readCard, verifyEvidence } from '../../../../../packages/record/verifier/verify-evidence.js'
import { verifyEd25519 } from '../../../src/crypto/verify-ed25519.ts'
import { type LyingNode, startLyingNode } from '../lying-node.ts'
import {
  administrator,
  befriend,
  evidenceAt,
  markFor,
  pin,
  pull,
  recordBy,
  recordsAt,
  startPartner,
  type TestPartner,
} from '../partner-nodes.ts'

const origin = 'kr.example/ch/JPN-KOR'
const shared = markFor('JPN', 'KOR')
let liar: LyingNode
let jp: TestPartner

beforeEach(async () => {
  ;[liar, jp] = await Promise.all([startLyingNode('KOR', 'kr.example'), startPartner('JPN', 'jp.example')])
  await pin(jp, liar)
})

const record = (): Promise<Uint8Array> => recordBy(liar.author, shared)
const records = (count: number): Promise<readonly Uint8Array[]> => Promise.all(Array.from({ length: count }, record))
const show = async (entries: readonly Uint8Array[]): Promise<void> =>
  liar.show(origin, await liar.sign(origin, entries))
const kinds = async (at: TestPartner = jp): Promise<string[]> => (await evidenceAt(at)).map(({ kind }) => kind)
const held = async (): Promise<string[]> => (await recordsAt(jp, liar)).map(({ state }) => state)

/** What two programs that share no line say of the newest piece of evidence, with nothing but the cards. */
async function proved(at: TestPartner = jp): Promise<readonly (string | undefined)[]> {
  const [item] = await evidenceAt(at)
  const asked = { params: { id: item?.id ?? '' }, query: undefined, body: undefined }
  const { bundle } = await at.service.handlers.exportEvidence(asked, administrator)
  const pins = [liar.card, at.card].map((card) => pinCard(card)).flatMap((one) => (one.ok ? [one.pin] : []))
  const ours = checkBundle(Buffer.from(bundle), pins, verifyEd25519)
  const theirs = verifyEvidence(Buffer.from(bundle), [liar.card, at.card].map(readCard))
  return [ours, theirs].map((answer) => (answer.ok ? (answer.finding as { kind: string }).kind : undefined))
}

describe('replay', () => {
  test('of an entry of another log of the same node is a spill that proves itself', async () => {
    await show([liar.keyAdd, await recordBy(liar.author, markFor('AUS', 'JPN', 'KOR'))])
    await pull(jp, liar)
    expect(await held()).toEqual(['quarantined', 'believed'])
    expect(await kinds()).toEqual(['spill'])
    expect(await proved()).toEqual(['SPILL', 'SPILL'])
  })

  test('of a REAL record in a log of an exercise is a spill', async () => {
    const exercise = 'kr.example/exercise/ch/JPN-KOR'
    liar.show(exercise, await liar.sign(exercise, [liar.keyAdd, await record()]))
    await pull(jp, liar)
    const states = (await recordsAt(jp, liar)).map(({ complaint }) => complaint)
    expect(states[0]).toBe('record/spill')
    expect(await kinds()).toContain('spill')
  })

  test('of an entry at a later index is held as a repetition', async () => {
    const [one, two] = await records(2)
    if (one === undefined || two === undefined) throw new TypeError('no records')
    await show([liar.keyAdd, one])
    await pull(jp, liar)
    await show([liar.keyAdd, one, two, one])
    await pull(jp, liar)
    expect((await recordsAt(jp, liar)).map(({ complaint }) => complaint)).toEqual(['record/repeated', null, null, null])
  })

  test('of the same body under another signature is a repetition, for a record is its body', async () => {
    const entry = JSON.parse(Buffer.from(await record()).toString())
    const extra = { ...entry, sigs: [entry.sigs[0], { k: 'kr.example/node#ffff', s: entry.sigs[0].s }] }
    await show([liar.keyAdd, Buffer.from(JSON.stringify(entry)), Buffer.from(JSON.stringify(extra))])
    await pull(jp, liar)
    expect((await recordsAt(jp, liar))[0]).toMatchObject({ position: 2, complaint: 'record/repeated' })
  })

  test('of a log under the name of another node that it does not own is not asked for', async () => {
    const stolen = 'us.example/ch/JPN-KOR'
    liar.show(stolen, await liar.sign(stolen, [liar.keyAdd]))
    liar.answer('/t/kr.example/ch', Buffer.from(JSON.stringify({ logs: [stolen] })))
    expect(await pull(jp, liar)).toMatchObject({ lastFailure: null, logs: [] })
  })
})

describe('a bundle', () => {
  const bundlePath = `/t/${origin}/tile/entries/000.p/3`

  test.each([
    ['that is cut in the middle of an entry', (bytes: Buffer) => bytes.subarray(0, -3), 'record/bundle-cut-off'],
    [
      'that holds one entry more than was signed for',
      (bytes: Buffer) => Buffer.concat([bytes, Buffer.from([0, 1, 120])]),
      'record/withheld',
    ],
    ['that is empty', () => Buffer.alloc(0), 'record/bundle-count'],
    [
      'in which one bit of an entry is flipped',
      (bytes: Buffer) => {
        const copy = Buffer.from(bytes)
        copy[40] = (copy[40] ?? 0) ^ 1
        return copy
      },
      'record/root',
    ],
  ] as const)('%s is not believed and nothing of it is kept', async (_, change, code) => {
    const entries = [liar.keyAdd, ...(await records(2))]
    await show(entries)
    const lengths = entries.map((entry) => Buffer.from([entry.length >> 8, entry.length & 255]))
    liar.answer(
      bundlePath,
      change(Buffer.concat(entries.flatMap((entry, at) => [lengths[at] ?? Buffer.alloc(0), entry]))),
    )
    expect((await pull(jp, liar)).lastComplaint).toMatchObject({ code })
    expect(await held()).toEqual([])
  })
})

describe('truncation and rollback', () => {
  test('to nothing leaves evidence of a rollback, and what was received stays', async () => {
    await show([liar.keyAdd, ...(await records(2))])
    await pull(jp, liar)
    await show([])
    await pull(jp, liar)
    expect(await kinds()).toEqual(['rollback'])
    expect(await held()).toEqual(['believed', 'believed', 'believed'])
  })

  test('are proved to strangers by what this node cosigned and its word of when', async () => {
    const entries = [liar.keyAdd, ...(await records(4))]
    await show(entries)
    await pull(jp, liar)
    await show(entries.slice(0, 3))
    await pull(jp, liar)
    expect(await kinds()).toEqual(['rollback'])
    expect(await proved()).toEqual(['ROLLBACK', 'ROLLBACK'])
  })

  test('are seen after a restart of the node that was shown more', async () => {
    const entries = [liar.keyAdd, ...(await records(2))]
    await show(entries)
    await pull(jp, liar)
    const again = await jp.restart()
    await show(entries.slice(0, 2))
    await pull(again, liar)
    expect(await kinds(again)).toEqual(['rollback'])
  })
})

describe('a split view', () => {
  test('of trees of two sizes is proved from what the other was shown', async () => {
    const us = await startPartner('USA', 'us.example')
    await befriend(jp, us)
    await pin(us, liar)
    const three = 'kr.example/ch/JPN-KOR-USA'
    const of = (count: number) =>
      Promise.all(Array.from({ length: count }, () => recordBy(liar.author, markFor('JPN', 'KOR', 'USA'))))
    liar.show(three, await liar.sign(three, [liar.keyAdd, ...(await of(5))]), 'jp.example')
    liar.show(three, await liar.sign(three, [liar.keyAdd, ...(await of(3))]), 'us.example')
    await Promise.all([pull(jp, liar), pull(us, liar)])
    await pull(jp, us)
    expect(await kinds()).toEqual(['equivocation'])
    expect(await proved()).toEqual(['FORK', 'FORK'])
  })

  test('in which one is shown a frozen checkpoint is found once the other tells of a larger one', async () => {
    const us = await startPartner('USA', 'us.example')
    await befriend(jp, us)
    await pin(us, liar)
    const three = 'kr.example/ch/JPN-KOR-USA'
    const mark = markFor('JPN', 'KOR', 'USA')
    const entries = [liar.keyAdd, await recordBy(liar.author, mark), await recordBy(liar.author, mark)]
    liar.show(three, await liar.sign(three, entries.slice(0, 2)), 'jp.example')
    liar.show(three, await liar.sign(three, entries), 'us.example')
    await Promise.all([pull(jp, liar), pull(us, liar)])
    await pull(jp, us)
    expect(await kinds()).toEqual([])
    await pull(jp, liar)
    expect((await evidenceAt(jp)).map(({ kind, node, text }) => [kind, node, text])).toEqual([
      ['withheld', 'kr.example', `kr.example shows others more of ${three} than it shows here`],
    ])
  })
})

describe('withheld entries', () => {
  test('leave a complaint each time, and the checkpoint that promised them counts against another', async () => {
    const first = await liar.sign(origin, [liar.keyAdd, ...(await records(2))])
    liar.show(origin, { ...first, entries: [] })
    expect((await pull(jp, liar)).lastComplaint).toMatchObject({ code: 'record/withheld' })
    await show([liar.keyAdd, ...(await records(2))])
    await pull(jp, liar)
    expect(await kinds()).toEqual(['equivocation'])
    expect(await proved()).toEqual(['EQUIVOCATION', 'EQUIVOCATION'])
  })

  test('that a smaller tree is to make forgotten leave evidence', async () => {
    const entries = [liar.keyAdd, ...(await records(2))]
    liar.show(origin, { ...(await liar.sign(origin, entries)), entries: [] })
    await pull(jp, liar)
    await show(entries.slice(0, 2))
    await pull(jp, liar)
    expect(await kinds()).toEqual(['withheld'])
  })

  test('of one log do not keep another log of the same node back', async () => {
    const other = 'kr.example/ch/AUS-JPN-KOR'
    liar.show(origin, { ...(await liar.sign(origin, [liar.keyAdd])), entries: [] })
    liar.show(other, await liar.sign(other, [liar.keyAdd]))
    expect((await pull(jp, liar)).lastComplaint).toMatchObject({ code: 'record/withheld' })
    expect(await held()).toEqual(['believed'])
  })
})
