import type { Clock, Store } from '@yagura/core'
import { HeldBackError } from './definition-errors.ts'
import { readVisits, type Visits } from './stored-visits.ts'

/** What the owner of data allows its users. */
export type UsagePolicy = {
  /** Whose it is, `celestrak`; what was asked is remembered under it, whatever sources there are. */
  readonly service: string
  readonly requestsPerMinute: number
  readonly requestsPerHour: number
}

/** Keeps the usage policy of a service. */
export type UsageGuard = {
  /** From when a thing may be asked, Unix time, ms; 0 where at once. */
  readonly allowedFromMs: (thing: string, gapMs: number) => number
  /**
   * Takes the right to ask a thing. It is on stable storage when this resolves, so that a node that is killed while it asks
   * knows of it afterwards.
   * @param requests - How many requests it takes at most.
   * @throws HeldBackError; what the store throws.
   */
  readonly take: (thing: string, gapMs: number, requests: number) => Promise<void>
  /** Gives the right back where the server was never reached. */
  readonly giveBack: (thing: string) => Promise<void>
  /** Asks nothing more of the service for a time, ms. */
  readonly hold: (forMs: number, reason: string) => Promise<void>
}

const collection = 'source-visits'
const minuteMs = 60_000
const hourMs = 3_600_000

/** Makes the guard of a service. */
export function createUsageGuard(policy: UsagePolicy, store: Store, clock: Clock): UsageGuard {
  let visits = readVisits(store.get(collection, policy.service))

  /** Instants ahead of the clock were written by a clock that was wrong: they count from when that is seen. */
  function current(nowMs: number): Visits {
    const past = (atMs: number): number => Math.min(atMs, nowMs)
    visits = {
      ...visits,
      heldAtMs: past(visits.heldAtMs),
      lastAskedMs: Object.fromEntries(Object.entries(visits.lastAskedMs).map(([thing, atMs]) => [thing, past(atMs)])),
      requestsMs: visits.requestsMs.map(past).filter((atMs) => atMs > nowMs - hourMs),
    }
    return visits
  }

  /** What was asked holds at once, so that two sources cannot take the same right while it is written. */
  async function keep(next: Visits): Promise<void> {
    visits = next
    await store.commit({ put: [{ collection, id: policy.service, body: next }] })
  }

  function allowedFromMs(thing: string, gapMs: number): number {
    const { lastAskedMs, heldAtMs, heldForMs } = current(clock.nowMs())
    return Math.max((lastAskedMs[thing] ?? -gapMs) + gapMs, heldAtMs + heldForMs)
  }

  function forget(thing: string): Visits {
    const { [thing]: _forgotten, ...lastAskedMs } = visits.lastAskedMs
    return { ...visits, lastAskedMs }
  }

  return {
    allowedFromMs,
    take: async (thing, gapMs, requests) => {
      const nowMs = clock.nowMs()
      const before = current(nowMs)
      refuseTooSoon(before, thing, allowedFromMs(thing, gapMs), nowMs)
      refuseTooMany(policy, before.requestsMs, requests, nowMs)
      const requestsMs = [...before.requestsMs, ...Array.from({ length: requests }, () => nowMs)]
      try {
        await keep({ ...before, requestsMs, lastAskedMs: { ...before.lastAskedMs, [thing]: nowMs } })
      } catch (error) {
        visits = forget(thing)
        throw error
      }
    },
    giveBack: (thing) => keep(forget(thing)),
    hold: (forMs, reason) => keep({ ...visits, heldAtMs: clock.nowMs(), heldForMs: forMs, heldReason: reason }),
  }
}

function refuseTooSoon(visits: Visits, thing: string, fromMs: number, nowMs: number): void {
  if (visits.heldAtMs + visits.heldForMs > nowMs) throw new HeldBackError(visits.heldReason, fromMs, true)
  if (fromMs > nowMs)
    throw new HeldBackError(`its owner’s usage policy does not allow ${thing} so soon again`, fromMs, false)
}

function refuseTooMany(policy: UsagePolicy, recentMs: readonly number[], requests: number, nowMs: number): void {
  const inMinute = recentMs.filter((atMs) => atMs > nowMs - minuteMs).length
  if (inMinute + requests > policy.requestsPerMinute) {
    throw new HeldBackError(`its owner allows ${policy.requestsPerMinute} requests a minute`, nowMs + minuteMs, false)
  }
  if (recentMs.length + requests > policy.requestsPerHour) {
    const [oldestMs = nowMs] = recentMs
    throw new HeldBackError(`its owner allows ${policy.requestsPerHour} requests an hour`, oldestMs + hourMs, false)
  }
}
