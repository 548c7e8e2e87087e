import type { LogRecord } from '@yagura/core'
import type { Caller } from '../../api/contract/operations.ts'
import type { LogEntry } from '../../api/contract/watch-room.ts'
import { auditArea } from '../audit/audit-line.ts'
import type { Handlers, NodeContext } from '../context.ts'
import { isoOfUnixMs } from '../unix-time.ts'

const fewLines = 100

/** The watch log: read by anyone on watch, added to by notes, never changed. */
export function createWatchLog({ store, clock }: NodeContext): Handlers<'readLog' | 'writeNote'> {
  return {
    readLog: async ({ query }, { role }) => {
      const { kind, subject, offset = 0, limit = fewLines } = query
      const question = {
        ...(kind === undefined ? {} : { kind }),
        ...(subject === undefined ? {} : { subject }),
        ...(maySeeAudit(role) ? {} : { exceptArea: auditArea }),
        newestFirst: true,
        offset,
        limit,
      }
      const { records, total } = store.readLog(question)
      return { items: records.map(logEntry), total, offset }
    },
    writeNote: async ({ body }, { officer }) => {
      const { text, subject = '' } = body
      const line = { atMs: clock.nowMs(), kind: 'note', subject, by: officer, text, body: {} }
      const { records } = await store.commit({ append: [line] })
      return logEntry({ ...line, seq: records[0]?.seq ?? store.lastSeq() })
    },
  }
}

/** Whether somebody of a role is told who looked at what. */
export function maySeeAudit(role: Caller['role']): boolean {
  return role === 'administrator'
}

/** A line of the log as the API gives it. */
export function logEntry({ seq, atMs, kind, subject, by, text }: LogRecord): LogEntry {
  return { seq, atUtc: isoOfUnixMs(atMs), kind, subject, by, text }
}
