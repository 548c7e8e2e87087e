import type { Settings } from '../api/contract/node.ts'
import type { JsonHandlers, StreamHandlers, UploadHandlers } from '../api/routes.ts'
import type { ServerOptions } from '../api/server.ts'
import { verifyEd25519 } from '../crypto/verify-ed25519.ts'
import { createAuditService } from './audit/audit-service.ts'
import { auditedReads } from './audit/audited-reads.ts'
import { createPartnerElements } from './catalogue/partner-elements.ts'
import { createStockFacts } from './catalogue/stock-facts.ts'
import type { NodeContext } from './context.ts'
import type { CyberService } from './cyber/cyber-service.ts'
import { handoverFactsOf } from './handover-facts.ts'
import { createHealthService } from './health/health-service.ts'
import { createUnreadableDocuments } from './health/unreadable-documents.ts'
import { type Closers, kept, makeRoom, makeShare, type Room, type ServiceOptions, type Share } from './join-room.ts'
import { makeCaseExchange, makeCyber, makeSky, makeThingAdder, type Sky } from './join-watches.ts'
import type { OfficersService } from './officers/service.ts'
import { readableDocuments } from './readable-documents.ts'
import { createReleaseService } from './releases/release-service.ts'
import { createSubjectReader } from './releases/release-subject.ts'
import { createThingBindings } from './releases/thing-bindings.ts'
import { startRetention } from './retention.ts'
import { screeningDue } from './screening/screening-due.ts'
import { createSearchOverall, notedSearch } from './search-everything.ts'
import { sourceFacts } from './sources/source-facts.ts'
import { createStatus } from './status.ts'
import { createWatchRoomService } from './watch-room/watch-room-service.ts'

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

const DAY_MS = 86_400_000
const nodeCaller = { officer: 'node', role: 'officer' } as const

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
  const [{ settings, officers, alerts }, { catalogue, messages, jobs, screening, sources }] = [room, sky]
  const { partners, listPartnerApproaches, cases } = share
  const cyber = kept(closers, await makeCyber(context, options, { ...room, ...share, ...sky }))
  const releases = kept(closers, makeReleases(context, room, share, { ...sky, cyber }))
  const partnerElements = createPartnerElements(context, partners.datasets, catalogue)
  const health = kept(
    closers,
    createHealthService(context, {
      ...{ judge: alerts.judge, clockSamples: sources.clockSamples, certificates: cyber.certificateFacts },
      sources: () => [...sources.list().map(sourceFacts), ...cyber.sourceFacts()],
      stock: createStockFacts(catalogue.records, () => catalogue.state().revision, context.clock.nowMs),
      work: () => screeningDue(settings().screening, screening.summary(), jobs.list(), catalogue.facts().usable),
      unreadable: createUnreadableDocuments(context.store, readableDocuments),
      dataFolder: options.dataFolder,
    }),
  )
  const watchRoom = createWatchRoomService(context, {
    ...{ openAlerts: alerts.openAlerts, verifyOfficer: officers.verifyOfficer, policies: share.policies },
    handoverFacts: () => handoverFactsOf(sources.list(), jobs.list()),
  })
  const status = createStatus(context, {
    ...{ version: options.version, settings, catalogue: catalogue.facts, screening: screening.summary },
    ...{ sources: sources.list, alerts: alerts.counts, clock: health.clock, store: health.store },
    ...{ faults: health.faults, jobsRunning: jobs.runningCount, watchHolder: watchRoom.watchHolder },
    signInRequired: officers.signInRequired,
  })
  const search = makeSearch(context, room, share, sky, cyber)
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
      ...{ ...status, ...search, ...room.handlers, ...watchRoom.handlers, ...sources.handlers },
      ...{ ...jobs.handlers, ...messages.handlers, ...shown, ...auditedReads(shown, crossings), ...audit.handlers },
      ...makeThingAdder(context, share, cyber, createThingBindings(thingSources(room, share, { screening, cyber }))),
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

/** The search over everything; who is shown what is of other nations is written down. */
function makeSearch(
  { mode }: NodeContext,
  { settings, alerts }: Room,
  { cases, policies }: Share,
  { catalogue, screening, jobs, sources }: Sky,
  cyber: Pick<CyberService, 'search' | 'noteRead'>,
) {
  const search = createSearchOverall({
    ...{ objects: catalogue.records, findApproaches: screening.find, alerts: alerts.openAlerts, jobs: jobs.list },
    ...{ sources: sources.list, rules: alerts.rules, places: () => settings().places },
    ...{ others: [cyber.search, cases.search], policies, mode },
  })
  return notedSearch(search, { stix: cyber.noteRead, case: cases.noteListed })
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

/** Where things are read of which releases and cases tell. */
function thingSources(
  { alerts }: Room,
  { logs }: Share,
  { screening, cyber }: Pick<Sky, 'screening'> & { readonly cyber: Pick<CyberService, 'marksOf'> },
) {
  const asked = (id: string) => ({ params: { id }, query: undefined, body: undefined })
  return {
    alert: (id: string) => alerts.handlers.readAlert(asked(id), nodeCaller),
    encounter: (id: string) => screening.handlers.readEncounter(asked(id), nodeCaller),
    marksOf: cyber.marksOf,
    ownNation: () => logs.own()?.party ?? '',
  }
}

/** What leaves this node by two persons' signatures. */
function makeReleases(
  context: NodeContext,
  room: Room,
  share: Share,
  { catalogue, screening, sources, cyber }: Sky & { readonly cyber: Pick<CyberService, 'marksOf'> },
) {
  const { logs, policies, partners, cases } = share
  const readSubject = createSubjectReader({
    ...thingSources(room, share, { screening, cyber }),
    casePart: cases.share,
    elements: () => catalogue.records().values(),
    sourceName: (id) => sources.list().find((source) => source.id === id)?.name ?? id,
    keepBlob: partners.datasets.keepOwn,
  })
  return createReleaseService(context, { logs, policies, verify: verifyEd25519, readSubject })
}
