import { isIPv6 } from 'node:net'
import type { Clock, Store } from '@yagura/core'
import { TooManyAttemptsError } from './officer-errors.ts'
import { nameKey } from './officer-name.ts'

type Named = { readonly name: string; readonly officerId: string | undefined }
type Failures = { readonly count: number; readonly lastMs: number }

/** Attempts to sign in are counted before the password is looked at, so that many at once gain nothing. */
export type Attempts = {
  /**
   * Counts an attempt as failed until `succeeded` says otherwise.
   * @param named - Name as typed, and the account of that name, where there is one: a name is held back either way, so that
   * nobody learns which names exist.
   * @param address - Where it came from, where that is known.
   * @throws TooManyAttemptsError (rejects) while the name or the address is held back.
   */
  readonly begin: (named: Named, address: string | undefined) => Promise<void>
  readonly succeeded: (officerId: string, address: string | undefined) => Promise<void>
}

const freeForAccount = 5
const freeForAddress = 20
/** A wait doubles with each failure up to this: longer would let anyone keep an officer out. */
const longestWaitMs = 15 * 60_000
const forgottenAfterMs = 24 * 3_600_000
/** Addresses, and names without an account, that are remembered. */
const mostRemembered = 10_000
const collection = 'attempts'

/** One house has one key: an IPv6 subscriber owns a /64. */
function addressKey(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address
  const [head = '', tail = ''] = address.split('::')
  const heads = head.split(':')
  const tails = tail === '' ? [] : tail.split(':')
  const groups = address.includes('::')
    ? [...heads, ...Array<string>(Math.max(0, 8 - heads.length - tails.length)).fill('0'), ...tails]
    : heads
  return groups.slice(0, 4).join(':')
}

function waitMs(failures: Failures | undefined, free: number, nowMs: number): number {
  if (failures === undefined || failures.count < free) return 0
  // An instant ahead of the clock was written by a clock that was wrong; it would keep the officer out until then.
  if (failures.lastMs > nowMs) return 0
  const lengthMs = Math.min(longestWaitMs, 1000 * 2 ** Math.min(20, failures.count - free))
  return Math.max(0, failures.lastMs + lengthMs - nowMs)
}

function counted(failures: Failures | undefined, nowMs: number): Failures {
  const forgotten = failures === undefined || nowMs - failures.lastMs > forgottenAfterMs
  return { count: forgotten ? 1 : failures.count + 1, lastMs: nowMs }
}

function isFailures(value: unknown): value is Failures {
  return typeof value === 'object' && value !== null && 'count' in value && 'lastMs' in value
}

/** Counts a failure in memory; the oldest are forgotten where there are too many. */
function countIn(failures: Map<string, Failures>, key: string, nowMs: number): void {
  const next = counted(failures.get(key), nowMs)
  failures.delete(key)
  failures.set(key, next)
  const oldest = failures.keys().next().value
  if (failures.size > mostRemembered && oldest !== undefined) failures.delete(oldest)
}

/** Counts failed attempts: of an account in the store, so that a restart forgives nothing; of what else is named in memory. */
export function createAttempts(store: Store, clock: Clock): Attempts {
  const ofAccount = new Map<string, Failures>()
  const ofNoAccount = new Map<string, Failures>()
  const ofAddress = new Map<string, Failures>()
  for (const { id, body } of store.list(collection)) {
    if (isFailures(body)) ofAccount.set(id, body)
  }
  return {
    begin: async ({ name, officerId }, address) => {
      const nowMs = clock.nowMs()
      const key = address === undefined ? undefined : addressKey(address)
      const wait = Math.max(
        waitMs(
          officerId === undefined ? ofNoAccount.get(nameKey(name)) : ofAccount.get(officerId),
          freeForAccount,
          nowMs,
        ),
        key === undefined ? 0 : waitMs(ofAddress.get(key), freeForAddress, nowMs),
      )
      if (wait > 0) throw new TooManyAttemptsError(Math.ceil(wait / 1000))
      if (key !== undefined) countIn(ofAddress, key, nowMs)
      if (officerId === undefined) {
        countIn(ofNoAccount, nameKey(name), nowMs)
        return
      }
      const next = counted(ofAccount.get(officerId), nowMs)
      ofAccount.set(officerId, next)
      await store.commit({ put: [{ collection, id: officerId, body: next }] })
    },
    succeeded: async (officerId, address) => {
      if (address !== undefined) ofAddress.delete(addressKey(address))
      ofAccount.delete(officerId)
      await store.commit({ remove: [{ collection, id: officerId }] })
    },
  }
}
