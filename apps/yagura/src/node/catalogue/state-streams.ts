import { parseUtc } from '@yagura/formats'
import type { StreamHandler } from '../../api/contract/operations.ts'
import { compileKernels } from '../../screening/load-kernels.ts'
import type { NodeContext } from '../context.ts'
import { inSlices } from '../in-slices.ts'
import { unixMsOfUtc, utcOfUnixMs } from '../unix-time.ts'
import { type AllStates, prepareStates } from './all-states.ts'
import { elementsAnswer, positionsAnswer } from './binary-layout.ts'
import type { CatalogueDependencies } from './catalogue-dependencies.ts'
import type { CatalogueMemory } from './catalogue-memory.ts'
import { NoSuchInstantError } from './errors.ts'
import { isUsable } from './object-record.ts'

const TYPE = 'application/octet-stream'
const HOUR_MS = 3_600_000

/** The streams of the catalogue. */
export type StateStreams = {
  readonly readElements: StreamHandler<'readElements'>
  readonly readPositions: StreamHandler<'readPositions'>
}

/** Binary answers about all usable objects. What is made for a revision is made once, and anew each hour since sets age. */
export function createStateStreams(
  context: NodeContext,
  memory: CatalogueMemory,
  { settings }: CatalogueDependencies,
): StateStreams {
  const usableSets = () => {
    const nowUtc = utcOfUnixMs(context.clock.nowMs())
    const { maxAgeDays } = settings().screening
    const usable = [...memory.records().values()].filter((record) => isUsable(record, nowUtc, maxAgeDays))
    return usable.map(({ set }) => set)
  }
  const once = <Value>(make: () => Promise<Value>): (() => Promise<Value>) => {
    let made: { readonly key: string; readonly value: Promise<Value> } | undefined
    return () => {
      const hour = Math.floor(context.clock.nowMs() / HOUR_MS)
      const key = `${memory.state().revision} ${settings().screening.maxAgeDays} ${hour}`
      if (made?.key !== key) {
        const value = make()
        made = { key, value }
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
    return inSlices(elementsAnswer(revision, context.clock.nowMs(), usableSets()))
  })
  const states = once(async (): Promise<{ readonly revision: number; readonly all: AllStates }> => {
    const { revision } = memory.state()
    const originUtc = utcOfUnixMs(context.clock.nowMs())
    return { revision, all: await inSlices(prepareStates(await compileKernels(), usableSets(), originUtc)) }
  })
  return {
    readElements: async () => ({ type: TYPE, body: await elements() }),
    readPositions: async ({ query: { at } }, _caller, signal) => {
      const utc = at === undefined ? utcOfUnixMs(context.clock.nowMs()) : parseUtc(at)
      if (utc === undefined) throw new NoSuchInstantError(at ?? '')
      const { revision, all } = await states()
      const found = await inSlices(all.at(utc), signal)
      return { type: TYPE, body: positionsAnswer(revision, unixMsOfUtc(utc), all.ids, found) }
    },
  }
}
