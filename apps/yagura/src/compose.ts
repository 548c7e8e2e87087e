import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { alertState, type Store } from '@yagura/core'
import type { Logger } from 'pino'
import type { Job } from './api/contract/jobs.ts'
import { operations } from './api/contract/operations.ts'
import type { Source } from './api/contract/sources.ts'
import { createNodeMetrics, type NodeMetrics } from './api/metrics.ts'
import type { UploadHandlers } from './api/routes.ts'
import type { ListenOptions } from './api/served-address.ts'
import { createServer } from './api/server.ts'
import { createAlertService } from './node/alerts/alert-service.ts'
import { createSubjectPriority } from './node/alerts/subject-priority.ts'
import { createCatalogueService } from './node/catalogue/catalogue-service.ts'
import { createStockFacts } from './node/catalogue/stock-facts.ts'
import type { Ingest, NodeContext, NodeMode } from './node/context.ts'
import { createHealthService } from './node/health/health-service.ts'
import { createJobService } from './node/jobs/job-service.ts'
import { createLive } from './node/live.ts'
import { createMessageService } from './node/messages/message-service.ts'
import { createCommandToken, publishAddress, withdrawAddress } from './node/node-identity.ts'
import { createNotificationService } from './node/notifications/notification-service.ts'
import { createOfficersService } from './node/officers/service.ts'
import { startRetention } from './node/retention.ts'
import { createScreeningService } from './node/screening/screening-service.ts'
import { createSettingsService } from './node/settings/service.ts'
import { type CommandLineSource, createSourceService } from './node/sources/source-service.ts'
import type { Upload } from './node/sources/upload.ts'
import { createStatus } from './node/status.ts'
import { openStore } from './node/store/open-store.ts'
import { ulid } from './node/ulid.ts'
import { createWatchRoomService } from './node/watch-room/watch-room-service.ts'

/** What a node is started with. */
export type NodeOptions = {
  readonly dataFolder: string
  readonly mode: NodeMode
  /** What the operator named on the command line. */
  readonly sources: readonly CommandLineSource[]
  readonly allowedFolders: readonly string[]
  readonly listen: ListenOptions
  readonly threadCount: number
  /** Folder of the bundled page. */
  readonly consoleFolder: string
  readonly version: string
  readonly logger: Logger
}

/** A node that runs. */
export type ComposedNode = {
  /** Address of its page, without a slash at the end. */
  readonly url: string
  /** Stops it: pages are told, what is under way is left so that it can go on. */
  readonly close: () => Promise<void>
}

const DAY_MS = 86_400_000

/**
 * Puts a node together and starts it: the only place where all its parts meet.
 *
 * @throws what opening the store throws, and what the server throws where it may not or cannot listen.
 */
export async function composeNode(options: NodeOptions): Promise<ComposedNode> {
  const { dataFolder, mode, logger, listen } = options
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  const metrics = createNodeMetrics()
  const store = await openStore({ dataFolder, mode })
  const closers: (() => Promise<void>)[] = [() => store.close()]
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    const context = createContext(store, mode, logger, metrics)
    const { handlers, streams, uploads, officers, live } = await createServices(context, options, closers)
    const token = createCommandToken()
    const server = await createServer({
      ...{
        operations: answered(handlers, streams, uploads),
        handlers,
        streams,
        uploads,
        officers,
        store: context.store,
        live,
        logger,
        metrics,
        listen,
      },
      consoleFolder: options.consoleFolder,
      commandToken: token,
      notReady: () => [],
    })
    closers.push(() => server.close())
    const url = await server.listen({ host: listen.host, port: listen.port })
    await publishAddress(dataFolder, { url, token, processId: process.pid })
    closers.push(() => withdrawAddress(dataFolder))
    return { url: listen.publicUrl ?? url, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** The context of all services: what is committed is measured and told to whoever listens. */
function createContext(store: Store, mode: NodeMode, logger: Logger, metrics: NodeMetrics): NodeContext {
  const clock = { nowMs: () => Date.now() }
  const live = createLive((error) => logger.error({ err: error }, 'a listener failed'))
  const commit: Store['commit'] = async (change) => {
    const begunMs = performance.now()
    try {
      const committed = await store.commit(change)
      metrics.commitS('ok', (performance.now() - begunMs) / 1000)
      for (const record of committed.records) live.publish({ kind: 'log', record })
      return committed
    } catch (error) {
      metrics.commitS('failed', (performance.now() - begunMs) / 1000)
      throw error
    }
  }
  return {
    store: { ...store, commit },
    clock,
    live,
    logger,
    mode,
    newId: () => ulid(clock.nowMs(), randomBytes),
  }
}

/** Makes every service and joins them; each is closed in the reverse order. */
async function createServices(context: NodeContext, options: NodeOptions, closers: (() => Promise<void>)[]) {
  const { dataFolder, mode } = options
  const kept = <Service extends { readonly close: () => Promise<void> }>(service: Service): Service => {
    closers.push(service.close)
    return service
  }
  const { settings, ...settingsService } = kept(createSettingsService(context))
  const officers = kept(createOfficersService(context))
  const { verifyOfficer } = officers
  const notifications = kept(createNotificationService(context, settings))
  const alerts = kept(await createAlertService(context, { settings, verifyOfficer, outbox: notifications }))
  const { priorityOf } = kept(createSubjectPriority(alerts.openAlerts, context.live))
  const catalogue = kept(await createCatalogueService(context, { settings, priorityOf }))
  const messages = createMessageService(context)
  const jobs = kept(createJobService(context))
  const screening = kept(
    await createScreeningService(context, {
      ...{ catalogue, jobs, settings, judge: alerts.judge, rules: alerts.rules, onRulesChanged: alerts.onRulesChanged },
      alertOf: (key) => {
        const alert = alerts.alertOf(key)
        return alert && { id: alert.id, state: alertState(alert) }
      },
      messagesAbout: messages.about,
      threadCount: options.threadCount,
    }),
  )
  const ingest: Ingest = (file) => (file.reads === 'cdm' ? messages.ingest(file) : catalogue.ingest(file))
  const sources = kept(
    createSourceService(context, {
      ingest,
      settings: {
        commandLine: mode === 'SIMULATED' ? [{ kind: 'simulated', reads: 'elements', location: '' }] : options.sources,
        allowedFolders: options.allowedFolders,
        spoolFolder: join(dataFolder, 'spool'),
        userAgent: `Yagura/${options.version}`,
      },
    }),
  )
  const health = kept(
    createHealthService(context, {
      judge: alerts.judge,
      sources: sources.list,
      clockSamples: sources.clockSamples,
      stock: createStockFacts(catalogue.records, () => catalogue.state().revision, context.clock.nowMs),
      work: () => [],
      dataFolder,
    }),
  )
  const watchRoom = kept(
    createWatchRoomService(context, {
      openAlerts: alerts.openAlerts,
      handoverFacts: () => ({ due: [], sources: sources.list().flatMap(troubleOf), jobs: jobs.list().flatMap(workOf) }),
      verifyOfficer,
    }),
  )
  const status = createStatus(context, {
    version: options.version,
    settings,
    catalogue: catalogue.facts,
    screening: screening.summary,
    sources: sources.list,
    alerts: alerts.counts,
    clock: health.clock,
    store: health.store,
    faults: health.faults,
    jobsRunning: jobs.runningCount,
    watchHolder: watchRoom.watchHolder,
    signInRequired: officers.signInRequired,
  })
  kept(
    startRetention(context, {
      settings,
      forgetters: [
        catalogue.retain,
        () => messages.forgetBefore(context.clock.nowMs() - settings().retention.elementSetDays * DAY_MS),
      ],
    }),
  )
  sources.start()
  health.start()
  return {
    handlers: {
      ...status,
      ...settingsService.handlers,
      ...officers.handlers,
      ...notifications.handlers,
      ...alerts.handlers,
      ...catalogue.handlers,
      ...messages.handlers,
      ...jobs.handlers,
      ...screening.handlers,
      ...sources.handlers,
      ...watchRoom.handlers,
    },
    streams: screening.streams,
    uploads: createUploads(sources.upload),
    officers,
    live: context.live,
  }
}

function createUploads(upload: Upload): UploadHandlers {
  return {
    uploadFile: ({ query: { name, reads = 'elements' }, body }, { officer }, signal) =>
      upload({ name, reads, bytes: body, signal, by: officer }),
  }
}

/** What a handover says of a source that is not well. */
function troubleOf({ name, state, lastError }: Source): readonly string[] {
  if (state !== 'failing' && state !== 'stale') return []
  return [`${name}: ${state}${lastError === null ? '' : `: ${lastError.message}`}`]
}

/** What a handover says of a job that is not done. */
function workOf({ title, state, progress }: Job): readonly string[] {
  return state === 'running' || state === 'queued' ? [`${title}: ${state}, ${Math.round(progress * 100)} %`] : []
}

function answered(...parts: readonly object[]): Readonly<Record<string, (typeof operations)[keyof typeof operations]>> {
  const ids = new Set([
    ...parts.flatMap((part) => Object.keys(part)),
    'readSession',
    'signIn',
    'signOut',
    'streamEvents',
  ])
  return Object.fromEntries(Object.entries(operations).filter(([id]) => ids.has(id)))
}
