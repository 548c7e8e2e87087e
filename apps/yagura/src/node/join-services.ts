import { join } from 'node:path'
import { alertState } from '@yagura/core'
import { shippedPolicies } from '@yagura/record'
import { elementsDataset } from '@yagura/space'
import type { Settings } from '../api/contract/node.ts'
import type { JsonHandlers, StreamHandlers, UploadHandlers } from '../api/routes.ts'
import type { ServerOptions } from '../api/server.ts'
import { verifyEd25519 } from '../crypto/verify-ed25519.ts'
import { createAlertService } from './alerts/alert-service.ts'
import { createSubjectPriority } from './alerts/subject-priority.ts'
import { createAuditService } from './audit/audit-service.ts'
import { auditedReads } from './audit/audited-reads.ts'
import { createCaseService, nameWithoutKeys } from './cases/case-service.ts'
import { createCatalogueService } from './catalogue/catalogue-service.ts'
import { createPartnerElements } from './catalogue/partner-elements.ts'
import { createStockFacts } from './catalogue/stock-facts.ts'
import type { NodeContext } from './context.ts'
import { type CyberService, createCyberService } from './cyber/cyber-service.ts'
import { createCaseExchange } from './cyber/handlers/case-exchange.ts'
import { notedSearch } from './cyber/handlers/reading-notes.ts'
import { handToReader } from './hand-to-reader.ts'
import { handoverFactsOf } from './handover-facts.ts'
import { createHealthService } from './health/health-service.ts'
import { createUnreadableDocuments } from './health/unreadable-documents.ts'
import { createJobService } from './jobs/job-service.ts'
import { createMessageService } from './messages/message-service.ts'
import { createNotificationService } from './notifications/notification-service.ts'
import { createOfficersService, type OfficersOptions, type OfficersService } from './officers/service.ts'
import { createPartnersService, type PartnerOptions } from './partners/partners-service.ts'
import { readableDocuments } from './readable-documents.ts'
import { createPartnerApproaches } from './releases/partner-approaches.ts'
import { createReleaseService, recordKinds } from './releases/release-service.ts'
import { createSubjectReader } from './releases/release-subject.ts'
import { createSharedLogs } from './releases/shared-logs.ts'
import { startRetention } from './retention.ts'
import { screeningDue } from './screening/screening-due.ts'
import { createScreeningService } from './screening/screening-service.ts'
import { createSearchOverall } from './search-everything.ts'
import { createSettingsService } from './settings/service.ts'
import { type CommandLineSource, createSourceService } from './sources/source-service.ts'
import { createStatus } from './status.ts'
import { createWatchRoomService } from './watch-room/watch-room-service.ts'

/** What the operator settles when a node starts. */
export type ServiceOptions = {
  readonly dataFolder: string
  /** What was named on the command line. */
  readonly sources: readonly CommandLineSource[]
  /** Absolute paths below which sources may read that are set up while the node runs. */
  readonly allowedFolders: readonly string[]
  /** Threads that a screening may use. */
  readonly threadCount: number
  readonly version: string
  /** How many objects of the generated population are watched; all of them where absent. */
  readonly simulatedObjects?: number
  /** How accounts are kept; another cost of passwords for tests that make thousands of them. */
  readonly officers?: OfficersOptions
  /** Where partners are answered; undefined where they are not. */
  readonly partnerListen?: PartnerOptions['listen']
  /** Entry of the thread that has the store of STIX objects; beside the command's own bundle where absent. */
  readonly stixThread?: URL
}

/** The services of a node, joined: what answers the operations of the API. */
export type JoinedServices = {
  readonly officers: OfficersService
  readonly handlers: JsonHandlers
  readonly streams: StreamHandlers
  readonly uploads: UploadHandlers
  /** Adds what is answered beside the operations. */
  readonly addBeside: NonNullable<ServerOptions['addBeside']>
  /** What keeps the node from doing its work; empty where nothing does. */
  readonly notReady: () => readonly string[]
  /** Begins to ask sources and to judge the node's health. */
  readonly start: () => Promise<void>
}

type Closers = (() => Promise<void>)[]
type Closable = { readonly close: () => Promise<void> }

const DAY_MS = 86_400_000
const nodeCaller = { officer: 'node', role: 'officer' } as const
function simulatedSource(objects: number | undefined): CommandLineSource {
  return { kind: 'simulated', reads: 'elements', location: objects === undefined ? '' : `seed=1&objects=${objects}` }
}

/**
 * Makes every service and hands each what it needs of the others.
 *
 * @param closers - Gains what ends each service, in the order in which they are made.
 */
export async function joinServices(
  context: NodeContext,
  options: ServiceOptions,
  closers: Closers,
): Promise<JoinedServices> {
  const room = await makeRoom(context, options, closers)
  const share = await makeShare(context, options, room, closers)
  const sky = await makeSky(context, options, { ...room, ...share }, closers)
  const { settings, officers, alerts } = room
  const { catalogue, messages, jobs, screening, sources } = sky
  const { partners, listPartnerApproaches, cases } = share
  const cyber = kept(closers, await makeCyber(context, options, { ...room, ...share, ...sky }))
  const releases = kept(closers, makeReleases(context, room, share, sky))
  const partnerElements = createPartnerElements(context, partners.datasets, catalogue)
  const health = kept(
    closers,
    createHealthService(context, {
      ...{ judge: alerts.judge, sources: sources.list, clockSamples: sources.clockSamples },
      stock: createStockFacts(catalogue.records, () => catalogue.state().revision, context.clock.nowMs),
      work: () => screeningDue(settings().screening, screening.summary(), jobs.list(), catalogue.facts().usable),
      unreadable: createUnreadableDocuments(context.store, readableDocuments),
      dataFolder: options.dataFolder,
    }),
  )
  const watchRoom = createWatchRoomService(context, {
    ...{ openAlerts: alerts.openAlerts, verifyOfficer: officers.verifyOfficer },
    handoverFacts: () => handoverFactsOf(sources.list(), jobs.list()),
  })
  const status = createStatus(context, {
    ...{ version: options.version, settings, catalogue: catalogue.facts, screening: screening.summary },
    ...{ sources: sources.list, alerts: alerts.counts, clock: health.clock, store: health.store },
    ...{ faults: health.faults, jobsRunning: jobs.runningCount, watchHolder: watchRoom.watchHolder },
    signInRequired: officers.signInRequired,
  })
  const search = createSearchOverall({
    ...{ objects: catalogue.records, findApproaches: screening.find, alerts: alerts.openAlerts, jobs: jobs.list },
    ...{ sources: sources.list, rules: alerts.rules, places: () => settings().places, others: [cyber.search] },
  })
  const { crossings } = partners
  const audit = createAuditService(context, {
    ...{ policies: share.policies, settle: crossings.settle, marking: () => settings().marking.en },
  })
  const shown = {
    ...{ ...catalogue.handlers, ...screening.handlers, ...partners.handlers, ...releases.handlers },
    listPartnerApproaches,
  }
  const forgetters = [
    (): Promise<void> => partners.datasets.forgetUnnamed(releases.names),
    ...[cases.retain, catalogue.retain, screening.retain],
    ...forgettersOf(context, settings, messages, watchRoom),
  ]
  kept(closers, startRetention(context, { settings, forgetters }))
  return {
    ...{ officers, addBeside: cyber.addTaxii },
    handlers: {
      ...{ ...status, ...notedSearch(search, cyber), ...room.handlers, ...watchRoom.handlers, ...sources.handlers },
      ...{ ...jobs.handlers, ...messages.handlers, ...shown, ...auditedReads(shown, crossings), ...audit.handlers },
      ...{ ...cases.handlers, ...cyber.handlers, ...makeCaseExchange(context, { ...room, ...share }, cyber) },
    },
    streams: { ...catalogue.streams, ...screening.streams, ...audit.streams, ...cases.streams, ...cyber.streams },
    uploads: {
      ...{ ...cyber.uploads, ...cases.uploads },
      uploadFile: ({ query: { name, reads = 'elements' }, body }, { officer }, signal) =>
        sources.upload({ name, reads, bytes: body, signal, by: officer }),
    },
    notReady: () => (health.store().state === 'ok' ? [] : ['the store cannot be written']),
    start: async () => {
      sources.start()
      health.start()
      await partnerElements.refresh()
      await cyber.start()
      await partners.start()
      await releases.start()
    },
  }
}

type Forgetting = { readonly forgetBefore: (beforeMs: number) => Promise<void> }

/** What is forgotten by its age: messages like the element sets they are about, handovers like the log. */
function forgettersOf(
  { clock }: NodeContext,
  settings: () => Settings,
  messages: Forgetting,
  handovers: Forgetting,
): readonly (() => Promise<void>)[] {
  const daysAgoMs = (days: number): number => clock.nowMs() - days * DAY_MS
  return [
    () => messages.forgetBefore(daysAgoMs(settings().retention.elementSetDays)),
    () => handovers.forgetBefore(daysAgoMs(settings().retention.logDays)),
  ]
}

/** Adds what ends a service to the closers. */
function kept<Service extends Closable>(closers: Closers, service: Service): Service {
  closers.push(service.close)
  return service
}

/** What people work with, whatever is watched: settings, accounts, alerts and who is told of them. */
async function makeRoom(context: NodeContext, options: ServiceOptions, closers: Closers) {
  const { settings, handlers: settingsHandlers, close } = createSettingsService(context)
  closers.push(close)
  const officers = createOfficersService(context, options.officers)
  const notifications = kept(closers, createNotificationService(context, settings))
  const { verifyOfficer } = officers
  const alerts = kept(closers, await createAlertService(context, { settings, verifyOfficer, outbox: notifications }))
  const handlers = { ...settingsHandlers, ...officers.handlers, ...notifications.handlers, ...alerts.handlers }
  return { settings, officers, alerts, handlers }
}

type Room = Awaited<ReturnType<typeof makeRoom>>
type Share = Awaited<ReturnType<typeof makeShare>>

/** What is shared with partners, and what came from them. */
async function makeShare(context: NodeContext, options: ServiceOptions, { alerts, officers }: Room, closers: Closers) {
  const { dataFolder, partnerListen: listen } = options
  const { verifyOfficer } = officers
  const readableDatasets = [elementsDataset.what]
  const dependencies = { judge: alerts.judge, kinds: recordKinds, verifyOfficer, readableDatasets }
  const partners = kept(closers, await createPartnersService(context, { dataFolder, listen }, dependencies))
  const logs = createSharedLogs(partners)
  const policies = shippedPolicies()
  const { listPartnerApproaches, about } = createPartnerApproaches(logs, recordKinds, policies)
  const { crossings } = partners
  const cases = createCaseService(context, { logs, policies, crossings, kinds: recordKinds })
  return { partners, logs, policies, cases, listPartnerApproaches, partnersAbout: about }
}

/** What leaves this node by two persons' signatures. */
function makeReleases(
  context: NodeContext,
  { alerts }: Room,
  { logs, policies, partners, cases }: Share,
  { catalogue, screening, sources }: Awaited<ReturnType<typeof makeSky>>,
) {
  const asked = (id: string) => ({ params: { id }, query: undefined, body: undefined })
  const readSubject = createSubjectReader({
    alert: (id) => alerts.handlers.readAlert(asked(id), nodeCaller),
    casePart: cases.share,
    encounter: (id) => screening.handlers.readEncounter(asked(id), nodeCaller),
    elements: () => catalogue.records().values(),
    sourceName: (id) => sources.list().find((source) => source.id === id)?.name ?? id,
    keepBlob: partners.datasets.keepOwn,
  })
  return createReleaseService(context, { logs, policies, verify: verifyEd25519, readSubject })
}

/** The cyber watch: what others know of attacks, and what of it was found here. */
function makeCyber(
  context: NodeContext,
  { dataFolder, stixThread, allowedFolders }: ServiceOptions,
  { settings, partners, jobs, alerts }: Room & Share & Awaited<ReturnType<typeof makeSky>>,
): Promise<CyberService> {
  const author = () => ({ name: partners.identity?.card.node ?? settings().nodeName })
  const ownNation = () => partners.identity?.card.party ?? ''
  return createCyberService(context, {
    ...{ dataFolder, stixThread, author, jobs, ownNation, allowedFolders, alerts },
    crossings: partners.crossings,
  })
}

/** Cases to other programs and from them. */
function makeCaseExchange(
  context: NodeContext,
  { settings, cases, logs, policies, partners }: Room & Share,
  { store }: Pick<CyberService, 'store'>,
) {
  const own = logs.own()
  return createCaseExchange(context, {
    ...{ cases: cases.handlers, logs, crossings: partners.crossings, objects: store },
    rules: { policies, party: own?.party, node: own?.node ?? nameWithoutKeys },
    author: () => ({ name: own?.node ?? settings().nodeName, originator: own?.party ?? '' }),
  })
}

/** The space watch: what is up there, what comes close, and where it is known from. */
async function makeSky(
  context: NodeContext,
  options: ServiceOptions,
  { settings, alerts, partnersAbout }: Room & Pick<Share, 'partnersAbout'>,
  closers: Closers,
) {
  const { priorityOf } = kept(closers, createSubjectPriority(alerts.openAlerts, context.live))
  const catalogue = kept(closers, await createCatalogueService(context, { settings, priorityOf }))
  const messages = createMessageService(context)
  const jobs = kept(closers, createJobService(context))
  const { judge, rules, onRulesChanged } = alerts
  const screening = kept(
    closers,
    await createScreeningService(context, {
      ...{ catalogue, jobs, settings, judge, rules, onRulesChanged, threadCount: options.threadCount },
      alertOf: (key) => {
        const alert = alerts.alertOf(key)
        return alert && { id: alert.id, state: alertState(alert) }
      },
      messagesAbout: messages.about,
      partnersAbout,
    }),
  )
  const sources = kept(
    closers,
    createSourceService(context, {
      ingest: handToReader(catalogue.ingest, messages.ingest),
      settings: {
        commandLine: context.mode === 'SIMULATED' ? [simulatedSource(options.simulatedObjects)] : options.sources,
        allowedFolders: options.allowedFolders,
        spoolFolder: join(options.dataFolder, 'spool'),
        userAgent: `Yagura/${options.version}`,
      },
    }),
  )
  return { catalogue, messages, jobs, screening, sources }
}
