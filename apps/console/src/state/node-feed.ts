import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Client, Problem } from '../api/client.ts'
import { createLive, type LinkState } from '../api/live.ts'
import type { Alert, Job, LogEntry, NodeStatus } from '../api/models.ts'
import type { createAlertBanners } from './alert-banners.ts'
import { createOnce } from './once.ts'

type DrawMarked = ReturnType<typeof createAlertBanners>

/** How many alerts and jobs the tray holds; more are counted and reached by their page. */
const TRAY_ALERTS = 1000
const TRAY_JOBS = 50

/** What the shell follows of the node. */
export type NodeFeed = {
  readonly status: Signal<NodeStatus | undefined>
  readonly problem: Signal<Problem | undefined>
  readonly alerts: Signal<readonly Alert[] | undefined>
  readonly alertTotal: ReadonlySignal<number>
  readonly jobs: Signal<readonly Job[] | undefined>
  readonly link: ReadonlySignal<LinkState>
  readonly lastChangeMs: ReadonlySignal<number | undefined>
  readonly browserOffsetMs: ReadonlySignal<number | undefined>
  readonly onLog: (listener: (entry: LogEntry) => void) => () => void
  readonly refreshStatus: () => Promise<boolean>
  readonly refreshAlerts: () => Promise<void>
  readonly refreshJobs: () => Promise<void>
  /** Reads all of it, then follows what happens. */
  readonly start: () => Promise<void>
  readonly stop: () => void
}

/** Puts a job in its place, newest first. */
function withJob(jobs: readonly Job[], job: Job): readonly Job[] {
  const known = jobs.some((one) => one.id === job.id)
  return known ? jobs.map((one) => (one.id === job.id ? job : one)) : [job, ...jobs]
}

function createReadings(client: Client, drawMarked: DrawMarked) {
  const status = signal<NodeStatus | undefined>(undefined)
  const problem = signal<Problem | undefined>(undefined)
  const alerts = signal<readonly Alert[] | undefined>(undefined)
  const alertTotal = signal(0)
  const jobs = signal<readonly Job[] | undefined>(undefined)
  const browserOffsetMs = signal<number | undefined>(undefined)
  return {
    status,
    problem,
    alerts,
    alertTotal,
    jobs,
    browserOffsetMs,
    refreshStatus: async () => {
      const askedMs = Date.now()
      const result = await client.ask('readStatus', { signal: AbortSignal.timeout(2000) })
      problem.value = result.ok ? undefined : result.problem
      if (!result.ok) return false
      status.value = result.answer
      const roundTripMs = Date.now() - askedMs
      // The node's time was taken about half a round trip ago.
      if (roundTripMs < 1000) browserOffsetMs.value = askedMs + roundTripMs / 2 - Date.parse(result.answer.nowUtc)
      return true
    },
    refreshAlerts: createOnce(async () => {
      const result = await client.ask('listAlerts', { query: { state: 'open', limit: TRAY_ALERTS } })
      if (!result.ok) return
      const { items, total } = result.answer
      await drawMarked(items, () => {
        alerts.value = items
        alertTotal.value = total
      })
    }),
    refreshJobs: createOnce(async () => {
      const result = await client.ask('listJobs', { query: { limit: TRAY_JOBS } })
      if (result.ok) jobs.value = result.answer.items
    }),
  }
}

/**
 * Follows the node: its status, alerts and jobs as they stand, and its log as it grows.
 * @param drawMarked - From `createAlertBanners`.
 */
export function createNodeFeed(client: Client, drawMarked: DrawMarked): NodeFeed {
  const readings = createReadings(client, drawMarked)
  const { status, jobs, refreshStatus, refreshAlerts, refreshJobs } = readings
  const link = signal<LinkState>({ state: 'connecting', sinceMs: Date.now() })
  const lastChangeMs = signal<number | undefined>(undefined)
  const listeners = new Set<(entry: LogEntry) => void>()
  const readAll = () => Promise.all([refreshStatus(), refreshAlerts(), refreshJobs()])
  const live = createLive({
    onLog: (entry) => {
      lastChangeMs.value = Date.now()
      if (entry.kind.startsWith('alert/') || entry.kind.startsWith('rule/')) void refreshAlerts()
      for (const listener of listeners) listener(entry)
    },
    onJob: (job) => {
      lastChangeMs.value = Date.now()
      jobs.value = withJob(jobs.value ?? [], job)
    },
    onStatus: (next) => {
      status.value = next
    },
    onState: (next) => {
      const back = link.value.state === 'lost' && next.state === 'live'
      link.value = next
      // What happened meanwhile is in the log that is resumed; what it amounts to is asked once.
      if (back) void readAll()
    },
    probe: refreshStatus,
  })
  return {
    ...readings,
    link,
    lastChangeMs,
    onLog: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    start: async () => {
      await refreshStatus()
      live.close()
      live.open(status.value?.seq ?? 0)
      void refreshAlerts()
      void refreshJobs()
    },
    stop: live.close,
  }
}
