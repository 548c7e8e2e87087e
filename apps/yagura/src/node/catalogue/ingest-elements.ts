import { createElementSetReader, type ElementSet, type RecordProblem } from '@yagura/formats'
import type { IngestReport } from '../../api/contract/sources.ts'
import type { IngestFile, NodeContext } from '../context.ts'
import { type Breather, createBreather } from '../in-slices.ts'
import { archiveRowOf, type ReceivedSet } from './archived-set.ts'
import { piecesOf } from './pieces.ts'
import { createProblemList, type ProblemList } from './problem-list.ts'

/** Element sets of one commit. */
const CHUNK = 512
/** Commits under way at once: they share flushes of the disk. */
const MOST_UNDER_WAY = 4

/** What came of reading a file of element sets. */
export type ReadElements = {
  readonly report: IngestReport
  /** Those that may be new; all are in the archive. */
  readonly fresh: readonly ReceivedSet[]
  /** Why reading ended early, where it did. */
  readonly failure: unknown
}

/**
 * Reads element sets and puts them into the archive, some hundred at a time; bad records are reported and passed over.
 * Where reading ends early, what was read is kept.
 *
 * @param admit - Throws where a set does not belong into this node.
 */
export async function readElements(
  file: IngestFile,
  context: NodeContext,
  admit: (set: ElementSet) => void,
): Promise<ReadElements> {
  const keeper = createKeeper(file.sourceId, context)
  const problems = createProblemList()
  let failure: unknown
  try {
    for await (const sets of setsOf(file, problems, createBreather(file.signal))) {
      for (const set of sets) admit(set)
      await keeper.keep(sets)
    }
  } catch (error) {
    failure = error
  }
  await keeper.end()
  const { records, added, fresh, failure: writeFailure } = keeper.outcome()
  failure ??= writeFailure
  if (records === 0 && problems.count() === 0 && failure === undefined) {
    problems.add({ file: file.name, line: 1, field: 'record', reason: 'the file holds no element set' })
  }
  const counts = { records, added, known: records - added, problemCount: problems.count(), problems: problems.first() }
  return { report: { sourceId: file.sourceId, file: file.name, ...counts }, fresh, failure }
}

async function* setsOf(
  file: IngestFile,
  problems: ProblemList,
  breathe: Breather,
): AsyncGenerator<readonly ElementSet[]> {
  let ready: ElementSet[] = []
  const take = (): readonly ElementSet[] => {
    const taken = ready
    ready = []
    return taken
  }
  if (file.sets !== undefined) {
    for (const set of file.sets) {
      ready.push(set)
      await breathe()
      if (ready.length === CHUNK) yield take()
    }
    yield take()
    return
  }
  const reader = createElementSetReader(file.name, {
    elementSet: (set) => ready.push(set),
    problem: (problem: RecordProblem) => problems.add(problem),
  })
  try {
    for await (const piece of piecesOf(file.bytes)) {
      file.signal.throwIfAborted()
      reader.write(piece)
      await breathe()
      if (ready.length >= CHUNK) yield take()
    }
  } catch (error) {
    // Whole records that came before the break are good ones.
    yield take()
    throw error
  }
  reader.end()
  yield take()
}

/** Writes element sets to the archive while more are read. */
function createKeeper(sourceId: string, context: NodeContext) {
  const underWay = new Set<Promise<void>>()
  const fresh: ReceivedSet[] = []
  let records = 0
  let added = 0
  let failure: unknown
  const breathe = createBreather()
  const commit = async (received: readonly ReceivedSet[]): Promise<void> => {
    const archive = []
    for (const one of received) {
      archive.push(archiveRowOf(one))
      await breathe()
    }
    const { archived } = await context.store.commit({ archive })
    records += received.length
    added += archived
    if (archived > 0) fresh.push(...received)
  }
  return {
    /** Begins to write; waits while too much is under way. Throws what an earlier one met. */
    keep: async (sets: readonly ElementSet[]): Promise<void> => {
      if (failure !== undefined) throw failure
      if (sets.length === 0) return
      const receivedMs = context.clock.nowMs()
      const writing: Promise<void> = commit(sets.map((set) => ({ set, sourceId, receivedMs })))
        .catch((error: unknown) => {
          failure ??= error
        })
        .finally(() => underWay.delete(writing))
      underWay.add(writing)
      if (underWay.size >= MOST_UNDER_WAY) await Promise.race(underWay)
    },
    end: async (): Promise<void> => {
      await Promise.all(underWay)
    },
    outcome: () => ({ records, added, fresh, failure }),
  }
}
