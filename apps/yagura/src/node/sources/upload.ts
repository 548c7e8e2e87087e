import { randomUUID } from 'node:crypto'
import type { IngestReport, Source } from '../../api/contract/sources.ts'
import type { Ingest, NodeContext } from '../context.ts'
import { checkHead } from './check-content.ts'
import type { FetchLimits } from './http-exchange.ts'
import type { SourceEntry } from './source-entry.ts'
import { openSpool, type Spool } from './spool.ts'
import { readProgress } from './stored-source.ts'

/** Reads a file that a person hands in; resolves once what it held is on stable storage. */
export type Upload = (file: {
  readonly name: string
  readonly reads: Source['reads']
  readonly bytes: AsyncIterable<Uint8Array>
  readonly signal: AbortSignal
  /** Name of the officer. */
  readonly by: string
}) => Promise<IngestReport>

const uploadId = 'upload'
const weekMin = 10_080

/**
 * Makes the reading of uploads: a file is used only once all of it has come.
 * Throws what fetching a source throws about its content, and what the ingest throws.
 */
export function createUpload(
  context: NodeContext,
  parts: {
    readonly entries: Map<string, SourceEntry>
    readonly ingest: Ingest
    readonly limits: FetchLimits
    readonly spoolFolder: string
  },
): Upload {
  const { store, clock } = context
  return async ({ name, reads, bytes, signal, by }) => {
    const spool = await openSpool(parts.spoolFolder, {
      name: randomUUID(),
      from: name,
      limitBytes: parts.limits.bodyBytes,
    })
    try {
      await fill(spool, bytes, signal)
      checkHead(name, spool.head(), reads)
      const report = await parts.ingest({ sourceId: uploadId, name, reads, bytes: spool.bytes(), signal })
      const entry = parts.entries.get(uploadId) ?? newUploads(clock.nowMs())
      entry.progress = progressOf(entry, report, clock.nowMs())
      const { definition, sinceMs, progress } = entry
      await store.commit({
        append: [
          {
            atMs: clock.nowMs(),
            kind: 'source/ok',
            subject: uploadId,
            by,
            text: `${name} was uploaded: ${report.records} records, ${report.added} of them new, ${report.problemCount} not usable`,
            body: report,
          },
        ],
        put: [
          { collection: 'sources', id: uploadId, body: { definition, sinceMs } },
          { collection: 'source-states', id: uploadId, body: progress },
          { collection: 'source-problems', id: uploadId, body: report.problems },
        ],
      })
      parts.entries.set(uploadId, entry)
      return report
    } finally {
      await spool.close()
    }
  }
}

async function fill(spool: Spool, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
  for await (const piece of bytes) {
    signal.throwIfAborted()
    await spool.write(piece)
  }
  signal.throwIfAborted()
}

function newUploads(nowMs: number): SourceEntry {
  return {
    definition: {
      id: uploadId,
      name: 'Uploads',
      kind: 'upload',
      reads: 'elements',
      location: '',
      intervalMin: weekMin,
      enabled: true,
      allowPrivateAddress: false,
    },
    account: undefined,
    fromCommandLine: false,
    sinceMs: nowMs,
    progress: readProgress(undefined),
    running: undefined,
    said: 'waiting',
  }
}

function progressOf(entry: SourceEntry, report: IngestReport, nowMs: number): SourceEntry['progress'] {
  return {
    ...entry.progress,
    lastAttemptMs: nowMs,
    lastSuccessMs: nowMs,
    lastChangeMs: report.added > 0 ? nowMs : entry.progress.lastChangeMs,
    records: report.records,
    problemCount: report.problemCount,
  }
}
