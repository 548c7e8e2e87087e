import { randomUUID } from 'node:crypto'
import type { CertificateFacts, Clock } from '@yagura/core'
import { shippedPolicies } from '@yagura/record'
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import type { TaxiiCertificate } from '../../../api/contract/taxii.ts'
import type { Handlers, NodeContext } from '../../context.ts'
import { UnusablePasswordError } from '../../officers/account-errors.ts'
import type { PasswordCost } from '../../officers/password.ts'
import { isoOfUnixMs } from '../../unix-time.ts'
import type { OpenStixStore } from '../store/open-stix-store.ts'
import { type PinnedCertificate, readPinnedCertificate } from './client-certificate.ts'
import { createTaxiiAccounts, type TaxiiAccounts } from './taxii-accounts.ts'
import { taxiiCertificates } from './taxii-certificates.ts'
import { listenForTaxii, type TaxiiListen, type TaxiiListener } from './taxii-listener.ts'
import { createTaxiiRoutes } from './taxii-routes.ts'
import { type CollectionIds, createTaxiiService } from './taxii-service.ts'

/** What a TAXII server is given of the node. */
export type TaxiiServerOptions = {
  /** ISO 3166-1 alpha-3; empty while the node has no identity among partners. */
  readonly ownNation: () => string
  /** Another cost of passwords for tests that make many accounts. */
  readonly passwordCost?: PasswordCost | undefined
  /** Where it is also answered over TLS; undefined where it is not. */
  readonly listen?: (TaxiiListen & { readonly keyFolder: string }) | undefined
}

/** The TAXII server of a node, and the operations by which its accounts are kept. */
export type TaxiiServer = {
  readonly handlers: Handlers<
    'listTaxiiAccounts' | 'addTaxiiAccount' | 'removeTaxiiAccount' | 'addTaxiiCertificate' | 'removeTaxiiCertificate'
  >
  readonly addRoutes: (app: FastifyInstance) => Promise<void>
  /** The certificates that accounts sign in with, and the server’s own, of those that somebody waits for. */
  readonly certificates: () => readonly CertificateFacts[]
  /** Listens over TLS where that is wanted. @returns The port. @throws TaxiiTlsError, CannotListenError (rejects) */
  readonly start: () => Promise<number | undefined>
  readonly close: () => Promise<void>
}

const KeptIds = Type.Object({ shared: Type.String(), contributions: Type.String() })
const place = { collection: 'taxii-collections', id: 'ids' } as const
const password = { shortest: 12, longest: 200 }

/** Makes the TAXII server of a node over its store of STIX objects. */
export async function createTaxiiServer(
  context: NodeContext,
  store: OpenStixStore,
  { ownNation, passwordCost, listen }: TaxiiServerOptions,
): Promise<TaxiiServer> {
  const accounts = createTaxiiAccounts(context, passwordCost)
  const ids = await keepCollectionIds(context)
  const rules = { mode: context.mode, policies: shippedPolicies(), ownNation }
  const service = createTaxiiService(store, rules, { ids, clock: context.clock, accounts: accounts.list })
  const addRoutes = createTaxiiRoutes(service, accounts)
  let listener: TaxiiListener | undefined
  return {
    handlers: createAccountHandlers(accounts, context.clock),
    addRoutes,
    certificates: () => taxiiCertificates(accounts.list(), listener?.endsMs),
    start: async () => {
      if (listen === undefined) return undefined
      listener = await listenForTaxii(listen, listen.keyFolder, addRoutes, context.logger)
      return listener.port
    },
    close: async () => {
      await listener?.close()
    },
  }
}

/** Clients know collections by their ids: they stay the same as long as the data folder lives. */
async function keepCollectionIds({ store }: NodeContext): Promise<CollectionIds> {
  const kept = store.get(place.collection, place.id)
  if (Check(KeptIds, kept)) return kept
  const body: Static<typeof KeptIds> = { shared: randomUUID(), contributions: randomUUID() }
  await store.commit({ put: [{ ...place, body }] })
  return body
}

function createAccountHandlers(accounts: TaxiiAccounts, clock: Clock): TaxiiServer['handlers'] {
  return {
    listTaxiiAccounts: async () => ({
      items: accounts.list().map(({ createdMs, certificates, ...account }) => ({
        ...account,
        createdUtc: isoOfUnixMs(createdMs),
        certificates: certificates.map(viewCertificate),
      })),
    }),
    addTaxiiAccount: async ({ body: { password: chosen, certificate: pem, ...account } }, { officer }) => {
      const certificate = pem === undefined ? undefined : readPinnedCertificate(pem, clock.nowMs())
      const length = [...(chosen ?? '')].length
      const isUsable = length >= password.shortest && length <= password.longest
      if (!isUsable && (chosen !== undefined || certificate === undefined)) throw new UnusablePasswordError()
      const credentials = {
        ...(chosen === undefined ? {} : { password: chosen }),
        ...(certificate === undefined ? {} : { certificate }),
      }
      await accounts.add(account, credentials, officer)
    },
    removeTaxiiAccount: async ({ params: { name } }, { officer }) => {
      await accounts.remove(name, officer)
    },
    addTaxiiCertificate: async ({ params: { name }, body: { certificate: pem } }, { officer }) => {
      const certificate = readPinnedCertificate(pem, clock.nowMs())
      await accounts.addCertificate(name, certificate, officer)
      return viewCertificate(certificate)
    },
    removeTaxiiCertificate: async ({ params: { name, fingerprint } }, { officer }) => {
      await accounts.removeCertificate(name, fingerprint, officer)
    },
  }
}

function viewCertificate({ fingerprint, subject, validFromMs, validToMs }: PinnedCertificate): TaxiiCertificate {
  return { fingerprint, subject, validFromUtc: isoOfUnixMs(validFromMs), validToUtc: isoOfUnixMs(validToMs) }
}
