import type { Store, StoredDocument } from '@yagura/core'
import { DatasetAdd, Marking, RecallAsk, readRecord, tileWidth } from '@yagura/record'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { type Breather, createBreather } from '../../in-slices.ts'
import { type HeldLog, readBundle } from '../channels/stored-log.ts'
import type { TakeParts } from '../pull/take-parts.ts'

const datasets = 'datasets'
const recalls = 'datasets-recalled'
const cursors = 'datasets-read-to'
/** Entries after which it is kept how far a log was read, though none of them named a dataset. */
const mostReadAgain = 4096

const StoredDataset = Type.Object({
  node: Type.String(),
  origin: Type.String(),
  position: Type.Integer(),
  recordId: Type.String(),
  data: DatasetAdd,
  mark: Marking,
  /** When it was read here, Unix time, ms. */
  readMs: Type.Number(),
})
const Cursor = Type.Object({ size: Type.Integer() })

/** A dataset as an entry of a log names it. */
export type NamedDataset = Readonly<Static<typeof StoredDataset>>

/** Which entries of which logs name a dataset of a kind that this node can read. */
export type DatasetIndex = {
  /** Reads on in every log that has grown. */
  readonly advance: () => Promise<void>
  /** Those that name a blob. */
  readonly naming: (blob: string) => readonly NamedDataset[]
  /** All, in the order in which they were read here. */
  readonly list: () => readonly NamedDataset[]
  /** Whether this node has asked in its own log to hide that record of its own. */
  readonly isTakenBack: (dataset: NamedDataset) => boolean
}

/** What some entries of a log say of datasets. */
type Told = { readonly found: readonly NamedDataset[]; readonly asked: readonly string[] }

/** @param readable - Kinds of datasets that this node can read; others are somebody else’s matter. */
export function openDatasetIndex(parts: TakeParts, readable: readonly string[]): DatasetIndex {
  const { context, book } = parts
  const { store } = context
  const known: NamedDataset[] = []
  const byBlob = new Map<string, NamedDataset[]>()
  const takenBack = new Set(store.list(recalls).map(({ id }) => id))
  const take = ({ found, asked }: Told): void => {
    for (const one of found) {
      known.push(one)
      byBlob.set(one.data.blob, [...(byBlob.get(one.data.blob) ?? []), one])
    }
    for (const id of asked) takenBack.add(id)
  }
  take({ found: storedDatasets(store), asked: [] })
  const readTo = new Map<string, number>()
  const sizeRead = (origin: string): number => readTo.get(origin) ?? keptCursor(store, origin)
  let reading: Promise<void> = Promise.resolve()
  const readAll = async (): Promise<void> => {
    const breathe = createBreather()
    for (const held of book.list()) {
      const { origin } = held.head
      await readOn(parts, readable, held, sizeRead(origin), breathe, (told, size) => {
        take(told)
        readTo.set(origin, size)
      })
    }
  }
  return {
    advance: () => {
      if (book.list().every(({ head }) => head.size === sizeRead(head.origin))) return reading
      const going = reading.then(readAll)
      reading = going.catch(() => undefined)
      return going
    },
    naming: (blob) => byBlob.get(blob) ?? [],
    list: () => known,
    isTakenBack: ({ origin, recordId }) => takenBack.has(`${origin} ${recordId}`),
  }
}

function storedDatasets(store: Store): readonly NamedDataset[] {
  return store
    .list(datasets)
    .flatMap(({ body }) => (Check(StoredDataset, body) ? [body] : []))
    .sort((one, other) => one.readMs - other.readMs || one.position - other.position)
}

function keptCursor(store: Store, origin: string): number {
  const body = store.get(cursors, origin)
  return Check(Cursor, body) ? body.size : 0
}

/** Reads a log from a position to its end, a bundle at a time; what is told has been kept. */
async function readOn(
  parts: TakeParts,
  readable: readonly string[],
  held: HeldLog,
  from: number,
  breathe: Breather,
  tell: (told: Told, size: number) => void,
): Promise<void> {
  const { store } = parts.context
  const { origin, number, size } = held.head
  let kept = from
  for (let at = from; at < size; ) {
    const bundle = Math.floor(at / tileWidth)
    const to = Math.min(size, (bundle + 1) * tileWidth)
    const lines = readBundle(store, number, bundle).slice(at % tileWidth, to - bundle * tileWidth)
    const told = tellsOf(parts, readable, held, at, lines)
    if (told.found.length + told.asked.length > 0 || to - kept >= mostReadAgain) {
      await store.commit({ put: documentsOf(told, origin, to) })
      kept = to
    }
    tell(told, to)
    at = to
    await breathe()
  }
}

function documentsOf({ found, asked }: Told, origin: string, size: number): readonly StoredDocument[] {
  return [
    ...found.map((body) => ({ collection: datasets, id: `${origin} ${body.position}`, body })),
    ...asked.map((id) => ({ collection: recalls, id, body: {} })),
    { collection: cursors, id: origin, body: { size } },
  ]
}

function tellsOf(
  { context, kinds, identity }: TakeParts,
  readable: readonly string[],
  { head: { node, origin } }: HeldLog,
  from: number,
  lines: readonly Uint8Array[],
): Told {
  const found: NamedDataset[] = []
  const asked: string[] = []
  for (const [offset, line] of lines.entries()) {
    const read = mayMatter(line) ? readRecord(line, kinds) : undefined
    if (read?.ok !== true) continue
    const { kind, data, mark } = read.record.body
    if (kind === 'dataset.add' && Check(DatasetAdd, data) && readable.includes(data.what)) {
      const place = { node, origin, position: from + offset, recordId: read.bodySha256 }
      found.push({ ...place, data, mark, readMs: context.clock.nowMs() })
    }
    const isOwn = node === identity.card.node
    if (isOwn && kind === 'recall.ask' && Check(RecallAsk, data)) asked.push(`${origin} ${data.record}`)
  }
  return { found, asked }
}

const kindsThatMatter = ['"kind":"dataset.add"', '"kind":"recall.ask"']

/** Most entries are something else: the words are looked for before anything is parsed. Canonical JSON writes them in one way only. */
function mayMatter(line: Uint8Array): boolean {
  const bytes = Buffer.from(line.buffer, line.byteOffset, line.byteLength)
  return kindsThatMatter.some((words) => bytes.includes(words))
}
