import type { Officer } from '../../api/contract/node.ts'
import type { Handlers, NodeContext, VerifyOfficer } from '../context.ts'
import { NameTakenError, UnusablePasswordError } from './account-errors.ts'
import { type Account, type Accounts, createAccounts } from './accounts.ts'
import { createAttempts } from './attempts.ts'
import { WrongPasswordError } from './officer-errors.ts'
import { samePerson, shownName } from './officer-name.ts'
import { createPasswords, type PasswordCost, type Passwords } from './password.ts'
import { createSessions, type SessionLimits, type Sessions, type SignedIn } from './sessions.ts'

/** Name of whoever uses a node on this machine while it has no accounts. */
export const LOCAL_OFFICER = 'local'

type OfficerHandlers = Handlers<'listOfficers' | 'addOfficer' | 'changeOfficer'>

/** Accounts, sessions, and who may do what. */
export type OfficersService = {
  readonly handlers: OfficerHandlers
  readonly sessions: Sessions
  /** Whether anybody has an account: from then on everybody signs in. */
  readonly signInRequired: () => boolean
  /**
   * Who a name and password belong to. Without accounts every name is good.
   * @param address - Where the attempt came from, for the limit per address.
   * @throws WrongPasswordError, TooManyAttemptsError, SignInBusyError, UnusableNameError (rejects)
   */
  readonly authenticate: (name: string, password?: string, address?: string) => Promise<SignedIn>
  /** The same for a second signature: a wrong password is an answer. @throws TooManyAttemptsError, SignInBusyError (rejects) */
  readonly verifyOfficer: VerifyOfficer
  /** Whom a name means that has been verified. */
  readonly knownOfficer: (name: string) => SignedIn
  /** Role of whom a session belongs to; undefined where the session is worth nothing any more. */
  readonly roleOf: (officer: SignedIn) => Officer['role'] | undefined
}

/** What a test sets otherwise. */
export type OfficersOptions = { readonly passwordCost?: PasswordCost; readonly sessionLimits?: SessionLimits }

type Parts = { readonly accounts: Accounts; readonly passwords: Passwords; readonly sessions: Sessions }

const shortestPassword = 12
const longestPassword = 200

function shown(account: Account): Officer {
  const { id, name, role, createdMs, disabled } = account
  return { id, name, role, createdUtc: new Date(createdMs).toISOString(), disabled }
}

function createHandlers({ clock, newId }: NodeContext, { accounts, passwords, sessions }: Parts): OfficerHandlers {
  const hashOf = (password: string): Promise<string> => {
    const length = [...password].length
    if (length < shortestPassword || length > longestPassword) throw new UnusablePasswordError()
    return passwords.hash(password)
  }
  return {
    listOfficers: async () => ({ items: accounts.list().map(shown) }),
    addOfficer: async ({ body }, caller) => {
      const { role, password } = body
      const name = shownName(body.name)
      // Whoever commands the node on its own machine goes by this name, and may sign for whom a key file belongs to.
      if (samePerson(name, LOCAL_OFFICER)) throw new NameTakenError(name)
      const passwordHash = await hashOf(password)
      const account = { id: newId(), name, role, createdMs: clock.nowMs(), disabled: false, passwordHash }
      const made = await accounts.add(account, caller.officer)
      // What was done without an account ends with the first account.
      await sessions.endWhere(({ officerId }) => officerId === undefined, 'must sign in with an account now')
      return shown(made)
    },
    changeOfficer: async ({ params, body }, caller) => {
      const { password, role, disabled } = body
      const passwordHash = password === undefined ? undefined : await hashOf(password)
      const change = {
        ...(role === undefined ? {} : { role }),
        ...(disabled === undefined ? {} : { disabled }),
        ...(passwordHash === undefined ? {} : { passwordHash }),
      }
      const changed = await accounts.change(params.id, change, caller.officer)
      await sessions.endWhere(({ officerId }) => officerId === changed.id, 'was signed out: the account was changed')
      return shown(changed)
    },
  }
}

/** Accounts and sessions, restored from the store. */
export function createOfficersService(context: NodeContext, options: OfficersOptions = {}): OfficersService {
  const { store, clock, logger } = context
  const accounts = createAccounts(store, clock)
  const attempts = createAttempts(store, clock)
  const passwords = createPasswords(options.passwordCost)
  const onFailure = (error: unknown) => logger.warn({ err: error }, 'a session could not be written')
  const sessions = createSessions({ store, clock }, onFailure, options.sessionLimits)

  const authenticate: OfficersService['authenticate'] = async (name, password, address) => {
    if (accounts.isEmpty()) return { officerId: undefined, officer: shownName(name) }
    const account = accounts.byName(name)
    await attempts.begin({ name, officerId: account?.id }, address)
    const fits = await passwords.verify(password ?? '', account?.passwordHash)
    if (account === undefined || !fits || accounts.byId(account.id)?.disabled !== false) throw new WrongPasswordError()
    await attempts.succeeded(account.id, address)
    return { officerId: account.id, officer: account.name }
  }

  const roleOf: OfficersService['roleOf'] = ({ officerId }) => {
    if (officerId === undefined) return accounts.isEmpty() ? 'administrator' : undefined
    const account = accounts.byId(officerId)
    return account === undefined || account.disabled ? undefined : account.role
  }

  return {
    handlers: createHandlers(context, { accounts, passwords, sessions }),
    sessions,
    authenticate,
    verifyOfficer: async (name, password) => {
      try {
        const signedIn = await authenticate(name, password)
        const role = roleOf(signedIn)
        return role === undefined ? undefined : { officer: signedIn.officer, role }
      } catch (error) {
        if (error instanceof WrongPasswordError) return undefined
        throw error
      }
    },
    roleOf,
    knownOfficer: (name) => {
      const account = accounts.byName(name)
      return { officerId: account?.id, officer: account?.name ?? shownName(name) }
    },
    signInRequired: () => !accounts.isEmpty(),
  }
}
