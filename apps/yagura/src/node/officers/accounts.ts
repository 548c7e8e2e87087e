import type { Clock, LogDraft, Store } from '@yagura/core'
import type { Officer } from '../../api/contract/node.ts'
import {
  FirstIsAdministratorError,
  LastAdministratorError,
  NameTakenError,
  UnknownOfficerError,
} from './account-errors.ts'
import { samePerson } from './officer-name.ts'

/** An account as it is kept. */
export type Account = {
  readonly id: string
  readonly name: string
  readonly role: Officer['role']
  readonly createdMs: number
  readonly disabled: boolean
  readonly passwordHash: string
}

/** The accounts of a node. */
export type Accounts = {
  /** Whether nobody has an account; one that cannot be read is one, or whoever damaged it would need none. */
  readonly isEmpty: () => boolean
  readonly list: () => readonly Account[]
  readonly byId: (id: string) => Account | undefined
  readonly byName: (name: string) => Account | undefined
  /** @throws NameTakenError, FirstIsAdministratorError (rejects) */
  readonly add: (account: Account, by: string) => Promise<Account>
  /** @throws UnknownOfficerError, LastAdministratorError (rejects) */
  readonly change: (id: string, change: Partial<Omit<Account, 'id' | 'name'>>, by: string) => Promise<Account>
}

const collection = 'officers'

/** Whether a document is an account. */
export function isAccount(value: unknown): value is Account {
  return typeof value === 'object' && value !== null && 'passwordHash' in value && 'role' in value && 'name' in value
}

/** Accounts, restored from the store. */
export function createAccounts(store: Store, clock: Clock): Accounts {
  const accounts = new Map<string, Account>()
  const stored = store.list(collection)
  for (const { id, body } of stored) if (isAccount(body)) accounts.set(id, body)
  const areAllReadable = accounts.size === stored.length
  const byName = (name: string) => [...accounts.values()].find((account) => samePerson(account.name, name))
  const save = async (account: Account, event: string, by: string, text: string) => {
    const line: LogDraft = { atMs: clock.nowMs(), kind: `officer/${event}`, subject: account.id, by, text, body: {} }
    // In memory first: two changes in one turn must see each other, or both last administrators could be disabled.
    const before = accounts.get(account.id)
    accounts.set(account.id, account)
    await store.commit({ put: [{ collection, id: account.id, body: account }], append: [line] }).catch((error) => {
      if (before === undefined) accounts.delete(account.id)
      else accounts.set(account.id, before)
      throw error
    })
    return account
  }
  const administrators = () =>
    [...accounts.values()].filter(({ role, disabled }) => role === 'administrator' && !disabled)
  return {
    isEmpty: () => accounts.size === 0 && areAllReadable,
    list: () => [...accounts.values()],
    byId: (id) => accounts.get(id),
    byName,
    add: async (account, by) => {
      if (byName(account.name) !== undefined) throw new NameTakenError(account.name)
      if (accounts.size === 0 && account.role !== 'administrator') throw new FirstIsAdministratorError()
      return save(account, 'added', by, `account ${account.name} was added as ${account.role}`)
    },
    change: async (id, change, by) => {
      const account = accounts.get(id)
      if (account === undefined) throw new UnknownOfficerError(id)
      const next = { ...account, ...change }
      const stays = next.role === 'administrator' && !next.disabled
      if (!stays && administrators().every((other) => other.id === id)) throw new LastAdministratorError()
      const changed = [
        ...(next.role === account.role ? [] : [`role ${next.role}`]),
        ...(next.disabled === account.disabled ? [] : [next.disabled ? 'disabled' : 'enabled']),
        ...(next.passwordHash === account.passwordHash ? [] : ['new password']),
      ]
      return save(next, 'changed', by, `account ${account.name}: ${changed.join(', ') || 'nothing changed'}`)
    },
  }
}
