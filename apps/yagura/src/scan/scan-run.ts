import type { BlockScan, HeldGroup, Hit } from '@yagura/cyber'
import type { CommandContext } from '../cli/context.ts'
import { createProblems } from '../cli/problems.ts'
import { displayName } from '../cli/read-file.ts'
import { alertFile, takeUpAlertFile } from './alert-file.ts'
import { alertRow } from './alert-row.ts'
import { createLogPlaces, type LogPlaces } from './log-places.ts'
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
const noCounts = { events: 0, alerts: 0, badLines: 0 }

/** A scan as it runs: its alerts, what is counted, and its state. */
export type ScanRun = {
  readonly places: LogPlaces
  readonly take: (scan: BlockScan, progress: LogProgress) => Promise<void>
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
  return known ?? { version: 2, question: '', nowMs, logs: [], counts: noCounts }
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
  return { version: 2, question, nowMs: state.nowMs, logs: [], counts: noCounts }
}

/** Makes a run that writes alerts and, where asked to, keeps its state: first the alerts, then the state that says so. */
export function createScanRun(
  { state, file, readsAgain, held: heldNow }: ScanRunStart,
  { output, messages }: CommandContext,
): ScanRun {
  const problems = createProblems(messages)
  const alerts = alertFile()
  const places = createLogPlaces(state.logs, readsAgain)
  const counts = readsAgain ? { ...noCounts } : { ...state.counts }
  let held = 0
  let nextStateMs = performance.now() + stateEveryMs

  const count = ({ lines, empty, problems: found }: BlockScan, { log, isOpenLineAgain }: LogProgress): void => {
    const openLine = isOpenLineAgain ? places.leftAt(log)?.openLine : undefined
    counts.events += lines - empty - found.length - (openLine?.events ?? 0)
    counts.badLines += found.length - (openLine?.badLines ?? 0)
  }
  const tell = (hit: Hit): void => {
    const wasTold = places.isTold(hit)
    if (!wasTold || readsAgain) counts.alerts += 1
    if (wasTold) return
    const row = alertRow(hit)
    held += row.length
    output.write(row)
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
      ...{ version: 2, question: state.question, nowMs: state.nowMs, logs: [...places.all()], counts },
      ...(place !== undefined && { output: place }),
      ...(memory !== undefined && { memory }),
    })
    const savedMs = performance.now()
    nextStateMs = savedMs + Math.max(stateEveryMs, (savedMs - beganMs) / mostOfTimeInStates)
  }
  return {
    counts: () => counts,
    places,
    take: async (scan, progress) => {
      count(scan, progress)
      const name = displayName(progress.log)
      for (const { line, reason } of scan.problems) problems.report({ file: name, line, field: 'event', reason })
      for (const hit of scan.hits) tell(hit)
      messages.progress(`${name}: ${counts.events} events, ${counts.alerts} alerts`)
      if (!places.advance(scan, progress)) return
      if (file === undefined) await output.drain()
      else if (held >= mostHeldCharacters || performance.now() >= nextStateMs) await save()
    },
    end: async () => {
      await save()
      problems.end()
    },
  }
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
