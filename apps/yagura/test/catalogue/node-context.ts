import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach } from 'vitest'
import type { Settings } from '../../src/api/contract/node.ts'
import type { LiveEvent, NodeContext, NodeMode } from '../../src/node/context.ts'
import { createLive } from '../../src/node/live.ts'
import { openStore } from '../../src/node/store/open-store.ts'

/** A context whose clock stands still until a test moves it. */
export type TestNode = {
  readonly context: NodeContext
  readonly setNow: (nowMs: number) => void
  readonly events: readonly LiveEvent[]
  /** Ends the process, as far as the store can tell, and opens a new context on the same folder. */
  readonly restart: () => Promise<TestNode>
}

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** A node's context in a folder of its own, removed at the end of the test. */
export async function testNode(nowMs: number, mode: NodeMode = 'REAL'): Promise<TestNode> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'yagura-node-'))
  closers.push(() => rmSync(dataFolder, { recursive: true }))
  return openNode(dataFolder, nowMs, mode)
}

async function openNode(dataFolder: string, startMs: number, mode: NodeMode): Promise<TestNode> {
  let nowMs = startMs
  let count = 0
  const store = await openStore({ dataFolder, mode })
  closers.push(() => store.close())
  const events: LiveEvent[] = []
  const live = createLive((error) => {
    throw error
  })
  live.subscribe((event) => events.push(event))
  const context: NodeContext = {
    store,
    clock: { nowMs: () => nowMs },
    live,
    logger: pino({ level: 'silent' }),
    mode,
    newId: () => `ID${store.lastSeq()}X${String(++count).padStart(6, '0')}`,
  }
  return {
    context,
    setNow: (next) => {
      nowMs = next
    },
    events,
    restart: async () => {
      await store.close()
      return openNode(dataFolder, nowMs, mode)
    },
  }
}

/** Settings as a fresh node has them, as far as these tests read them. */
export const testSettings: Settings = {
  nodeName: 'test',
  marking: { en: 'TEST', ja: '試験', portion: { en: 'T', ja: '試' }, background: '#000000', colour: '#ffffff' },
  places: [],
  screening: { automatic: false, days: 7, withinKm: 5, everyMin: 60, maxAgeDays: 30 },
  retention: { elementSetDays: 30, screenings: 3, logDays: 365 },
  escalateAfterMin: { critical: 5, serious: 30 },
  watchEndsUtc: [],
}

/** Bytes as a source hands them over. */
export async function* bytesOf(...chunks: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk
}
