import type { Marking } from '@yagura/record'
import { shippedPolicies } from '@yagura/record'
import { describe, expect, test } from 'vitest'
import type { Caller } from '../../src/api/contract/operations.ts'
import { createAuditService } from '../../src/node/audit/audit-service.ts'
import { openCrossingBook } from '../../src/node/audit/crossing-book.ts'
import { createWatchLog } from '../../src/node/watch-room/watch-log.ts'
import { administrator, minuteMs, officer, startMs, testContext } from '../alerts/alert-node.ts'
import { temporaryStore } from '../store/temporary-store.ts'

const origin = 'jp.example/ch/JPN-USA'
const toUsa: Marking = { pol: 'JP', lvl: 1, aud: { JPN: 2, USA: 2 }, mode: 'REAL' }
const none = { params: undefined, query: undefined, body: undefined }

/** Whole numbers from one up to another, which is left out. */
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index)

async function auditedNode() {
  const store = await temporaryStore()
  const context = testContext(store)
  const book = openCrossingBook(context)
  const given = (things: readonly (number | string)[], to = 'us.example') =>
    book.note({ kind: 'audit/given', by: 'node', to, of: origin, things, about: () => ({ mark: toUsa }) })
  const read = (things: readonly (number | string)[], by = 'Sato') =>
    book.note({ kind: 'audit/read', by, to: by, of: origin, things, about: () => ({ mark: toUsa }) })
  const { handlers, streams } = createAuditService(context, {
    ...{ policies: shippedPolicies(), marking: () => 'UNCLASSIFIED', settle: book.settle },
  })
  const list = (query: Parameters<typeof handlers.listAudit>[0]['query'] = {}) =>
    handlers.listAudit({ ...none, query }, administrator)
  const texts = async (query?: Parameters<typeof list>[0]) => (await list(query)).items.map(({ text }) => text)
  return { store, context, book, given, read, list, texts, streams }
}

describe('what crosses a marking', () => {
  test('is one line of a bulk of ten thousand entries, with who, what, how much and when', async () => {
    const node = await auditedNode()
    for (let from = 0; from < 10_000; from += 256) await node.given(numbers(from, Math.min(10_000, from + 256)))
    const { items } = await node.list()
    expect(items).toEqual([
      expect.objectContaining({
        ...{ kind: 'audit/given', by: 'node', to: 'us.example', of: origin, count: 10_000 },
        ranges: [{ first: 0, last: 9999 }],
        firstUtc: '2026-11-22T03:00:00.000Z',
        text: `us.example was given entries 0–9999 of ${origin}`,
      }),
    ])
    expect(items[0]?.marks).toHaveLength(1)
    expect(items[0]?.marks[0]?.banner.en).toContain('REL TO JPN, USA')
  })

  test('is not told twice of the same partner, and of another it is', async () => {
    const node = await auditedNode()
    await node.given(numbers(0, 3))
    await node.book.settle()
    await node.given(numbers(0, 5))
    await node.given(numbers(0, 5), 'au.example')
    await node.book.settle()
    await node.given(numbers(0, 5))
    expect((await node.texts()).toSorted()).toEqual([
      `au.example was given entries 0–4 of ${origin}`,
      `us.example was given entries 0–2 of ${origin}`,
      `us.example was given entries 3–4 of ${origin}`,
    ])
  })

  test('is told anew of a person who looks again after an hour', async () => {
    const node = await auditedNode()
    await node.read([7])
    await node.book.settle()
    node.context.setNow(startMs + 59 * minuteMs)
    await node.read([7])
    expect(await node.texts()).toHaveLength(1)
    node.context.setNow(startMs + 61 * minuteMs)
    await node.read([7])
    expect(await node.texts()).toHaveLength(2)
  })

  test('is on stable storage before it crosses: a node that is killed tells it when it starts again', async () => {
    const node = await auditedNode()
    await node.given(numbers(0, 3))
    expect(node.context.logged).toEqual([])
    await openCrossingBook(node.context).settle()
    expect(node.context.logged).toMatchObject([{ kind: 'audit/given', subject: 'us.example', body: { count: 3 } }])
  })

  test('names a bounded number of ranges, ids and markings, and counts all', async () => {
    const node = await auditedNode()
    const things = [...numbers(0, 300).map((number) => number * 2), ...numbers(0, 40).map(String)]
    await node.book.note({
      ...{ kind: 'audit/read', by: 'Sato', to: 'Sato', of: origin, things },
      about: (thing) => ({ id: `id ${thing}`, mark: { ...toUsa, lvl: Number(thing) % 5, why: `reason ${thing}` } }),
    })
    const { items } = await node.list()
    expect(items[0]?.count).toBe(340)
    expect(items[0]?.ranges).toHaveLength(64)
    expect(items[0]?.ranges.at(-1)).toEqual({ first: 126, last: 598 })
    expect([items[0]?.ids.length, items[0]?.marks.length]).toEqual([16, 16])
    expect(items[0]?.text).toBe(`Sato read entries 0, 2, 4, 6, 8, 10, 12, 14, … of ${origin}`)
  })
})

describe('on a full disk, what crosses a marking', () => {
  test('does not cross where it cannot be written down, and is asked for anew', async () => {
    const node = await auditedNode()
    let isFull = true
    const commit: typeof node.store.commit = (change) =>
      isFull ? Promise.reject(new Error('ENOSPC')) : node.store.commit(change)
    const book = openCrossingBook({ ...node.context, store: { ...node.store, commit } })
    const crossing = { kind: 'audit/given', by: 'node', to: 'us.example', of: origin, about: () => ({}) } as const
    await expect(book.note({ ...crossing, things: [1] })).rejects.toThrow('ENOSPC')
    isFull = false
    await book.note({ ...crossing, things: [1] })
    await book.settle()
    expect(node.store.readLog({ kind: 'audit', newestFirst: true, limit: 9 })).toMatchObject({
      total: 1,
      records: [{ body: { ranges: [[1, 1]], count: 1 } }],
    })
  })

  test('is kept where the line about it cannot be written yet', async () => {
    const node = await auditedNode()
    let isFull = false
    const commit: typeof node.store.commit = (change) =>
      isFull ? Promise.reject(new Error('ENOSPC')) : node.store.commit(change)
    const book = openCrossingBook({ ...node.context, store: { ...node.store, commit } })
    const crossing = { kind: 'audit/given', by: 'node', to: 'us.example', of: origin, about: () => ({}) } as const
    await book.note({ ...crossing, things: [1] })
    isFull = true
    await book.settle()
    isFull = false
    await book.note({ ...crossing, things: [2, 9] })
    await book.settle()
    expect(node.store.readLog({ kind: 'audit', newestFirst: true, limit: 9 })).toMatchObject({
      total: 1,
      records: [
        {
          body: {
            ranges: [
              [1, 2],
              [9, 9],
            ],
            count: 3,
          },
        },
      ],
    })
  })
})

describe('the audit', () => {
  test('is read part by part, by kind, by whom, to whom and by time, also where the clock was set back', async () => {
    const node = await auditedNode()
    for (const [index, minute] of [0, 30, 10, 20, 40].entries()) {
      node.context.setNow(startMs + minute * minuteMs)
      await node.read([index], index % 2 === 0 ? 'Sato' : 'Suzuki')
      await node.given([index])
      await node.book.settle()
    }
    const parts: string[][] = []
    let after: string | null | undefined
    while (after !== null) {
      const part = await node.list({ limit: 4, ...(after === undefined ? {} : { after }) })
      parts.push(part.items.map(({ atUtc }) => atUtc.slice(14, 16)))
      after = part.next
    }
    expect(parts).toEqual([
      ['40', '40', '30', '30'],
      ['20', '20', '10', '10'],
      ['00', '00'],
    ])
    expect(await node.texts({ kind: 'given', limit: 100 })).toHaveLength(5)
    expect(await node.texts({ by: 'Suzuki' })).toHaveLength(2)
    expect(await node.texts({ to: 'us.example' })).toHaveLength(5)
    const since = { sinceUtc: '2026-11-22T03:10:00.000Z', untilUtc: '2026-11-22T03:30:00.000Z' }
    expect((await node.list(since)).items.map(({ atUtc }) => atUtc.slice(14, 16))).toEqual(['20', '20', '10', '10'])
  })

  test('looks at ten thousand lines an answer, however few fit, and goes on behind them', async () => {
    const node = await auditedNode()
    const line = { atMs: startMs, kind: 'audit/given', subject: 'us.example', by: 'node', text: '', body: {} }
    await node.store.commit({ append: [{ ...line, kind: 'audit/read', by: 'Sato', subject: 'Sato' }] })
    await node.store.commit({ append: Array.from({ length: 10_000 }, () => line) })
    const first = await node.list({ kind: 'read' })
    expect(first.items).toEqual([])
    expect(await node.list({ kind: 'read', after: first.next ?? '' })).toMatchObject({
      items: [{ by: 'Sato' }],
      next: null,
    })
  })

  test.each([
    'csv',
    'ndjson',
  ] as const)('is exported as %s with marking and mode in its head and in every row', async (format) => {
    const node = await auditedNode()
    await node.read([1], '=cmd()')
    await node.given(numbers(0, 3))
    const { body, headers } = await node.streams.exportAudit(
      { ...none, query: { format, sinceUtc: '2026-11-22T00:00:00Z' } },
      administrator,
      new AbortController().signal,
    )
    expect(headers).toMatchObject({ 'content-disposition': `attachment; filename="audit-REAL.${format}"` })
    const chunks: string[] = []
    if (!(body instanceof Uint8Array)) for await (const chunk of body) chunks.push(String(chunk))
    const lines = chunks
      .join('')
      .split(format === 'csv' ? '\r\n' : '\n')
      .filter((text) => text !== '')
    expect(lines).toHaveLength(format === 'csv' ? 4 : 3)
    expect(lines.every((text, index) => (format === 'csv' && index === 1) || /UNCLASSIFIED.*REAL/.test(text))).toBe(
      true,
    )
    if (format === 'csv') expect(lines.some((text) => text.includes(",'=cmd(),"))).toBe(true)
    else expect(JSON.parse(lines[0] ?? '')).toMatchObject({ head: { mode: 'REAL', sinceUtc: '2026-11-22T00:00:00Z' } })
  })
})

describe('who may read the audit', () => {
  test('officers are not told of it by the watch log', async () => {
    const node = await auditedNode()
    await node.given([1])
    await node.book.settle()
    const { readLog, writeNote } = createWatchLog(node.context, shippedPolicies())
    await writeNote({ ...none, body: { text: 'note' } }, officer)
    const kinds = async (caller: Caller, query = {}) => {
      const { items, total } = await readLog({ ...none, query }, caller)
      return [items.map(({ kind }) => kind), total]
    }
    expect(await kinds(officer)).toEqual([['note'], 1])
    expect(await kinds(officer, { kind: 'audit' })).toEqual([[], 0])
    expect(await kinds(officer, { kind: 'audit/given' })).toEqual([[], 0])
    expect(await kinds(officer, { subject: 'us.example' })).toEqual([[], 0])
    expect(await kinds(administrator)).toEqual([['note', 'audit/given'], 2])
  })
})
