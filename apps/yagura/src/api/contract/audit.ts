import { type Static, Type } from 'typebox'
import { closed, nullable, type Operation, oneOf, text, Utc } from './common.ts'

const Phrase = closed({ en: Type.String(), ja: Type.String() })

/** What crossed a marking: who let it, to whom, what, how much and when. */
export const AuditEntry = closed({
  seq: Type.Integer({ description: 'Number of the line of the log that says it.' }),
  firstUtc: Utc,
  atUtc: Utc,
  kind: Type.String({
    description: 'Such as audit/given, audit/carried, audit/viewed-as, audit/read, audit/exported.',
  }),
  by: Type.String({ description: 'Officer, or `node`.' }),
  to: Type.String({ description: 'A partner’s node, or the officer who read.' }),
  of: nullable(Type.String({ description: 'Origin of a log, or what else: `releases`, `view`, `evidence`.' })),
  ranges: Type.Array(closed({ first: Type.Integer(), last: Type.Integer() }), {
    description: 'Places in the log; empty where it is no log.',
  }),
  count: nullable(Type.Integer({ description: 'How many things.' })),
  ids: Type.Array(Type.String({ description: 'Of the first of them: SHA-256 of a record’s body, or another id.' })),
  marks: Type.Array(closed({ banner: Phrase, portion: Phrase }), {
    description: 'Each marking that was among them once, the first of them.',
  }),
  text: Type.String(),
})
export type AuditEntry = Static<typeof AuditEntry>

const filter = {
  kind: Type.Optional(oneOf(['given', 'carried', 'viewed-as', 'read', 'exported'])),
  by: Type.Optional(text(100, 'Name of the officer, or `node`.')),
  to: Type.Optional(text(100, 'A partner’s node, or the officer who read.')),
  sinceUtc: Type.Optional(Utc),
  untilUtc: Type.Optional(Utc),
}

const administrator = { method: 'GET', tag: 'audit', access: 'administrator' } as const

export const auditOperations = {
  listAudit: {
    ...administrator,
    url: '/api/v1/audit',
    summary: 'What crossed a marking, newest first. An answer may hold fewer than asked for and still go on at `next`.',
    query: closed({
      ...filter,
      after: Type.Optional(
        Type.String({ pattern: '^-?\\d{1,16}(\\.\\d{1,6})?:\\d{1,16}$', description: '`next` of the answer before.' }),
      ),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    }),
    answer: closed({ items: Type.Array(AuditEntry), next: nullable(Type.String()) }),
  },
  exportAudit: {
    ...administrator,
    url: '/api/v1/audit/export',
    summary: 'The same as a file, with marking and mode in its head and in every row.',
    query: closed({ ...filter, format: oneOf(['csv', 'ndjson']) }),
    answerType: 'text/csv',
  },
} as const satisfies Record<string, Operation>
