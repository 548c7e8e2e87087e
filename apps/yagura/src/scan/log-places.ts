import type { BlockScan, Hit, ZeekHeader } from '@yagura/cyber'
import type { LogProgress, LogStart } from './scan-logs.ts'
import type { LogPlace } from './scan-state.ts'

/** How far the logs of a scan were read. */
export type LogPlaces = {
  readonly startOf: (log: string) => LogStart
  /** How far a log was read when the scan was left. */
  readonly leftAt: (log: string) => LogPlace | undefined
  /** Whether an alert was told before the scan was left. */
  readonly isTold: (hit: Hit) => boolean
  /** Takes a block in. @returns Whether it was read for the first time. */
  readonly advance: (scan: BlockScan, progress: LogProgress) => boolean
  /** A log was read to its end. @param fileBytes - Its size as it lay before it was read; undefined for what is no file. */
  readonly finish: (log: string, fileBytes: number | undefined) => void
  /** Under the name of a log lies another one, or what was read of it may be wrong: it counts as not read. */
  readonly forget: (log: string) => void
  readonly linesOf: (log: string) => number
  readonly all: () => Iterable<LogPlace>
}

/**
 * Makes the places of a scan that goes on.
 *
 * @param left - How far logs were read when it was left.
 * @param readsAgain - Whether all logs are read from their beginnings all the same.
 */
export function createLogPlaces(left: readonly LogPlace[], readsAgain: boolean): LogPlaces {
  const before = new Map(left.map((place) => [place.log, place]))
  const places = new Map(before)
  const ended = new Set<string>()
  let current: LogPlaceNow | undefined
  const settle = (): void => {
    if (current !== undefined) places.set(current.log, placeOf(current))
  }
  return {
    startOf: (log) => ({ known: places.get(log), from: readsAgain && !ended.has(log) ? undefined : places.get(log) }),
    leftAt: (log) => before.get(log),
    isTold: (hit) => {
      const last = hit.matched.at(-1)
      const place = last === undefined ? undefined : before.get(last.log)
      if (last === undefined || place === undefined || last.line > place.lines) return false
      return last.line < place.lines || place.openLine === undefined || place.openLine.told.includes(keyOf(hit))
    },
    advance: (scan, progress) => {
      const { log, lines } = progress
      if (readsAgain && lines < (before.get(log)?.lines ?? 0)) return false
      if (current?.log !== log) settle()
      current = { ...progress, openLine: openLineOf(scan, progress, before.get(log)) }
      return true
    },
    finish: (log, fileBytes) => {
      settle()
      current = undefined
      ended.add(log)
      const place = places.get(log)
      if (place === undefined) return
      const { fileBytes: _, ...rest } = place
      places.set(log, { ...rest, isEnded: true, ...(fileBytes !== undefined && { fileBytes }) })
    },
    forget: (log) => {
      if (current?.log === log) current = undefined
      before.delete(log)
      places.delete(log)
    },
    linesOf: (log) => (current?.log === log ? current.lines : (places.get(log)?.lines ?? 0)),
    all: () => {
      settle()
      return places.values()
    },
  }
}

/** How far a log was read, as long as it is read. */
type LogPlaceNow = LogProgress & { readonly openLine: LogPlace['openLine'] | undefined }

function placeOf({ log, offset, lines, header, beginning, openLine }: LogPlaceNow): LogPlace {
  return {
    ...{ log, offset, lines, beginning: beginning.now(), isEnded: false },
    ...(header !== undefined && { header: storedHeader(header) }),
    ...(openLine !== undefined && { openLine }),
  }
}

/** @param before - Where the log was left: what that line had brought when it was shorter is told, too. */
function openLineOf(
  { lines, empty, hits, problems }: BlockScan,
  { openFrom, isOpenLineAgain }: LogProgress,
  before: LogPlace | undefined,
): LogPlace['openLine'] | undefined {
  if (openFrom === undefined) return undefined
  const told = [...((isOpenLineAgain && before?.openLine?.told) || []), ...hits.map(keyOf)]
  const events = lines - empty - problems.length
  return { offset: openFrom, events, badLines: problems.length, told: [...new Set(told)] }
}

function keyOf({ rule, indicator }: Hit): string {
  return JSON.stringify([rule, indicator ?? null])
}

function storedHeader(header: ZeekHeader): ZeekHeader & { fields: string[]; types: string[] } {
  return { ...header, fields: [...header.fields], types: [...header.types] }
}
