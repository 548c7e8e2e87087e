import type { Change } from '@yagura/core'
import type { BlockScan, Hit } from '@yagura/cyber'
import type { LogInput } from '../../../api/contract/detections.ts'
import type { NodeContext } from '../../context.ts'
import { isoOfUnixMs } from '../../unix-time.ts'
import type { DetectionEngine } from './detection-engine.ts'
import { followFiles } from './follow-files.ts'
import { type AddedLines, mostLineBytes } from './followed-file.ts'
import { detectionCollections, type FilePlace, readStoredPlaces, type StoredInput } from './stored-input.ts'
import { type ArrivedLines, listenForSyslog, type SyslogListener } from './syslog-listener.ts'

/** A log that is followed. */
export type LiveInput = {
  readonly stored: StoredInput
  readonly view: () => LogInput
  /** Looks once for what files have gained; of a listener, opens it where it is not open. */
  readonly look: () => Promise<void>
  /** Where a listener listens; undefined for files, and while it does not. */
  readonly port: () => number | undefined
  readonly close: () => Promise<void>
}

/** What a live input needs of detection. */
export type LiveInputDependencies = {
  readonly engine: DetectionEngine
  /** Resolves once the engine has what is looked for. */
  readonly ready: () => Promise<void>
  /** Keeps hits together with how far the input was read. */
  readonly take: (hits: readonly Hit[], change: Change) => Promise<void>
  /** Where the keys for TLS lie. */
  readonly folder: string
}

/** Follows a log. What is wrong with it is shown, and tried again at the next look. */
export function createLiveInput(
  { store, clock }: Pick<NodeContext, 'store' | 'clock'>,
  stored: StoredInput,
  { engine, ready, take, folder }: LiveInputDependencies,
): LiveInput {
  const { id, name, kind, format, location } = stored
  const isOfFiles = kind === 'file' || kind === 'folder'
  const counts = { events: 0, badLines: 0, hits: 0 }
  let error: string | undefined
  let lastProblem: string | undefined
  let lastEventMs: number | undefined
  let listener: SyslogListener | undefined
  let lines = 0
  let looking: Promise<void> | undefined
  let turn: Promise<void> = Promise.resolve()
  const files = followFiles(stored, readStoredPlaces(store.get(detectionCollections.places, id)))

  const count = (log: string, { lines: read, problems, hits }: BlockScan): void => {
    counts.events += read - problems.length
    counts.badLines += problems.length
    counts.hits += hits.length
    if (read > 0) lastEventMs = clock.nowMs()
    const last = problems.at(-1)
    if (last !== undefined) lastProblem = `${log}:${last.line}: ${last.reason}`
  }
  const takeAdded = async (added: AddedLines, places: readonly FilePlace[]): Promise<void> => {
    const { bytes, firstLine, header, isTooLong, place } = added
    const log = place.path
    const problems = isTooLong ? [{ line: firstLine, reason: `longer than ${mostLineBytes} bytes` }] : []
    const scan: BlockScan =
      bytes.length === 0
        ? { lines: added.lines, read: 0, hits: [], problems }
        : await engine.scan(format, { bytes, log, header, firstLine })
    await take(scan.hits, { put: [{ collection: detectionCollections.places, id, body: { files: places } }] })
    count(log, scan)
  }
  const scanArrived = async ({ bytes, tooLong, lost }: ArrivedLines): Promise<void> => {
    const scan = await engine.scan(format, { bytes, log: name, header: undefined, firstLine: lines + 1 })
    if (scan.hits.length > 0) await take(scan.hits, {})
    lines += scan.lines
    count(name, scan)
    counts.badLines += tooLong + lost
    if (tooLong > 0) lastProblem = `${tooLong} messages longer than ${mostLineBytes} bytes`
    if (lost > 0) lastProblem = `${lost} datagrams came faster than they could be read`
  }
  /** Connections take turns, so that lines have one order. What cannot be kept is lost: nobody can ask for it again. */
  const takeArrived = (arrived: ArrivedLines): Promise<void> => {
    turn = turn
      .then(() => scanArrived(arrived))
      .catch((cause: unknown) => {
        error = cause instanceof Error ? cause.message : String(cause)
      })
    return turn
  }
  const look = async (): Promise<void> => {
    try {
      // Nothing is found before it is known what is looked for.
      await ready()
      if (isOfFiles) await files.look(takeAdded)
      else listener ??= await listenForSyslog(stored, folder, takeArrived)
      error = undefined
    } catch (cause) {
      error = cause instanceof Error ? cause.message : String(cause)
    }
  }
  return {
    stored,
    port: () => listener?.port,
    look: () => {
      looking ??= look().finally(() => {
        looking = undefined
      })
      return looking
    },
    close: async () => {
      await looking
      await listener?.close()
    },
    view: () => ({
      ...{ id, name, kind, format, location },
      ...counts,
      state: error !== undefined ? 'failing' : lastEventMs === undefined ? 'waiting' : 'following',
      error: error ?? null,
      lastEventUtc: lastEventMs === undefined ? null : isoOfUnixMs(lastEventMs),
      lastProblem: lastProblem ?? null,
    }),
  }
}
