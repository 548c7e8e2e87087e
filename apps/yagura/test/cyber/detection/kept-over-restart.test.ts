import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HeldGroup } from '@yagura/cyber'
import { expect, test } from 'vitest'
import { createDetectionEngine } from '../../../src/node/cyber/detection/detection-engine.ts'
import { openRememberedGroups } from '../../../src/node/cyber/detection/remembered-groups.ts'
import { temporaryStore } from '../../store/temporary-store.ts'
import { type DetectionNode, detectionNode, indicator, startMs, tanaka } from './detection-node.ts'

const rules = `title: asked
name: asked
logsource: { product: zeek, service: dns }
detection: { s: { query: odd.example }, condition: s }
---
title: Asked three times
id: three
level: high
correlation:
  type: event_count
  rules: [asked]
  group-by: [id.orig_h]
  timespan: 10m
  condition: { gte: 3 }
`
const followed =
  "([domain-name:value = 'one.example'] FOLLOWEDBY [domain-name:value = 'two.example']) WITHIN 600 SECONDS"
const objects = [indicator(1, followed)]
const line = (minute: number, query: string) =>
  `${JSON.stringify({ _path: 'dns', ts: startMs / 1000 + minute * 60, 'id.orig_h': '192.0.2.1', query })}\n`

async function follow({ service, folder }: DetectionNode, text: string): Promise<string> {
  const location = join(folder, 'dns.log')
  writeFileSync(location, text)
  const body = { name: 'DNS', kind: 'file', format: 'zeek', location, fromStart: true } as const
  await service.handlers.addLogInput({ params: undefined, query: undefined, body }, tanaka)
  return location
}
const asked = { params: undefined, query: {}, body: undefined }
const found = async ({ service }: DetectionNode) =>
  (await service.handlers.listDetections(asked, tanaka)).items
    .map(({ title, count }) => `${title}: ${count}`)
    .toSorted()

test('events before and after a restart make one hit of a correlation and of a pattern, once', async () => {
  const before = await detectionNode(objects, { rules })
  const log = await follow(before, line(0, 'odd.example') + line(1, 'one.example') + line(2, 'odd.example'))
  expect(await found(before)).toEqual([])
  const between = await before.restart()
  appendFileSync(log, line(3, 'odd.example') + line(4, 'two.example'))
  await between.service.round()
  expect(await found(between)).toEqual(['Asked three times: 1', 'Indicator 1: 1'])
  const after = await between.restart()
  appendFileSync(log, line(5, 'odd.example') + line(6, 'two.example') + line(7, 'odd.example'))
  await after.service.round()
  expect(await found(after)).toEqual(['Asked three times: 1', 'Indicator 1: 1'])
  appendFileSync(log, line(8, 'odd.example'))
  await after.service.round()
  expect(await found(after)).toEqual(['Asked three times: 2', 'Indicator 1: 1'])
  const { items } = await after.service.handlers.listDetections(asked, tanaka)
  const pattern = items.find(({ title }) => title === 'Indicator 1')
  const read = { params: { id: pattern?.id ?? '' }, query: undefined, body: undefined }
  const { lines } = await after.service.handlers.readDetection(read, tanaka)
  expect(lines.map(({ line: number, raw }) => [number, raw])).toEqual([
    [5, line(4, 'two.example').trimEnd()],
    [2, line(1, 'one.example').trimEnd()],
  ])
})

test('what is looked for may change between the events of a correlation', async () => {
  const engine = createDetectionEngine()
  const sought = {
    objects: [objects],
    ruleFiles: [{ name: 'rules.yml', text: rules }],
    warningLists: [],
    nowMs: startMs,
  }
  const scan = (number: number, query: string) =>
    engine.scan('zeek', { bytes: Buffer.from(line(number, query)), log: 'log', header: undefined, firstLine: number })
  await engine.load(sought)
  await scan(1, 'odd.example')
  await scan(2, 'odd.example')
  await scan(3, 'one.example')
  await engine.load({ ...sought, objects: [objects, [indicator(2, "[domain-name:value = 'other.example']")]] })
  expect((await scan(4, 'odd.example')).hits).toMatchObject([{ rule: 'three' }])
  expect((await scan(5, 'two.example')).hits).toMatchObject([{ rule: 'Indicator 1' }])
  await engine.load({ ...sought, objects: [], ruleFiles: [] })
  await engine.load(sought)
  expect((await scan(6, 'two.example')).hits).toEqual([])
})

const group = (name: string, bytes: number): HeldGroup => ({ rule: 'rule', group: name, held: 'x'.repeat(bytes) })

test('more than fits is not kept, which is said until there is room', async () => {
  const store = await temporaryStore()
  const remembered = openRememberedGroups(store, { mostBytes: 1000, mostGroupBytes: 600 })
  const take = (...groups: readonly HeldGroup[]) => store.commit(remembered.changeFor(groups))
  const kept = () =>
    openRememberedGroups(store)
      .kept()
      .map((each) => each.group)
  await take(group('a', 400), group('b', 400), group('c', 400))
  expect([kept().length, remembered.problem()]).toEqual([2, expect.stringMatching(/^of rules about several events 1 /)])
  await take(group('a', 700))
  expect([kept().length, remembered.problem()]).toEqual([1, expect.stringMatching(/ 2 groups/)])
  await take({ rule: 'rule', group: 'a', held: undefined }, group('c', 300))
  expect([kept().toSorted(), remembered.problem()]).toEqual([['b', 'c'], undefined])
})

test('groups of rules that are there no more go with the next change', async () => {
  const store = await temporaryStore()
  const before = openRememberedGroups(store)
  await store.commit(before.changeFor([group('a', 5), { ...group('b', 5), rule: 'other' }]))
  const remembered = openRememberedGroups(store)
  remembered.keepOnly(['other'])
  await store.commit(remembered.changeFor([]))
  expect(
    openRememberedGroups(store)
      .kept()
      .map((each) => each.group),
  ).toEqual(['b'])
})
