import { randomUUID } from 'node:crypto'
import type { Clock } from '@yagura/core'
import type { Ingest } from '../context.ts'
import type { Resolve } from './address-guard.ts'
import { checkHead, checkReport } from './check-content.ts'
import { fetchBody } from './fetch-body.ts'
import type { FetchLimits } from './http-exchange.ts'
import type { ReadOutcome } from './read-outcome.ts'
import type { SourceEntry } from './source-entry.ts'
import { openSpool } from './spool.ts'

/** Against whose clock that of the node was compared. */
export type ClockSample = {
  readonly hostname: string
  /** Node minus server, ms, known to half a second. */
  readonly offsetMs: number
  /** Unix time of the node, ms. */
  readonly atMs: number
}

/** What fetching needs besides the source. */
export type Fetching = {
  readonly ingest: Ingest
  readonly clock: Clock
  readonly userAgent: string
  readonly limits: FetchLimits
  /** Folder for bodies that are not yet known to be whole. */
  readonly spoolFolder: string
  readonly resolve: Resolve | undefined
  readonly onClockSample: (sample: ClockSample) => void
}

/** How a source is fetched. */
export type FetchPlan = {
  readonly url: URL
  /** Sent besides what every request has. */
  readonly headers: Readonly<Record<string, string>>
  readonly redirects: number
}

/**
 * Fetches what a source has if it is other than what was read last, and hands it on once all of it has come and it looks like data.
 * @throws one of the fetch and content errors; what the ingest throws.
 */
export async function fetchSource(
  fetching: Fetching,
  entry: SourceEntry,
  plan: FetchPlan,
  signal: AbortSignal,
): Promise<ReadOutcome> {
  const { definition } = entry
  const { hostname } = plan.url
  const spool = await openSpool(fetching.spoolFolder, {
    name: randomUUID(),
    from: hostname,
    limitBytes: fetching.limits.bodyBytes,
  })
  try {
    const head = await fetchBody(
      {
        url: plan.url,
        headers: { ...usualHeaders(fetching.userAgent), ...conditions(entry), ...plan.headers },
        allowPrivate: definition.allowPrivateAddress,
        limits: fetching.limits,
        resolve: fetching.resolve,
        nowMs: fetching.clock.nowMs,
        signal,
      },
      plan.redirects,
      spool.write,
    )
    if (head.clockOffsetMs !== undefined) {
      fetching.onClockSample({ hostname, offsetMs: head.clockOffsetMs, atMs: fetching.clock.nowMs() })
    }
    if (!head.modified) return { kind: 'unchanged' }
    checkHead(hostname, spool.head(), definition.reads)
    const report = await fetching.ingest({
      sourceId: definition.id,
      name: definition.name,
      reads: definition.reads,
      bytes: spool.bytes(),
      signal,
    })
    checkReport(report, definition.reads)
    return { kind: 'read', report, progress: { etag: head.etag, lastModified: head.lastModified } }
  } finally {
    await spool.close()
  }
}

/** Headers of every request to a source. */
export function usualHeaders(userAgent: string): Readonly<Record<string, string>> {
  return { 'user-agent': userAgent, 'accept-encoding': 'gzip, deflate, br', accept: '*/*' }
}

function conditions({ progress }: SourceEntry): Record<string, string> {
  return {
    ...(progress.etag === undefined ? {} : { 'if-none-match': progress.etag }),
    ...(progress.lastModified === undefined ? {} : { 'if-modified-since': progress.lastModified }),
  }
}
