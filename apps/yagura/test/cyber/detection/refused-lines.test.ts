import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { CannotWriteError } from '../../../src/node/store/store-errors.ts'
import { fillDisk, mayMount, smallDisk } from '../../store/disk-faults.ts'
import { temporaryStore } from '../../store/temporary-store.ts'
import { type DetectionNode, detectionNode, indicator, startMs, tanaka } from './detection-node.ts'

const objects = [indicator(1, "[domain-name:value = 'evil.example']")]
const twice = [
  ...objects,
  indicator(2, "([domain-name:value = 'one.example'] AND [domain-name:value = 'one.example']) WITHIN 600 SECONDS"),
]
const asked = { params: undefined, query: {}, body: undefined }

/** A store that refuses changes from `fill` to `empty`, as one on a full disk does. */
function disk() {
  let isFull = false
  let goOn: () => void = () => undefined
  let waits: () => void = () => undefined
  return {
    beforeCommit: () => {
      if (isFull) throw new CannotWriteError('real.sqlite', 'the disk is full')
    },
    pause: () =>
      new Promise<void>((resolve) => {
        goOn = resolve
        waits()
      }),
    fill: () => {
      isFull = true
    },
    empty: () => {
      isFull = false
      goOn()
    },
    /** Has the store tried again. */
    tryAgain: () => goOn(),
    /** Resolves when something was refused, and waits. */
    isWaitedFor: () =>
      new Promise<void>((resolve) => {
        waits = resolve
      }),
  }
}
const rows = async ({ service }: DetectionNode) =>
  (await service.handlers.listDetections(asked, tanaka)).items.map(({ title, count }) => ({ title, count }))
const input = ({ service }: DetectionNode) => service.inputs()[0]
const add = (node: DetectionNode, kind: 'file' | 'syslog-tcp' | 'syslog-udp', location: string) => {
  const format = kind === 'file' ? 'zeek' : 'syslog'
  const body = { name: 'gate', kind, format, location, fromStart: true } as const
  return node.service.handlers.addLogInput({ params: undefined, query: undefined, body }, tanaka)
}
const dns = (second: number, query: string) =>
  `${JSON.stringify({ _path: 'dns', ts: startMs / 1000 + second, query })}\n`

test('lines of a file wait for the store, and count once however often it refuses them', async () => {
  const full = disk()
  const node = await detectionNode(twice, full)
  const log = join(node.folder, 'dns.log')
  writeFileSync(log, '')
  await add(node, 'file', log)
  full.fill()
  appendFileSync(log, dns(1, 'evil.example') + dns(2, 'one.example'))
  const [first, round] = [full.isWaitedFor(), node.service.round()]
  await first
  for (let again = 0; again < 3; again += 1) {
    const refused = full.isWaitedFor()
    full.tryAgain()
    await refused
  }
  expect(input(node)?.view()).toMatchObject({ state: 'failing', error: expect.stringMatching(/the disk is full/) })
  full.empty()
  await round
  expect(input(node)?.view()).toMatchObject({ state: 'following', error: null, hits: 1, events: 2 })
  expect(await rows(node)).toEqual([{ title: 'Indicator 1', count: 1 }])
  const after = await node.restart()
  appendFileSync(log, dns(3, 'one.example'))
  await after.service.round()
  expect((await rows(after)).toSorted((one, other) => one.title.localeCompare(other.title))).toEqual([
    { title: 'Indicator 1', count: 1 },
    { title: 'Indicator 2', count: 1 },
  ])
})

test('a node that is ended while the store refuses finds what waited when it is started again', async () => {
  const full = disk()
  const node = await detectionNode(objects, full)
  const log = join(node.folder, 'dns.log')
  writeFileSync(log, '')
  await add(node, 'file', log)
  full.fill()
  appendFileSync(log, dns(1, 'evil.example'))
  const [refused, round] = [full.isWaitedFor(), node.service.round()]
  await refused
  const closed = node.service.close()
  full.empty()
  await Promise.all([closed, round])
  const after = await node.restart()
  await after.service.round()
  expect(await rows(after)).toEqual([{ title: 'Indicator 1', count: 1 }])
})

test('a connection is read no further while the store refuses, and nothing of it is lost', async () => {
  const full = disk()
  const node = await detectionNode(objects, full)
  await add(node, 'syslog-tcp', '127.0.0.1:0')
  full.fill()
  const socket = connect(input(node)?.port() ?? 0, '127.0.0.1')
  const refused = full.isWaitedFor()
  const filler = `<34>Nov 22 02:59:59 host app: ${'fine '.repeat(2000)}\n`
  let sent = 0
  // More than sockets hold: once they are full and nobody reads, what is written stays with the sender.
  while (socket.writableLength < 8 << 20) {
    socket.write(`<34>Nov 22 02:59:59 host app: asked for evil.example\n${filler}`)
    sent += 1
    if (sent % 100 === 0) await setImmediate()
  }
  await refused
  for (let turns = 0; turns < 200; turns += 1) await setImmediate()
  const left = socket.writableLength
  for (let turns = 0; turns < 200; turns += 1) await setImmediate()
  expect([socket.writableLength, left > 0, await rows(node)]).toEqual([left, true, []])
  await node.service.round()
  expect(input(node)?.view()).toMatchObject({ state: 'failing', error: expect.stringMatching(/the disk is full/) })
  full.empty()
  socket.end()
  await once(socket, 'close')
  while ((input(node)?.view().events ?? 0) < 2 * sent) await setImmediate()
  expect(await rows(node)).toEqual([{ title: 'Indicator 1', count: sent }])
  await node.service.round()
  expect(input(node)?.view()).toMatchObject({ state: 'following', badLines: 0 })
})

test('datagrams wait up to a bound; those beyond it are counted and told once, on the page and in the log', async () => {
  const full = disk()
  const node = await detectionNode(objects, full)
  await add(node, 'syslog-udp', '127.0.0.1:0')
  full.fill()
  const socket = createSocket('udp4')
  const message = `<34>Nov 22 02:59:59 host app: asked for evil.example ${'x'.repeat(60_000)}`
  const sent = 180
  for (let number = 0; number < sent; number += 1) {
    node.node.setNow(startMs + number * 1000)
    await new Promise((resolve) => socket.send(message, input(node)?.port() ?? 0, '127.0.0.1', resolve))
    await setImmediate()
    await setImmediate()
  }
  socket.close()
  const log = () =>
    node.node.context.store.readLog({ kind: 'cyber/datagrams-lost', newestFirst: false, limit: 9 }).records
  expect(log()).toEqual([])
  full.empty()
  while ((input(node)?.view().events ?? 0) < 2) await setImmediate()
  await node.service.round()
  await node.service.round()
  const taken = input(node)?.view().events ?? 0
  // The first one was on its way into the store; of the others so many fit into 8 MiB.
  expect(taken).toBe(1 + Math.floor((8 << 20) / message.length))
  const [from, to] = [taken, sent - 1].map((number) => new Date(startMs + number * 1000).toISOString())
  const text = `gate: ${sent - taken} datagrams were lost from ${from} to ${to}: they came faster than they could be taken in`
  expect(log().map((record) => record.text)).toEqual([text])
  expect(input(node)?.view()).toMatchObject({ badLines: sent - taken, lastProblem: text, hits: taken })
  expect(await rows(node)).toEqual([{ title: 'Indicator 1', count: taken }])
})

test.skipIf(!mayMount())('lines that come while the disk is full are found when it has room again', async () => {
  const folder = smallDisk(12 << 20)
  const store = await temporaryStore('REAL', folder)
  let waits: () => void = () => undefined
  const isWaiting = new Promise<void>((resolve) => {
    waits = resolve
  })
  const pause = async (): Promise<void> => {
    waits()
    await setImmediate()
  }
  const node = await detectionNode(objects, { store, pause })
  await add(node, 'syslog-tcp', '127.0.0.1:0')
  const log = join(node.folder, 'dns.log')
  writeFileSync(log, '')
  await add(node, 'file', log)
  expect(await fillDisk(store, folder)).toMatchObject({ code: 'store/cannot-write' })
  const socket = connect(input(node)?.port() ?? 0, '127.0.0.1')
  const raw = 'x'.repeat(3000)
  socket.end(`<34>Nov 22 02:59:59 host app: evil.example ${raw}\n`.repeat(30))
  appendFileSync(log, dns(1, 'evil.example').repeat(30))
  await isWaiting
  expect(await rows(node)).toEqual([])
  expect(input(node)?.view()).toMatchObject({ state: 'failing', error: expect.stringMatching(/the disk is full/) })
  rmSync(join(folder, 'ballast'))
  await node.service.round()
  while ((input(node)?.view().events ?? 0) < 30) await setImmediate()
  const found = await rows(node)
  expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(60)
  await node.service.close()
  await store.close()
})
