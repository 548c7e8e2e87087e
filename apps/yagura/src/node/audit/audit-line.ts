import type { LogDraft } from '@yagura/core'
import { Marking } from '@yagura/record'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { rangesText } from './ranges.ts'

/** First part of the kinds of lines that tell what crossed a marking. */
export const auditArea = 'audit'

/** How something crossed a marking. */
export type CrossingKind = 'audit/given' | 'audit/carried' | 'audit/viewed-as' | 'audit/read' | 'audit/exported'

/** What crossed, to whom, and how much of it: the facts of a line of the audit. */
export const AuditFacts = Type.Object({
  /** A partner’s node, or the officer who read. */
  to: Type.String(),
  /** Origin of a log, or what else: `releases`, `evidence`, `case ULID`. */
  of: Type.String(),
  /** Places in the log; empty where it is no log. */
  ranges: Type.Array(Type.Tuple([Type.Integer(), Type.Integer()])),
  count: Type.Integer(),
  /** SHA-256 of records’ bodies or ids of other things, the first of them. */
  ids: Type.Array(Type.String()),
  /** Each marking that was among them once, the first of them. */
  marks: Type.Array(Marking),
  /** When the first of it crossed, Unix time, ms. */
  firstMs: Type.Number(),
  /** Where it was written to, to be carried away. */
  folder: Type.Optional(Type.String()),
})
/** The facts of a line of the audit. */
export type AuditFacts = Static<typeof AuditFacts>

/** What is gathered until it is one line. */
export const Gathered = Type.Object({
  kind: Type.String(),
  by: Type.String(),
  lastMs: Type.Number(),
  facts: AuditFacts,
})
/** What is gathered until it is one line. */
export type Gathered = Static<typeof Gathered>

const rangesNamed = 8

/** The line of the log that tells of what was gathered. */
export function auditLine({ kind, by, lastMs, facts }: Gathered): LogDraft {
  return { atMs: lastMs, kind, subject: facts.to, by, text: textOf(kind, by, facts), body: facts }
}

function textOf(kind: string, by: string, { to, of, ranges, count, ids, folder }: AuditFacts): string {
  const places = rangesText(ranges, rangesNamed)
  if (kind === 'audit/given') return `${to} was given entries ${places} of ${of}`
  if (folder !== undefined) return `${by} wrote the ${count} entries of ${of} to ${folder}, to be carried to ${to}`
  if (kind === 'audit/viewed-as') return `${by} looked at what ${to} may see, records: ${count}`
  if (kind === 'audit/exported') {
    return of === 'evidence' ? `${by} saved the evidence ${ids.join(', ')}` : `${by} saved ${of}, parts: ${count}`
  }
  return places === '' ? `${by} read bodies of ${of}: ${count}` : `${by} read entries ${places} of ${of}`
}

/** @returns The facts of a line; undefined where they are of another form. */
export function factsOf(body: unknown): AuditFacts | undefined {
  return Check(AuditFacts, body) ? body : undefined
}
