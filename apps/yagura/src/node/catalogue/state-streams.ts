import { type ElementSet, parseUtc, type UtcInstant } from '@yagura/formats'
import { daysBetween } from '@yagura/space'
import type { StreamHandler } from '../../api/contract/operations.ts'
import { compileKernels } from '../../screening/load-kernels.ts'
import type { NodeContext } from '../context.ts'
import { inSlices } from '../in-slices.ts'
import { unixMsOfUtc, utcOfUnixMs } from '../unix-time.ts'
import { type AllStates, prepareStates } from './all-states.ts'
import { elementsAnswer, positionsAnswer, STATE_LENGTH } from './binary-layout.ts'
import type { CatalogueDependencies } from './catalogue-dependencies.ts'
import type { CatalogueMemory } from './catalogue-memory.ts'
import { NoSuchInstantError } from './errors.ts'
import type { ObjectRecords } from './merge-sets.ts'
import { isUsable } from './object-record.ts'

const TYPE = 'application/octet-stream'

/** The streams of the catalogue. */
export type StateStreams = {
  readonly readElements: StreamHandler<'readElements'>
  readonly readPositions: StreamHandler<'readPositions'>
}

/** Binary answers about all objects that SGP4 takes. What is made for a revision is made once. */
export function createStateStreams(
  context: NodeContext,
  memory: CatalogueMemory,
  { settings }: CatalogueDependencies,
): StateStreams {
  const once = <Value>(make: () => Promise<Value>): (() => Promise<Value>) => {
    let made: { readonly revision: number; readonly value: Promise<Value> } | undefined
    return () => {
      const { revision } = memory.state()
      if (made?.revision !== revision) {
        const value = make()
        made = { revision, value }
        // A failure is told to whoever asked and not kept.
        value.catch(() => {
          made = undefined
        })
      }
      return made.value
    }
  }
  const elements = once(async () => {
    const { revision } = memory.state()
    const sets = await inSlices(selectPropagable(memory.records()))
    return inSlices(elementsAnswer(revision, context.clock.nowMs(), sets))
  })
  const states = once(async (): Promise<Prepared> => {
    const { revision } = memory.state()
    const originUtc = utcOfUnixMs(context.clock.nowMs())
    const sets = await inSlices(selectPropagable(memory.records()))
    return { revision, sets, all: await inSlices(prepareStates(await compileKernels(), sets, originUtc)) }
  })
  return {
    readElements: async () => ({ type: TYPE, body: await elements() }),
    readPositions: async ({ query: { at } }, _caller, signal) => {
      const utc = at === undefined ? utcOfUnixMs(context.clock.nowMs()) : parseUtc(at)
      if (utc === undefined) throw new NoSuchInstantError(at ?? '')
      const { revision, sets, all } = await states()
      const found = await inSlices(all.at(utc), signal)
      const rows = await inSlices(selectUsable(sets, utc, settings().screening.maxAgeDays), signal)
      const ids = Uint32Array.from(rows, (row) => all.ids[row] ?? 0)
      return { type: TYPE, body: positionsAnswer(revision, unixMsOfUtc(utc), ids, pickStates(found, rows)) }
    },
  }
}

type Prepared = { readonly revision: number; readonly sets: readonly ElementSet[]; readonly all: AllStates }

/** Element sets that SGP4 takes: nothing but its age could keep such a set out of a judgement. */
function* selectPropagable(records: ObjectRecords): Generator<void, readonly ElementSet[]> {
  const sets: ElementSet[] = []
  for (const record of records.values()) {
    if (isUsable(record, record.set.epochUtc, 1)) sets.push(record.set)
    yield
  }
  return sets
}

/** Rows of the sets that may be used at an instant. */
function* selectUsable(
  sets: readonly ElementSet[],
  atUtc: UtcInstant,
  maxAgeDays: number,
): Generator<void, readonly number[]> {
  const rows: number[] = []
  for (const [row, set] of sets.entries()) {
    if (Math.abs(daysBetween(set.epochUtc, atUtc)) <= maxAgeDays) rows.push(row)
    yield
  }
  return rows
}

function pickStates(states: Float32Array, rows: readonly number[]): Float32Array {
  const picked = new Float32Array(rows.length * STATE_LENGTH)
  for (const [to, row] of rows.entries()) {
    picked.set(states.subarray(row * STATE_LENGTH, (row + 1) * STATE_LENGTH), to * STATE_LENGTH)
  }
  return picked
}
