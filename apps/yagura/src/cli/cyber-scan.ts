import { createHash } from 'node:crypto'
import { logFormats } from '@yagura/cyber'
import { scanAllLogs } from '../scan/scan-all-logs.ts'
import { NothingSoughtError } from '../scan/scan-errors.ts'
import { createScanPart } from '../scan/scan-part.ts'
import { startScanPool } from '../scan/scan-pool.ts'
import { createScanRun, readScanStart, takeUpScan } from '../scan/scan-run.ts'
import { readSought, type Sought, type SoughtFiles } from '../scan/sought.ts'
import { parseNumber, parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { parseLogSource } from './log-source.ts'
import { readUnzipped } from './read-unzipped.ts'

/** Options of `yagura cyber scan` as typed. */
export type ScanOptions = {
  readonly bundle: readonly string[]
  readonly sigma: readonly string[]
  readonly indicators: readonly string[]
  readonly warningList: readonly string[]
  /** False where `--no-standard-lists` was given. */
  readonly standardLists: boolean
  readonly placeholders?: string
  readonly logSource?: string
  readonly formatIn: string
  readonly workers: string
  readonly format: string
  readonly resume?: string
}

const mostLineBytes = 1 << 20
const shownLeftOut = 20

/**
 * `yagura cyber scan`: a row for each hit, in order of the logs and their lines.
 *
 * @param names - Logs: paths of files or folders, or `-`.
 * @param startMs - Unix time, ms.
 * @returns The exit code: bad input where a line, indicator or rule could not be used, or a log not be read in full.
 * @throws WrongUseError, UnreadableFileError, NothingSoughtError, ScanStateError
 */
export async function scanLogs(
  names: readonly string[],
  options: ScanOptions,
  context: CommandContext,
  startMs: number,
): Promise<number> {
  parseWord('--format', options.format, ['ndjson'])
  const format = parseWord('--format-in', options.formatIn, logFormats)
  const workers = Math.floor(parseNumber('--workers', options.workers, { low: 1, high: 64 }))
  const files = filesOf(options)
  const before = await readScanStart(options.resume, startMs)
  const { nowMs } = before
  const sought = await readSought(files, nowMs)
  const { detector } = sought
  const question = questionOf(sought, format, options.standardLists)
  const state = takeUpScan(options.resume, before, question, context)
  sayWhatIsSought(sought, context)
  const threads = detector.hasMemory ? 1 : workers
  if (threads < workers) context.messages.say('rules about several events are asked in one thread')
  const isTakenUp = state.logs.length > 0
  detector.memory.restore(state.memory ?? [])
  const readsAgain = detector.hasMemory && isTakenUp && state.memory === undefined
  const run = createScanRun({ state, file: options.resume, readsAgain, held: detector.memory.all }, context)
  const pool = threads > 1 ? startScanPool({ files, format, nowMs }, threads) : undefined
  const part = createScanPart(detector, format, nowMs)
  const read = (log: string) => readUnzipped(log, context)
  const scan = pool?.scan ?? (async (request) => part(request))
  const ahead = pool === undefined ? 1 : 2 * threads
  let unread = 0
  try {
    const logScan = { format, mostLineBytes, read, scan, ahead, onBlock: run.take }
    unread = await scanAllLogs(names, logScan, run.places, context.messages.say)
    await run.end()
  } finally {
    await pool?.close()
  }
  const { events, alerts, badLines } = run.counts()
  const { harmlessHits, withoutRules, uncounted, late } = pool?.counts() ?? detector.counts()
  context.messages.say(
    `${events} events, ${badLines} bad lines, ${alerts} alerts; ${harmlessHits} values found are on warning lists`,
  )
  if (withoutRules > 0) context.messages.say(`${withoutRules} events are of logs that no rule is about`)
  if (uncounted > 0)
    context.messages.say(
      `${uncounted} matches were not counted by a correlation: they have no time, or no field of its group`,
    )
  if (late > 0)
    context.messages.say(
      `${late} matches came after later ones by more than the time of their correlation, and what they complete may be missing: give logs in the order of time, or one log with all events in order`,
    )
  const givenUp = detector.takeGivenUp()
  for (const { id, reason } of givenUp.slice(0, shownLeftOut))
    context.messages.say(`${id}: not looked for to the end: ${reason}`)
  if (unread > 0) context.messages.say(`${unread} logs were not read in full`)
  return badLines + sought.problems.length + givenUp.length + unread === 0 ? exitCodes.done : exitCodes.badInput
}

function filesOf(options: ScanOptions): SoughtFiles {
  const { bundle, indicators, sigma, warningList, standardLists } = options
  if (bundle.length + indicators.length + sigma.length === 0) {
    throw new WrongUseError('--bundle, --indicators, --sigma', 'one of them has to say what is looked for')
  }
  return {
    bundles: bundle,
    tables: indicators,
    sigmaFolders: sigma,
    placeholders: options.placeholders,
    logSource: parseLogSource(options.logSource),
    warningLists: warningList,
    usesStandardLists: standardLists,
  }
}

/** Names all that decides which alerts there are. */
function questionOf({ fingerprint }: Sought, format: string, usesStandardLists: boolean): string {
  return createHash('sha256')
    .update(JSON.stringify([fingerprint, format, usesStandardLists]))
    .digest('hex')
}

function sayWhatIsSought({ detector, sigmaRules, problems }: Sought, { messages }: CommandContext): void {
  for (const problem of problems.slice(0, shownLeftOut)) messages.say(problem)
  if (problems.length > shownLeftOut) messages.say(`… ${problems.length} indicators and rules in all are not used`)
  const { leftOut, indicatorCount } = detector
  for (const { id, reason } of leftOut.slice(0, shownLeftOut)) messages.say(`${id}: left out: ${reason}`)
  if (leftOut.length > shownLeftOut) messages.say(`… ${leftOut.length} left out in all`)
  messages.say(`${indicatorCount} indicators and ${sigmaRules} rules are looked for`)
  if (indicatorCount + sigmaRules > 0) return
  throw new NothingSoughtError()
}
