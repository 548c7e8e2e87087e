import { createHmac, randomBytes } from 'node:crypto'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { TaxiiAccount } from '../../../api/contract/taxii.ts'
import type { NodeContext } from '../../context.ts'
import { createPasswords, type PasswordCost } from '../../officers/password.ts'
import { TaxiiNameTakenError, UnknownTaxiiAccountError } from './account-errors.ts'

const KeptAccount = Type.Object({ account: TaxiiAccount, passwordHash: Type.String(), createdMs: Type.Number() })
type KeptAccount = Static<typeof KeptAccount>

/** The accounts of TAXII clients; they have nothing to do with those of officers. */
export type TaxiiAccounts = {
  readonly list: () => readonly (TaxiiAccount & { readonly createdMs: number })[]
  /** @throws TaxiiNameTakenError, SignInBusyError (rejects) */
  readonly add: (account: TaxiiAccount, password: string, by: string) => Promise<void>
  /** @throws UnknownTaxiiAccountError (rejects) */
  readonly remove: (name: string, by: string) => Promise<void>
  /** @returns Undefined where name and password do not belong together. @throws SignInBusyError (rejects) */
  readonly authenticate: (name: string, password: string) => Promise<TaxiiAccount | undefined>
}

const collection = 'taxii-accounts'
/** Clients send their password with every request: one that was right is known again without the work of a hash. */
const mostRemembered = 256

/** Accounts, restored from the store. */
export function createTaxiiAccounts({ store, clock }: NodeContext, cost?: PasswordCost): TaxiiAccounts {
  const kept = new Map<string, KeptAccount>()
  for (const { id, body } of store.list(collection)) if (Check(KeptAccount, body)) kept.set(id, body)
  const passwords = createPasswords(cost)
  const secret = randomBytes(32)
  const right = new Map<string, string>()
  const line = (event: string, name: string, by: string, text: string) => ({
    ...{ atMs: clock.nowMs(), kind: `taxii/${event}`, subject: name, by, text, body: {} },
  })
  return {
    list: () => [...kept.values()].map(({ account, createdMs }) => ({ ...account, createdMs })),
    add: async (account, password, by) => {
      const { name } = account
      if (kept.has(name)) throw new TaxiiNameTakenError(name)
      const body = { account, passwordHash: await passwords.hash(password), createdMs: clock.nowMs() }
      if (kept.has(name)) throw new TaxiiNameTakenError(name)
      const append = [line('account-added', name, by, `added the TAXII account ${name}`)]
      await store.commit({ put: [{ collection, id: name, body }], append })
      kept.set(name, body)
    },
    remove: async (name, by) => {
      if (!kept.has(name)) throw new UnknownTaxiiAccountError(name)
      const append = [line('account-removed', name, by, `removed the TAXII account ${name}`)]
      await store.commit({ remove: [{ collection, id: name }], append })
      kept.delete(name)
      right.delete(name)
    },
    authenticate: async (name, password) => {
      const found = kept.get(name)
      const proof = createHmac('sha256', secret)
        .update(JSON.stringify([name, password, found?.passwordHash]))
        .digest('hex')
      if (found !== undefined && right.get(name) === proof) return found.account
      const fits = await passwords.verify(password, found?.passwordHash)
      if (!fits || kept.get(name) !== found) return undefined
      if (right.size >= mostRemembered) right.clear()
      right.set(name, proof)
      return found?.account
    },
  }
}
