import { computed, effect, signal } from '@preact/signals'
import { createClient, type Problem } from '../api/client.ts'
import { createLive, type LinkState } from '../api/live.ts'
import type { Alert, Job, LogEntry, NodeStatus, Session } from '../api/models.ts'
import { createCommandRegistry } from '../keys/commands.ts'
import { createRouter } from '../routing/location.ts'
import type { Console } from './console.ts'
import { createOnce } from './once.ts'
import { createPreferences } from './preferences.ts'
import { createToasts } from './toasts.ts'

/** How many alerts and jobs the tray holds; more are counted and reached by their page. */
const TRAY_ALERTS = 1000
const TRAY_JOBS = 50

/** Puts a job in its place, newest first. */
export function withJob(jobs: readonly Job[], job: Job): readonly Job[] {
  const known = jobs.some((one) => one.id === job.id)
  return known ? jobs.map((one) => (one.id === job.id ? job : one)) : [job, ...jobs]
}

/** Makes the state that all pages share, and follows the node. */
export function createConsole(): Console {
  const router = createRouter()
  const preferences = createPreferences(router.place.value.query)
  const session = signal<Session | undefined>(undefined)
  const status = signal<NodeStatus | undefined>(undefined)
  const problem = signal<Problem | undefined>(undefined)
  const alerts = signal<readonly Alert[] | undefined>(undefined)
  const alertTotal = signal(0)
  const jobs = signal<readonly Job[] | undefined>(undefined)
  const link = signal<LinkState>({ state: 'connecting', sinceMs: Date.now() })
  const lastChangeMs = signal<number | undefined>(undefined)
  const browserOffsetMs = signal<number | undefined>(undefined)
  const browserNowMs = signal(Date.now())
  const listeners = new Set<(entry: LogEntry) => void>()
  const client = createClient(() => {
    if (session.value !== undefined) session.value = { ...session.value, officer: null, signInRequired: true }
  })

  const takeStatus = (next: NodeStatus, roundTripMs: number) => {
    status.value = next
    // The node's time was taken about half a round trip ago.
    if (roundTripMs < 1000) browserOffsetMs.value = Date.now() - roundTripMs / 2 - Date.parse(next.nowUtc)
  }
  const refreshStatus = async () => {
    const askedMs = Date.now()
    const result = await client.ask('readStatus', { signal: AbortSignal.timeout(4000) })
    problem.value = result.ok ? undefined : result.problem
    if (result.ok) takeStatus(result.answer, Date.now() - askedMs)
    return result.ok
  }
  const refreshAlerts = createOnce(async () => {
    const result = await client.ask('listAlerts', { query: { state: 'open', limit: TRAY_ALERTS } })
    if (!result.ok) return
    alerts.value = result.answer.items
    alertTotal.value = result.answer.total
  })
  const refreshJobs = createOnce(async () => {
    const result = await client.ask('listJobs', { query: { limit: TRAY_JOBS } })
    if (result.ok) jobs.value = result.answer.items
  })
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
    onStatus: (next) => takeStatus(next, 0),
    onState: (next) => {
      const back = link.value.state === 'lost' && next.state === 'live'
      link.value = next
      // What happened meanwhile is in the log that is resumed; what it amounts to is asked once.
      if (back) void Promise.all([refreshStatus(), refreshAlerts(), refreshJobs()])
    },
    probe: refreshStatus,
  })

  const refresh = async () => {
    const found = await client.ask('readSession')
    if (!found.ok) {
      problem.value = found.problem
      return
    }
    session.value = found.answer
    client.keepCsrfToken(found.answer.csrfToken)
    if (found.answer.signInRequired && found.answer.officer === null) return
    await Promise.all([refreshStatus(), refreshAlerts(), refreshJobs()])
    live.close()
    live.open(status.value?.seq ?? 0)
  }

  effect(() => {
    const { theme, brightness, language, density } = preferences.value.value
    document.documentElement.dataset['theme'] = theme
    document.documentElement.dataset['density'] = density
    document.documentElement.style.setProperty('--brightness', theme === 'night' ? String(brightness) : '1')
    document.documentElement.lang = language
  })
  setInterval(() => {
    browserNowMs.value = Date.now()
  }, 1000)

  return {
    router,
    client,
    preferences,
    language: computed(() => preferences.value.value.language),
    pseudo: router.place.value.query.get('pseudo') === '1',
    session,
    status,
    problem,
    alerts,
    alertTotal,
    jobs,
    link,
    lastChangeMs,
    nowMs: computed(() => browserNowMs.value - (browserOffsetMs.value ?? 0)),
    preciseNowMs: () => Date.now() - (browserOffsetMs.peek() ?? 0),
    browserOffsetMs,
    commands: createCommandRegistry(),
    toasts: createToasts(),
    onLog: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    refresh,
    refreshAlerts,
    refreshJobs,
    signIn: async (name, password) => {
      const result = await client.ask('signIn', { body: { name, ...(password === undefined ? {} : { password }) } })
      if (!result.ok) return result.problem
      await refresh()
      return undefined
    },
    signOut: async () => {
      live.close()
      await client.ask('signOut')
      status.value = undefined
      alerts.value = undefined
      jobs.value = undefined
      await refresh()
    },
  }
}
