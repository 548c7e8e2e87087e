import { type Fault, type Fits, type KeyHistory, logOf, originOf, readRecord, utf8Text } from '@yagura/record'
import type { NodeContext } from '../../context.ts'
import { NoIdentityError, RecordRefusedError } from '../errors.ts'
import type { InTurn } from '../in-turn.ts'
import {
  type Appended,
  type GroupRules,
  growLog,
  judgeGroup,
  ownHistory,
  type Readable,
  type Waiting,
} from './judge-group.ts'
import { restoreHistory } from './key-records.ts'
import type { LogBook } from './log-book.ts'
import { headDocument, positionOf } from './stored-log.ts'

/** This node's own logs: one writer each, many appends a commit. */
export type OwnLogs = {
  /**
   * Appends records, each to the log of its marking. Resolves once all are on stable storage under a signed checkpoint.
   * @throws RecordRefusedError where one may not go there; the others of the call are appended all the same.
   */
  readonly append: (lines: readonly Uint8Array[]) => Promise<readonly Appended[]>
  /**
   * Takes a record about one of this node's keys that two roots have signed. A `key.add` goes into each log where the key comes to
   * sign, right before its first record; what ends a key goes at once into each log that knows the key.
   * @throws what `append` throws (rejects).
   */
  readonly takeKeyRecord: (line: Uint8Array) => Promise<void>
}

/** What appending needs of the rest. */
export type OwnLogsDependencies = GroupRules & {
  readonly book: LogBook
  readonly fits: Fits
  /** Why a record may not leave to everybody that its log is for. */
  readonly objection: (record: Readable['record'], origin: string) => Fault | undefined
  /** Resolves when it is known that this log can go on from where it is. */
  readonly whenReconciled: (origin: string) => Promise<void>
  /** Entries that are taken back from a partner and entries that are appended come one after the other. */
  readonly inTurn: InTurn
  readonly onAppended: (origin: string) => void
}

type Writer = {
  readonly queue: Waiting[]
  /** Keys of the log up to a size. */
  known: { readonly size: number; readonly history: KeyHistory } | undefined
  isWriting: boolean
}

/** Two rows an entry stay below what the store writes in one turn. */
const entriesAtOnce = 56
const bytesAtOnce = 192 * 1024

/** Makes what appends to the logs of a node. */
export function createOwnLogs(context: NodeContext, dependencies: OwnLogsDependencies): OwnLogs {
  const { identity } = dependencies
  const writers = new Map<string, Writer>()
  const writerOf = (origin: string): Writer => {
    const writer = writers.get(origin) ?? { queue: [], known: undefined, isWriting: false }
    writers.set(origin, writer)
    return writer
  }

  const place = (line: Uint8Array): { readonly origin: string; readonly read: Readable } => {
    const read = readRecord(line, dependencies.kinds, dependencies.fits)
    if (!read.ok) throw new RecordRefusedError(read.fault)
    const { mark } = read.record.body
    const own = logOf(mark)
    if (!own.ok) throw new RecordRefusedError(own.fault)
    if ((mark.mode === 'SIMULATED') !== (context.mode === 'SIMULATED')) {
      const reason = `it is ${mark.mode} and this node is ${context.mode}`
      throw new RecordRefusedError({ code: 'marking/mode', reason })
    }
    const origin = originOf(identity.card.node, own.log)
    const fault = own.log.audience.split('-').includes(identity.card.party)
      ? dependencies.objection(read.record, origin)
      : ({ code: 'marking/audience', reason: 'its audience does not name this node’s own nation' } as const)
    if (fault !== undefined) throw new RecordRefusedError(fault)
    return { origin, read }
  }

  const run = async (origin: string, writer: Writer): Promise<void> => {
    if (writer.isWriting) return
    writer.isWriting = true
    try {
      while (writer.queue.length > 0) await writeGroup(context, dependencies, origin, writer, takeGroup(writer.queue))
    } finally {
      writer.isWriting = false
    }
  }

  const enqueue = (origin: string, line: Uint8Array, read: Readable): Promise<Appended> =>
    new Promise((resolve, reject) => {
      const writer = writerOf(origin)
      writer.queue.push({ line, read, resolve, reject })
      void run(origin, writer)
    })
  const appendOne = async (line: Uint8Array): Promise<Appended> => {
    const { origin, read } = place(line)
    return enqueue(origin, line, read)
  }

  return {
    append: async (lines) => {
      const outcomes = await Promise.allSettled(lines.map(appendOne))
      return outcomes.map((outcome) => {
        if (outcome.status === 'rejected') throw outcome.reason
        return outcome.value
      })
    },
    takeKeyRecord: async (line) => {
      const read = readRecord(line, dependencies.kinds, dependencies.fits)
      if (!read.ok) throw new RecordRefusedError(read.fault)
      if (dependencies.keyRecords.put(utf8Text(line) ?? '') !== undefined) return
      const logs = logsToTell(context, dependencies, read)
      await Promise.all(logs.map(({ head }) => enqueue(head.origin, line, read)))
    },
  }
}

/** Own logs that know the key of a record, and have not heard of the record. */
function logsToTell({ store }: NodeContext, { identity, book, verify }: OwnLogsDependencies, read: Readable) {
  const key = keyIn(read) ?? ''
  return book
    .list()
    .filter(({ head, log }) => head.node === identity.card.node && log.mode === read.record.body.mark.mode)
    .filter(({ head }) => head.size > 0 && positionOf(store, head.number, read.bodySha256) === undefined)
    .filter((held) => restoreHistory(store, held, identity.card, verify).keys.has(key))
}

function keyIn({ record: { body } }: Readable): string | undefined {
  const { data } = body
  return typeof data === 'object' && data !== null && 'key' in data && typeof data.key === 'string'
    ? data.key
    : undefined
}

function takeGroup(queue: Waiting[]): readonly Waiting[] {
  let count = 0
  let bytes = 0
  for (const { line } of queue) {
    if (count === entriesAtOnce || (count > 0 && bytes + line.length > bytesAtOnce)) break
    count += 1
    bytes += line.length
  }
  return queue.splice(0, count)
}

/** Writes a group; never throws: everybody who waits is told. */
async function writeGroup(
  context: NodeContext,
  dependencies: OwnLogsDependencies,
  origin: string,
  writer: Writer,
  group: readonly Waiting[],
): Promise<void> {
  try {
    await dependencies.whenReconciled(origin)
    const tellings = await dependencies.inTurn(origin, () => growBy(context, dependencies, origin, writer, group))
    for (const tell of tellings) tell()
  } catch (error) {
    for (const { reject } of group) reject(error)
  }
}

/** @returns Tells each who waits, for what was judged is written. */
async function growBy(
  context: NodeContext,
  dependencies: OwnLogsDependencies,
  origin: string,
  writer: Writer,
  group: readonly Waiting[],
): Promise<readonly (() => void)[]> {
  const held = dependencies.book.get(origin) ?? dependencies.book.begin(origin)
  if (held === undefined) throw new NoIdentityError(origin, context.mode)
  const { known } = writer
  const history = known?.size === held.head.size ? known.history : ownHistory(context, dependencies, held)
  const judged = judgeGroup(context, dependencies, held, history, group)
  if (judged.entries.length > 0) {
    const next = await growLog(context, dependencies, held, judged.entries)
    await context.store.commit({ archive: next.rows, put: [headDocument(next.held.head)] })
    dependencies.book.put(next.held)
    writer.known = { size: next.held.head.size, history: judged.history }
    dependencies.onAppended(origin)
  }
  return judged.tellings
}
