import { shippedPolicies } from '@yagura/record'
import { elementsDataset } from '@yagura/space'
import { createAlertService } from './alerts/alert-service.ts'
import { createCaseService } from './cases/case-service.ts'
import type { NodeContext } from './context.ts'
import type { TaxiiListen } from './cyber/taxii/taxii-listener.ts'
import { createNotificationService } from './notifications/notification-service.ts'
import { createOfficersService, type OfficersOptions } from './officers/service.ts'
import { readIdentity } from './partners/identity/own-identity.ts'
import { createPartnersService, type PartnerOptions } from './partners/partners-service.ts'
import { createPartnerApproaches } from './releases/partner-approaches.ts'
import { recordKinds } from './releases/release-service.ts'
import { createSharedLogs } from './releases/shared-logs.ts'
import { createSettingsService } from './settings/service.ts'
import type { CommandLineSource } from './sources/source-service.ts'

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
  /** Where TAXII clients are answered over TLS; undefined where only behind the node's own address. */
  readonly taxiiListen?: TaxiiListen | undefined
  /** Entry of the thread that has the store of STIX objects; beside the command's own bundle where absent. */
  readonly stixThread?: URL
}

/** What ends the services, in the order in which they are made. */
export type Closers = (() => Promise<void>)[]
type Closable = { readonly close: () => Promise<void> }

/** Adds what ends a service to the closers. */
export function kept<Service extends Closable>(closers: Closers, service: Service): Service {
  closers.push(service.close)
  return service
}

/** What people work with, whatever is watched: settings, accounts, alerts and who is told of them. */
export async function makeRoom(context: NodeContext, options: ServiceOptions, closers: Closers) {
  const { settings, handlers: settingsHandlers, close } = createSettingsService(context)
  closers.push(close)
  const officers = createOfficersService(context, options.officers)
  const ownNation = (await readIdentity(options.dataFolder, context.mode))?.card.party ?? ''
  const notifications = kept(closers, createNotificationService(context, settings, ownNation))
  const { verifyOfficer } = officers
  const alerts = kept(closers, await createAlertService(context, { settings, verifyOfficer, outbox: notifications }))
  const handlers = { ...settingsHandlers, ...officers.handlers, ...notifications.handlers, ...alerts.handlers }
  return { settings, officers, alerts, handlers }
}

/** See `makeRoom`. */
export type Room = Awaited<ReturnType<typeof makeRoom>>
/** See `makeShare`. */
export type Share = Awaited<ReturnType<typeof makeShare>>

/** What is shared with partners, and what came from them. */
export async function makeShare(
  context: NodeContext,
  options: ServiceOptions,
  { alerts, officers }: Room,
  closers: Closers,
) {
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
