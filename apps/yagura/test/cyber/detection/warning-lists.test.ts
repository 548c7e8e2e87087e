import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { standardWarningLists } from '@yagura/cyber'
import { expect, test } from 'vitest'
import { type DetectionNode, detectionNode, indicator, startMs, tanaka } from './detection-node.ts'

const none = { params: undefined, query: undefined, body: undefined }
const ours = { name: 'Our own servers', type: 'cidr', list: ['203.0.113.9/32', '198.51.100.7/32'] }
const objects = [
  indicator(1, "[ipv4-addr:value = '198.51.100.7']"),
  indicator(2, "[ipv4-addr:value ISSUBSET '203.0.113.0/24']"),
]
const line = (minute: number, responder: string) =>
  `${JSON.stringify({ _path: 'conn', ts: startMs / 1000 + minute * 60, 'id.orig_h': '192.0.2.1', 'id.resp_h': responder })}\n`

async function* bytesOf(value: unknown): AsyncGenerator<Uint8Array> {
  yield Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
}

/** Lists of a node as its page shows them, and what is done with them. */
function listsOf({ service }: DetectionNode) {
  const { signal } = new AbortController()
  return {
    all: async () => (await service.handlers.listWarningLists(none, tanaka)).items,
    add: (list: unknown) =>
      service.addWarningList({ params: undefined, query: undefined, body: bytesOf(list) }, tanaka, signal),
    remove: (id: string) => service.handlers.removeWarningList({ ...none, params: { id } }, tanaka),
  }
}

const foundAt = async ({ service }: DetectionNode) =>
  (await service.handlers.listDetections({ ...none, query: {} }, tanaka)).items.map(({ count }) => count)

test('a list says what it held back: values that are not looked for, and hits with their time', async () => {
  const node = await detectionNode(objects)
  const lists = listsOf(node)
  const log = join(node.folder, 'conn.log')
  writeFileSync(log, '')
  const body = { name: 'Gate', kind: 'file', format: 'zeek', location: log, fromStart: true } as const
  await node.service.handlers.addLogInput({ ...none, body }, tanaka)
  const { id } = await lists.add(ours)
  expect((await lists.all()).at(-1)).toMatchObject({ name: ours.name, type: 'cidr', entries: 2, isBuiltIn: false })
  node.node.setNow(startMs + 20_000)
  await node.service.round()
  writeFileSync(log, line(0, '203.0.113.9') + line(1, '198.51.100.7') + line(2, '203.0.113.10'))
  node.node.setNow(startMs + 40_000)
  await node.service.round()
  expect(await foundAt(node)).toEqual([1])
  expect((await lists.all()).at(-1)).toMatchObject({
    ...{ id, indicators: 1, hits: 1, lastHitUtc: '2026-11-22T03:00:40.000Z', problem: null },
  })

  await lists.remove(id)
  expect((await lists.all()).map(({ isBuiltIn }) => isBuiltIn)).not.toContain(false)
  node.node.setNow(startMs + 60_000)
  await node.service.round()
  writeFileSync(log, line(3, '203.0.113.9') + line(4, '198.51.100.7'), { flag: 'a' })
  await node.service.round()
  expect((await foundAt(node)).reduce((sum, count) => sum + count, 0)).toBe(3)
  const { records } = node.node.context.store.readLog({ newestFirst: false, limit: 50 })
  const told = records.filter(({ kind }) => kind.startsWith('cyber/warning-list'))
  expect(told.map(({ kind, by, text }) => [kind, by, text])).toEqual([
    ['cyber/warning-list-added', 'Tanaka', 'Our own servers: 2 values are harmless'],
    ['cyber/warning-list-removed', 'Tanaka', 'Our own servers: its values are harmless no longer'],
  ])
})

test('the lists that come with the program are shown, and stay', async () => {
  const lists = listsOf(await detectionNode([]))
  const shown = await lists.all()
  expect(shown.map(({ name, entries }) => [name, entries])).toEqual(
    standardWarningLists.map(({ name, values }) => [name, values.length]),
  )
  expect(shown[0]).toMatchObject({ isBuiltIn: true, writtenUtc: null, indicators: null, hits: 0, lastHitUtc: null })
  await expect(lists.remove(shown[0]?.id ?? '')).rejects.toMatchObject({ code: 'cyber/warning-list' })
})

test('a newer list takes the place of the one of its name, and no name leads out of the folder', async () => {
  const node = await detectionNode([])
  const lists = listsOf(node)
  await lists.add({ ...ours, name: '../../evil' })
  await lists.add({ ...ours, name: '../../evil', list: ['192.0.2.0/24'] })
  const added = (await lists.all()).filter(({ isBuiltIn }) => !isBuiltIn)
  expect(added.map(({ name, entries }) => [name, entries])).toEqual([['../../evil', 1]])
  expect(readdirSync(join(node.dataFolder, 'cyber', 'warning-lists'))).toHaveLength(1)
  await expect(lists.remove('../../real.sqlite')).rejects.toMatchObject({ code: 'cyber/warning-list' })
})

test.each([
  ['{"name":', 'JSON'],
  [{ name: 'All', type: 'regex', list: ['.*'] }, 'lists of type regex are not used'],
  [{ name: 'None', type: 'string' }, 'no list of texts'],
])('what is no warning list is refused with why, and nothing is kept (%#)', async (list, why) => {
  const lists = listsOf(await detectionNode([]))
  await expect(lists.add(list)).rejects.toThrow(why)
  expect((await lists.all()).every(({ isBuiltIn }) => isBuiltIn)).toBe(true)
})

test('a list that was put there by hand and cannot be read is shown with why', async () => {
  const node = await detectionNode([])
  writeFileSync(join(node.dataFolder, 'cyber', 'warning-lists', 'own.json'), '[]')
  expect((await listsOf(node).all()).at(-1)).toMatchObject({ name: 'own.json', entries: 0, problem: 'no JSON object' })
})
