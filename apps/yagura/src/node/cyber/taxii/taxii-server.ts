import { randomUUID } from 'node:crypto'
import { shippedPolicies } from '@yagura/record'
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import type { Handlers, NodeContext } from '../../context.ts'
import { UnusablePasswordError } from '../../officers/account-errors.ts'
import type { PasswordCost } from '../../officers/password.ts'
import type { OpenStixStore } from '../store/open-stix-store.ts'
import { createTaxiiAccounts, type TaxiiAccounts } from './taxii-accounts.ts'
import { createTaxiiRoutes } from './taxii-routes.ts'
import { type CollectionIds, createTaxiiService } from './taxii-service.ts'

/** What a TAXII server is given of the node. */
export type TaxiiServerOptions = {
  /** ISO 3166-1 alpha-3; empty while the node has no identity among partners. */
  readonly ownNation: () => string
  /** Another cost of passwords for tests that make many accounts. */
  readonly passwordCost?: PasswordCost | undefined
}

/** The TAXII server of a node, and the operations by which its accounts are kept. */
export type TaxiiServer = {
  readonly handlers: Handlers<'listTaxiiAccounts' | 'addTaxiiAccount' | 'removeTaxiiAccount'>
  readonly addRoutes: (app: FastifyInstance) => Promise<void>
}

const KeptIds = Type.Object({ shared: Type.String(), contributions: Type.String() })
const place = { collection: 'taxii-collections', id: 'ids' } as const
const password = { shortest: 12, longest: 200 }

/** Makes the TAXII server of a node over its store of STIX objects. */
export async function createTaxiiServer(
  context: NodeContext,
  store: OpenStixStore,
  { ownNation, passwordCost }: TaxiiServerOptions,
): Promise<TaxiiServer> {
  const accounts = createTaxiiAccounts(context, passwordCost)
  const ids = await keepCollectionIds(context)
  const rules = { mode: context.mode, policies: shippedPolicies(), ownNation }
  const service = createTaxiiService(store, rules, { ids, clock: context.clock, accounts: accounts.list })
  return { handlers: createAccountHandlers(accounts), addRoutes: createTaxiiRoutes(service, accounts) }
}

/** Clients know collections by their ids: they stay the same as long as the data folder lives. */
async function keepCollectionIds({ store }: NodeContext): Promise<CollectionIds> {
  const kept = store.get(place.collection, place.id)
  if (Check(KeptIds, kept)) return kept
  const body: Static<typeof KeptIds> = { shared: randomUUID(), contributions: randomUUID() }
  await store.commit({ put: [{ ...place, body }] })
  return body
}

function createAccountHandlers(accounts: TaxiiAccounts): TaxiiServer['handlers'] {
  return {
    listTaxiiAccounts: async () => ({
      items: accounts.list().map(({ createdMs, ...account }) => ({
        ...account,
        createdUtc: new Date(createdMs).toISOString(),
      })),
    }),
    addTaxiiAccount: async ({ body: { password: chosen, ...account } }, { officer }) => {
      const length = [...chosen].length
      if (length < password.shortest || length > password.longest) throw new UnusablePasswordError()
      await accounts.add(account, chosen, officer)
    },
    removeTaxiiAccount: async ({ params: { name } }, { officer }) => {
      await accounts.remove(name, officer)
    },
  }
}
