import type { LogRecord } from '@yagura/core'
import { Marking, type Policies } from '@yagura/record'
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { Caller } from '../../api/contract/operations.ts'
import type { LogEntry } from '../../api/contract/watch-room.ts'
import { auditArea } from '../audit/audit-line.ts'
import type { Handlers, NodeContext } from '../context.ts'
import { saidMarking } from '../marking-words.ts'
import { isoOfUnixMs } from '../unix-time.ts'

const fewLines = 100

/** How the words of a line are marked, in its body: by itself, or with what was found. */
const Marked = Type.Object({ mark: Marking })
const Found = Type.Object({ finding: Marked })

/** The watch log: read by anyone on watch, added to by notes, never changed. */
export function createWatchLog({ store, clock }: NodeContext, policies: Policies): Handlers<'readLog' | 'writeNote'> {
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
      return { items: records.map((record) => logEntry(record, policies)), total, offset }
    },
    writeNote: async ({ body }, { officer }) => {
      const { text, subject = '' } = body
      const line = { atMs: clock.nowMs(), kind: 'note', subject, by: officer, text, body: {} }
      const { records } = await store.commit({ append: [line] })
      return logEntry({ ...line, seq: records[0]?.seq ?? store.lastSeq() }, policies)
    },
  }
}

/** Whether somebody of a role is told who looked at what. */
export function maySeeAudit(role: Caller['role']): boolean {
  return role === 'administrator'
}

/** A line of the log as the API gives it. @param policies - By whose words its marking is said. */
export function logEntry({ seq, atMs, kind, subject, by, text, body }: LogRecord, policies: Policies): LogEntry {
  const marking = saidMarking(markIn(body), policies)
  return { seq, atUtc: isoOfUnixMs(atMs), kind, subject, by, text, marking }
}

function markIn(body: unknown): Marking | undefined {
  if (Check(Marked, body)) return body.mark
  return Check(Found, body) ? body.finding.mark : undefined
}
