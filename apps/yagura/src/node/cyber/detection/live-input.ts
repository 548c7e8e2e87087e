import type { Change } from '@yagura/core'
import type { BlockScan, Hit } from '@yagura/cyber'
import type { LogInput } from '../../../api/contract/detections.ts'
import type { NodeContext } from '../../context.ts'
import type { DetectionEngine } from './detection-engine.ts'
import { followFiles } from './follow-files.ts'
import { type AddedLines, mostLineBytes } from './followed-file.ts'
import { createTally } from './input-tally.ts'
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
  const { id, name, kind, format } = stored
  const tally = createTally(stored, clock.nowMs)
  let listener: SyslogListener | undefined
  let lines = 0
  let looking: Promise<void> | undefined
  let turn: Promise<void> = Promise.resolve()
  const files = followFiles(stored, readStoredPlaces(store.get(detectionCollections.places, id)))

  const takeAdded = async (added: AddedLines, places: readonly FilePlace[]): Promise<void> => {
    const { bytes, firstLine, header, isTooLong, place } = added
    const log = place.path
    const problems = isTooLong ? [{ line: firstLine, reason: `longer than ${mostLineBytes} bytes` }] : []
    const scan: BlockScan =
      bytes.length === 0
        ? { lines: added.lines, empty: 0, read: 0, hits: [], problems }
        : await engine.scan(format, { bytes, log, header, firstLine })
    await take(scan.hits, { put: [{ collection: detectionCollections.places, id, body: { files: places } }] })
    tally.count(log, scan)
  }
  const scanArrived = async ({ bytes, tooLong, lost }: ArrivedLines): Promise<void> => {
    const scan = await engine.scan(format, { bytes, log: name, header: undefined, firstLine: lines + 1 })
    if (scan.hits.length > 0) await take(scan.hits, {})
    lines += scan.lines
    tally.count(name, scan)
    if (tooLong > 0) tally.lose(tooLong, `${tooLong} messages longer than ${mostLineBytes} bytes`)
    if (lost > 0) tally.lose(lost, `${lost} datagrams came faster than they could be read`)
  }
  /** Connections take turns, so that lines have one order. What cannot be kept is lost: nobody can ask for it again. */
  const takeArrived = (arrived: ArrivedLines): Promise<void> => {
    turn = turn.then(() => scanArrived(arrived)).catch(tally.fail)
    return turn
  }
  const look = async (): Promise<void> => {
    try {
      // Nothing is found before it is known what is looked for.
      await ready()
      if (kind === 'file' || kind === 'folder') await files.look(takeAdded)
      else listener ??= await listenForSyslog(stored, folder, takeArrived)
      tally.fail(undefined)
    } catch (error) {
      tally.fail(error)
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
    view: tally.view,
  }
}
