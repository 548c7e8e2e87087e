import type { Source } from '../../api/contract/sources.ts'
import type { SourceAccount, SourceDefinition, SourceProgress } from './stored-source.ts'

/** A source as the node holds it. */
export type SourceEntry = {
  definition: SourceDefinition
  account: SourceAccount | undefined
  readonly fromCommandLine: boolean
  /** Unix time, ms, from which its age counts while it has not succeeded. */
  readonly sinceMs: number
  progress: SourceProgress
  running: { readonly controller: AbortController; readonly ended: Promise<void> } | undefined
  /** The state that was last said in the log and to open pages. */
  said: Source['state']
}

const staleAfterPeriods = 3

/**
 * The word for how a source stands. Old data outrank what is being done about them, and a failure outranks the next try, so
 * that a source that keeps failing does not look well in between.
 */
export function sourceState(entry: SourceEntry, nowMs: number): Source['state'] {
  const { definition, progress } = entry
  if (!definition.enabled) return 'disabled'
  if (isStale(entry, nowMs)) return 'stale'
  if (progress.lastError !== undefined) return 'failing'
  if (entry.running !== undefined) return 'fetching'
  return progress.lastSuccessMs === undefined ? 'waiting' : 'ok'
}

function isStale(entry: SourceEntry, nowMs: number): boolean {
  if (entry.definition.kind === 'upload') return false
  const freshMs = entry.progress.lastSuccessMs ?? entry.sinceMs
  return nowMs - freshMs > staleAfterPeriods * entry.definition.intervalMin * 60_000
}

/** A source as the API shows it: without its password. */
export function viewSource(entry: SourceEntry, nowMs: number): Source {
  const { definition, progress } = entry
  const watched = ['file', 'folder', 'upload'].includes(definition.kind)
  const asked = definition.enabled && !watched
  return {
    ...definition,
    fromCommandLine: entry.fromCommandLine,
    account: entry.account?.name ?? null,
    state: sourceState(entry, nowMs),
    lastAttemptUtc: utcOrNull(progress.lastAttemptMs),
    lastSuccessUtc: utcOrNull(progress.lastSuccessMs),
    lastChangeUtc: utcOrNull(progress.lastChangeMs),
    nextDueUtc: asked ? utcOrNull(Math.max(progress.nextDueMs, nowMs)) : null,
    lastError:
      progress.lastError === undefined
        ? null
        : {
            code: progress.lastError.code,
            message: progress.lastError.message,
            atUtc: new Date(progress.lastError.atMs).toISOString(),
          },
    records: progress.records,
    problemCount: progress.problemCount,
    staleAfterMin: staleAfterPeriods * definition.intervalMin,
  }
}

function utcOrNull(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString()
}
