import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import type { IngestReport, Source } from '../../api/contract/sources.ts'
import type { Handlers, Ingest, NodeContext } from '../context.ts'
import type { Resolve } from './address-guard.ts'
import type { ClockSample } from './fetch-source.ts'
import type { FetchLimits } from './http-exchange.ts'
import { createReaders } from './readers.ts'
import { checkDefinition, usualIntervalMin } from './source-definition.ts'
import { type SourceEntry, sourceState, viewSource } from './source-entry.ts'
import { createSourceHandlers, type SourceOperationId } from './source-handlers.ts'
import { createSourceRunner } from './source-runner.ts'
import { readProgress, readStoredSource, type SourceDefinition } from './stored-source.ts'
import { createUpload, type Upload } from './upload.ts'

/** A source that the operator named on the command line. It lives as long as the process and is not stored. */
export type CommandLineSource = Pick<Source, 'kind' | 'reads' | 'location'>

/** What the operator settles when the node starts. */
export type SourceSettings = {
  readonly commandLine: readonly CommandLineSource[]
  /** Absolute paths below which files and folders may be made sources while the node runs. */
  readonly allowedFolders: readonly string[]
  /** Where bodies lie until they have come whole. */
  readonly spoolFolder: string
  /** Names Yagura and its version to servers. */
  readonly userAgent: string
  /** Other servers than CelesTrak's and Space-Track's own, for tests. */
  readonly celestrakBaseUrl?: string
  readonly spaceTrackBaseUrl?: string
  readonly limits?: FetchLimits
  readonly resolve?: Resolve
}

/** The sources of a node. */
export type SourceService = {
  readonly handlers: Handlers<SourceOperationId>
  readonly upload: Upload
  readonly list: () => readonly Source[]
  /** How the node's clock stood against those of the last servers, one sample a server. */
  readonly clockSamples: () => readonly ClockSample[]
  /** Asks sources whenever they are due, from now on. */
  readonly start: () => void
  /** Looks once which sources are due and starts asking them. */
  readonly tick: () => void
  /** Resolves when nothing is being asked. */
  readonly settled: () => Promise<void>
  /** Stops whatever is being asked. */
  readonly close: () => Promise<void>
}

const usualLimits: FetchLimits = {
  answerMs: 30_000,
  idleMs: 30_000,
  wholeMs: 600_000,
  bodyBytes: 256 * 1024 * 1024,
}
const tickMs = 1000

/**
 * Makes the service that asks sources and hands on what they give.
 * @throws UnusableSourceError where the command line names a source that cannot be one.
 */
export function createSourceService(
  context: NodeContext,
  dependencies: { readonly ingest: Ingest; readonly settings: SourceSettings },
): SourceService {
  const { clock } = context
  const { settings } = dependencies
  const limits = settings.limits ?? usualLimits
  const ingest = oneAtATime(dependencies.ingest)
  const samples = new Map<string, ClockSample>()
  const entries = new Map<string, SourceEntry>()
  const readers = createReaders(context, {
    ...settings,
    limits,
    ingest,
    onClockSample: (s) => samples.set(s.hostname, s),
  })
  const runner = createSourceRunner(context, (kind) => readers[kind])
  let timer: NodeJS.Timeout | undefined

  for (const entry of [...storedEntries(context), ...commandLineEntries(context, settings.commandLine)]) {
    entries.set(entry.definition.id, entry)
  }
  const tick = (): void => {
    for (const entry of entries.values()) runner.look(entry)
  }
  return {
    handlers: createSourceHandlers({ context, entries, runner, readers, allowedFolders: settings.allowedFolders }),
    upload: createUpload(context, { entries, ingest, limits, spoolFolder: settings.spoolFolder }),
    list: () => [...entries.values()].map((entry) => viewSource(entry, clock.nowMs())),
    clockSamples: () => [...samples.values()],
    start: () => {
      timer ??= setInterval(tick, tickMs)
      tick()
    },
    tick,
    settled: async () => {
      await Promise.all([...entries.values()].map((entry) => entry.running?.ended))
    },
    close: async () => {
      clearInterval(timer)
      const running = [...entries.values()].map((entry) => entry.running)
      for (const each of running) each?.controller.abort(new DOMException('the node stops', 'AbortError'))
      await Promise.all(running.map((each) => each?.ended))
    },
  }
}

function storedEntries(context: NodeContext): readonly SourceEntry[] {
  return context.store.list('sources').flatMap(({ body }) => {
    const stored = readStoredSource(body)
    if (stored === undefined) return []
    const { definition, account, sinceMs } = stored
    return [restoreEntry(context, definition, { account, sinceMs, fromCommandLine: false })]
  })
}

function commandLineEntries(context: NodeContext, named: readonly CommandLineSource[]): readonly SourceEntry[] {
  return named.map(({ kind, reads, location: given }) => {
    const location = kind === 'file' || kind === 'folder' ? resolve(given) : given
    const definition: SourceDefinition = {
      id: `cli-${createHash('sha256').update(`${kind} ${reads} ${location}`).digest('hex').slice(0, 20)}`,
      name: kind === 'simulated' ? 'SIMULATED population' : location.slice(0, 100),
      kind,
      reads,
      location,
      intervalMin: usualIntervalMin(kind, reads, location),
      enabled: true,
      allowPrivateAddress: true,
    }
    checkDefinition(definition, false, context.mode)
    const entry = restoreEntry(context, definition, {
      account: undefined,
      sinceMs: context.clock.nowMs(),
      fromCommandLine: true,
    })
    // What the operator names at the start is read at the start; a usage policy still holds.
    entry.progress = { ...entry.progress, nextDueMs: 0 }
    return entry
  })
}

function restoreEntry(
  context: NodeContext,
  definition: SourceDefinition,
  rest: Pick<SourceEntry, 'account' | 'sinceMs' | 'fromCommandLine'>,
): SourceEntry {
  const progress = readProgress(context.store.get('source-states', definition.id))
  const entry: SourceEntry = { definition, ...rest, progress, running: undefined, said: 'waiting' }
  entry.said = sourceState(entry, context.clock.nowMs())
  return entry
}

/** Two files at once would only share one processor, and twice the memory. */
function oneAtATime(ingest: Ingest): Ingest {
  let last: Promise<unknown> = Promise.resolve()
  return (file) => {
    const turn = last.then(() => {
      file.signal.throwIfAborted()
      return ingest(file)
    })
    last = turn.catch(() => undefined)
    return turn satisfies Promise<IngestReport>
  }
}
