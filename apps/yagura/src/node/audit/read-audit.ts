import type { LogRecord, Store } from '@yagura/core'
import type { Policies } from '@yagura/record'
import type { AuditEntry, auditOperations } from '../../api/contract/audit.ts'
import type { Asked } from '../../api/contract/common.ts'
import { wordsOf } from '../marking-words.ts'
import { isoOfUnixMs, unixMsOfIso } from '../unix-time.ts'
import { auditArea, factsOf } from './audit-line.ts'

/** Which lines are asked for. */
export type AuditFilter = Omit<Asked<typeof auditOperations.listAudit>['query'], 'after' | 'limit'>

/** Where a part of the audit ended; what comes after it is older. */
export type AuditPlace = { readonly atMs: number; readonly seq: number }

const linesAtOnce = 500
/** An answer looks at so many lines at most, however few of them fit. */
const mostLooked = 10_000

/**
 * A part of the audit, newest first.
 *
 * @param after - Where the part before ended.
 * @returns `next`: where the following part begins; undefined at the end.
 */
export function readAudit(
  store: Pick<Store, 'readLogByTime'>,
  filter: AuditFilter,
  after: AuditPlace | undefined,
  limit: number,
): { readonly records: readonly LogRecord[]; readonly next: AuditPlace | undefined } {
  const span = { area: auditArea, ...timesOf(filter) }
  const records: LogRecord[] = []
  let before = after
  for (let looked = 0; looked < mostLooked; ) {
    const lines = store.readLogByTime({ ...span, ...(before === undefined ? {} : { before }), limit: linesAtOnce })
    for (const { atMs, seq, ...line } of lines) {
      before = { atMs, seq }
      if (fits({ atMs, seq, ...line }, filter)) records.push({ atMs, seq, ...line })
      if (records.length === limit) return { records, next: before }
    }
    if (lines.length < linesAtOnce) return { records, next: undefined }
    looked += lines.length
  }
  return { records, next: before }
}

function timesOf({ sinceUtc, untilUtc }: AuditFilter): { readonly fromMs?: number; readonly untilMs?: number } {
  const [fromMs, untilMs] = [unixMsOfIso(sinceUtc ?? ''), unixMsOfIso(untilUtc ?? '')]
  return { ...(fromMs === undefined ? {} : { fromMs }), ...(untilMs === undefined ? {} : { untilMs }) }
}

function fits({ kind, by, subject }: LogRecord, filter: AuditFilter): boolean {
  const { kind: wanted, by: who, to } = filter
  return (
    (wanted === undefined || kind === `${auditArea}/${wanted}`) &&
    (who === undefined || by === who) &&
    (to === undefined || subject === to)
  )
}

/** A line of the audit as the API gives it; one of another form says what the line itself says. */
export function auditEntry({ seq, atMs, kind, by, subject, text, body }: LogRecord, policies: Policies): AuditEntry {
  const facts = factsOf(body)
  const common = { seq, atUtc: isoOfUnixMs(atMs), kind, by, text }
  if (facts === undefined) {
    return { ...common, firstUtc: common.atUtc, to: subject, of: null, ranges: [], count: null, ids: [], marks: [] }
  }
  const { of, count, ids, firstMs } = facts
  const marks = facts.marks.map((mark) => wordsOf(mark, policies))
  const ranges = facts.ranges.map(([first, last]) => ({ first, last }))
  return { ...common, firstUtc: isoOfUnixMs(firstMs), to: facts.to, of, ranges, count, ids, marks }
}
