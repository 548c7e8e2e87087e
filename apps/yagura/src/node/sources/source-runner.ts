import type { LogDraft } from '@yagura/core'
import { YaguraError } from '@yagura/core'
import type { IngestReport, Source } from '../../api/contract/sources.ts'
import type { NodeContext } from '../context.ts'
import { backOffMs, fractionOf } from './back-off.ts'
import { UnusableRecordsError } from './content-errors.ts'
import { HeldBackError, UnexpectedSourceError } from './definition-errors.ts'
import { RedirectRefusedError, RefusedByServerError } from './fetch-errors.ts'
import type { ReadOutcome, SourceReader } from './read-outcome.ts'
import { type SourceEntry, sourceState } from './source-entry.ts'
import { SignInRefusedError } from './space-track-reader.ts'
import type { SourceProgress } from './stored-source.ts'

const dayMs = 86_400_000

/** Asks sources, and writes down what came of it. */
export type SourceRunner = {
  /** Asks a source, unless that is under way. Never fails: what goes wrong becomes the state of the source. */
  readonly start: (entry: SourceEntry) => void
  /** Asks a source if it is due, and says so where its state has changed by time alone. */
  readonly look: (entry: SourceEntry) => void
}

/** Makes the runner. */
export function createSourceRunner(
  context: NodeContext,
  readerOf: (kind: Source['kind']) => SourceReader | undefined,
): SourceRunner {
  const asking = new Asking(context)

  function start(entry: SourceEntry): void {
    const reader = readerOf(entry.definition.kind)
    if (reader === undefined || entry.running !== undefined) return
    const controller = new AbortController()
    // Started in a later turn, so that `running` is set before it can end.
    const ended = Promise.resolve().then(() => asking.ask(entry, reader, controller.signal))
    entry.running = { controller, ended }
    if (reader.pollMs === undefined) asking.say(entry)
  }

  return {
    start,
    look: (entry) => {
      asking.noteStale(entry)
      if (entry.definition.enabled && isDue(entry, context.clock.nowMs())) start(entry)
    },
  }
}

class Asking {
  readonly #context: NodeContext

  constructor(context: NodeContext) {
    this.#context = context
  }

  async ask(entry: SourceEntry, reader: SourceReader, signal: AbortSignal): Promise<void> {
    try {
      const outcome = await reader.read(entry, signal)
      if (!signal.aborted) await this.#settle(entry, outcome, reader)
    } catch (error) {
      if (!signal.aborted) await this.#fail(entry, error, reader)
    } finally {
      entry.running = undefined
      this.say(entry)
    }
  }

  /** Tells open pages where the word for a source has changed. */
  say(entry: SourceEntry): void {
    const state = sourceState(entry, this.#context.clock.nowMs())
    if (state === entry.said) return
    entry.said = state
    this.#context.live.publish({ kind: 'status' })
  }

  noteStale(entry: SourceEntry): void {
    if (entry.said === 'stale' || sourceState(entry, this.#context.clock.nowMs()) !== 'stale') return
    this.say(entry)
    const since = new Date(entry.progress.lastSuccessMs ?? entry.sinceMs).toISOString()
    void this.#keepIfPossible(entry, [this.#draft(entry, 'stale', `nothing has come since ${since}`, null)])
  }

  async #settle(entry: SourceEntry, outcome: ReadOutcome, reader: SourceReader): Promise<void> {
    const nowMs = this.#context.clock.nowMs()
    const { pollMs } = reader
    if (outcome.kind === 'waiting') {
      entry.progress = { ...entry.progress, nextDueMs: nowMs + (pollMs ?? 0) }
      return
    }
    const healed = entry.said === 'failing' || entry.said === 'stale' || entry.said === 'waiting'
    const report = outcome.kind === 'read' ? outcome.report : undefined
    entry.progress = succeeded(entry.progress, outcome, nowMs, this.#nextDueMs(entry, reader, nowMs))
    // A look at a file that has not changed is not worth a write to the disk.
    if (report === undefined && pollMs !== undefined && !healed) return
    const text =
      report === undefined
        ? 'answers; nothing has changed'
        : `${report.records} records, ${report.added} of them new, ${report.problemCount} not usable`
    const worthLogging = healed || report !== undefined
    await this.#keep(entry, worthLogging ? [this.#draft(entry, 'ok', text, report ?? null)] : [], report)
  }

  async #fail(entry: SourceEntry, error: unknown, reader: SourceReader): Promise<void> {
    const nowMs = this.#context.clock.nowMs()
    if (error instanceof HeldBackError && !error.refused) {
      entry.progress = { ...entry.progress, nextDueMs: error.untilMs }
      return
    }
    const told = entry.progress.lastError
    const { code, message } = this.#tell(entry, error)
    const failures = entry.progress.failures + 1
    const retryMs = nowMs + retryAfterMs(entry, error, failures, reader, fractionOf(this.#context.newId()))
    const report = error instanceof UnusableRecordsError ? error.report : undefined
    entry.progress = {
      ...entry.progress,
      ...(report === undefined ? {} : { records: report.records, problemCount: report.problemCount }),
      lastAttemptMs: nowMs,
      failures,
      nextDueMs: Math.max(retryMs, reader.allowedFromMs?.(entry) ?? 0),
      lastError: { code, message, atMs: nowMs },
    }
    const isNew = told?.code !== code || (reader.pollMs !== undefined && told.message !== message)
    // A file that is looked at every few seconds would write as often.
    if (!isNew && reader.pollMs !== undefined) return
    await this.#keepIfPossible(entry, isNew ? [this.#draft(entry, 'failed', message, { code })] : [], report)
  }

  #tell(entry: SourceEntry, error: unknown): { readonly code: string; readonly message: string } {
    if (error instanceof YaguraError) return { code: error.code, message: error.message }
    this.#context.logger.error({ err: error, source: entry.definition.id }, 'source failed')
    const { code, message } = new UnexpectedSourceError(error instanceof Error ? error : new Error(String(error)))
    return { code, message }
  }

  #nextDueMs(entry: SourceEntry, reader: SourceReader, nowMs: number): number {
    if (reader.pollMs !== undefined) return nowMs + reader.pollMs
    const fraction = fractionOf(this.#context.newId())
    const usualMs = nowMs + entry.definition.intervalMin * 60_000 * (1 + fraction / 50)
    const atMs = Math.max(usualMs, reader.allowedFromMs?.(entry) ?? 0)
    return reader.spreadMs?.(atMs, fraction) ?? atMs
  }

  #draft(entry: SourceEntry, event: string, text: string, body: unknown): LogDraft {
    const { id, name } = entry.definition
    const atMs = this.#context.clock.nowMs()
    return { atMs, kind: `source/${event}`, subject: id, by: 'node', text: `${name}: ${text}`, body }
  }

  async #keep(entry: SourceEntry, drafts: readonly LogDraft[], report?: IngestReport): Promise<void> {
    const { id } = entry.definition
    const problems = report === undefined ? [] : [{ collection: 'source-problems', id, body: report.problems }]
    await this.#context.store.commit({
      append: drafts,
      put: [{ collection: 'source-states', id, body: entry.progress }, ...problems],
    })
  }

  async #keepIfPossible(entry: SourceEntry, drafts: readonly LogDraft[], report?: IngestReport): Promise<void> {
    try {
      await this.#keep(entry, drafts, report)
    } catch (error) {
      // The state in memory stands and is shown; the store's own failure is told by the health of the node.
      this.#context.logger.error(
        { err: error, source: entry.definition.id },
        'the state of a source could not be written',
      )
    }
  }
}

function isDue({ definition, progress }: SourceEntry, nowMs: number): boolean {
  // Farther ahead than any delay: the clock was wrong when it was written.
  const farthestMs = Math.max(2 * definition.intervalMin * 60_000, 2 * dayMs)
  return progress.nextDueMs <= nowMs || progress.nextDueMs > nowMs + farthestMs
}

function succeeded(
  progress: SourceProgress,
  outcome: Exclude<ReadOutcome, { kind: 'waiting' }>,
  nowMs: number,
  nextDueMs: number,
): SourceProgress {
  const common = { lastAttemptMs: nowMs, lastSuccessMs: nowMs, failures: 0, lastError: undefined, nextDueMs }
  if (outcome.kind === 'unchanged') return { ...progress, ...common, ...outcome.progress }
  const { records, problemCount, added } = outcome.report
  const lastChangeMs = added > 0 ? nowMs : progress.lastChangeMs
  return { ...progress, ...common, records, problemCount, lastChangeMs, ...outcome.progress }
}

function retryAfterMs(
  entry: SourceEntry,
  error: unknown,
  failures: number,
  reader: SourceReader,
  fraction: number,
): number {
  // What lies on this machine is looked at as before: what it holds is read again only when it has changed.
  if (reader.pollMs !== undefined && error instanceof YaguraError && error.code.startsWith('source/')) {
    return reader.pollMs
  }
  const usualMs = backOffMs(failures, entry.definition.intervalMin * 60_000, fraction)
  if (error instanceof RefusedByServerError) {
    const { status, retryAfterS } = error.facts
    // The owners of shared services ask that a person looks at any refusal before it is tried again.
    if (isShared(entry) && status < 500) return dayMs * (1 + fraction / 10)
    return Math.max(usualMs, Math.min((retryAfterS ?? 0) * 1000, dayMs))
  }
  // A password that is tried again and again locks the account.
  const needsPerson = error instanceof SignInRefusedError || (error instanceof RedirectRefusedError && isShared(entry))
  return needsPerson ? dayMs * (1 + fraction / 10) : usualMs
}

function isShared({ definition }: SourceEntry): boolean {
  return definition.kind === 'celestrak' || definition.kind === 'space-track'
}
