import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readCard, verifyEvidence } from '../../../../../packages/record/verifier/verify-evidence.js'
import type { OwnIdentity } from '../../../src/node/partners/identity/own-identity.ts'
import type { FileSource } from '../../../src/node/partners/pull/remote-log.ts'
import { markFor, recordBy } from '../partner-nodes.ts'
import { shownLog } from './shown-logs.ts'
import { identityOf, startVisitor, type Visitor } from './visitors.ts'

const origin = 'kr.example/ch/JPN-KOR-USA'
let liar: OwnIdentity
let own: OwnIdentity
let witness: OwnIdentity
let visitor: Visitor
let entries: readonly Uint8Array[]

beforeEach(async () => {
  liar = await identityOf('KOR', 'kr.example')
  own = await identityOf('JPN', 'jp.example')
  witness = await identityOf('USA', 'us.example')
  entries = [Buffer.from(liar.keyRecords[0] ?? ''), ...(await records(9))]
  visitor = await startVisitor(own, [liar, witness])
})
afterEach(() => visitor.end())

const records = (count: number): Promise<Uint8Array[]> =>
  Promise.all(Array.from({ length: count }, () => recordBy(liar.author, markFor('JPN', 'KOR', 'USA'))))

/** A checkpoint, and none of the entries that it promises. */
const promiseOf = (shown: FileSource): FileSource => ({
  get: async (path, mostBytes) =>
    path.includes('/tile/') ? { status: 404, body: new Uint8Array(0) } : shown.get(path, mostBytes),
})
const kinds = (): readonly string[] => visitor.evidence().map(({ kind }) => kind)

describe('over a restart of this node', () => {
  test('a checkpoint whose entries never came is not forgotten: a smaller tree leaves evidence', async () => {
    await visitor.visit('kr.example', promiseOf(await shownLog(liar, origin, entries)))
    visitor = await visitor.restart()
    await visitor.visit('kr.example', await shownLog(liar, origin, entries.slice(0, 5)))
    expect(kinds()).toEqual(['withheld'])
  })

  test('a checkpoint whose entries never came is not forgotten: another of its size proves itself', async () => {
    await visitor.visit('kr.example', promiseOf(await shownLog(liar, origin, entries)))
    visitor = await visitor.restart()
    const other = [...entries.slice(0, 9), ...(await records(1))]
    await visitor.visit('kr.example', promiseOf(await shownLog(liar, origin, other)))
    const [found] = visitor.evidence()
    expect(kinds()).toEqual(['equivocation'])
    const bundle = found === undefined ? Buffer.alloc(0) : await visitor.bundle(found)
    const cards = [liar, own, witness].map(({ card }) => readCard(card))
    expect(verifyEvidence(bundle, cards)).toMatchObject({ ok: true, finding: { kind: 'EQUIVOCATION', size: 10 } })
  })

  test('what a partner has seen of a third one’s log is not forgotten', async () => {
    const other = await startVisitor(witness, [liar, own])
    await visitor.visit('kr.example', await shownLog(liar, origin, entries.slice(0, 5)))
    await other.visit('kr.example', await shownLog(liar, origin, entries))
    await visitor.visit('us.example', other.serves(own))
    await other.end()
    visitor = await visitor.restart()
    await visitor.visit('kr.example', await shownLog(liar, origin, entries.slice(0, 5)))
    expect(kinds()).toEqual(['withheld'])
  })

  test('a shorter log of which all had come leaves evidence', async () => {
    await visitor.visit('kr.example', await shownLog(liar, origin, entries))
    visitor = await visitor.restart()
    await visitor.visit('kr.example', await shownLog(liar, origin, entries.slice(0, 5)))
    expect(kinds()).toEqual(['rollback'])
  })
})

describe('an honest partner is not accused', () => {
  const after = (status: number, shown: FileSource, isRefused: (path: string) => boolean): FileSource => ({
    get: async (path, mostBytes) =>
      isRefused(path) ? { status, body: new Uint8Array(0) } : shown.get(path, mostBytes),
  })

  test.each([
    ['that is asked for too much', 429, /./],
    ['that is asked for too many entries', 429, /tile\/entries/],
    ['that has not heard yet how far its log had come', 503, /checkpoint/],
    ['that was started between its checkpoint and its entries', 503, /tile/],
    ['that does not know its log any more since its backup was put back', 404, /checkpoint/],
  ] as const)('%s', async (_, status, pattern) => {
    await visitor.visit('kr.example', await shownLog(liar, origin, entries.slice(0, 5)))
    const shown = await shownLog(liar, origin, entries)
    const source = after(status, shown, (path) => path.startsWith(`/t/${origin}/`) && pattern.test(path))
    const { complaint, delay } = await visitor.visit('kr.example', source)
    expect({ complaint, delay: delay?.code }).toEqual({
      complaint: undefined,
      delay: status === 404 ? undefined : 'partners/not-now',
    })
    expect(kinds()).toEqual([])
    expect((await visitor.visit('kr.example', shown)).taken.map(({ fault }) => fault)).toEqual([undefined])
  })

  test('that shows no checkpoint for two minutes of visits is complained of, and not before', async () => {
    let nowMs = 0
    const patient = await startVisitor(
      own,
      [liar],
      () => 0,
      () => nowMs,
    )
    const shown = await shownLog(liar, origin, entries)
    await patient.visit('kr.example', shown)
    const refused = after(404, shown, (path) => path.endsWith('/checkpoint'))
    const complaints: unknown[] = []
    for (; nowMs <= 130_000; nowMs += 10_000) complaints.push((await patient.visit('kr.example', refused)).complaint)
    expect(complaints.map((complaint) => complaint === undefined)).toEqual([...Array(12).fill(true), false, false])
    await patient.end()
  })
})
