import { Readable } from 'node:stream'
import type { Policies } from '@yagura/record'
import type { AuditEntry } from '../../api/contract/audit.ts'
import type { StreamHandlers } from '../../api/routes.ts'
import type { Handlers, NodeContext } from '../context.ts'
import { type CsvCell, csvLine } from '../csv-line.ts'
import { isoOfUnixMs } from '../unix-time.ts'
import { rangesText } from './ranges.ts'
import { type AuditFilter, type AuditPlace, auditEntry, readAudit } from './read-audit.ts'

/** What answers questions about what crossed a marking. */
export type AuditService = {
  readonly handlers: Handlers<'listAudit'>
  readonly streams: Pick<StreamHandlers, 'exportAudit'>
}

/** What the audit needs of other services. */
export type AuditDependencies = {
  readonly policies: Policies
  /** Marking of the node’s own pages and files. */
  readonly marking: () => string
  /** Writes into the log what has been gathered. */
  readonly settle: () => Promise<void>
}

const fewEntries = 100
const entriesAtOnce = 500
const COLUMNS = [
  ...['marking', 'mode', 'seq', 'first_utc', 'last_utc', 'kind', 'by', 'to', 'of', 'entries', 'count'],
  ...['ids', 'record_markings', 'text'],
]

/** Makes the service; an answer holds what crossed up to the question. */
export function createAuditService(context: NodeContext, dependencies: AuditDependencies): AuditService {
  const { store } = context
  const { policies, settle, marking } = dependencies
  return {
    handlers: {
      listAudit: async ({ query: { after, limit = fewEntries, ...filter } }) => {
        await settle()
        const { records, next } = readAudit(store, filter, placeOf(after), limit)
        return { items: records.map((record) => auditEntry(record, policies)), next: next ? textOf(next) : null }
      },
    },
    streams: {
      exportAudit: async ({ query: { format, ...filter } }) => {
        await settle()
        const head = {
          marking: marking(),
          mode: context.mode,
          exportedUtc: isoOfUnixMs(context.clock.nowMs()),
          ...filter,
        }
        const entries = everyEntry(context, filter, policies)
        return {
          type: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8',
          headers: { 'content-disposition': `attachment; filename="audit-${context.mode}.${format}"` },
          body: Readable.from(format === 'csv' ? csvLines(head, entries) : ndjsonLines(head, entries)),
        }
      },
    },
  }
}

function placeOf(after: string | undefined): AuditPlace | undefined {
  const [atMs, seq] = after?.split(':').map(Number) ?? []
  return atMs === undefined || seq === undefined ? undefined : { atMs, seq }
}

function textOf({ atMs, seq }: AuditPlace): string {
  return `${atMs}:${seq}`
}

/** Whoever reads slowly lets other work go on: the log is read part by part. */
async function* everyEntry(
  { store }: NodeContext,
  filter: AuditFilter,
  policies: Policies,
): AsyncGenerator<AuditEntry> {
  let place: AuditPlace | undefined
  do {
    const { records, next } = readAudit(store, filter, place, entriesAtOnce)
    for (const record of records) yield auditEntry(record, policies)
    place = next
    await new Promise((resolve) => setImmediate(resolve))
  } while (place !== undefined)
}

type Head = AuditFilter & { readonly marking: string; readonly mode: string; readonly exportedUtc: string }

async function* csvLines(head: Head, entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  const { marking, mode, exportedUtc, ...filter } = head
  const chosen = Object.entries(filter).map(([name, value]) => `${name} ${value}`)
  const says = [marking, mode, 'what crossed a marking', ...chosen, `exported ${exportedUtc}`].join(' | ')
  yield csvLine([says, ...COLUMNS.slice(1).map(() => '')])
  yield csvLine(COLUMNS)
  for await (const entry of entries) yield csvLine(cellsOf(head, entry))
}

async function* ndjsonLines(head: Head, entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  yield `${JSON.stringify({ head })}\n`
  for await (const entry of entries) {
    yield `${JSON.stringify({ marking: head.marking, mode: head.mode, ...entry })}\n`
  }
}

function cellsOf({ marking, mode }: Head, entry: AuditEntry): readonly CsvCell[] {
  const ranges = entry.ranges.map(({ first, last }) => [first, last] as const)
  return [
    ...[marking, mode, entry.seq, entry.firstUtc, entry.atUtc, entry.kind, entry.by, entry.to, entry.of],
    ...[rangesText(ranges, ranges.length), entry.count, entry.ids.join(' ')],
    ...[entry.marks.map(({ banner }) => banner.en).join('; '), entry.text],
  ]
}
