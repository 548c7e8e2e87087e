import { createElementSetReader, type ElementSet, type RecordProblem } from '@yagura/formats'
import { isSimulated } from '@yagura/space'
import { type Static, Type } from 'typebox'
import type { NodeMode } from '../context.ts'
import { createBreather } from '../in-slices.ts'
import type { PartnerDataset } from '../partners/datasets/dataset-parts.ts'
import type { PartnerSet } from './partner-sets.ts'
import { piecesOf } from './pieces.ts'

/** What came of reading a dataset, as it is kept. */
export const DatasetReading = Type.Object({
  /** Element sets that were taken. */
  sets: Type.Integer(),
  /** Records that could not be used. */
  problems: Type.Integer(),
  /** The first of them, or why none was taken. */
  problem: Type.Optional(Type.String()),
})
/** What came of reading a dataset. */
export type DatasetReading = Readonly<Static<typeof DatasetReading>>

/** Element sets of one dataset, and what came of reading it. */
export type ReadPartnerSets = { readonly received: readonly PartnerSet[]; readonly reading: DatasetReading }

/** Most element sets of one dataset: three catalogues. */
const mostSets = 100_000

/**
 * Reads the element sets of a dataset; bad records are counted and passed over. Nothing is taken of one that holds more sets than any
 * catalogue has, or sets that are not of this node's mode.
 *
 * @param bytes - Its blob, in pieces.
 */
export async function readPartnerSets(
  { recordId, node, party, origin, position, mark, readMs }: PartnerDataset,
  bytes: Iterable<Uint8Array>,
  mode: NodeMode,
): Promise<ReadPartnerSets> {
  const sets: ElementSet[] = []
  let problems = 0
  let problem: string | undefined
  const tellProblem = (text: string): void => {
    problems += 1
    problem ??= text
  }
  const reader = createElementSetReader(`dataset ${recordId.slice(0, 12)} of ${node}`, {
    elementSet: (set) => void sets.push(set),
    problem: ({ line, field, reason }: RecordProblem) => tellProblem(`line ${line}: ${field}: ${reason}`),
  })
  const breathe = createBreather()
  for await (const piece of piecesOf(bytes)) {
    reader.write(piece)
    await breathe()
    if (sets.length > mostSets) return nothing(problems, `it holds more than ${mostSets} element sets`)
  }
  reader.end()
  const isOther = (set: ElementSet): boolean => isSimulated(set) !== (mode === 'SIMULATED')
  if (sets.some(isOther)) return nothing(problems, `it holds element sets that are not ${mode}`)
  const provenance = { recordId, node, party, origin, position, mark }
  const received = sets.map((set) => ({ set, receivedMs: readMs, provenance }))
  return { received, reading: { sets: sets.length, problems, ...(problem === undefined ? {} : { problem }) } }
}

function nothing(problems: number, problem: string): ReadPartnerSets {
  return { received: [], reading: { sets: 0, problems: problems + 1, problem } }
}
