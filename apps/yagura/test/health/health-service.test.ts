import { type Remedy, type StockFacts, type Store, type StoredDocument, YaguraError } from '@yagura/core'
import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import type { Source } from '../../src/api/contract/sources.ts'
import type { JudgeDetections, LiveEvent, NodeContext } from '../../src/node/context.ts'
import {
  createHealthService,
  type HealthDependencies,
  type HealthService,
} from '../../src/node/health/health-service.ts'
import { createUnreadableDocuments } from '../../src/node/health/unreadable-documents.ts'
import { createLive } from '../../src/node/live.ts'
import type { ClockSample } from '../../src/node/sources/fetch-source.ts'
import { sourceFacts } from '../../src/node/sources/source-facts.ts'
import { oneObject } from '../sources/published-elements.ts'
import { caller, faultServer, hourMs, startNode } from '../sources/source-node.ts'
import { temporaryStore } from '../store/temporary-store.ts'

const startMs = Date.UTC(2026, 2, 9, 18)
const dayMs = 24 * hourMs
/** What the console promises: what is wrong is on the screen within five seconds. */
const promisedMs = 5000
const checkEveryMs = 2000

class DiskFullError extends YaguraError {
  override readonly name = 'DiskFullError'
  override readonly code = 'test/disk-full'
  override readonly remedy: Remedy = 'call-operator'
}

type Bench = {
  readonly health: HealthService
  readonly store: Store
  readonly clock: { wallMs: number; monotonicMs: number }
  /** What the store does with a change. */
  write: 'write' | 'refuse' | 'hang'
  disk: { freeBytes: number; totalBytes: number } | Error
  pauseMs: number
  sources: readonly Source[]
  samples: readonly ClockSample[]
  stock: StockFacts | undefined
  /** What the alerts were told, oldest first. */
  readonly judged: string[][]
  readonly events: LiveEvent[]
  /** Lets time pass with a check every two seconds. */
  readonly pass: (ms: number) => Promise<void>
  readonly codes: () => readonly string[]
}

async function startBench(
  options: {
    readonly work?: HealthDependencies['work']
    /** Written before the service is made. */
    readonly stored?: readonly StoredDocument[]
  } = {},
): Promise<Bench> {
  const store = await temporaryStore()
  await store.commit({ put: options.stored ?? [] })
  const clock = { wallMs: startMs, monotonicMs: 0 }
  const events: LiveEvent[] = []
  const live = createLive((error) => {
    throw error
  })
  live.subscribe((event) => events.push(event))
  const commit: Store['commit'] = async (change) => {
    if (bench.write === 'refuse') throw new DiskFullError('the disk is full')
    if (bench.write === 'hang') await new Promise(() => undefined)
    return store.commit(change)
  }
  const context: NodeContext = {
    store: { ...store, commit },
    clock: { nowMs: () => clock.wallMs },
    live,
    logger: pino({ level: 'silent' }),
    mode: 'REAL',
    newId: () => 'unused',
  }
  const judged: string[][] = []
  const judge: JudgeDetections = async (watchId, detections) => {
    if (bench.write !== 'write') throw new DiskFullError('the disk is full')
    judged.push(detections.map(({ ruleId, priority }) => `${watchId} ${ruleId} ${priority}`))
  }
  const health = createHealthService(context, {
    judge,
    ...{ sources: () => bench.sources.map(sourceFacts), certificates: () => [] },
    clockSamples: () => bench.samples,
    stock: () => bench.stock,
    work: options.work ?? (() => []),
    unreadable: createUnreadableDocuments(store, { rules: (body) => typeof body === 'string' }),
    dataFolder: '/data',
    monotonicMs: () => clock.monotonicMs,
    readDisk: async () => {
      if (bench.disk instanceof Error) throw bench.disk
      return bench.disk
    },
    pauses: {
      longestMs: () => {
        const { pauseMs } = bench
        bench.pauseMs = 0
        return pauseMs
      },
      close: () => undefined,
    },
  })
  onTestFinished(() => health.close())
  const bench: Bench = {
    health,
    store,
    clock,
    write: 'write',
    disk: { freeBytes: 50 * 2 ** 30, totalBytes: 100 * 2 ** 30 },
    pauseMs: 0,
    sources: [],
    samples: [],
    stock: undefined,
    judged,
    events,
    pass: async (ms) => {
      for (let passed = checkEveryMs; passed <= ms; passed += checkEveryMs) {
        clock.wallMs += checkEveryMs
        clock.monotonicMs += checkEveryMs
        await health.check()
      }
    },
    codes: () => health.faults().map(({ code }) => code),
  }
  return bench
}

test('a node that is well says nothing, and writes a heartbeat', async () => {
  const bench = await startBench()
  await bench.pass(10_000)
  expect(bench.codes()).toEqual([])
  expect(bench.judged).toEqual([[]])
  expect(bench.health.store()).toEqual({ state: 'ok', message: null, sinceUtc: null })
  expect(bench.store.get('health', 'heartbeat')).toEqual({ atMs: startMs + 10_000 })
})

test('a full disk is said in time though nothing can be written, and leaves a line in the log when it heals', async () => {
  const bench = await startBench()
  await bench.pass(4000)
  bench.write = 'refuse'
  await bench.pass(promisedMs)
  expect(bench.health.faults()).toEqual([
    {
      key: 'store-failing',
      code: 'node/store-failing',
      priority: 'critical',
      message: 'Nothing can be saved: the disk is full',
      sinceUtc: '2026-03-09T18:00:06.000Z',
    },
  ])
  expect(bench.health.store()).toMatchObject({ state: 'failing', message: 'the disk is full' })
  expect(bench.events.filter(({ kind }) => kind === 'status')).toHaveLength(1)
  expect(bench.judged).toEqual([[]])
  bench.write = 'write'
  await bench.pass(promisedMs)
  expect(bench.codes()).toEqual([])
  const [line] = bench.store.readLog({ kind: 'node/fault', newestFirst: true, limit: 1 }).records
  expect(line?.text).toBe('The store could not be written from 2026-03-09T18:00:06.000Z on: the disk is full')
})

test('an alert that could not be raised while the disk was full is raised when it heals', async () => {
  const bench = await startBench()
  await bench.pass(2000)
  bench.write = 'refuse'
  bench.disk = { freeBytes: 0, totalBytes: 2 ** 40 }
  await bench.pass(4000)
  expect(bench.codes()).toEqual(['node/store-failing', 'node/disk-low'])
  bench.write = 'write'
  await bench.pass(4000)
  expect(bench.judged.at(-1)).toEqual(['node disk-low serious'])
})

test('a disk that takes a write and never ends it is said in time', async () => {
  const bench = await startBench()
  await bench.pass(2000)
  bench.write = 'hang'
  await bench.pass(promisedMs)
  expect(bench.codes()).toEqual(['node/store-slow'])
})

test.each([
  dayMs,
  -dayMs,
  3000,
])('a clock that is set by %d ms is said in time, and ends when a server agrees', async (byMs) => {
  const bench = await startBench()
  const before: ClockSample = { hostname: 'a.example', offsetMs: 0, atMs: startMs }
  bench.samples = [before]
  await bench.pass(4000)
  expect(bench.health.clock().state).toBe('ok')
  bench.clock.wallMs += byMs
  await bench.pass(promisedMs)
  expect(bench.codes()).toContain('node/clock-jumped')
  expect(bench.health.clock().state).toBe(Math.abs(byMs) > 5000 ? 'serious' : 'caution')
  bench.samples = [{ hostname: 'a.example', offsetMs: 100, atMs: bench.clock.wallMs }]
  await bench.pass(checkEveryMs)
  expect(bench.codes()).toEqual([])
  expect(bench.health.clock()).toMatchObject({ state: 'ok', offsetMs: 100, checkedAgainst: 'a.example' })
})

test('a clock that is set and set back is well again', async () => {
  const bench = await startBench()
  await bench.pass(2000)
  bench.clock.wallMs += dayMs
  await bench.pass(2000)
  bench.clock.wallMs -= dayMs
  await bench.pass(2000)
  expect(bench.codes()).toEqual([])
})

test('a node that starts a day before its own log says so until it is past it', async () => {
  const store = await temporaryStore()
  await store.commit({
    append: [{ atMs: startMs + dayMs, kind: 'note', subject: '', by: 'Sato', text: 'later', body: null }],
  })
  const clock = { nowMs: startMs }
  const health = createHealthService(
    {
      store,
      clock: { nowMs: () => clock.nowMs },
      live: createLive(() => undefined),
      logger: pino({ level: 'silent' }),
      mode: 'REAL',
      newId: () => 'unused',
    },
    {
      judge: async () => undefined,
      sources: () => [],
      certificates: () => [],
      clockSamples: () => [],
      stock: () => undefined,
      work: () => [],
      unreadable: () => [],
      dataFolder: '/',
      monotonicMs: () => clock.nowMs,
    },
  )
  onTestFinished(() => health.close())
  await health.check()
  expect(health.faults()).toMatchObject([{ code: 'node/clock-behind-log', priority: 'serious' }])
  clock.nowMs += dayMs
  await health.check()
  expect(health.faults().map(({ code }) => code)).not.toContain('node/clock-behind-log')
})

test('a stored document that cannot be read is on the screen until it is saved anew', async () => {
  const stored = [
    { collection: 'rules', id: 'good', body: 'a rule' },
    { collection: 'rules', id: 'bad', body: 7 },
  ]
  const bench = await startBench({ stored })
  await bench.pass(2000)
  expect(bench.judged.at(-1)).toEqual(['node stored-unreadable serious'])
  expect(bench.health.faults()).toMatchObject([{ message: expect.stringContaining('as bad is not') }])
  await bench.store.commit({ put: [{ collection: 'rules', id: 'bad', body: 'a rule' }] })
  await bench.pass(2000)
  expect(bench.codes()).toEqual([])
})

test('a pause of the process is remembered for a minute', async () => {
  const bench = await startBench()
  bench.pauseMs = 1500
  await bench.pass(promisedMs)
  expect(bench.codes()).toEqual(['node/node-slow'])
  await bench.pass(60_000)
  expect(bench.codes()).toEqual([])
})

test('a disk whose room cannot be asked for does not stop the other checks', async () => {
  const bench = await startBench({
    work: () => [{ id: 's', name: 'Screening', dueMs: startMs - hourMs, link: '/space/ca' }],
  })
  bench.disk = new Error('no such call')
  await bench.pass(2000)
  expect(bench.codes()).toEqual(['node/work-overdue'])
})

test('what lasts is told to the alerts once, and told again when it changes', async () => {
  const bench = await startBench()
  const stock = { name: 'element sets', count: 10, agingAfterDays: 14, oldAfterDays: 30, newestMs: startMs }
  bench.stock = { ...stock, aging: 5, old: 0 }
  await bench.pass(60_000)
  bench.stock = { ...stock, aging: 9, old: 8 }
  await bench.pass(60_000)
  bench.stock = undefined
  await bench.pass(60_000)
  expect(bench.judged).toEqual([['node stock-old caution'], ['node stock-old serious'], []])
})

test('a source that is gone is said in time, with what it said, and ends when it is back', async () => {
  const server = await faultServer()
  server.files.set('/elements.tle', oneObject)
  const location = `${server.url}/elements.tle`
  const node = await startNode({ commandLine: [{ kind: 'url', reads: 'elements', location }] }, { nowMs: Date.now() })
  const judged: string[][] = []
  const health = createHealthService(node.context, {
    judge: async (_, detections) => void judged.push(detections.map(({ reason }) => reason)),
    sources: () => node.sources.list().map(sourceFacts),
    certificates: () => [],
    clockSamples: node.sources.clockSamples,
    stock: () => undefined,
    work: () => [],
    unreadable: () => [],
    dataFolder: '/',
    monotonicMs: () => node.clock.nowMs,
    readDisk: async () => ({ freeBytes: 2 ** 40, totalBytes: 2 ** 40 }),
    pauses: { longestMs: () => 0, close: () => undefined },
  })
  onTestFinished(() => health.close())
  await node.ask()
  server.fault = { kind: 'status', status: 503, said: 'Down for repair' }
  const [source] = node.sources.list()
  await node.sources.handlers.fetchSource(
    { params: { id: source?.id ?? '' }, query: undefined, body: undefined },
    caller,
  )
  await node.sources.settled()
  await health.check()
  expect(judged.at(-1)).toEqual(['the last attempt failed: 127.0.0.1 answered with status 503: "Down for repair"'])
  server.fault = { kind: 'none' }
  server.clockAheadMs = 2 * 60_000
  await node.pass(2 * 60_000)
  await health.check()
  expect(judged.at(-1)).toEqual([])
})

test('the clock of a server that the node asks is compared with its own', async () => {
  const server = await faultServer()
  server.files.set('/elements.tle', oneObject)
  server.clockAheadMs = dayMs
  const location = `${server.url}/elements.tle`
  const node = await startNode({ commandLine: [{ kind: 'url', reads: 'elements', location }] }, { nowMs: Date.now() })
  await node.ask()
  const [sample] = node.sources.clockSamples()
  expect(sample?.hostname).toBe('127.0.0.1')
  const headerAndTravelMs = 5000
  expect(Math.abs((sample?.offsetMs ?? 0) + dayMs)).toBeLessThan(headerAndTravelMs)
})
