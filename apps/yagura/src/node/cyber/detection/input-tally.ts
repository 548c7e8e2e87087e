import type { SourceFacts } from '@yagura/core'
import type { BlockScan } from '@yagura/cyber'
import type { LogInput } from '../../../api/contract/detections.ts'
import { isoOfUnixMs } from '../../unix-time.ts'
import type { StoredInput } from './stored-input.ts'

/** What is counted of an input since the node started, and what is wrong with it. */
export type InputTally = {
  readonly count: (log: string, scan: BlockScan) => void
  /** Counts lines that were lost. */
  readonly lose: (lines: number, why: string) => void
  /** @param error - Undefined where nothing is wrong any more. */
  readonly fail: (error: unknown) => void
  readonly view: () => LogInput
  /** How it stands, for the health of the node. */
  readonly facts: () => SourceFacts
}

const minuteMs = 60_000
const overdueAfterPeriods = 3

/** Makes an empty tally; from now on counts how long nothing has come. */
export function createTally(input: StoredInput, nowMs: () => number): InputTally {
  const { id, name, kind, format, location, expectedEveryMin } = input
  const sinceMs = nowMs()
  const counts = { events: 0, badLines: 0, hits: 0 }
  let error: SourceFacts['lastError']
  let lastProblem: string | undefined
  let lastEventMs: number | undefined
  const isOverdue = (): boolean =>
    expectedEveryMin !== undefined &&
    nowMs() - (lastEventMs ?? sinceMs) > overdueAfterPeriods * expectedEveryMin * minuteMs
  const state = (): LogInput['state'] => {
    if (error !== undefined) return 'failing'
    if (isOverdue()) return 'overdue'
    return lastEventMs === undefined ? 'waiting' : 'following'
  }
  return {
    count: (log, { lines, empty, problems, hits }) => {
      counts.events += lines - empty - problems.length
      counts.badLines += problems.length
      counts.hits += hits.length
      if (lines > 0) lastEventMs = nowMs()
      const last = problems.at(-1)
      if (last !== undefined) lastProblem = `${log}:${last.line}: ${last.reason}`
    },
    lose: (lines, why) => {
      counts.badLines += lines
      lastProblem = why
    },
    fail: (cause) => {
      const message = cause instanceof Error ? cause.message : String(cause)
      if (cause === undefined) error = undefined
      else if (error?.message !== message) error = { message, atMs: nowMs() }
    },
    view: () => ({
      ...{ id, name, kind, format, location, ...(expectedEveryMin !== undefined && { expectedEveryMin }) },
      ...counts,
      state: state(),
      error: error?.message ?? null,
      lastEventUtc: lastEventMs === undefined ? null : isoOfUnixMs(lastEventMs),
      lastProblem: lastProblem ?? null,
    }),
    facts: () => ({
      ...{ id, name, enabled: true, link: '/cyber/feeds', lastSuccessMs: lastEventMs, lastError: error },
      stale: isOverdue(),
      missed: 'What comes in this log is not searched: an attack would go on unseen.',
    }),
  }
}
