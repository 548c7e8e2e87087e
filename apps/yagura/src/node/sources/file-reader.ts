import { basename } from 'node:path'
import type { Ingest } from '../context.ts'
import { checkHead, checkReport } from './check-content.ts'
import { NotDataError, TooLargeError, UnreadableSourceError, UnusableRecordsError } from './content-errors.ts'
import { openLocalFile } from './local-file.ts'
import type { ReadOutcome, SourceReader } from './read-outcome.ts'
import type { SourceEntry } from './source-entry.ts'

/** What reading files of this machine needs besides the source. */
export type LocalReading = {
  readonly ingest: Ingest
  /** Folders below which sources that were not given on the command line may lie. */
  readonly allowedFolders: readonly string[]
  readonly limitBytes: number
}

type Seen = { readMark?: string; failed?: boolean; restingMark?: string }

const pollMs = 2000

/** Reads a file, and again whenever it has changed and is at rest for two looks. */
export function createFileReader(local: LocalReading): SourceReader {
  const seenOf = new WeakMap<SourceEntry['definition'], Seen>()
  return {
    pollMs,
    read: async (entry, signal): Promise<ReadOutcome> => {
      const seen = seenOf.get(entry.definition) ?? {}
      seenOf.set(entry.definition, seen)
      const file = await openLocalFile(entry.definition.location, foldersFor(entry, local), local.limitBytes)
      try {
        if (seen.readMark === file.mark) return seen.failed === true ? { kind: 'waiting' } : { kind: 'unchanged' }
        if (seen.readMark !== undefined && seen.restingMark !== file.mark) {
          seen.restingMark = file.mark
          return { kind: 'waiting' }
        }
        const outcome = await readWhole(local.ingest, entry, entry.definition.location, file, signal)
        seenOf.set(entry.definition, { readMark: file.mark })
        return outcome
      } catch (error) {
        // The same content would fail the same way: it is read again when it has changed.
        if (isAboutContent(error)) seenOf.set(entry.definition, { readMark: file.mark, failed: true })
        throw error
      } finally {
        await file.close()
      }
    },
  }
}

/** Where the files of a source may lie; undefined where the operator named them on the command line. */
export function foldersFor(entry: SourceEntry, local: LocalReading): readonly string[] | undefined {
  return entry.fromCommandLine ? undefined : local.allowedFolders
}

/**
 * Hands all of an opened file on.
 * @throws one of the content errors, also where the file changed meanwhile; what the ingest throws.
 */
export async function readWhole(
  ingest: Ingest,
  entry: SourceEntry,
  path: string,
  file: Awaited<ReturnType<typeof openLocalFile>>,
  signal: AbortSignal,
): Promise<Extract<ReadOutcome, { kind: 'read' }>> {
  const { id, reads } = entry.definition
  checkHead(path, file.head, reads)
  const report = await ingest({ sourceId: id, name: basename(path), reads, bytes: file.bytes(), signal })
  if (!(await file.isSame())) {
    throw new UnreadableSourceError(path, 'it was changed while it was read; it is read again when it is at rest')
  }
  checkReport(report, reads)
  return { kind: 'read', report }
}

/** Whether an error is about what a file holds: reading it again would not help. */
export function isAboutContent(error: unknown): boolean {
  return error instanceof NotDataError || error instanceof UnusableRecordsError || error instanceof TooLargeError
}
