import type { Sgp4Propagator } from '@yagura/kernels'
import { parseIds, parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { createObjectPropagator } from './object-propagator.ts'
import { createProblems } from './problems.ts'
import { createPropagationTally } from './propagation-tally.ts'
import { type ObjectTime, parseTimes, type TimeOptions } from './propagation-times.ts'
import { readOrientation } from './read-earth-orientation.ts'
import { readElementSets } from './read-element-sets.ts'
import { type Cell, createTable, tableFormats } from './table.ts'
import { createTurnState, frames, type TurnState } from './turn-frame.ts'

/** Options of `yagura space propagate` as typed. */
export type PropagateOptions = TimeOptions & {
  readonly id?: string
  readonly mode: string
  readonly frame: string
  readonly eop?: string
  readonly format: string
}

const columns = ['id', 'time', 'minutes', 'x_km', 'y_km', 'z_km', 'vx_km_s', 'vy_km_s', 'vz_km_s', 'error']
const rowsPerTurn = 1000

/**
 * `yagura space propagate`: SGP4 states of the objects of a file, per object in the file's order, per time in the order
 * asked.
 *
 * @param file - A path, or `-`.
 * @returns The exit code.
 */
export async function propagate(file: string, options: PropagateOptions, context: CommandContext): Promise<number> {
  const { output, messages } = context
  const timesOf = parseTimes(options)
  const mode = parseWord('--mode', options.mode, ['improved', 'afspc'])
  const frame = parseWord('--frame', options.frame, frames)
  const wanted = options.id === undefined ? undefined : new Set(parseIds('--id', options.id))
  const missing = new Set(wanted)
  const printRow = createTable(columns, parseWord('--format', options.format, tableFormats), output.write)
  const problems = createProblems(messages)
  const tally = createPropagationTally()
  const stateCells = createStateCells(createTurnState(frame, await readOrientation(options.eop, context, problems)))

  for await (const elementSet of readElementSets(file, context, problems)) {
    if (wanted !== undefined && !wanted.has(elementSet.id)) continue
    missing.delete(elementSet.id)
    const stateAt = createObjectPropagator(elementSet, mode)
    if (typeof stateAt !== 'function') {
      problems.report(stateAt)
      continue
    }
    let rows = 0
    for (const time of timesOf(elementSet)) {
      const { error, cells } = stateCells(stateAt, time)
      tally.add(elementSet.id, time.minutes, error)
      printRow([elementSet.id, time.text, time.minutes, ...cells, error])
      rows += 1
      if (rows % rowsPerTurn === 0) await output.drain()
    }
    await output.drain()
  }
  await output.end()
  problems.end()
  for (const line of tally.summary()) messages.say(line)
  if (missing.size > 0) messages.say(`${file} has no element set of ${[...missing].join(', ')}`)
  return problems.count() + missing.size === 0 ? exitCodes.done : exitCodes.badInput
}

type StateCells = (
  stateAt: Sgp4Propagator,
  time: ObjectTime,
) => { readonly error: number; readonly cells: readonly Cell[] }

const emptyCells: readonly Cell[] = new Array<undefined>(6).fill(undefined)

function createStateCells(turn: TurnState): StateCells {
  const state = new Float64Array(6)
  const [positionKm, velocityKmPerS] = [state.subarray(0, 3), state.subarray(3, 6)]
  return (stateAt, { utc, minutes }) => {
    const error = stateAt(minutes, state)
    if (error !== 0) return { error, cells: emptyCells }
    turn(utc, positionKm, velocityKmPerS)
    return { error, cells: [...state] }
  }
}
