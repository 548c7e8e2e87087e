import { type Alert, applyAlertEvent } from '@yagura/core'
import type { Marking } from '@yagura/record'
import { describe, expect, test } from 'vitest'
import { parseAlertEvent } from '../../src/node/alerts/stored-alert.ts'
import { temporaryStore } from '../store/temporary-store.ts'
import { administrator, alertNode, detection, minuteMs, officer, settings, startMs } from './alert-node.ts'

type Node = Awaited<ReturnType<typeof alertNode>>

async function list(node: Node, query: Parameters<Node['handlers']['listAlerts']>[0]['query'] = {}) {
  const page = await node.handlers.listAlerts({ params: undefined, query, body: undefined }, officer)
  return page.items
}

async function only(node: Node) {
  const [alert, ...others] = await list(node, { state: 'all' })
  expect(others).toEqual([])
  if (alert === undefined) throw new Error('no alert')
  return alert
}

const acknowledge = (node: Node, id: string, note?: string) =>
  node.handlers.acknowledgeAlert(
    { params: { id }, query: undefined, body: note === undefined ? {} : { note } },
    officer,
  )
const shelve = (node: Node, id: string, minutes: number) =>
  node.handlers.shelveAlert({ params: { id }, query: undefined, body: { minutes, reason: 'pass over' } }, officer)

test('what has stood for hours is counted once, over a restart, too; what rests on something new is found again', async () => {
  const store = await temporaryStore()
  await (await alertNode({ store })).judge('space', [detection('a', { basis: 'screening 1' })])
  const node = await alertNode({ store })
  node.context.setNow(startMs + 300 * minuteMs)
  await node.judge('space', [detection('a', { basis: 'screening 1' })])
  expect([(await only(node)).count, node.context.logged]).toEqual([1, []])
  await node.judge('space', [detection('a', { basis: 'screening 2' })])
  expect(await only(node)).toMatchObject({ count: 2 })
})

describe('judging', () => {
  test('raises what is found, counts it when it is found anew, clears it when it is found no more', async () => {
    const node = await alertNode()
    await node.judge('space', [detection('a')])
    expect(await only(node)).toMatchObject({ state: 'new', count: 1, title: 'title a', consequence: 'debris' })
    node.context.setNow(startMs + 30 * minuteMs)
    await node.judge('space', [detection('a')])
    expect(await only(node)).toMatchObject({ state: 'new', count: 2 })
    await node.judge('space', [])
    expect(await only(node)).toMatchObject({ state: 'cleared', acknowledged: null })
    expect(await list(node)).toHaveLength(1)
  })

  test('keeps the marking of what is told over a restart, and gives it in words; what has none has only the node’s', async () => {
    const store = await temporaryStore()
    const mark: Marking = { pol: 'TLP', lvl: 2, tlp: 'AMBER', ctl: ['ORCON'], mode: 'REAL' }
    const before = await alertNode({ store })
    await before.judge('space', [detection('a', { mark }), detection('b')])
    const alerts = await list(await alertNode({ store }))
    expect(alerts.map(({ key, marking }) => [key, marking])).toEqual([
      ['b', null],
      [
        'a',
        {
          mark,
          banner: { en: 'TLP:AMBER · ORCON', ja: 'TLP:AMBER · 作成元の同意要' },
          portion: { en: '[TLP:AMBER · OC]', ja: '[TLP:AMBER · OC]' },
        },
      ],
    ])
  })

  test('of one watch leaves the alerts of another alone', async () => {
    const node = await alertNode()
    await node.judge('node', [detection('n')])
    await node.judge('space', [])
    expect((await only(node)).state).toBe('new')
  })

  test('with a key twice keeps the more urgent of the two', async () => {
    const node = await alertNode()
    await node.judge('space', [detection('a', { priority: 'critical' }), detection('a')])
    expect((await only(node)).priority).toBe('critical')
  })

  test('writes nothing where nothing is new', async () => {
    const node = await alertNode()
    await node.judge('space', [detection('a')])
    const before = node.store.lastSeq()
    await node.judge('space', [detection('a', { reason: 'a tenth of an hour later' })])
    await node.tick(startMs + 1000)
    expect(node.store.lastSeq()).toBe(before)
  })

  test('shows the most urgent first, then the newest', async () => {
    const node = await alertNode()
    await node.judge('one', [detection('a'), detection('b', { priority: 'critical' })])
    node.context.setNow(startMs + 1)
    await node.judge('two', [detection('c')])
    expect((await list(node)).map(({ key }) => key)).toEqual(['b', 'c', 'a'])
  })
})

describe('acknowledging', () => {
  test('notes who and when, once: the first stays', async () => {
    const node = await alertNode()
    await node.judge('space', [detection('a', { priority: 'critical' })])
    const { id } = await only(node)
    const first = await acknowledge(node, id, 'calling')
    expect(first.acknowledged).toEqual({ by: 'Sato', atUtc: '2026-11-22T03:00:00.000Z', note: 'calling' })
    const again = await node.handlers.acknowledgeAlert({ params: { id }, query: undefined, body: {} }, administrator)
    expect(again.acknowledged?.by).toBe('Sato')
    expect(node.counts().unacknowledged.critical).toBe(0)
  })

  test('takes a cleared alert off the list', async () => {
    const node = await alertNode()
    await node.judge('space', [detection('a')])
    await node.judge('space', [])
    await acknowledge(node, (await only(node)).id)
    expect(await list(node)).toEqual([])
    expect(await list(node, { state: 'cleared' })).toHaveLength(1)
  })

  test('of several with a Critical among them acknowledges none', async () => {
    const node = await alertNode()
    await node.judge('space', [detection('a'), detection('b', { priority: 'critical' }), detection('c')])
    const ids = (await list(node)).map(({ id }) => id)
    const ask = (chosen: string[]) =>
      node.handlers.acknowledgeAlerts({ params: undefined, query: undefined, body: { ids: chosen } }, officer)
    await expect(ask(ids)).rejects.toMatchObject({ code: 'alert/critical-alone' })
    expect(node.counts().unacknowledged).toEqual({ critical: 1, serious: 0, caution: 2, advisory: 0 })
    expect((await ask(ids.slice(1))).items.map(({ state }) => state)).toEqual(['acknowledged', 'acknowledged'])
  })

  test('of an alert that does not exist is refused', async () => {
    const node = await alertNode()
    await expect(acknowledge(node, 'none')).rejects.toMatchObject({ code: 'alert/unknown' })
  })
})

describe('shelving', () => {
  // The limits are those of the console's specification, section 3; the watch of the test ends at 08:00Z.
  test.each([
    ['serious', 30, 31],
    ['caution', 300, 301],
    ['advisory', 1440, 1441],
  ] as const)('a %s alert may last %i minutes, not %i', async (priority, most, tooMany) => {
    const node = await alertNode()
    await node.judge('space', [detection('a', { priority })])
    const { id } = await only(node)
    await expect(shelve(node, id, tooMany)).rejects.toMatchObject({ code: 'alert/cannot-shelve' })
    expect((await shelve(node, id, most)).shelved).toMatchObject({ by: 'Sato', reason: 'pass over' })
    expect(node.counts()).toMatchObject({ shelved: 1, open: 1 })
  })

  test('a Critical is refused for any time', async () => {
    const node = await alertNode()
    await node.judge('space', [detection('a', { priority: 'critical' })])
    await expect(shelve(node, (await only(node)).id, 1)).rejects.toMatchObject({ code: 'alert/cannot-shelve' })
  })

  test('ends by itself at its time, and the log says so', async () => {
    const node = await alertNode()
    await node.judge('space', [detection('a', { priority: 'advisory' })])
    const { id } = await only(node)
    await shelve(node, id, 20)
    await node.tick(startMs + 20 * minuteMs - 1)
    expect((await only(node)).shelved).not.toBeNull()
    await node.tick(startMs + 20 * minuteMs)
    expect((await only(node)).shelved).toBeNull()
    const { history } = await node.handlers.readAlert({ params: { id }, query: undefined, body: undefined }, officer)
    expect(history.map(({ what }) => what)).toEqual(['raised', 'shelved', 'returned'])
  })

  test('ends at once when the alert worsens', async () => {
    const node = await alertNode()
    await node.judge('space', [detection('a', { severity: 1 })])
    await shelve(node, (await only(node)).id, 60)
    await node.judge('space', [detection('a', { severity: 2 })])
    expect(await only(node)).toMatchObject({ shelved: null, state: 'new' })
  })

  test('and acknowledging do not touch each other, in either order', async () => {
    const node = await alertNode()
    await node.judge('space', [detection('a')])
    const { id } = await only(node)
    await shelve(node, id, 60)
    expect((await acknowledge(node, id)).shelved).not.toBeNull()
    const back = await node.handlers.unshelveAlert({ params: { id }, query: undefined, body: undefined }, officer)
    expect(back).toMatchObject({ shelved: null, state: 'acknowledged' })
  })
})

describe('the passing of time', () => {
  test('escalates an unacknowledged Critical after its time and says so once', async () => {
    const node = await alertNode()
    await node.judge('space', [detection('a', { priority: 'critical' })])
    await node.tick(startMs + 2 * minuteMs - 1)
    expect((await only(node)).escalatedUtc).toBeNull()
    await node.tick(startMs + 2 * minuteMs)
    await node.tick(startMs + 3 * minuteMs)
    expect((await only(node)).escalatedUtc).toBe('2026-11-22T03:02:00.000Z')
    expect(node.told.filter(({ kind }) => kind === 'escalated')).toHaveLength(1)
  })

  test('begins a flood with the eleventh alert in ten minutes and ends it later, each a line in the log', async () => {
    const node = await alertNode()
    const found = Array.from({ length: 11 }, (_, i) => detection(`a${i}`))
    await node.judge('space', found.slice(0, 10))
    expect(node.counts().flood).toBe(false)
    await node.judge('space', found)
    expect(node.counts()).toMatchObject({ flood: true, inTenMinutes: 11 })
    node.context.setNow(startMs + 11 * minuteMs)
    await node.tick(startMs + 11 * minuteMs)
    expect(node.counts()).toMatchObject({ flood: false, inTenMinutes: 0 })
    const floods = node.context.logged.filter(({ kind }) => kind === 'alert/flood').map(({ text }) => text)
    expect(floods[0]).toBe('Flood of alerts began: 11 in 10 min')
    expect(floods[1]).toBe('Flood of alerts ended: 11 since 2026-11-22T03:00:00.000Z')
    const health = await node.handlers.readAlertHealth({ params: undefined, query: {}, body: undefined }, officer)
    expect(health.floods).toEqual([
      { fromUtc: '2026-11-22T03:00:00.000Z', toUtc: '2026-11-22T03:11:00.000Z', alerts: 11 },
    ])
  })

  test('forgets what was done with longer ago than the log reaches', async () => {
    const node = await alertNode()
    await node.judge('space', [detection('a'), detection('b')])
    await node.judge('space', [])
    await acknowledge(node, (await list(node))[0]?.id ?? '')
    const laterMs = startMs + (settings.retention.logDays + 1) * 1440 * minuteMs
    node.context.setNow(laterMs)
    await node.tick(laterMs)
    expect(node.store.list('alerts')).toHaveLength(1)
    expect(await list(node, { state: 'all' })).toHaveLength(1)
  })
})

describe('a restart', () => {
  test('gives the same alerts, flood and figures', async () => {
    const store = await temporaryStore()
    const before = await alertNode({ store })
    await before.judge('space', [
      detection('a', { priority: 'critical' }),
      ...Array.from({ length: 12 }, (_, i) => detection(`b${i}`)),
    ])
    const [first, second] = await list(before)
    await acknowledge(before, first?.id ?? '')
    await shelve(before, second?.id ?? '', 60)
    await before.close()
    const after = await alertNode({ store })
    expect(await list(after, { state: 'all' })).toEqual(await list(before, { state: 'all' }))
    expect(after.counts()).toEqual(before.counts())
    const read = (node: Node) =>
      node.handlers.readAlertHealth({ params: undefined, query: { days: 1 }, body: undefined }, officer)
    expect(await read(after)).toEqual(await read(before))
  })

  test('from the log alone gives the alerts that the documents hold', async () => {
    const node = await alertNode()
    await node.judge('space', [detection('a'), detection('b', { priority: 'critical' })])
    for (const { id } of await list(node)) await acknowledge(node, id)
    await node.judge('space', [detection('a', { severity: 1, priority: 'serious' })])
    const replayed = new Map<string, Alert>()
    for (const { body } of node.store.readLog({ kind: 'alert', newestFirst: false, limit: 1000 }).records) {
      const event = parseAlertEvent(body)
      const next = event === undefined ? undefined : applyAlertEvent(replayed.get(event.alertId), event)
      if (next !== undefined) replayed.set(next.id, next)
    }
    for (const { id, body } of node.store.list('alerts')) expect(body).toMatchObject({ alert: plain(replayed.get(id)) })
    expect(replayed.size).toBe(2)
  })
})

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

test('acts that wait for the same commit share it, and one that is refused does not spoil the others', async () => {
  const store = await temporaryStore()
  let commits = 0
  const counted = (change: Parameters<typeof store.commit>[0]) => {
    commits += 1
    return store.commit(change)
  }
  const node = await alertNode({ store: { ...store, commit: counted } })
  await node.judge('space', [detection('a'), detection('b'), detection('c')])
  const ids = (await list(node)).map(({ id }) => id)
  commits = 0
  const acts = await Promise.allSettled([...ids, 'none'].map((id) => acknowledge(node, id)))
  expect(acts.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected'])
  expect(commits).toBe(1)
})

test('a commit that fails changes nothing, is told to who asked, and is tried anew', async () => {
  const store = await temporaryStore()
  let full = false
  const node = await alertNode({
    store: {
      ...store,
      commit: (change) => (full ? Promise.reject(new Error('disk full')) : store.commit(change)),
    },
  })
  await node.judge('space', [detection('a')])
  full = true
  const { id } = await only(node)
  await expect(acknowledge(node, id)).rejects.toThrow('disk full')
  await expect(node.judge('space', [])).rejects.toThrow('disk full')
  expect((await only(node)).state).toBe('new')
  full = false
  expect((await acknowledge(node, id)).state).toBe('acknowledged')
})
