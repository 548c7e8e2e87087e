import { leafHash } from '@yagura/record'
import { expect, test } from 'vitest'
import { listOwed } from '../../src/node/partners/statements/owed.ts'
import { startLyingNode } from './lying-node.ts'
import { authorOf, markFor, pin, pull, recordBy, recordsAt, startPartner } from './partner-nodes.ts'
import { bodyOf, both, saidBy } from './said-by.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const origin = 'us.example/ch/JPN-USA'
/** Bytes that are no record, each of its own. */
const bad = (count: number) => Array.from({ length: count }, (_, index) => Buffer.from(`{"no":"record ${index}"}`))

async function withLiar() {
  const jp = await startPartner('JPN', 'jp.example')
  const liar = await startLyingNode('USA', 'us.example')
  await pin(jp, liar)
  const show = async (entries: readonly Uint8Array[]) => {
    liar.show(origin, await liar.sign(origin, [liar.keyAdd, ...entries]))
    await pull(jp, liar)
  }
  return { jp, liar, show }
}

test('a complaint names log, place, leaf and fault of what is not believed, and goes to its node alone', async () => {
  const { jp, show } = await withLiar()
  const [entry = new Uint8Array()] = bad(1)
  await show([entry])
  const [complaint] = await saidBy(jp, 'evidence.complaint')
  expect(complaint).toMatchObject({ origin: 'jp.example/ch/JPN-USA', by: 'jp.example/node' })
  const data = { log: origin, position: 1, leaf: hex(leafHash(entry)), code: 'record/schema' }
  expect(bodyOf(complaint?.line).data).toEqual(data)
})

test('a complaint is made of four of a flood, and of each once', async () => {
  const { jp, show } = await withLiar()
  await show(bad(120))
  await show(bad(120))
  const again = await jp.restart()
  expect(await saidBy(again, 'evidence.complaint')).toHaveLength(4)
  expect(listOwed(again.context.store)).toEqual([])
})

test('a complaint is not made of a complaint, of whatever form', async () => {
  const { jp, liar, show } = await withLiar()
  const data = { log: 'jp.example/ch/JPN-USA', position: 0, leaf: '00'.repeat(32), code: 'record/schema' }
  const spilt = await recordBy(liar.author, markFor('AUS', 'JPN', 'USA'), { kind: 'evidence.complaint', data })
  const misshapen = Buffer.from('{"body":{"data":7,"kind":"evidence.complaint"},"sigs":[]}')
  await show([spilt, misshapen])
  expect((await recordsAt(jp, liar)).map(({ state }) => state)).toEqual(['quarantined', 'quarantined', 'believed'])
  expect(await saidBy(jp, 'evidence.complaint')).toEqual([])
})

test('a complaint of which there is a flood is counted, and the newest are kept', async () => {
  const us = await startPartner('USA', 'us.example')
  const jp = await startLyingNode('JPN', 'jp.example')
  await pin(us, jp)
  const theirs = 'jp.example/ch/JPN-USA'
  const data = { log: origin, leaf: '00'.repeat(32), code: 'record/schema' }
  const flood = await Promise.all(
    Array.from({ length: 90 }, (_, position) =>
      recordBy(jp.author, both, { kind: 'evidence.complaint', data: { ...data, position } }),
    ),
  )
  jp.show(theirs, await jp.sign(theirs, [jp.keyAdd, ...flood]))
  const { complaintCount, complaints } = await pull(us, jp)
  expect(complaintCount).toBe(90)
  expect(complaints.map(({ position }) => position)).toEqual(Array.from({ length: 20 }, (_, back) => 89 - back))
})

test('a complaint of an entry of this node is shown with whether it is the entry that stands there; of another’s log it is not', async () => {
  const us = await startPartner('USA', 'us.example')
  const jp = await startLyingNode('JPN', 'jp.example')
  await pin(us, jp)
  await us.service.append([await recordBy(authorOf(us), both)])
  const [ours] = (await recordsAt(us, us)).filter(({ position }) => position === 1)
  const about = (data: unknown) => recordBy(jp.author, both, { kind: 'evidence.complaint', data })
  const leaf = hex(leafHash(Buffer.from(ours?.line ?? '')))
  const entries = [
    await about({ log: origin, position: 1, leaf, code: 'record/out-of-scope' }),
    await about({ log: origin, position: 0, leaf, code: 'record/schema' }),
    await about({ log: 'kr.example/ch/JPN-KOR', position: 1, leaf, code: 'record/schema' }),
  ]
  const theirs = 'jp.example/ch/JPN-USA'
  jp.show(theirs, await jp.sign(theirs, [jp.keyAdd, ...entries]))
  const { complaintCount, complaints } = await pull(us, jp)
  expect(complaintCount).toBe(2)
  expect(complaints.map(({ position, code, isOurs }) => `${position} ${code} ${isOurs}`).sort()).toEqual([
    '0 record/schema false',
    '1 record/out-of-scope true',
  ])
  const lines = us.context.store.readLog({ kind: 'partner/complained', newestFirst: true, limit: 10 }).records
  expect(lines.map(({ text }) => text)).toEqual([
    `jp.example does not believe 2 of the entries of this node; the first, 1 of ${origin}: record/out-of-scope`,
  ])
  expect(await saidBy(us, 'evidence.complaint')).toEqual([])
})
