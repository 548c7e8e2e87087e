import { closeSync, copyFileSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { SeededRandom } from '@yagura/testkit'
import { expect } from 'vitest'
import { loadSqlite } from '../../../src/node/store/sqlite.ts'
import { seal } from '../../store/disk-faults.ts'
import type { FaultNode, Program } from './fault-node.ts'
import type { LineState } from './line.ts'
import { converged, type Ledger } from './shared-ledger.ts'

/** What a fault may use. */
export type FaultPlace = {
  readonly program: Program
  readonly nodes: readonly FaultNode[]
  readonly ledger: Ledger
  readonly random: SeededRandom
  /** Nodes whose data folder is a small disk. */
  readonly onSmallDisk: (node: FaultNode) => boolean
  readonly maySeal: boolean
}

/** A fault that hits a node; resolves when it is healed. */
export type Fault = (place: FaultPlace, node: FaultNode) => Promise<void>

const dayMs = 86_400_000
const shortMs = [200, 2500] as const
/** Now and then a fault lasts so long that those who ask again and again have become slow to. */
const longMs = 20_000
const longOnesIn = 40

function lasting({ random }: FaultPlace): Promise<void> {
  return pause(random.integer(1, longOnesIn) === 1 ? longMs : random.integer(...shortMs))
}

const killed: Fault = async (place, node) => {
  await node.kill()
  if (place.random.uniform() < 0.5) await lasting(place)
  await node.start()
}

const paused: Fault = async (place, node) => {
  node.signal('SIGSTOP')
  await lasting(place)
  node.signal('SIGCONT')
}

const lineIs =
  (state: LineState): Fault =>
  async (place, node) => {
    node.line.set(state)
    await lasting(place)
    node.line.set('open')
  }

function setApart({ network, line }: FaultNode): void {
  if (network === undefined) line.set('cut')
  else network.cut()
}

function rejoin({ network, line }: FaultNode): void {
  if (network === undefined) line.set('open')
  else network.mend()
}

/** Nothing comes to it and nothing from it, and neither end is told: by its network where it has one of its own. */
const parted: Fault = async (place, node) => {
  setApart(node)
  await lasting(place)
  rejoin(node)
}

/** Each node is alone. */
const allApart: Fault = async (place) => {
  place.nodes.forEach(setApart)
  await lasting(place)
  place.nodes.forEach(rejoin)
}

/** Its clock stays wrong until it is started again: that is no reason to wait for anything. */
const clockOff: Fault = async ({ random }, node) => {
  await node.kill()
  await node.start(random.uniform() < 0.5 ? dayMs : -dayMs)
}

const diskFull: Fault = async (place, node) => {
  if (!place.onSmallDisk(node)) return noWriting(place, node)
  const filler = join(node.dataFolder, 'filler')
  const handle = openSync(filler, 'w')
  try {
    for (let bytes = 1 << 20; bytes >= 1; bytes >>= 1) fill(handle, bytes)
  } finally {
    closeSync(handle)
  }
  await lasting(place)
  rmSync(filler)
}

function fill(handle: number, bytes: number): void {
  try {
    for (const piece = Buffer.alloc(bytes); ; ) writeSync(handle, piece)
  } catch {
    // So much does not fit any more.
  }
}

const storeFiles = (folder: string): readonly string[] => readdirSync(folder).filter((name) => /\.sqlite/.test(name))

const noWriting: Fault = async (place, node) => {
  if (!place.maySeal) return paused(place, node)
  // Not the index of the journal: it is mapped into memory, and no disk that is read-only takes mapped pages away.
  const names = storeFiles(node.dataFolder).filter((name) => !name.endsWith('-shm'))
  const unseal = seal(...names.map((name) => join(node.dataFolder, name)))
  await lasting(place)
  unseal()
}

function copyStore(from: string, to: string): void {
  for (const name of storeFiles(to)) rmSync(join(to, name))
  for (const name of storeFiles(from)) copyFileSync(join(from, name), join(to, name))
}

function spareFolder(node: FaultNode): string {
  const spare = join(node.dataFolder, 'spare')
  rmSync(spare, { recursive: true, force: true })
  mkdirSync(spare)
  return spare
}

/** What no partner has fetched is gone with a disk; so all have fetched all before the old copy is put in its place. */
const backupRestored: Fault = async ({ nodes, ledger, random }, node) => {
  await node.kill()
  const spare = spareFolder(node)
  copyStore(node.dataFolder, spare)
  await node.start()
  await pause(random.integer(500, 2500))
  ledger.paused.add(node)
  try {
    await pause(300)
    await converged(nodes, ledger, 30)
    await node.kill()
    copyStore(spare, node.dataFolder)
    await node.start()
  } finally {
    ledger.paused.delete(node)
  }
}

type Row = { readonly id: number; readonly collection: string; readonly body: Uint8Array }

/** A bit of what lies on the disk; fsck names the log, and a copy from before takes its place. */
const bitFlipped: Fault = async ({ program, random }, node) => {
  await node.kill()
  const spare = spareFolder(node)
  copyStore(node.dataFolder, spare)
  const origin = await flipBit(join(node.dataFolder, 'simulated.sqlite'), random)
  if (origin !== undefined) {
    const { exitCode, stdout } = await program.run(['fsck', '--data', node.dataFolder])
    const bad = stdout
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row) as { readonly origin: string; readonly valid: boolean })
      .filter(({ valid }) => !valid)
    expect({ exitCode, bad: bad.map((row) => row.origin) }, JSON.stringify(bad)).toEqual({ exitCode: 1, bad: [origin] })
  }
  copyStore(spare, node.dataFolder)
  await node.start()
}

/** @returns The log in which an entry was changed; undefined where there is none yet. */
async function flipBit(file: string, random: SeededRandom): Promise<string | undefined> {
  const connection = (await loadSqlite())(file, { readOnly: false, timeoutMs: 1000 })
  try {
    const rows = connection
      .prepare(
        // Rows of a change that a kill cut short do not count.
        `SELECT id, collection, body FROM archive WHERE collection LIKE 'log-%-entries'
         AND id < coalesce((SELECT value FROM state WHERE name = 'archive_staging_from'), 9e15)`,
      )
      .all() as unknown as readonly Row[]
    const row = rows[random.integer(0, rows.length - 1)]
    if (row === undefined) return undefined
    const body = Buffer.from(row.body)
    const at = random.integer(0, body.length - 1)
    body[at] = (body[at] ?? 0) ^ (1 << random.integer(0, 7))
    connection.prepare('UPDATE archive SET body = ? WHERE id = ?').run(body, row.id)
    const number = row.collection.split('-')[1] ?? ''
    const heads = connection.prepare("SELECT id, body FROM documents WHERE collection = 'partner-logs'").all()
    return heads
      .map(({ id, body: head }) => [String(id), JSON.parse(String(head))] as const)
      .find(([, head]) => String(head.number) === number)?.[0]
  } finally {
    connection.close()
  }
}

/** Faults by name; those that stop at nothing else may come two at once. */
export const faults: Readonly<Record<string, { readonly hit: Fault; readonly isAlone: boolean }>> = {
  'kill -9': { hit: killed, isAlone: false },
  pause: { hit: paused, isAlone: false },
  partition: { hit: parted, isAlone: false },
  'line cut': { hit: lineIs('cut'), isAlone: false },
  'line slow': { hit: lineIs('slow'), isAlone: false },
  'line half-open': { hit: lineIs('silent'), isAlone: false },
  'bit flipped on the wire': { hit: lineIs('garbled'), isAlone: false },
  'all apart': { hit: allApart, isAlone: true },
  'clock a day off': { hit: clockOff, isAlone: false },
  'disk full': { hit: diskFull, isAlone: false },
  'store read-only': { hit: noWriting, isAlone: false },
  'backup restored': { hit: backupRestored, isAlone: true },
  'bit flipped in the store': { hit: bitFlipped, isAlone: false },
}
