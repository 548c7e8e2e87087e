import type { IngestReport } from '../../api/contract/sources.ts'
import type { SourceEntry } from './source-entry.ts'
import type { SourceProgress } from './stored-source.ts'

/** What asking a source came to. */
export type ReadOutcome =
  /** Nothing can be said yet: a file is still being written. */
  | { readonly kind: 'waiting' }
  /** What was read last still stands. */
  | { readonly kind: 'unchanged'; readonly progress?: Partial<SourceProgress> }
  | { readonly kind: 'read'; readonly report: IngestReport; readonly progress?: Partial<SourceProgress> }

/** Asks the sources of a kind. What goes wrong is thrown. */
export type SourceReader = {
  /** Looks this often, ms, instead of at the source's own interval: for what lies on this machine. */
  readonly pollMs?: number
  readonly read: (entry: SourceEntry, signal: AbortSignal) => Promise<ReadOutcome>
  /** From when it may be asked, Unix time, ms, where an owner's policy says so. */
  readonly allowedFromMs?: (entry: SourceEntry) => number
  /** Moves the time of an automatic request off the hours at which everybody asks; Unix time, ms, and a fraction in [0, 1). */
  readonly spreadMs?: (atMs: number, fraction: number) => number
}
