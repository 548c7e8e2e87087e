import { join } from 'node:path'
import { alertState } from '@yagura/core'
import type { Policies } from '@yagura/record'
import { createSubjectPriority } from './alerts/subject-priority.ts'
import { createThingAdder } from './cases/add-thing.ts'
import { nameWithoutKeys } from './cases/case-service.ts'
import type { PartRules } from './cases/check-part.ts'
import { createCatalogueService } from './catalogue/catalogue-service.ts'
import type { NodeContext } from './context.ts'
import { type CyberService, createCyberService } from './cyber/cyber-service.ts'
import { createCaseExchange } from './cyber/handlers/case-exchange.ts'
import { handToReader } from './hand-to-reader.ts'
import { createJobService } from './jobs/job-service.ts'
import { type Closers, kept, type Room, type ServiceOptions, type Share } from './join-room.ts'
import { createMessageService } from './messages/message-service.ts'
import { restingOn } from './releases/held-records.ts'
import type { SharedLogs } from './releases/release-dependencies.ts'
import { recordKinds } from './releases/release-service.ts'
import { detectionBehind, type ThingBindings } from './releases/thing-bindings.ts'
import { createScreeningService } from './screening/screening-service.ts'
import { type CommandLineSource, createSourceService } from './sources/source-service.ts'
import { isoOfUnixMs } from './unix-time.ts'

function simulatedSource(objects: number | undefined): CommandLineSource {
  return { kind: 'simulated', reads: 'elements', location: objects === undefined ? '' : `seed=1&objects=${objects}` }
}

/** The space watch: what is up there, what comes close, and where it is known from. */
export async function makeSky(
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

/** See `makeSky`. */
export type Sky = Awaited<ReturnType<typeof makeSky>>

/** The cyber watch: what others know of attacks, and what of it was found here. */
export function makeCyber(
  context: NodeContext,
  { dataFolder, stixThread, allowedFolders, taxiiListen }: ServiceOptions,
  { settings, partners, jobs, alerts }: Room & Share & Sky,
): Promise<CyberService> {
  const author = () => ({ name: partners.identity?.card.node ?? settings().nodeName })
  const ownNation = () => partners.identity?.card.party ?? ''
  return createCyberService(context, {
    ...{ dataFolder, stixThread, author, jobs, ownNation, allowedFolders, alerts, taxiiListen },
    crossings: partners.crossings,
  })
}

/** Things of the watches that go into cases. */
export function makeThingAdder(
  { clock, mode }: NodeContext,
  { cases, logs, policies }: Share,
  { evidenceOf }: Pick<CyberService, 'evidenceOf'>,
  bindings: Pick<ThingBindings, 'of' | 'readAlert'>,
) {
  return createThingAdder({
    ...{ cases, rules: { ...partRules(logs, policies), mode } },
    // An alert about what was found in logs brings what was found, as it does from the queue.
    evidenceOf: async (thing) => evidenceOf((await detectionBehind(thing, bindings)) ?? thing),
    marksOf: async (things, mark) => {
      const behind = await Promise.all(things.map((thing) => detectionBehind(thing, bindings)))
      const all = [...things, ...behind.flatMap((thing) => thing ?? [])]
      const bound = await Promise.all(all.map((thing) => bindings.of(thing, mark)))
      const restsOn = new Set(bound.flatMap((each) => each.restsOn))
      const records = await restingOn([...restsOn], logs, recordKinds, clock.nowMs())
      return [...bound.flatMap(({ tellsOf }) => tellsOf), ...records].map((one) => one.mark)
    },
    nowUtc: () => isoOfUnixMs(clock.nowMs()),
  })
}

/** Who this node is in cases. */
function partRules(logs: Pick<SharedLogs, 'own'>, policies: Policies): Omit<PartRules, 'mode'> {
  const own = logs.own()
  return { policies, party: own?.party, node: own?.node ?? nameWithoutKeys }
}

/** Cases to other programs and from them. */
export function makeCaseExchange(
  context: NodeContext,
  { settings, cases, logs, policies, partners }: Room & Share,
  { store, noteRead }: Pick<CyberService, 'store' | 'noteRead'>,
) {
  return createCaseExchange(context, {
    ...{ cases: cases.handlers, toldTo: cases.toldTo, logs, crossings: partners.crossings, objects: store, noteRead },
    rules: partRules(logs, policies),
    author: () => ({ name: logs.own()?.node ?? settings().nodeName }),
  })
}
