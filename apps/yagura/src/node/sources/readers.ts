import type { Source } from '../../api/contract/sources.ts'
import type { Ingest, NodeContext } from '../context.ts'
import type { Resolve } from './address-guard.ts'
import { celestrakBaseUrl, createCelestrakReader, createUrlReader } from './celestrak-reader.ts'
import type { Fetching } from './fetch-source.ts'
import { createFileReader } from './file-reader.ts'
import { createFolderReader } from './folder-reader.ts'
import type { FetchLimits } from './http-exchange.ts'
import type { SourceReader } from './read-outcome.ts'
import { createSimulatedReader } from './simulated-reader.ts'
import { createSpaceTrackReader, spaceTrackBaseUrl } from './space-track-reader.ts'
import { createUsageGuard } from './usage-policy.ts'

/** What the readers of all kinds are made of. */
export type ReaderParts = {
  readonly ingest: Ingest
  readonly limits: FetchLimits
  readonly allowedFolders: readonly string[]
  readonly spoolFolder: string
  readonly userAgent: string
  readonly celestrakBaseUrl?: string
  readonly spaceTrackBaseUrl?: string
  readonly resolve?: Resolve
  readonly onClockSample: Fetching['onClockSample']
}

/** The readers by the kind of source; uploads are handed in, not asked for. */
export type Readers = { readonly [Kind in Source['kind']]: SourceReader | undefined }

/** Makes the reader of each kind of source. */
export function createReaders(context: NodeContext, parts: ReaderParts): Readers {
  const { store, clock, newId } = context
  const fetching: Fetching = { ...parts, resolve: parts.resolve, clock }
  const local = { ingest: parts.ingest, allowedFolders: parts.allowedFolders, limitBytes: parts.limits.bodyBytes }
  const celestrak = createCelestrakReader(
    fetching,
    createUsageGuard({ service: 'celestrak', requestsPerMinute: 20, requestsPerHour: 100 }, store, clock),
    { baseUrl: parts.celestrakBaseUrl ?? celestrakBaseUrl, newId },
  )
  const spaceTrack = createSpaceTrackReader(
    fetching,
    // Source: Space-Track API use guidelines; the node stays below them, since other programs may share the account.
    createUsageGuard({ service: 'space-track', requestsPerMinute: 24, requestsPerHour: 240 }, store, clock),
    { baseUrl: parts.spaceTrackBaseUrl ?? spaceTrackBaseUrl, newId },
  )
  return {
    file: createFileReader(local),
    folder: createFolderReader(local),
    url: createUrlReader(fetching, celestrak),
    celestrak,
    'space-track': spaceTrack,
    simulated: createSimulatedReader(parts.ingest, clock),
    upload: undefined,
  }
}
