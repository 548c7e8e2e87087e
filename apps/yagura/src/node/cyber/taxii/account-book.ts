import type { LogDraft } from '@yagura/core'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { TaxiiAccount } from '../../../api/contract/taxii.ts'
import type { NodeContext } from '../../context.ts'
import { UnknownTaxiiAccountError, UnusableCertificateError } from './account-errors.ts'
import { PinnedCertificate } from './client-certificate.ts'

const KeptAccount = Type.Object({
  account: TaxiiAccount,
  passwordHash: Type.Optional(Type.String()),
  certificates: Type.Optional(Type.Array(PinnedCertificate)),
  createdMs: Type.Number(),
})

/** An account as the store holds it; without a password it signs in by certificate alone. */
export type KeptAccount = Static<typeof KeptAccount>

/** The accounts that there are, and how a change of one is kept and written down. */
export type AccountBook = {
  readonly all: () => readonly KeptAccount[]
  readonly find: (name: string) => KeptAccount | undefined
  /** @throws UnknownTaxiiAccountError */
  readonly get: (name: string) => KeptAccount
  /** @throws UnusableCertificateError where an account signs in by it already. */
  readonly checkFree: (certificate: PinnedCertificate) => void
  readonly put: (account: KeptAccount, append: readonly LogDraft[]) => Promise<void>
  readonly remove: (name: string, append: readonly LogDraft[]) => Promise<void>
  /** A line of the watch log about an account. */
  readonly line: (event: string, name: string, by: string, text: string) => LogDraft
}

const collection = 'taxii-accounts'

/** Restores the book from the store. */
export function openAccountBook({ store, clock }: NodeContext): AccountBook {
  const kept = new Map<string, KeptAccount>()
  for (const { id, body } of store.list(collection)) if (Check(KeptAccount, body)) kept.set(id, body)
  return {
    all: () => [...kept.values()],
    find: (name) => kept.get(name),
    get: (name) => {
      const found = kept.get(name)
      if (found === undefined) throw new UnknownTaxiiAccountError(name)
      return found
    },
    checkFree: ({ fingerprint }) => {
      const owner = [...kept.values()].find((each) => isPinned(each, fingerprint))
      if (owner === undefined) return
      throw new UnusableCertificateError(`the TAXII account ${owner.account.name} signs in by it`)
    },
    put: async (body, append) => {
      const { name } = body.account
      await store.commit({ put: [{ collection, id: name, body }], append })
      kept.set(name, body)
    },
    remove: async (name, append) => {
      await store.commit({ remove: [{ collection, id: name }], append })
      kept.delete(name)
    },
    line: (event, name, by, text) => ({
      ...{ atMs: clock.nowMs(), kind: `taxii/${event}`, subject: name, by, text, body: {} },
    }),
  }
}

/** @returns Whether an account signs in by the certificate of a fingerprint. */
export function isPinned({ certificates = [] }: KeptAccount, fingerprint: string): boolean {
  return certificates.some((each) => each.fingerprint === fingerprint)
}
