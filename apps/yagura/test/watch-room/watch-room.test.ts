import type { Alert, Store } from '@yagura/core'
import { shippedPolicies } from '@yagura/record'
import { describe, expect, test } from 'vitest'
import type { Caller } from '../../src/api/contract/operations.ts'
import { createWatchRoomService, type WatchRoomDependencies } from '../../src/node/watch-room/watch-room-service.ts'
import { administrator, alertNode, detection, minuteMs, officer, startMs, testContext } from '../alerts/alert-node.ts'
import { temporaryStore } from '../store/temporary-store.ts'

const none = { params: undefined, query: undefined, body: undefined }
const suzuki: Caller = { officer: 'Suzuki', role: 'officer' }

async function watchRoom(options: Partial<WatchRoomDependencies> & { readonly store?: Store } = {}) {
  const { store = await temporaryStore(), ...dependencies } = options
  const context = testContext(store)
  const room = createWatchRoomService(context, {
    openAlerts: () => [],
    handoverFacts: () => ({ due: [], sources: [], jobs: [] }),
    policies: shippedPolicies(),
    verifyOfficer: async (name) => (name === 'Nobody' ? undefined : { officer: name, role: 'officer' }),
    ...dependencies,
  })
  const handOver = (caller: Caller, name: string, notes = '') =>
    room.handlers.handOver({ params: undefined, query: undefined, body: { notes, incoming: { name } } }, caller)
  return { ...room, context, store, handOver }
}

describe('a handover', () => {
  test('is signed by both officers, makes the incoming one the holder, and is a line of the log', async () => {
    const room = await watchRoom()
    expect(room.watchHolder()).toBeUndefined()
    const handover = await room.handOver(officer, 'Suzuki', 'sensor 2 is in maintenance')
    expect(handover).toMatchObject({
      outgoing: 'Sato',
      incoming: 'Suzuki',
      notes: 'sensor 2 is in maintenance',
      atUtc: '2026-11-22T03:00:00.000Z',
    })
    expect(room.watchHolder()).toBe('Suzuki')
    expect(room.context.logged.at(-1)).toMatchObject({
      kind: 'handover/signed',
      by: 'Sato',
      text: 'Watch handed over by Sato to Suzuki',
    })
  })

  test('outlives a restart', async () => {
    const store = await temporaryStore()
    await (await watchRoom({ store })).handOver(officer, 'Suzuki')
    const after = await watchRoom({ store })
    expect(after.watchHolder()).toBe('Suzuki')
    const page = await after.handlers.listHandovers({ params: undefined, query: {}, body: undefined }, officer)
    expect(page).toMatchObject({ total: 1, items: [{ incoming: 'Suzuki' }] })
  })

  test('to oneself is refused, however the name is written', async () => {
    const room = await watchRoom()
    await expect(room.handOver(officer, ' ＳＡＴＯ')).rejects.toMatchObject({ code: 'watch/handover-refused' })
    const wide: Caller = { officer: 'Sato Hanako', role: 'officer' }
    await expect(room.handOver(wide, 'sato  hanako')).rejects.toMatchObject({ code: 'watch/handover-refused' })
  })

  test('without a good signature of the incoming officer is refused and changes nothing', async () => {
    const room = await watchRoom()
    await expect(room.handOver(officer, 'Nobody')).rejects.toMatchObject({ code: 'watch/handover-refused' })
    expect(room.watchHolder()).toBeUndefined()
    expect(room.context.logged).toEqual([])
  })

  test('by another than the holder is refused, but for an administrator, and then the log says in whose place', async () => {
    const room = await watchRoom()
    await room.handOver(officer, 'Suzuki')
    await expect(room.handOver(officer, 'Tanaka')).rejects.toMatchObject({ code: 'watch/handover-refused' })
    await room.handOver(administrator, 'Tanaka')
    expect(room.watchHolder()).toBe('Tanaka')
    expect(room.context.logged.at(-1)?.text).toBe('Watch handed over by Abe, in place of Suzuki, to Tanaka')
  })

  test('that is asked for twice at once happens once', async () => {
    const room = await watchRoom()
    await room.handOver(officer, 'Suzuki')
    const both = await Promise.allSettled([room.handOver(suzuki, 'Tanaka'), room.handOver(suzuki, 'Kato')])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(room.watchHolder()).toBe('Tanaka')
  })
})

test('a handover is forgotten when it is too old, unless it is the last', async () => {
  const store = await temporaryStore()
  const room = await watchRoom({ store })
  await room.handOver(officer, 'Suzuki')
  room.context.setNow(startMs + minuteMs)
  await room.handOver(suzuki, 'Tanaka')
  const total = async (of: typeof room) =>
    (await of.handlers.listHandovers({ params: undefined, query: {}, body: undefined }, officer)).total
  await room.forgetBefore(startMs)
  expect(await total(room)).toBe(2)
  await room.forgetBefore(startMs + 1)
  expect([await total(room), await total(await watchRoom({ store }))]).toEqual([1, 1])
  await room.forgetBefore(startMs + 365 * 1440 * minuteMs)
  expect([await total(room), room.watchHolder()]).toEqual([1, 'Tanaka'])
})

test('what is marked is so in the log and in a handover, too', async () => {
  const mark = { pol: 'TLP', lvl: 2, tlp: 'AMBER', mode: 'REAL' } as const
  const node = await alertNode({ defaultRules: [] })
  await node.judge('space', [
    { ...detection('marked', { actByMs: startMs + 90 * minuteMs }), mark },
    detection('plain', { actByMs: undefined }),
  ])
  for (const { id } of node.openAlerts())
    await node.handlers.acknowledgeAlert({ params: { id }, query: undefined, body: {} }, officer)
  const room = await watchRoom({ store: node.store, openAlerts: node.openAlerts })
  const { items } = await room.handlers.readLog({ ...none, query: { kind: 'alert' } }, officer)
  expect(items.map(({ text, marking }) => [text, marking?.portion.en ?? null])).toEqual([
    ['Acknowledged: title plain', null],
    ['Acknowledged: title marked', '[TLP:AMBER]'],
    ['Caution raised: title plain', null],
    ['Caution raised: title marked', '[TLP:AMBER]'],
  ])
  await room.handOver(officer, 'Suzuki')
  const again = await watchRoom({ store: node.store })
  const page = await again.handlers.listHandovers({ ...none, query: {} }, officer)
  const draft = page.items[0]?.draft
  expect(draft?.open.map(({ title, marking }) => [title, marking?.mark ?? null])).toEqual([
    ['title marked', mark],
    ['title plain', null],
  ])
  expect(draft?.due.map(({ marking }) => marking?.banner.en)).toEqual(['TLP:AMBER'])
})

describe('the draft of a handover', () => {
  test('lists what is open, what is shelved with its reason and end, and what is due, in order', async () => {
    const node = await alertNode({ defaultRules: [] })
    await node.judge('space', [
      detection('a', { actByMs: startMs + 90 * minuteMs }),
      detection('b', { priority: 'critical', actByMs: startMs + 30 * minuteMs }),
      detection('c', { actByMs: undefined }),
    ])
    const byKey = (key: string): Alert => {
      const found = node.openAlerts().find((alert) => alert.key === key)
      if (found === undefined) throw new Error(`no alert ${key}`)
      return found
    }
    await node.handlers.acknowledgeAlert(
      { params: { id: byKey('b').id }, query: undefined, body: { note: 'operator called' } },
      officer,
    )
    await node.handlers.shelveAlert(
      { params: { id: byKey('c').id }, query: undefined, body: { minutes: 60, reason: 'known test' } },
      officer,
    )
    const decision = { atUtc: '2026-11-22T03:45:00.000Z', text: 'Decide on the manoeuvre', link: '/space/ca/x' }
    const facts = { due: [decision], sources: ['CelesTrak: refused since 01:00Z'], jobs: ['Screening, 40 %'] }
    const room = await watchRoom({ store: node.store, openAlerts: node.openAlerts, handoverFacts: () => facts })
    const draft = await room.handlers.readHandoverDraft(none, officer)
    expect(draft.open.map(({ title, note }) => `${title}: ${note}`)).toEqual([
      'title b: acknowledged by Sato: operator called',
      'title a: not acknowledged',
    ])
    expect(draft.shelved.map(({ note }) => note)).toEqual([
      'not acknowledged; shelved by Sato until 2026-11-22T04:00:00.000Z: known test',
    ])
    expect(draft.due.map(({ atUtc }) => atUtc)).toEqual([
      '2026-11-22T03:30:00.000Z',
      '2026-11-22T03:45:00.000Z',
      '2026-11-22T04:30:00.000Z',
    ])
    expect([draft.sources, draft.jobs]).toEqual([facts.sources, facts.jobs])
    expect((await room.handOver(officer, 'Suzuki')).draft.open).toEqual(draft.open)
  })

  test('names the rules that were changed since the last handover, not those before', async () => {
    const node = await alertNode()
    const room = await watchRoom({ store: node.store })
    room.context.setNow(startMs + minuteMs)
    await room.handOver(officer, 'Suzuki')
    node.context.setNow(startMs + 2 * minuteMs)
    await node.handlers.removeRule({ params: { id: 'japan' }, query: undefined, body: undefined }, administrator)
    const draft = await room.handlers.readHandoverDraft(none, officer)
    expect(draft.changedRules).toEqual(['2026-11-22T03:02:00.000Z Rule japan (caution) removed (Abe)'])
    expect(draft).toMatchObject({ sinceUtc: '2026-11-22T03:01:00.000Z', holder: 'Suzuki' })
  })
})

describe('the watch log', () => {
  test('takes notes and gives the newest first, by kind, by subject and by page', async () => {
    const room = await watchRoom()
    const note = (text: string, subject?: string) =>
      room.handlers.writeNote(
        { params: undefined, query: undefined, body: subject === undefined ? { text } : { text, subject } },
        officer,
      )
    expect(await note('first')).toMatchObject({ seq: 1, by: 'Sato', kind: 'note', text: 'first' })
    await note('about 25544', '25544')
    await room.handOver(officer, 'Suzuki')
    const read = async (query: Parameters<typeof room.handlers.readLog>[0]['query']) => {
      const page = await room.handlers.readLog({ params: undefined, query, body: undefined }, officer)
      return [page.total, page.items.map(({ text }) => text)]
    }
    expect(await read({ kind: 'note' })).toEqual([2, ['about 25544', 'first']])
    expect(await read({ subject: '25544' })).toEqual([1, ['about 25544']])
    expect(await read({ limit: 1, offset: 1 })).toEqual([3, ['about 25544']])
  })
})

describe('saved views', () => {
  test('of an officer are theirs, of the watch everybody’s, and a name is one view', async () => {
    const room = await watchRoom()
    const save = (name: string, scope: 'officer' | 'watch', link = '/space?f=owner:JPN') =>
      room.handlers.saveView({ params: undefined, query: undefined, body: { name, scope, link } }, officer)
    const own = await save('mine', 'officer')
    const shared = await save('ours', 'watch')
    expect(await save('ours', 'watch', '/watch')).toMatchObject({ id: shared.id, link: '/watch' })
    const names = async (caller: Caller) => (await room.handlers.listViews(none, caller)).items.map(({ name }) => name)
    expect(await names(officer)).toEqual(['mine', 'ours'])
    expect(await names(suzuki)).toEqual(['ours'])
    const remove = (id: string, caller: Caller) =>
      room.handlers.removeView({ params: { id }, query: undefined, body: undefined }, caller)
    for (const id of [own.id, shared.id, 'none']) {
      await expect(remove(id, suzuki)).rejects.toMatchObject({ code: 'watch/unknown-view' })
    }
    await remove(own.id, officer)
    await remove(shared.id, administrator)
    expect(await names(officer)).toEqual([])
  })
})
