import { PassThrough } from 'node:stream'
import type { Clock } from '@yagura/core'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { fetchBody } from '../../sources/fetch-body.ts'
import { RefusedByServerError } from '../../sources/fetch-errors.ts'
import type { FetchLimits } from '../../sources/http-exchange.ts'
import { type ImportCounts, type ImportOptions, importIntelligence } from '../store/import-intelligence.ts'
import type { OpenStixStore } from '../store/open-stix-store.ts'
import { FeedError } from './feed-errors.ts'
import { basicAuthorization, type TaxiiAccess } from './taxii-exchange.ts'

/** How a feed of MISP is pulled. */
export type MispFeedOptions = ImportOptions & {
  readonly access: TaxiiAccess
  /** Whose place it is that says which events were taken. */
  readonly place: string
  readonly clock: Clock
}

/** By the UUID of each event what stands in its file; of it only when it was published last. Source: MISP core format, manifest.json. */
const Manifest = Type.Record(
  Type.String({ pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' }),
  Type.Object({ timestamp: Type.Optional(Type.Union([Type.String(), Type.Number()])) }),
  { additionalProperties: false },
)

const limits: FetchLimits = { answerMs: 60_000, idleMs: 60_000, wholeMs: 3_600_000, bodyBytes: 1 << 30 }
const mostManifestBytes = 64 << 20

/** @returns Whether an address is of the list of events of a feed of MISP, beside which the events lie. */
export function isMispFeed(url: URL): boolean {
  return url.pathname.endsWith('/manifest.json')
}

/**
 * Pulls the events of a feed that were published since they were taken last, oldest first. That an event was taken is noted once all of it
 * is on stable storage, so that after a kill the next pull begins with the event that was cut off. An event that is listed and not
 * there is told, and asked for again the next time.
 *
 * @param url - Of the `manifest.json`.
 * @returns What became of what came.
 * @throws what reaching the server throws; FeedError where there is no list.
 */
export async function pullMispFeed(store: OpenStixStore, url: URL, options: MispFeedOptions): Promise<ImportCounts> {
  const { place, signal, onProblem, onProgress } = options
  let counts: ImportCounts = { read: 0, added: 0, unchanged: 0, quarantined: 0, invalid: 0 }
  for (const [uuid, timestamp] of await readManifest(url, options)) {
    signal.throwIfAborted()
    const name = `misp ${place} ${uuid}`
    if (timestamp !== '' && (await store.call('cursorOf', name)) === timestamp) continue
    const before = counts
    try {
      const event = new URL(`${uuid}.json`, url)
      counts = sum(
        before,
        await importIntelligence(store, () => piecesOf(event, options), {
          ...options,
          onProblem: (at, message) => onProblem(at === '' ? uuid : `${uuid} ${at}`, message),
          onProgress: (one) => onProgress(sum(before, one)),
        }),
      )
      await store.call('putCursor', name, timestamp)
    } catch (error) {
      if (!(error instanceof RefusedByServerError) || error.facts.status !== 404) throw error
      counts = { ...before, invalid: before.invalid + 1 }
      onProblem(uuid, error.message)
    }
    onProgress(counts)
  }
  return counts
}

function sum(one: ImportCounts, other: ImportCounts): ImportCounts {
  return {
    read: one.read + other.read,
    added: one.added + other.added,
    unchanged: one.unchanged + other.unchanged,
    quarantined: one.quarantined + other.quarantined,
    invalid: one.invalid + other.invalid,
  }
}

/** @returns UUIDs with when each was published last, oldest first. */
async function readManifest(url: URL, options: MispFeedOptions): Promise<readonly (readonly [string, string])[]> {
  const pieces: Uint8Array[] = []
  for await (const piece of piecesOf(url, options, mostManifestBytes)) pieces.push(piece)
  const manifest = manifestIn(new TextDecoder().decode(Buffer.concat(pieces)))
  if (manifest === undefined) throw new FeedError('url', `${url.href} is no list of the events of a MISP feed`)
  return Object.entries(manifest)
    .map(([uuid, { timestamp }]) => [uuid, String(timestamp ?? '')] as const)
    .sort(([, one], [, other]) => Number(one) - Number(other))
}

function manifestIn(text: string): Static<typeof Manifest> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return Check(Manifest, value) ? value : undefined
  } catch {
    return undefined
  }
}

/** The bytes at an address as they come; whoever takes them slowly is waited for. */
async function* piecesOf(
  url: URL,
  { access, clock, signal }: MispFeedOptions,
  bodyBytes = limits.bodyBytes,
): AsyncGenerator<Uint8Array> {
  const { identity, authority, allowPrivate } = access
  const through = new PassThrough()
  const take = (piece: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      through.write(piece, (error) => (error ? reject(error) : resolve()))
    })
  const request = {
    ...{ url, allowPrivate, signal, resolve: undefined, nowMs: clock.nowMs, limits: { ...limits, bodyBytes } },
    headers: { accept: 'application/json', 'user-agent': 'Yagura', ...basicAuthorization(access) },
    tls: { ...identity, ...(authority === undefined ? {} : { authority }) },
  }
  const fetched = fetchBody(request, 0, take).then(
    () => through.end(),
    (error: Error) => through.destroy(error),
  )
  try {
    for await (const piece of through) if (piece instanceof Uint8Array) yield piece
  } finally {
    through.destroy()
    await fetched
  }
}
