import { stat } from 'node:fs/promises'
import { UnreadableFileError } from '../cli/errors.ts'
import { isOfDamage } from '../cli/read-unzipped.ts'
import { createLogBeginning, LogReplaced, sameLog } from './log-beginning.ts'
import { listLogs } from './log-list.ts'
import type { LogPlaces } from './log-places.ts'
import { type LogScan, scanLog } from './scan-logs.ts'
import type { LogPlace } from './scan-state.ts'

/**
 * Scans logs one after another. What cannot be read is told, with what is to be done, and the others are scanned all the same; so is a
 * log that is another one than the one that was left under its name, and it is read from its beginning.
 *
 * @param names - Paths of files or folders, or `-`.
 * @returns How many logs were not read in full.
 */
export async function scanAllLogs(
  names: readonly string[],
  scan: LogScan,
  places: LogPlaces,
  say: (text: string) => void,
): Promise<number> {
  let unread = 0
  const logs = await listLogs(names, (error) => {
    unread += 1
    say(
      `${error.message}: nothing of it was read; see to it that it is there and can be opened, and run the command again`,
    )
  })
  for (const log of logs) {
    try {
      if (!(await scanFromPlace(log, scan, places, say))) unread += 1
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error
      unread += 1
      const lines = places.linesOf(log)
      const isWrong = isOfDamage(error) && lines > 0
      if (isWrong) places.forget(log)
      say(`${error.message}: ${isWrong ? readOfDamaged(lines) : `${readSoFar(lines)}; ${whatNext}`}`)
    }
  }
  return unread
}

const whatNext = 'mend it or fetch it again, and run the command again'

function readOfDamaged(lines: number): string {
  return `it is damaged, and of what was read, up to line ${lines}, lines may be wrong; ${whatNext}: it is read from its beginning then, and alerts may come twice`
}

function readSoFar(lines: number): string {
  return lines === 0 ? 'nothing of it was read' : `read up to line ${lines}, what follows was not`
}

/** @returns Whether all that was ever to be read under this name was. @throws UnreadableFileError */
async function scanFromPlace(
  log: string,
  scan: LogScan,
  places: LogPlaces,
  say: (text: string) => void,
): Promise<boolean> {
  // Asked before it is read: what is added meanwhile makes it another size, so that it is read the next time.
  const fileBytes = await fileBytesOf(log)
  const start = places.startOf(log)
  const { known, from } = start
  const isAsLong = from?.isEnded === true && fileBytes !== undefined && from.fileBytes === fileBytes
  const isSame = isAsLong && (await isAsLeft(log, from, 0, scan))
  // Scanned again from its beginning, it would count before it shows that it is shorter; standard input can be read once only.
  const isAgain = known !== undefined && from === undefined && log !== '-'
  const isOther = isAgain && !(await isAsLeft(log, known, known.offset, scan))
  if (!isOther && (isSame || (await scanLog(scan, log, start)))) {
    places.finish(log, fileBytes)
    return true
  }
  if (log === '-') {
    say(
      '<stdin>: it does not begin as when it was left: nothing of it was read; give it from its beginning, or name another state',
    )
    return false
  }
  const { lines, isEnded } = known ?? { lines: 0, isEnded: false }
  const former = `another file than the one that was read up to line ${lines} before`
  say(`${log}: ${former}: it is read from its beginning${isEnded ? '' : `; ${lostRest}`}`)
  places.forget(log)
  await scanLog(scan, log, { known: undefined, from: undefined })
  places.finish(log, fileBytes)
  return isEnded
}

const lostRest = 'the rest of the former one was not read: scan it under its new name, with another state'

/** Whether a log begins as it did when it was left, and has so many bytes, unpacked. */
async function isAsLeft(log: string, { beginning }: LogPlace, bytes: number, { read }: LogScan): Promise<boolean> {
  const now = createLogBeginning()
  try {
    // The first piece comes when it is known to be the same.
    for await (const _ of sameLog(read(log), { beginning, offset: bytes }, now)) if (now.takenBytes() >= bytes) break
    return true
  } catch (error) {
    if (error instanceof LogReplaced) return false
    throw error
  }
}

async function fileBytesOf(log: string): Promise<number | undefined> {
  if (log === '-') return undefined
  const status = await stat(log).catch(() => undefined)
  return status?.isFile() ? status.size : undefined
}
