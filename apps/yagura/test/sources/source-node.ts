import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import { createCatalogueService } from '../../src/node/catalogue/catalogue-service.ts'
import type { LiveEvent, NodeContext, NodeMode } from '../../src/node/context.ts'
import { handToReader } from '../../src/node/hand-to-reader.ts'
import { createLive } from '../../src/node/live.ts'
import { createMessageService, type MessageService } from '../../src/node/messages/message-service.ts'
import { createSourceService, type SourceService, type SourceSettings } from '../../src/node/sources/source-service.ts'
import { openStore } from '../../src/node/store/open-store.ts'
import { testSettings } from '../catalogue/node-context.ts'
import { type FaultServer, startFaultServer } from './fault-server.ts'

/** A node with a real store, a real catalogue and sources, whose clock a test sets. */
export type SourceNode = {
  readonly context: NodeContext
  readonly sources: SourceService
  readonly messages: MessageService
  readonly clock: { nowMs: number }
  readonly events: LiveEvent[]
  readonly objectCount: () => number
  /** Asks what is due, and waits until all has been answered. */
  readonly ask: () => Promise<void>
  /** Lets time pass, and asks what is due by then. */
  readonly pass: (ms: number) => Promise<void>
  readonly logTexts: () => readonly string[]
  /** Stops the node and starts it again on the same data folder. */
  readonly restart: () => Promise<SourceNode>
}

export const caller = { officer: 'Sato', role: 'administrator' } as const
export const minuteMs = 60_000
export const hourMs = 3_600_000
/** 2024-07-05T12:10Z, while the elements of the files are young. */
const startMs = Date.UTC(2024, 6, 5, 12, 10)

/** A folder that is removed at the end of the test. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yagura-sources-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A server for one test. */
export async function faultServer(): Promise<FaultServer> {
  const server = await startFaultServer()
  onTestFinished(() => server.close())
  return server
}

/** Starts a node for one test. */
export async function startNode(
  settings: Partial<SourceSettings> = {},
  options: { readonly mode?: NodeMode; readonly dataFolder?: string; readonly nowMs?: number } = {},
): Promise<SourceNode> {
  const dataFolder = options.dataFolder ?? scratchFolder()
  const mode = options.mode ?? 'REAL'
  const clock = { nowMs: options.nowMs ?? startMs }
  const events: LiveEvent[] = []
  const live = createLive((error) => {
    throw error
  })
  live.subscribe((event) => events.push(event))
  const store = await openStore({ dataFolder, mode })
  let ids = 0
  const context: NodeContext = {
    store,
    clock: { nowMs: () => clock.nowMs },
    live,
    logger: pino({ level: 'silent' }),
    mode,
    newId: () => `${String(store.lastSeq()).padStart(13, '0')}${String(++ids).padStart(13, '0')}`,
  }
  const catalogue = await createCatalogueService(context, { settings: () => testSettings, priorityOf: () => null })
  const messages = createMessageService(context)
  const sources = createSourceService(context, {
    ingest: handToReader(catalogue.ingest, messages.ingest),
    settings: {
      commandLine: [],
      allowedFolders: [],
      spoolFolder: join(dataFolder, 'spool'),
      userAgent: 'Yagura/test',
      limits: { answerMs: 1000, idleMs: 300, wholeMs: 5000, bodyBytes: 4 * 1024 * 1024 },
      ...settings,
    },
  })
  let stopped = false
  const stop = async (): Promise<void> => {
    if (stopped) return
    stopped = true
    await sources.close()
    await catalogue.close()
    await store.close()
  }
  onTestFinished(stop)
  const ask = async (): Promise<void> => {
    sources.tick()
    await sources.settled()
  }
  return {
    context,
    sources,
    messages,
    clock,
    events,
    objectCount: () => catalogue.facts().objects,
    ask,
    pass: async (ms) => {
      clock.nowMs += ms
      await ask()
    },
    logTexts: () => store.readLog({ kind: 'source', newestFirst: false, limit: 1000 }).records.map(({ text }) => text),
    restart: async () => {
      await stop()
      return startNode(settings, { mode, dataFolder, nowMs: clock.nowMs })
    },
  }
}
