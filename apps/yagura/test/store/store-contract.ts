import type { ArchiveRow, LogDraft, Store } from '@yagura/core'
import { describe, expect, test } from 'vitest'

/** What the suite is given of an implementation. */
export type StoreUnderTest = {
  /** An empty store, removed at the end of the test. */
  readonly open: () => Promise<Store>
  /** Closes a store and opens it again. */
  readonly reopen: (store: Store) => Promise<Store>
}

const line = (kind: string, subject = '', atMs = 1_720_000_000_000): LogDraft => ({
  atMs,
  kind,
  subject,
  by: 'node',
  text: `${kind} of ${subject}`,
  body: { kind },
})
const row = (key: string, atMs = 0, collection = 'elements', text = key): ArchiveRow => ({
  collection,
  key,
  atMs,
  body: new TextEncoder().encode(text),
})
const keysOf = (rows: Iterable<ArchiveRow>): string[] => [...rows].map(({ key }) => key)
const manyRows = (count: number, atMs = 0): ArchiveRow[] =>
  Array.from({ length: count }, (_, index) => row(String(index).padStart(6, '0'), atMs))

/** The laws of `Store` that every implementation keeps. */
export function describeStore(name: string, { open, reopen }: StoreUnderTest): void {
  describe(`${name}: documents`, () => documents(open, reopen))
  describe(`${name}: log`, () => log(open, reopen))
  describe(`${name}: archive`, () => archive(open, reopen))
  describe(`${name}: forgetting`, () => forgetting(open, reopen))
  describe(`${name}: order of changes`, () => order(open))
  describe(`${name}: changes that are refused`, () => refusals(open))
  describe(`${name}: closing`, () => closing(open, reopen))
}

type Open = StoreUnderTest['open']
type Reopen = StoreUnderTest['reopen']

function documents(open: Open, reopen: Reopen): void {
  test('a document is read back as it was put, also after the store was closed', async () => {
    const store = await open()
    const body = { text: 'ひまわり 8 \u0000 "', list: [1, -2.5e-7, null, true], nested: { empty: {} } }
    await store.commit({ put: [{ collection: 'settings', id: 'node', body }] })
    expect(store.get('settings', 'node')).toEqual(body)
    expect((await reopen(store)).get('settings', 'node')).toEqual(body)
  })

  test('a document that is not there is undefined', async () => {
    expect((await open()).get('settings', 'node')).toBeUndefined()
  })

  test('a later document takes the place of an earlier one, and its collection is in order of id', async () => {
    const store = await open()
    const put = ['b', 'a', 'c', 'a'].map((id, body) => ({ collection: 'jobs', id, body }))
    await store.commit({ put: [...put, { collection: 'rules', id: 'r', body: 9 }] })
    expect(store.list('jobs')).toEqual([
      { collection: 'jobs', id: 'a', body: 3 },
      { collection: 'jobs', id: 'b', body: 0 },
      { collection: 'jobs', id: 'c', body: 2 },
    ])
  })

  test('a document that was removed is gone, and to remove what is not there is no failure', async () => {
    const store = await open()
    await store.commit({ put: [{ collection: 'jobs', id: 'a', body: 1 }] })
    await store.commit({
      remove: [
        { collection: 'jobs', id: 'a' },
        { collection: 'jobs', id: 'never' },
      ],
    })
    expect(store.list('jobs')).toEqual([])
  })

  test('what the caller does to a body after handing it in does not reach the store', async () => {
    const store = await open()
    const body = { state: 'new' }
    const committed = store.commit({ put: [{ collection: 'alerts', id: 'a', body }] })
    body.state = 'changed'
    await committed
    expect(store.get('alerts', 'a')).toEqual({ state: 'new' })
  })
}

function log(open: Open, reopen: Reopen): void {
  logOfPart(open)
  test('lines are numbered from 1 without gaps, over changes and restarts', async () => {
    const store = await open()
    expect(store.lastSeq()).toBe(0)
    const first = await store.commit({ append: [line('node/started'), line('job/queued', 'j1')] })
    expect(first.records.map(({ seq }) => seq)).toEqual([1, 2])
    const again = await reopen(store)
    const second = await again.commit({ append: [line('job/started', 'j1')] })
    expect(second.records).toEqual([{ ...line('job/started', 'j1'), seq: 3 }])
    expect(again.lastSeq()).toBe(3)
    expect(again.readLog({ newestFirst: false, limit: 10 }).records.map(({ seq }) => seq)).toEqual([1, 2, 3])
  })

  test('a question narrows by kind or its first part, by subject and by number, and counts all that fit', async () => {
    const store = await open()
    const kinds = ['alert/raised', 'alert/cleared', 'alerting/other', 'note', 'alert/raised']
    await store.commit({ append: kinds.map((kind, index) => line(kind, index < 4 ? 's1' : 's2')) })
    const seqs = (question: Partial<Parameters<Store['readLog']>[0]>): [number[], number] => {
      const { records, total } = store.readLog({ newestFirst: false, limit: 100, ...question })
      return [records.map(({ seq }) => seq), total]
    }
    expect(seqs({ kind: 'alert' })).toEqual([[1, 2, 5], 3])
    expect(seqs({ kind: 'alert/raised' })).toEqual([[1, 5], 2])
    expect(seqs({ kind: 'note' })).toEqual([[4], 1])
    expect(seqs({ kind: 'alert', subject: 's2' })).toEqual([[5], 1])
    expect(seqs({ afterSeq: 3 })).toEqual([[4, 5], 2])
    expect(seqs({ newestFirst: true, limit: 2, offset: 1 })).toEqual([[4, 3], 5])
    expect(seqs({ kind: 'alert', limit: 1 })).toEqual([[1], 3])
    expect(seqs({ afterSeq: 99 })).toEqual([[], 0])
    expect(seqs({ kind: "alert' OR 1=1 --" })).toEqual([[], 0])
  })

  test('lines before an instant are forgotten from the oldest on, and numbers go on without gaps', async () => {
    const store = await open()
    await store.commit({ append: [10, 20, 15, 30, 40].map((atMs) => line('note', '', atMs)) })
    await store.commit({ forgetLog: { beforeMs: 20 } })
    expect(store.readLog({ newestFirst: false, limit: 10 })).toMatchObject({
      records: [{ seq: 2 }, { seq: 3 }, { seq: 4 }, { seq: 5 }],
      total: 4,
    })
    await store.commit({ forgetLog: { beforeMs: 1000 } })
    const again = await reopen(store)
    expect(again.readLog({ newestFirst: false, limit: 10 }).records.map(({ seq }) => seq)).toEqual([5])
    expect((await again.commit({ append: [line('note')] })).records[0]?.seq).toBe(6)
  })
}

function logOfPart(open: Open): void {
  test('an area can be left out, and what is left is counted', async () => {
    const store = await open()
    await store.commit({ append: ['note', 'audit/given', 'alert/raised', 'audit', 'note'].map((kind) => line(kind)) })
    const asked = { newestFirst: false, limit: 2, exceptArea: 'audit' }
    expect(store.readLog(asked)).toMatchObject({ records: [{ seq: 1 }, { seq: 3 }], total: 3 })
    expect(store.readLog({ ...asked, afterSeq: 2 })).toMatchObject({ records: [{ seq: 3 }, { seq: 5 }], total: 2 })
    expect(store.readLog({ ...asked, kind: 'note' })).toMatchObject({ total: 2 })
    expect(store.readLog({ ...asked, kind: 'audit' })).toMatchObject({ records: [], total: 0 })
  })

  test('an area is read by time, newest first and part by part, also where the clock was set back', async () => {
    const store = await open()
    const times = [10, 30, 20, 20, 40, 15]
    await store.commit({ append: times.map((atMs) => line('audit/given', '', atMs)) })
    await store.commit({ append: [line('alert/raised', '', 25)] })
    const seqs = (span: Partial<Parameters<Store['readLogByTime']>[0]>) =>
      store.readLogByTime({ area: 'audit', limit: 100, ...span }).map(({ seq }) => seq)
    expect(seqs({})).toEqual([5, 2, 4, 3, 6, 1])
    expect(seqs({ limit: 2, before: { atMs: 20, seq: 4 } })).toEqual([3, 6])
    expect(seqs({ fromMs: 15, untilMs: 30 })).toEqual([4, 3, 6])
    expect(seqs({ untilMs: 30, before: { atMs: 40, seq: 5 } })).toEqual([4, 3, 6, 1])
    await store.commit({ forgetLog: { beforeMs: 20 } })
    expect(seqs({})).toEqual([5, 2, 4, 3, 6])
  })
}

function archive(open: Open, reopen: Reopen): void {
  test('rows are read in order of key, by prefix, with the bytes and the time that were handed in', async () => {
    const store = await open()
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
    const cut = bytes.subarray(3, 9)
    await store.commit({
      archive: [row('b/2'), row('b/1'), { ...row('a'), atMs: 1.5, body: cut }, row('ba'), row('b/3', 0, 'other')],
    })
    expect(keysOf(store.readArchive('elements', 'b/'))).toEqual(['b/1', 'b/2'])
    expect(keysOf(store.readArchive('elements'))).toEqual(['a', 'b/1', 'b/2', 'ba'])
    const [first] = store.readArchive('elements', 'a')
    expect(first).toMatchObject({ collection: 'elements', key: 'a', atMs: 1.5 })
    expect([...(first?.body ?? [])]).toEqual([3, 4, 5, 6, 7, 8])
  })

  test('a row without bytes is a row', async () => {
    const store = await open()
    await store.commit({ archive: [{ ...row('empty'), body: new Uint8Array() }] })
    expect([...store.readArchive('elements')].map(({ body }) => body.length)).toEqual([0])
  })

  test.each([3, 1000])('of %i rows those whose key is there already are left as they are', async (count) => {
    const store = await open()
    const rows = manyRows(count)
    expect((await store.commit({ archive: rows.slice(0, 2) })).archived).toBe(2)
    const later = rows.map((one) => ({ ...one, atMs: 7, body: new Uint8Array([1]) }))
    expect((await store.commit({ archive: [...later, ...later] })).archived).toBe(count - 2)
    const kept = [...(await reopen(store)).readArchive('elements')]
    expect(kept.map(({ key, atMs }) => [key, atMs])).toEqual(rows.map(({ key }, index) => [key, index < 2 ? 0 : 7]))
  })

  test('a reader that stops half-way, and one that goes on after a commit, do no harm', async () => {
    const store = await open()
    await store.commit({ archive: manyRows(600) })
    for (const { key } of store.readArchive('elements')) if (key === '000003') break
    const seen: string[] = []
    for (const { key } of store.readArchive('elements')) {
      seen.push(key)
      if (seen.length === 10) await store.commit({ append: [line('note')] })
    }
    expect(seen).toHaveLength(600)
  })
}

function forgetting(open: Open, reopen: Reopen): void {
  test.each([4, 1000])('%i rows before an instant are forgotten in their collection only', async (count) => {
    const store = await open()
    await store.commit({ archive: [...manyRows(count, 10), row('young', 20), row('elsewhere', 0, 'satcat')] })
    await store.commit({ forget: [{ collection: 'elements', beforeMs: 20 }] })
    expect(keysOf(store.readArchive('elements'))).toEqual(['young'])
    expect(keysOf((await reopen(store)).readArchive('satcat'))).toEqual(['elsewhere'])
  })

  test.each([
    2, 1000,
  ])('a change that forgets a collection and fills it with %i rows leaves the new ones', async (count) => {
    const store = await open()
    await store.commit({ archive: [...manyRows(2, 10), row('old', 10)] })
    const archived = manyRows(count, 5).map((one) => ({ ...one, body: new Uint8Array([9]) }))
    const committed = await store.commit({ forget: [{ collection: 'elements' }], archive: archived })
    expect(committed.archived).toBe(count)
    const kept = [...store.readArchive('elements')].map(({ key, body }) => [key, ...body])
    expect(kept).toEqual(archived.map(({ key }) => [key, 9]))
    const again = await reopen(store)
    expect([...again.readArchive('elements')].map(({ key, body }) => [key, ...body])).toEqual(kept)
  })

  test('a key that was forgotten can be archived again', async () => {
    const store = await open()
    await store.commit({ archive: [row('a', 1)] })
    await Promise.all([
      store.commit({ forget: [{ collection: 'elements' }] }),
      store.commit({ archive: [row('a', 1, 'elements', 'again')] }),
    ])
    const [kept] = (await reopen(store)).readArchive('elements')
    expect(new TextDecoder().decode(kept?.body)).toBe('again')
  })
}

function order(open: Open): void {
  test('changes that are handed in together are written in that order', async () => {
    const store = await open()
    const committed = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        store.commit({ append: [line('note', `n${index}`)], put: [{ collection: 'views', id: 'v', body: index }] }),
      ),
    )
    expect(committed.map(({ records }) => records[0]?.seq)).toEqual(committed.map((_, index) => index + 1))
    expect(store.get('views', 'v')).toBe(49)
  })

  test('a large change and a small one of the same document keep their order', async () => {
    const store = await open()
    await Promise.all([
      store.commit({ archive: manyRows(2000), put: [{ collection: 'sources', id: 's', body: 'large' }] }),
      store.commit({ put: [{ collection: 'sources', id: 's', body: 'small' }] }),
    ])
    expect(store.get('sources', 's')).toBe('small')
  })

  test('a small change does not wait for a large one, and rows of the large one show all at once', async () => {
    const store = await open()
    let isLargeDone = false
    const large = store.commit({ archive: manyRows(5000), append: [line('source/ok')] }).then((committed) => {
      isLargeDone = true
      return committed
    })
    let overtaking = 0
    const shown = new Set<number>()
    while (!isLargeDone) {
      await store.commit({ append: [line('note')] })
      if (!isLargeDone) {
        shown.add(keysOf(store.readArchive('elements')).length)
        overtaking++
      }
    }
    expect(overtaking).toBeGreaterThan(3)
    expect([...shown].filter((count) => count !== 0 && count !== 5000)).toEqual([])
    expect((await large).archived).toBe(5000)
    expect(keysOf(store.readArchive('elements'))).toHaveLength(5000)
    const { records } = store.readLog({ newestFirst: false, limit: 10_000 })
    expect(records.map(({ seq }) => seq)).toEqual(records.map((_, index) => index + 1))
  })
}

function refusals(open: Open): void {
  const circular: { self?: unknown } = {}
  circular.self = circular
  test.each([
    ['a body that JSON does not have', { put: [{ collection: 'jobs', id: 'a', body: undefined }] }],
    ['a body that turns in a circle', { put: [{ collection: 'jobs', id: 'a', body: circular }] }],
    ['an empty id', { put: [{ collection: 'jobs', id: '', body: 1 }] }],
    ['a line feed in a key', { archive: [row('a\nb')] }],
    ['half a surrogate pair in a key', { archive: [row('a\ud800')] }],
    ['a key of 501 characters', { archive: [row('k'.repeat(501))] }],
    ['a time that is no number', { append: [line('note', '', Number.NaN)] }],
  ])('%s is refused, and changes of the same moment are written', async (_, bad) => {
    const store = await open()
    const [before, refused, after] = await Promise.allSettled([
      store.commit({ append: [line('note', 'before')] }),
      store.commit({ append: [line('note', 'bad')], ...bad }),
      store.commit({ append: [line('note', 'after')] }),
    ])
    expect([before.status, after.status]).toEqual(['fulfilled', 'fulfilled'])
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'store/malformed-change' } })
    expect(store.readLog({ newestFirst: false, limit: 9 }).records.map(({ seq, subject }) => [seq, subject])).toEqual([
      [1, 'before'],
      [2, 'after'],
    ])
    expect(store.list('jobs')).toEqual([])
  })

  test('an empty change resolves', async () => {
    expect(await (await open()).commit({})).toEqual({ records: [], archived: 0 })
  })
}

function closing(open: Open, reopen: Reopen): void {
  test('close writes what waits, and later changes are refused', async () => {
    const store = await open()
    const waiting = [store.commit({ archive: manyRows(1000) }), store.commit({ append: [line('note')] })]
    const closed = store.close()
    await expect(store.commit({ append: [line('note')] })).rejects.toMatchObject({ code: 'store/closed' })
    await Promise.all([...waiting, closed])
    const again = await reopen(store)
    expect([keysOf(again.readArchive('elements')).length, again.lastSeq()]).toEqual([1000, 1])
  })
}
