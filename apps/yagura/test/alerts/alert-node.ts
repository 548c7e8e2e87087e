import type { LogRecord, Store } from '@yagura/core'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import type { Settings } from '../../src/api/contract/node.ts'
import type { Caller } from '../../src/api/contract/operations.ts'
import { type AlertDependencies, type AlertService, createAlertService } from '../../src/node/alerts/alert-service.ts'
import type { Happening } from '../../src/node/alerts/happening.ts'
import type { JudgeDetections, NodeContext, NodeMode } from '../../src/node/context.ts'
import { createLive } from '../../src/node/live.ts'
import { temporaryStore } from '../store/temporary-store.ts'

/** 2026-11-22T03:00Z, a Sunday night. */
export const startMs: number = Date.parse('2026-11-22T03:00:00Z')
export const minuteMs = 60_000

export const officer: Caller = { officer: 'Sato', role: 'officer' }
export const administrator: Caller = { officer: 'Abe', role: 'administrator' }

/** Settings of a node in a test. */
export const settings: Pick<Settings, 'nodeName' | 'marking' | 'escalateAfterMin' | 'watchEndsUtc' | 'retention'> = {
  nodeName: 'Node 1',
  marking: {
    en: 'UNCLASSIFIED',
    ja: '秘密区分なし',
    portion: { en: 'U', ja: 'なし' },
    background: '#007a33',
    colour: '#ffffff',
  },
  escalateAfterMin: { critical: 2, serious: 15 },
  watchEndsUtc: ['00:00', '08:00', '16:00'],
  retention: { elementSetDays: 30, screenings: 10, logDays: 400 },
}

/** A context whose clock a test sets. */
export type TestContext = NodeContext & { readonly setNow: (nowMs: number) => void; readonly logged: LogRecord[] }

/** A context on a store, with its own clock; its commits are broadcast as a node's are. */
export function testContext(store: Store, mode: NodeMode = 'REAL'): TestContext {
  let nowMs = startMs
  let lastId = 0
  const logged: LogRecord[] = []
  const live = createLive((error) => {
    throw error
  })
  return {
    store: {
      ...store,
      commit: async (change) => {
        const committed = await store.commit(change)
        for (const record of committed.records) logged.push(record)
        return committed
      },
    },
    clock: { nowMs: () => nowMs },
    live,
    logger: pino({ level: 'silent' }),
    mode,
    newId: () => {
      lastId += 1
      return `${store.lastSeq()}-${String(lastId).padStart(6, '0')}`
    },
    setNow: (atMs) => {
      nowMs = atMs
    },
    logged,
  }
}

/** Alerts in a store of their own. */
export async function alertNode(
  options: Partial<AlertDependencies> & { readonly store?: Store } = {},
): Promise<AlertService & { readonly context: TestContext; readonly told: Happening[]; readonly store: Store }> {
  const { store = await temporaryStore(), ...dependencies } = options
  const context = testContext(store)
  const told: Happening[] = []
  const service = await createAlertService(context, {
    settings: () => settings,
    verifyOfficer: async (name) => ({ officer: name, role: 'administrator' }),
    outbox: {
      draft: (happenings) => {
        told.push(...happenings)
        return []
      },
      posted: () => undefined,
    },
    ...dependencies,
  })
  onTestFinished(() => service.close())
  return { ...service, context, told, store }
}

type Detection = Parameters<JudgeDetections>[1][number]

/** Something that a watch found. */
export function detection(key: string, changes: Partial<Detection> = {}): Detection {
  return {
    key,
    watchId: 'space',
    ruleId: 'any-very-close',
    priority: 'caution',
    subjects: ['1', '2'],
    reason: `why ${key}`,
    rationale: { consequence: 'debris', action: 'tell the owners', timeAllowedS: 3600 },
    evidence: { missKm: 0.1 },
    title: `title ${key}`,
    link: '/space/ca/1-2',
    actByMs: startMs + 60 * minuteMs,
    group: 'close approaches',
    ...changes,
  }
}
