import { YaguraError } from '@yagura/core'
import { fractionOf } from './back-off.ts'
import { RefusedByServerError, UnreachableError } from './fetch-errors.ts'
import { type Fetching, fetchSource } from './fetch-source.ts'
import type { ReadOutcome, SourceReader } from './read-outcome.ts'
import { isCelestrak, leastIntervalMin } from './source-definition.ts'
import type { SourceEntry } from './source-entry.ts'
import type { UsageGuard } from './usage-policy.ts'

/** Where CelesTrak is, unless a test says otherwise. */
export const celestrakBaseUrl = 'https://celestrak.org'

const dayMs = 86_400_000
const redirects = 3

/**
 * Reads groups and the SATCAT of CelesTrak, and keeps its usage policy: each thing at most as often as its data change, also
 * across restarts, and after a refusal nothing at all for a day.
 * Source: CelesTrak usage policy (2026).
 */
export function createCelestrakReader(
  fetching: Fetching,
  guard: UsageGuard,
  options: { readonly baseUrl: string; readonly newId: () => string },
): SourceReader {
  const gapMs = (entry: SourceEntry): number =>
    leastIntervalMin('celestrak', entry.definition.reads, entry.definition.location) * 60_000
  return {
    allowedFromMs: (entry) => guard.allowedFromMs(thingOf(entry), gapMs(entry)),
    read: async (entry, signal): Promise<ReadOutcome> => {
      await guard.take(thingOf(entry), gapMs(entry), 1)
      try {
        const plan = { url: urlOf(entry, options.baseUrl), headers: {}, redirects: 0 }
        return await fetchSource(fetching, entry, plan, signal)
      } catch (error) {
        if (wasNeverReached(error)) await guard.giveBack(thingOf(entry))
        if (!isRefusal(error)) throw error
        const forMs = dayMs * (1 + fractionOf(options.newId()) / 10)
        await guard.hold(forMs, `${error.facts.hostname} answered with status ${error.facts.status} and is left alone`)
        throw new RefusedByServerError({ ...error.facts, leftAloneUntilMs: fetching.clock.nowMs() + forMs })
      }
    },
  }
}

/** Reads an address; one of CelesTrak's under its usage policy, however the source is named. */
export function createUrlReader(fetching: Fetching, celestrak: SourceReader): SourceReader {
  return {
    allowedFromMs: (entry) => (isCelestrak(entry.definition.location) ? (celestrak.allowedFromMs?.(entry) ?? 0) : 0),
    read: (entry, signal) =>
      isCelestrak(entry.definition.location)
        ? celestrak.read(entry, signal)
        : fetchSource(fetching, entry, { url: new URL(entry.definition.location), headers: {}, redirects }, signal),
  }
}

/** Whether an error tells that a server got no request. */
export function wasNeverReached(error: unknown): boolean {
  if (!(error instanceof UnreachableError) || !(error.cause instanceof Error)) return false
  const code = 'code' in error.cause ? error.cause.code : undefined
  return ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'].includes(String(code))
}

/** Whether an error is a server's refusal of this node rather than of one address. */
export function isRefusal(error: unknown): error is RefusedByServerError {
  return (
    error instanceof YaguraError && error instanceof RefusedByServerError && [403, 429].includes(error.facts.status)
  )
}

function thingOf({ definition }: SourceEntry): string {
  if (definition.kind === 'celestrak') return definition.location.toLowerCase()
  const { pathname, searchParams } = new URL(definition.location)
  if (pathname.endsWith('/satcat.csv')) return 'satcat'
  return (searchParams.get('GROUP') ?? `${pathname}?${searchParams}`).toLowerCase()
}

function urlOf({ definition }: SourceEntry, baseUrl: string): URL {
  if (definition.kind === 'url') return new URL(definition.location)
  if (definition.reads === 'satcat') return new URL('/pub/satcat.csv', baseUrl)
  const url = new URL('/NORAD/elements/gp.php', baseUrl)
  url.search = new URLSearchParams({ GROUP: definition.location, FORMAT: 'csv' }).toString()
  return url
}
