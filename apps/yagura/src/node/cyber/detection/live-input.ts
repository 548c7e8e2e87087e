import type { SourceFacts } from '@yagura/core'
import type { LogInput } from '../../../api/contract/detections.ts'
import type { NodeContext } from '../../context.ts'
import { createArrivals } from './arrivals.ts'
import type { DetectionEngine, LiveScan } from './detection-engine.ts'
import { LogInputError } from './errors.ts'
import { followFiles } from './follow-files.ts'
import { type AddedLines, mostLineBytes } from './followed-file.ts'
import { createTally } from './input-tally.ts'
import type { Intake } from './intake.ts'
import { detectionCollections, type FilePlace, readStoredPlaces, type StoredInput } from './stored-input.ts'
import { listenForSyslog, type SyslogListener } from './syslog-listener.ts'

/** A log that is followed. */
export type LiveInput = {
  readonly stored: StoredInput
  readonly view: () => LogInput
  /** How it stands, for the health of the node. */
  readonly facts: () => SourceFacts
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
  readonly intake: Intake
  /** Where the keys for TLS lie. */
  readonly folder: string
}

/** For so long no file need be there while it is rotated. */
const mayBeAwayMs = 60_000

/** Follows a log. What is wrong with it is shown, and tried again at the next look. */
export function createLiveInput(
  { store, clock }: Pick<NodeContext, 'store' | 'clock'>,
  stored: StoredInput,
  { engine, ready, intake, folder }: LiveInputDependencies,
): LiveInput {
  const { id, kind, format } = stored
  const tally = createTally(stored, clock.nowMs)
  let listener: SyslogListener | undefined
  let missingSinceMs: number | undefined
  let refused: unknown
  let looking: Promise<void> | undefined
  const onRefused = (error: unknown): void => {
    refused = error
    tally.fail(error)
  }
  const arrivals = createArrivals(stored, { engine, intake, tally, onRefused, nowMs: clock.nowMs })
  const files = followFiles(stored, readStoredPlaces(store.get(detectionCollections.places, id)))

  const takeAdded = async (added: AddedLines, places: readonly FilePlace[]): Promise<void> => {
    const { bytes, firstLine, header, isTooLong, place } = added
    const log = place.path
    const problems = isTooLong ? [{ line: firstLine, reason: `longer than ${mostLineBytes} bytes` }] : []
    const unread: LiveScan = { lines: added.lines, empty: 0, read: 0, hits: [], problems, remembered: [] }
    const scan = await intake.take({
      scan: async () => (bytes.length === 0 ? unread : engine.scan(format, { bytes, log, header, firstLine })),
      change: () => ({ put: [{ collection: detectionCollections.places, id, body: { files: places } }] }),
      onRefused,
    })
    tally.count(log, scan)
  }
  const checkThere = (found: number): void => {
    if (kind === 'folder' || found > 0) missingSinceMs = undefined
    else missingSinceMs ??= clock.nowMs()
    if (missingSinceMs !== undefined && clock.nowMs() - missingSinceMs > mayBeAwayMs) {
      throw new LogInputError(stored.location, 'there has been no file for more than a minute')
    }
  }
  const look = async (): Promise<void> => {
    try {
      // Nothing is found before it is known what is looked for.
      await ready()
      if (kind === 'file' || kind === 'folder') checkThere(await files.look(takeAdded))
      else listener ??= await listenForSyslog(stored, folder, { take: arrivals.take, nowMs: clock.nowMs })
      await arrivals.tellLosses()
      tally.fail(refused)
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
    ...{ view: tally.view, facts: tally.facts },
  }
}
