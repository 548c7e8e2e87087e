import { createHmac, randomBytes } from 'node:crypto'
import type { TaxiiAccount } from '../../../api/contract/taxii.ts'
import type { NodeContext } from '../../context.ts'
import { createPasswords, type PasswordCost, type Passwords } from '../../officers/password.ts'
import { createInTurn, type InTurn } from '../../partners/in-turn.ts'
import { type AccountBook, isPinned, type KeptAccount, openAccountBook } from './account-book.ts'
import { TaxiiNameTakenError, UnknownCertificateError, UnusableCertificateError } from './account-errors.ts'
import type { PinnedCertificate } from './client-certificate.ts'

/** An account as it is listed: with what signs in as it, but for the password. */
export type ListedAccount = TaxiiAccount & {
  readonly createdMs: number
  readonly hasPassword: boolean
  readonly certificates: readonly PinnedCertificate[]
}

/** Whom a certificate shows. */
type ShownBy =
  | { readonly is: 'known'; readonly account: TaxiiAccount }
  | { readonly is: 'unknown' }
  /** Known, but not valid at this time. */
  | { readonly is: 'out-of-time'; readonly certificate: PinnedCertificate }

/** By what an account signs in: one of them, or both. */
type Credentials = { readonly password?: string; readonly certificate?: PinnedCertificate }

/** The accounts of TAXII clients; they have nothing to do with those of officers. */
export type TaxiiAccounts = {
  readonly list: () => readonly ListedAccount[]
  /** @throws TaxiiNameTakenError, UnusableCertificateError, SignInBusyError (rejects) */
  readonly add: (account: TaxiiAccount, credentials: Credentials, by: string) => Promise<void>
  /** @throws UnknownTaxiiAccountError (rejects) */
  readonly remove: (name: string, by: string) => Promise<void>
  /** @throws UnknownTaxiiAccountError, UnusableCertificateError (rejects) */
  readonly addCertificate: (name: string, certificate: PinnedCertificate, by: string) => Promise<void>
  /** @throws UnknownTaxiiAccountError, UnknownCertificateError (rejects) */
  readonly removeCertificate: (name: string, fingerprint: string, by: string) => Promise<void>
  /** @returns Undefined where name and password do not belong together. @throws SignInBusyError (rejects) */
  readonly authenticate: (name: string, password: string) => Promise<TaxiiAccount | undefined>
  /** @param fingerprint - Of a certificate whose key the client has proved to hold. */
  readonly shownBy: (fingerprint: string) => ShownBy
}

/** Clients send their password with every request: one that was right is known again without the work of a hash. */
const mostRemembered = 256
/** An account needs two while one takes the place of the other. */
const mostCertificates = 8

/** Accounts, restored from the store. */
export function createTaxiiAccounts(context: NodeContext, cost?: PasswordCost): TaxiiAccounts {
  const book = openAccountBook(context)
  const passwords = createPasswords(cost)
  // Changes come one after the other: a name and a certificate belong to one account.
  const inTurn = createInTurn()
  return {
    list: () => book.all().map(listed),
    ...accountChanges(context, book, passwords, inTurn),
    ...certificateChanges(book, inTurn),
    authenticate: createPasswordCheck(book, passwords),
    shownBy: (fingerprint) => shownBy(book, fingerprint, context.clock.nowMs()),
  }
}

function listed({ account, passwordHash, certificates = [], createdMs }: KeptAccount): ListedAccount {
  return { ...account, createdMs, hasPassword: passwordHash !== undefined, certificates }
}

function accountChanges(
  { clock }: NodeContext,
  book: AccountBook,
  passwords: Passwords,
  inTurn: InTurn,
): Pick<TaxiiAccounts, 'add' | 'remove'> {
  return {
    add: (account, { password, certificate }, by) =>
      inTurn('accounts', async () => {
        const { name } = account
        if (book.find(name) !== undefined) throw new TaxiiNameTakenError(name)
        if (certificate !== undefined) book.checkFree(certificate)
        const body: KeptAccount = {
          ...{ account, createdMs: clock.nowMs() },
          ...(password === undefined ? {} : { passwordHash: await passwords.hash(password) }),
          ...(certificate === undefined ? {} : { certificates: [certificate] }),
        }
        const added = book.line('account-added', name, by, `added the TAXII account ${name}`)
        await book.put(body, [added, ...(certificate === undefined ? [] : [pinLine(book, name, certificate, by)])])
      }),
    remove: (name, by) =>
      inTurn('accounts', async () => {
        book.get(name)
        await book.remove(name, [book.line('account-removed', name, by, `removed the TAXII account ${name}`)])
      }),
  }
}

function certificateChanges(
  book: AccountBook,
  inTurn: InTurn,
): Pick<TaxiiAccounts, 'addCertificate' | 'removeCertificate'> {
  return {
    addCertificate: (name, certificate, by) =>
      inTurn('accounts', async () => {
        const before = book.get(name)
        const { certificates = [] } = before
        book.checkFree(certificate)
        if (certificates.length >= mostCertificates) {
          throw new UnusableCertificateError(`${name} has ${mostCertificates} already; remove one first`)
        }
        await book.put({ ...before, certificates: [...certificates, certificate] }, [
          pinLine(book, name, certificate, by),
        ])
      }),
    removeCertificate: (name, fingerprint, by) =>
      inTurn('accounts', async () => {
        const before = book.get(name)
        if (!isPinned(before, fingerprint)) throw new UnknownCertificateError(name, fingerprint)
        const certificates = before.certificates?.filter((each) => each.fingerprint !== fingerprint) ?? []
        const text = `${name} signs in no more by the certificate ${fingerprint}`
        await book.put({ ...before, certificates }, [book.line('certificate-removed', name, by, text)])
      }),
  }
}

function pinLine(book: AccountBook, name: string, { fingerprint }: PinnedCertificate, by: string) {
  return book.line('certificate-added', name, by, `${name} can sign in by the certificate ${fingerprint}`)
}

function createPasswordCheck(book: AccountBook, passwords: Passwords): TaxiiAccounts['authenticate'] {
  const secret = randomBytes(32)
  const right = new Map<string, string>()
  return async (name, password) => {
    const passwordHash = book.find(name)?.passwordHash
    const proof = createHmac('sha256', secret)
      .update(JSON.stringify([name, password, passwordHash]))
      .digest('hex')
    if (right.get(name) !== proof) {
      if (!(await passwords.verify(password, passwordHash))) return undefined
      if (right.size >= mostRemembered) right.clear()
      right.set(name, proof)
    }
    const found = book.find(name)
    // Removed, or made anew, while the password was looked at.
    return found?.passwordHash === passwordHash ? found?.account : undefined
  }
}

function shownBy(book: AccountBook, fingerprint: string, nowMs: number): ShownBy {
  const found = book.all().find((each) => isPinned(each, fingerprint))
  const certificate = found?.certificates?.find((each) => each.fingerprint === fingerprint)
  if (found === undefined || certificate === undefined) return { is: 'unknown' }
  const isInTime = certificate.validFromMs <= nowMs && nowMs < certificate.validToMs
  return isInTime ? { is: 'known', account: found.account } : { is: 'out-of-time', certificate }
}
