import type { BlockScan, HeldGroup, Hit, ZeekHeader } from '@yagura/cyber'
import type { CommandContext } from '../cli/context.ts'
import { createProblems } from '../cli/problems.ts'
import { displayName } from '../cli/read-file.ts'
import { alertFile, takeUpAlertFile } from './alert-file.ts'
import { alertRow } from './alert-row.ts'
import { ScanStateError } from './scan-errors.ts'
import type { LogProgress } from './scan-logs.ts'
import { readScanState, type ScanState, writeScanState } from './scan-state.ts'

/** With a state, alerts are written about so often, and at most so much is held back. */
const stateEveryMs = 500
/** A state that takes long to write is written less often. */
const mostOfTimeInStates = 0.1
/** Of what rules about several events hold, in JSON; more would be written again and again. */
const mostMemoryCharacters = 8 << 20
const mostHeldCharacters = 1 << 20

/** A scan as it runs: its alerts, what is counted, and its state. */
export type ScanRun = {
  /** Where to begin in a log; undefined where it is done. */
  readonly placeIn: (log: string) => LogProgress | undefined
  readonly take: (scan: BlockScan, progress: LogProgress) => Promise<void>
  /** A log was read to its end. */
  readonly finish: (log: string) => Promise<void>
  /** Writes all that is held back. */
  readonly end: () => Promise<void>
  readonly counts: () => ScanState['counts']
}

/** What a scan begins with. */
export type ScanRunStart = {
  /** The state that was read, or a fresh one. */
  readonly state: ScanState
  /** Where states are kept; undefined where none is. */
  readonly file: string | undefined
  /**
   * Events count together, and the state does not say what was held: logs are read again from their beginnings, and alerts that were
   * told before are left out.
   */
  readonly readsAgain: boolean
  /** What rules about several events hold now. */
  readonly held: () => Iterable<HeldGroup>
}

/**
 * The state that a scan goes on from, or one that begins.
 *
 * @param nowMs - Unix time, ms, for a scan that begins.
 */
export async function readScanStart(file: string | undefined, nowMs: number): Promise<ScanState> {
  const known = file === undefined ? undefined : await readScanState(file)
  return known ?? { version: 1, question: '', nowMs, finished: [], counts: { events: 0, alerts: 0, badLines: 0 } }
}

/**
 * Takes a scan up: brings standard output to where the state left it.
 *
 * @returns The state; one that begins where the file of alerts was emptied.
 * @throws ScanStateError where the state belongs to another question.
 */
export function takeUpScan(
  file: string | undefined,
  state: ScanState,
  question: string,
  { messages }: CommandContext,
): ScanState {
  if (file === undefined || state.question === '') return { ...state, question }
  if (state.question !== question) {
    throw new ScanStateError(file, 'it belongs to a scan for other indicators or rules, or of another format')
  }
  if (takeUpAlertFile(state) === 'goes on') return state
  messages.say('the file of alerts was emptied: the scan begins anew')
  return { version: 1, question, nowMs: state.nowMs, finished: [], counts: { events: 0, alerts: 0, badLines: 0 } }
}

/** Makes a run that writes alerts and, where asked to, keeps its state: first the alerts, then the state that says so. */
export function createScanRun(
  { state, file, readsAgain, held: heldNow }: ScanRunStart,
  { output, messages }: CommandContext,
): ScanRun {
  const problems = createProblems(messages)
  const alerts = alertFile()
  const finished = new Set(readsAgain ? [] : state.finished)
  const counts = readsAgain ? { events: 0, alerts: 0, badLines: 0 } : { ...state.counts }
  let current = state.current
  let held = 0
  let nextStateMs = performance.now() + stateEveryMs

  const isTold = ({ matched }: Hit): boolean => {
    const last = matched.at(-1)
    if (!readsAgain || last === undefined) return false
    return state.finished.includes(last.log) || (last.log === state.current?.log && last.line <= state.current.lines)
  }
  const save = async (): Promise<void> => {
    await output.end()
    held = 0
    if (file === undefined) return
    const beganMs = performance.now()
    alerts.sync()
    const place = alerts.place()
    const memory = memoryToStore(heldNow)
    await writeScanState(file, {
      ...{ version: 1, question: state.question, nowMs: state.nowMs, finished: [...finished], counts },
      ...(current !== undefined && { current }),
      ...(place !== undefined && { output: place }),
      ...(memory !== undefined && { memory }),
    })
    const savedMs = performance.now()
    nextStateMs = savedMs + Math.max(stateEveryMs, (savedMs - beganMs) / mostOfTimeInStates)
  }
  const isReadAgain = (log: string, lines: number): boolean =>
    readsAgain && (state.finished.includes(log) || (log === state.current?.log && lines < state.current.lines))
  return {
    counts: () => counts,
    placeIn: (log) => {
      if (finished.has(log)) return undefined
      if (readsAgain || current?.log !== log) return { log, offset: 0, lines: 0, header: undefined }
      return { header: undefined, ...current }
    },
    take: async ({ lines, empty, hits, problems: found }, progress) => {
      counts.events += lines - empty - found.length
      counts.badLines += found.length
      const file = displayName(progress.log)
      for (const { line, reason } of found) problems.report({ file, line, field: 'event', reason })
      for (const hit of hits) {
        counts.alerts += 1
        if (isTold(hit)) continue
        const row = alertRow(hit)
        held += row.length
        output.write(row)
      }
      messages.progress(`${file}: ${counts.events} events, ${counts.alerts} alerts`)
      if (isReadAgain(progress.log, progress.lines)) return
      const { log, offset, header } = progress
      current = { log, offset, lines: progress.lines, ...(header !== undefined && { header: storedHeader(header) }) }
      if (file === undefined) await output.drain()
      else if (held >= mostHeldCharacters || performance.now() >= nextStateMs) await save()
    },
    finish: async (log) => {
      finished.add(log)
      if (!isReadAgain(log, Number.POSITIVE_INFINITY)) current = undefined
    },
    end: async () => {
      await save()
      problems.end()
    },
  }
}

function storedHeader(header: ZeekHeader): ZeekHeader & { fields: string[]; types: string[] } {
  return { ...header, fields: [...header.fields], types: [...header.types] }
}

/** @returns Undefined where it is too much: whoever goes on then reads again. */
function memoryToStore(held: () => Iterable<HeldGroup>): HeldGroup[] | undefined {
  const memory: HeldGroup[] = []
  let characters = 0
  for (const each of held()) {
    characters += JSON.stringify(each).length
    if (characters > mostMemoryCharacters) return undefined
    memory.push(each)
  }
  return memory
}
