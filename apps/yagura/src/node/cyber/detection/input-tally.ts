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
}

/** Makes an empty tally. */
export function createTally({ id, name, kind, format, location }: StoredInput, nowMs: () => number): InputTally {
  const counts = { events: 0, badLines: 0, hits: 0 }
  let error: string | undefined
  let lastProblem: string | undefined
  let lastEventMs: number | undefined
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
      if (cause === undefined) error = undefined
      else error = cause instanceof Error ? cause.message : String(cause)
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
