import { formatUtc } from '@yagura/formats'
import type { AuditEntry } from '../api/contract/audit.ts'
import { parseInstant, parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf } from './data-folder.ts'
import { exitCodes } from './exit-codes.ts'
import { openNodeClient } from './node-client.ts'
import { type Cell, createTable, tableFormats } from './table.ts'

/** Options of `yagura audit` as typed. */
export type AuditOptions = {
  readonly data?: string
  readonly since?: string
  readonly until?: string
  readonly kind?: string
  readonly by?: string
  readonly to?: string
  readonly format: string
}

const columns = [
  ...['marking', 'mode', 'seq', 'first_utc', 'last_utc', 'kind', 'by', 'to', 'of', 'entries', 'count', 'ids'],
  ...['record_markings', 'text'],
]
const kinds = ['given', 'carried', 'viewed-as', 'read', 'exported'] as const
const pageLength = 1000

/** `yagura audit`: one row a line of the audit, newest first. */
export async function listAudit(options: AuditOptions, { output }: CommandContext): Promise<number> {
  const { since, until, kind, by, to } = options
  const printRow = createTable(columns, parseWord('--format', options.format, tableFormats), output.write)
  const query = {
    ...(since === undefined ? {} : { sinceUtc: instantOf('--since', since) }),
    ...(until === undefined ? {} : { untilUtc: instantOf('--until', until) }),
    ...(kind === undefined ? {} : { kind: parseWord('--kind', kind, kinds) }),
    ...(by === undefined ? {} : { by }),
    ...(to === undefined ? {} : { to }),
  }
  const node = await openNodeClient(dataFolderOf(options.data))
  const { marking, mode } = await node.ask('readStatus', {})
  let after: string | null = ''
  while (after !== null) {
    const place: { readonly after?: string } = after === '' ? {} : { after }
    const page = await node.ask('listAudit', { query: { ...query, ...place, limit: pageLength } })
    for (const entry of page.items) printRow([marking.en, mode, ...cellsOf(entry)])
    after = page.next
  }
  await output.end()
  return exitCodes.done
}

function instantOf(option: string, text: string): string {
  return formatUtc(parseInstant(option, text), 3)
}

function cellsOf(entry: AuditEntry): readonly Cell[] {
  const { seq, firstUtc, atUtc, kind, by, to, of, ranges, count, ids, marks, text } = entry
  return [
    ...[seq, firstUtc, atUtc, kind, by, to, of ?? undefined],
    ranges.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`)),
    ...[count ?? undefined, ids, marks.map(({ banner }) => banner.en), text],
  ]
}
