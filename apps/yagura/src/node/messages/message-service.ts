import { type ConjunctionMessage, createConjunctionMessageReader } from '@yagura/formats'
import type { Static } from 'typebox'
import { Compile } from 'typebox/compile'
import type { IngestReport } from '../../api/contract/sources.ts'
import { ConjunctionMessageView } from '../../api/contract/space-views.ts'
import { piecesOf } from '../catalogue/pieces.ts'
import { createProblemList } from '../catalogue/problem-list.ts'
import type { Handlers, Ingest, IngestFile, NodeContext } from '../context.ts'
import { createBreather } from '../in-slices.ts'
import { isoOfUnixMs, unixMsOfIso, unixMsOfUtc } from '../unix-time.ts'

type View = Static<typeof ConjunctionMessageView>

/** Conjunction data messages that others sent. */
export type MessageService = {
  readonly handlers: Handlers<'listMessages'>
  /** Reads what a source gives; a message that is known is left as it is. */
  readonly ingest: Ingest<'cdm'>
  /**
   * Messages about one encounter of two objects, newest first.
   * @param tcaMs - Unix time; messages whose TCA is within half an hour are about the same encounter.
   */
  readonly about: (id1: number, id2: number, tcaMs: number) => readonly View[]
  /** Forgets messages whose TCA is before an instant. */
  readonly forgetBefore: (tcaMs: number) => Promise<void>
}

const COLLECTION = 'cdm'
const SAME_ENCOUNTER_MS = 30 * 60_000
const DEFAULT_LIMIT = 100
const view = Compile(ConjunctionMessageView)

/** Restores the messages from the archive and takes more from then on. */
export function createMessageService(context: NodeContext): MessageService {
  const messages = new Map<string, View>()
  for (const { key, body } of context.store.readArchive(COLLECTION)) {
    const value: unknown = JSON.parse(new TextDecoder().decode(body))
    if (view.Check(value)) messages.set(key, value)
  }
  const newestFirst = (fits: (message: View) => boolean): readonly View[] =>
    [...messages.values()].filter(fits).sort((a, b) => b.createdUtc.localeCompare(a.createdUtc))
  return {
    handlers: {
      listMessages: async ({ query: { object, offset = 0, limit = DEFAULT_LIMIT } }) => {
        const fitting = newestFirst(({ id1, id2 }) => object === undefined || id1 === object || id2 === object)
        return { items: fitting.slice(offset, offset + limit), total: fitting.length, offset }
      },
    },
    ingest: (file) => ingest(file, context, messages),
    about: (id1, id2, tcaMs) => {
      const pair = new Set([id1, id2])
      return newestFirst(
        (message) =>
          pair.has(message.id1) &&
          pair.has(message.id2) &&
          Math.abs((unixMsOfIso(message.tcaUtc) ?? Infinity) - tcaMs) <= SAME_ENCOUNTER_MS,
      )
    },
    forgetBefore: async (tcaMs) => {
      await context.store.commit({ forget: [{ collection: COLLECTION, beforeMs: tcaMs }] })
      for (const [key, { tcaUtc }] of messages) if ((unixMsOfIso(tcaUtc) ?? 0) < tcaMs) messages.delete(key)
    },
  }
}

async function ingest(file: IngestFile, context: NodeContext, messages: Map<string, View>): Promise<IngestReport> {
  const nowMs = context.clock.nowMs()
  const problems = createProblemList()
  const breathe = createBreather(file.signal)
  const fresh = new Map<string, View>()
  let records = 0
  const reader = createConjunctionMessageReader(file.name, {
    message: (message) => {
      records += 1
      const key = `${message.messageId}/${message.originator}`
      if (!messages.has(key)) fresh.set(key, viewOf(message, file.sourceId, nowMs))
    },
    problem: problems.add,
  })
  for await (const piece of piecesOf(file.bytes)) {
    file.signal.throwIfAborted()
    reader.write(piece)
    await breathe()
  }
  reader.end()
  const added = fresh.size
  if (added > 0) {
    const encoder = new TextEncoder()
    await context.store.commit({
      archive: [...fresh].map(([key, message]) => ({
        collection: COLLECTION,
        key,
        atMs: unixMsOfIso(message.tcaUtc) ?? nowMs,
        body: encoder.encode(JSON.stringify(message)),
      })),
      append: [
        {
          ...{ atMs: nowMs, kind: 'catalogue/changed', subject: file.sourceId, by: 'node', body: { added } },
          text: `${added} conjunction data messages from ${file.name}`,
        },
      ],
    })
    for (const [key, message] of fresh) messages.set(key, message)
  }
  const counts = { records, added, known: records - added, problemCount: problems.count(), problems: problems.first() }
  return { sourceId: file.sourceId, file: file.name, ...counts }
}

function viewOf(message: ConjunctionMessage, source: string, receivedMs: number): View {
  const [first, second] = message.objects
  return {
    messageId: message.messageId,
    originator: message.originator,
    createdUtc: isoOfUnixMs(unixMsOfUtc(message.createdUtc)),
    receivedUtc: isoOfUnixMs(receivedMs),
    tcaUtc: isoOfUnixMs(unixMsOfUtc(message.tcaUtc)),
    ...{ id1: first.id, name1: first.name ?? null, id2: second.id, name2: second.name ?? null },
    missKm: message.missKm,
    relativeSpeedKmPerS: message.relativeSpeedKmPerS ?? null,
    collisionProbability: message.collisionProbability ?? null,
    method: message.method ?? null,
    source,
    ...{ file: message.origin.file, line: message.origin.line },
  }
}
