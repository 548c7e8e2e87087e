import { hash } from 'node:crypto'
import {
  type AddOutcome,
  type IntelligencePart,
  type OpenBytes,
  readIntelligence,
  type StixDraft,
  type StixObject,
  type StixStore,
  withoutSimulatedMarking,
} from '@yagura/cyber'
import { type Marking, shippedPolicies } from '@yagura/record'
import { createObjectMarkings, type ObjectMarkings } from './object-markings.ts'

/** What an import did: objects by what became of them. */
export type ImportCounts = {
  readonly read: number
  readonly added: number
  readonly unchanged: number
  readonly quarantined: number
  readonly invalid: number
}

/** What an import is given besides the bytes. */
export type ImportOptions = {
  /** For what objects do not say themselves. */
  readonly marking: Marking
  /** Nation whose records these are; empty for this node’s own. */
  readonly originator: string
  readonly source: string
  /** Told of each object that was left out or kept aside, or that lost something: where it is and why. */
  readonly onProblem: (place: string, message: string) => void
  /** Told after each batch that is on stable storage. */
  readonly onProgress: (counts: ImportCounts) => void
  readonly signal: AbortSignal
}

/** Parts of a batch: what is read meanwhile stays small, and a kill loses no more than this. */
const batchParts = 500
const batchBytes = 1 << 20
/** Batches that wait to be written before reading waits, too: as long as they take, other questions to the store wait. */
const mostUnwritten = 3
/** Batches that are read before the first of them is taken apart. */
const mostAhead = 6
/** Parts that are taken apart before others have their turn: a node goes on answering. */
const atOnce = 50
/** Objects that wait for the definition of a marking; beyond them the file is searched for definitions. */
const mostWaiting = 10_000

const keptAside =
  'kept aside: this version is known with other content, or it is by somebody else than the creator; what was known stays'

/** Counts on their way to `ImportCounts`. */
export type Tally = { -readonly [Name in keyof ImportCounts]: number }
type HashedPart = { readonly part: IntelligencePart; readonly hash: string }
type AskedBatch = { readonly parts: readonly HashedPart[]; readonly known: Promise<readonly boolean[]> }

/**
 * Reads a file of intelligence into a store, batch by batch: while one is being written the next is read. A part whose bytes were read
 * before is passed over as unchanged. What was reported by `onProgress` survives a kill; the same import run again goes on from there.
 *
 * @param open - Bytes of the file, not packed; asked for a second time where objects come long before the definitions of their markings.
 * @returns What became of all that was read.
 */
export async function importIntelligence(
  store: StixStore,
  open: OpenBytes,
  options: ImportOptions,
): Promise<ImportCounts> {
  const markings = createObjectMarkings(store, options.marking, shippedPolicies())
  const intake = createIntake(store, markings, open, options)
  return store.whileImporting(async () => {
    for await (const batch of askedAhead(store, batches(readIntelligence(open), markings))) {
      options.signal.throwIfAborted()
      await intake.take(batch)
    }
    return intake.end()
  })
}

/** Definitions of markings are met here, batches before the others are read: what refers to one further down seldom has to wait for it. */
async function* batches(
  parts: AsyncIterable<IntelligencePart>,
  markings: ObjectMarkings,
): AsyncGenerator<readonly HashedPart[]> {
  let batch: HashedPart[] = []
  let bytes = 0
  for await (const part of parts) {
    batch.push({ part, hash: hash('sha256', part.bytes, 'base64') })
    for (const object of definitionsIn(part)) markings.meet(object)
    bytes += part.bytes.length
    if (batch.length % atOnce === 0) await othersTurn()
    if (batch.length < batchParts && bytes < batchBytes) continue
    yield batch
    batch = []
    bytes = 0
  }
  yield batch
}

/**
 * Asks of each batch what is known, some batches ahead: the store answers between two batches that it writes, and nobody has to wait for it.
 */
async function* askedAhead(store: StixStore, all: AsyncIterable<readonly HashedPart[]>): AsyncGenerator<AskedBatch> {
  const ahead: AskedBatch[] = []
  for await (const parts of all) {
    const known = store.knownBytes(parts.map(({ hash }) => hash))
    // Awaited with its batch; until then nobody has looked at it.
    known.catch(() => undefined)
    ahead.push({ parts, known })
    if (ahead.length > mostAhead) yield* ahead.splice(0, 1)
  }
  yield* ahead
}

function createIntake(store: StixStore, markings: ObjectMarkings, open: OpenBytes, options: ImportOptions) {
  const counts: Tally = { read: 0, added: 0, unchanged: 0, quarantined: 0, invalid: 0 }
  let waiting: Omit<StixDraft, 'marking'>[] = []
  let wasSearched = false
  const writer = createBatchWriter(store, counts, options)

  const marked = (drafts: readonly Omit<StixDraft, 'marking'>[], isLast: boolean): StixDraft[] =>
    drafts.flatMap((draft) => {
      const outcome = markings.markingOf(draft.object, isLast)
      if (outcome.is === 'known') {
        const { originator, source, bytesHash } = draft
        const object = withoutSimulatedMarking(draft.object)
        return [{ object, originator, source, bytesHash, marking: outcome.marking }]
      }
      if (outcome.is === 'awaited') waiting.push(draft)
      else {
        counts.invalid += 1
        options.onProblem(draft.object.id, outcome.reason)
      }
      return []
    })
  const settle = async (drafts: readonly Omit<StixDraft, 'marking'>[]): Promise<void> => {
    const again = [...waiting, ...drafts]
    waiting = []
    const ready = marked(again, wasSearched)
    if (waiting.length > mostWaiting && !wasSearched) {
      for await (const part of readIntelligence(open)) for (const object of definitionsIn(part)) markings.meet(object)
      wasSearched = true
    }
    await writer.write(ready)
  }
  return {
    take: async (batch: AskedBatch): Promise<void> => {
      const known = await batch.known
      const drafts: Omit<StixDraft, 'marking'>[] = []
      for (const [index, hashed] of batch.parts.entries()) {
        if (index % atOnce === 0) await othersTurn()
        if (known[index] === true) {
          counts.read += 1
          counts.unchanged += 1
        } else drafts.push(...draftsOf(hashed, markings, counts, options))
      }
      await settle(drafts)
      await lookUpAwaited()
    },
    end: async (): Promise<ImportCounts> => {
      await writer.write(marked(waiting.splice(0), true))
      await writer.end()
      return counts
    },
  }

  /** Definitions that were not met may be in the store. */
  async function lookUpAwaited(): Promise<void> {
    const ids = new Set(
      waiting.flatMap(({ object }) => {
        const outcome = markings.markingOf(object, false)
        return outcome.is === 'awaited' ? outcome.definitionIds : []
      }),
    )
    if (ids.size > 0) await markings.lookUp([...ids])
  }
}

/** Writes drafts in batches, in order. While some are written others are read; a failure comes out at a later one. */
function createBatchWriter(store: StixStore, counts: Tally, { onProblem, onProgress }: ImportOptions) {
  const unwritten: Promise<void>[] = []
  const writeBatch = async (drafts: readonly StixDraft[]): Promise<void> => {
    const added = store.add(drafts).then((outcomes) => {
      countOutcomes(drafts, outcomes, counts, onProblem)
      onProgress({ ...counts })
    })
    // It is awaited with a later batch; until then nobody has looked at it.
    added.catch(() => undefined)
    unwritten.push(added)
    if (unwritten.length > mostUnwritten) await unwritten.shift()
  }
  return {
    /** What had to wait may be many batches. */
    write: async (drafts: readonly StixDraft[]): Promise<void> => {
      for (let at = 0; at < drafts.length; at += batchParts) await writeBatch(drafts.slice(at, at + batchParts))
    },
    /** Waits until all is on stable storage. */
    end: async (): Promise<void> => {
      await Promise.all(unwritten)
    },
  }
}

/** Counts what became of drafts, and names those that were kept aside. @param outcomes - As the store gave them, in order. */
export function countOutcomes(
  drafts: readonly StixDraft[],
  outcomes: readonly AddOutcome[],
  counts: Tally,
  onProblem: ImportOptions['onProblem'],
): void {
  for (const [index, { object }] of drafts.entries()) {
    const outcome = outcomes[index]
    if (outcome !== undefined) counts[outcome] += 1
    if (outcome === 'quarantined') onProblem(object.id, keptAside)
  }
}

function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function draftsOf(
  { part, hash }: HashedPart,
  markings: ObjectMarkings,
  counts: Tally,
  { onProblem, originator, source }: ImportOptions,
): readonly Omit<StixDraft, 'marking'>[] {
  const { objects, problems } = part.read()
  for (const { message } of problems) onProblem(part.place, message)
  if (objects.length === 0 && problems.length > 0) counts.invalid += 1
  counts.read += Math.max(objects.length, problems.length > 0 ? 1 : 0)
  // What had problems is told of again the next time.
  return objects.map((object, index) => {
    markings.meet(object)
    const isWhole = problems.length === 0 && index === objects.length - 1
    return { object, originator, source, bytesHash: isWhole ? hash : undefined }
  })
}

/** Most parts are no definitions, which their bytes tell without being read. */
function definitionsIn(part: IntelligencePart): readonly StixObject[] {
  return Buffer.from(part.bytes.buffer, part.bytes.byteOffset, part.bytes.length).includes('"marking-definition"')
    ? part.read().objects.filter(({ type }) => type === 'marking-definition')
    : []
}
