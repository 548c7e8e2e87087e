import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { coreKinds, readRecord } from '@yagura/record'
import { spaceRecordSchemas } from '@yagura/space'
import pino from 'pino'
import { createLive } from '../apps/yagura/src/node/live.ts'
import { makeIdentity } from '../apps/yagura/src/node/partners/identity/make-identity.ts'
import { createPartnersService, type PartnersService } from '../apps/yagura/src/node/partners/partners-service.ts'
import { openStore } from '../apps/yagura/src/node/store/open-store.ts'
import { ulid } from '../apps/yagura/src/node/ulid.ts'
import { widenNodeKey } from '../apps/yagura/test/partners/widen-node-key.ts'
import { makeRecords } from './bench-records.ts'
import { serveTasks, timed } from './engine-messages.ts'

/** What the two nodes of a measurement tell each other through a file: what a partner is pinned by. */
const cardFile = (folder: string, node: string): string => join(folder, `${node}.card.json`)
const administrator = { officer: 'bench', role: 'administrator' } as const
const lookAgainMs = 5

/** A node as far as partners know it: the real store, real TLS, a port of 127.0.0.1. */
async function startNode(folder: string, party: string, node: string, port: number): Promise<PartnersService> {
  const dataFolder = join(folder, node)
  const made = await makeIdentity({
    ...{ node, party, dataFolder, rootsFolder: join(dataFolder, 'roots'), url: `https://127.0.0.1:${port}` },
    ...{ mode: 'REAL', nowMs: Date.now(), random: randomBytes },
  })
  await widenNodeKey(dataFolder, 'REAL', made.roots)
  const context = {
    store: await openStore({ dataFolder, mode: 'REAL' }),
    clock: { nowMs: () => Date.now() },
    live: createLive((error) => {
      throw error
    }),
    logger: pino({ level: 'error' }, process.stderr),
    mode: 'REAL' as const,
    newId: () => ulid(Date.now(), randomBytes),
  }
  const listen = { host: '127.0.0.1', port }
  const service = await createPartnersService(
    context,
    { dataFolder, listen },
    {
      kinds: spaceRecordSchemas,
      verifyOfficer: async (name) => ({ officer: name, role: 'administrator' }),
    },
  )
  await service.start()
  writeFileSync(cardFile(folder, node), JSON.stringify({ card: made.card, fingerprint: made.fingerprint }))
  return service
}

const [folder = '', party = '', node = '', port = '0', otherNode = '', cores = ''] = process.argv.slice(2)
if (cores === 'one-core' && spawnSync('taskset', ['-a', '-p', '-c', '0', String(process.pid)]).status !== 0) {
  throw new Error('this machine cannot keep a process on one core: taskset failed')
}

const starting = startNode(folder, party, node, Number(port))

async function recordsOf(count: number): Promise<readonly Uint8Array[]> {
  const { identity } = await starting
  if (identity === undefined) throw new Error('the node has no keys')
  return makeRecords(identity.author, count)
}

async function heldOf(service: PartnersService): Promise<number> {
  const { items } = await service.handlers.listPartners(
    { params: undefined, query: undefined, body: undefined },
    administrator,
  )
  return Math.max(0, ...items.flatMap(({ logs }) => logs.filter(({ isOwn }) => !isOwn).map(({ size }) => size)))
}

/** Length of the canonical body of a record in its canonical line `{"body":…,"sigs":…}`. */
function bodyBytesOf(line: Uint8Array): number {
  const read = readRecord(line, { ...coreKinds, ...spaceRecordSchemas })
  if (!read.ok) throw new Error(read.fault.reason)
  return read.bodyBytes.length
}

const sockets = new Set<{ readonly bytesRead: number }>()
// Connections of the client alone: what it received inside TLS.
subscribe('http.client.response.finish', (message) => {
  const { response } = message as { response: { socket: { readonly bytesRead: number } } }
  sockets.add(response.socket)
})
const received = (): number => [...sockets].reduce((sum, { bytesRead }) => sum + bytesRead, 0)

/** Time of processors that this process has taken, ms: it shows what a machine that does other things hides. */
function cpuMsSince(begun: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / 1000
}

serveTasks({
  /** Answers when the node runs. */
  ready: async () => ({ ms: await timed(() => starting), facts: {} }),
  /** Pins the other node. */
  befriend: async () => {
    const service = await starting
    const ms = await timed(async () => {
      const body = { ...JSON.parse(readFileSync(cardFile(folder, otherNode), 'utf8')), second: { name: 'second' } }
      await service.handlers.addPartner({ params: undefined, query: undefined, body }, administrator)
    })
    return { ms, facts: {} }
  },
  /** Appends so many records, so many of them under way at a time. */
  append: async ([count = 0, atOnce = 1]) => {
    const service = await starting
    const lines = await recordsOf(count)
    const eachMs: number[] = []
    let next = 0
    const lane = async (): Promise<void> => {
      for (let line = lines[next++]; line !== undefined; line = lines[next++]) {
        const begunMs = performance.now()
        await service.append([line])
        eachMs.push(performance.now() - begunMs)
      }
    }
    const begun = process.cpuUsage()
    const ms = await timed(() => Promise.all(Array.from({ length: atOnce }, lane)))
    const cpuMs = cpuMsSince(begun)
    eachMs.sort((one, other) => one - other)
    const p99Ms = eachMs[Math.ceil(0.99 * eachMs.length) - 1] ?? Number.NaN
    const bodies = lines.reduce((sum, line) => sum + bodyBytesOf(line), 0)
    const bytes = lines.reduce((sum, { length }) => sum + length, 0)
    return {
      ms,
      facts: {
        count,
        p99Ms,
        medianMs: eachMs[eachMs.length >> 1] ?? Number.NaN,
        lineBytes: bytes / count,
        bodyBytes: bodies / count,
        cpuMs,
      },
    }
  },
  /** Takes over what the other node has, and waits until so many entries are held: verified, judged and on the disk. */
  take: async ([count = 0]) => {
    const service = await starting
    const begun = process.cpuUsage()
    const ms = await timed(async () => {
      const body = { ...JSON.parse(readFileSync(cardFile(folder, otherNode), 'utf8')), second: { name: 'second' } }
      await service.handlers.addPartner({ params: undefined, query: undefined, body }, administrator)
      while ((await heldOf(service)) < count) await new Promise((resolve) => setTimeout(resolve, lookAgainMs))
    })
    const cpuMs = cpuMsSince(begun)
    const { items } = await service.handlers.listPartners(
      { params: undefined, query: undefined, body: undefined },
      administrator,
    )
    const quarantined = items.flatMap(({ logs }) => logs).reduce((sum, log) => sum + log.quarantined, 0)
    return { ms, facts: { count, quarantined, cpuMs, receivedBytes: received() } }
  },
})
