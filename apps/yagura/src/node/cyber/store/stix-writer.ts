import { isDeepStrictEqual } from 'node:util'
import { type AddOutcome, instantOf, ownOriginator, type QuarantineReason } from '@yagura/cyber'
import type { SqlConnection, SqlRow } from '../../store/sqlite.ts'
import { numberOf, textOf } from '../../store/store-state.ts'
import { hashBytes } from './bytes-read.ts'
import type { KeptDraft } from './kept-draft.ts'
import { createStixIndex, stixObjectFrom } from './stix-index.ts'
import type { StixNumbers } from './stix-numbers.ts'
import type { WaitingRows } from './waiting-rows.ts'

/** Writes versions; to be called in a transaction. */
export type StixWriter = {
  /** @param nowUs - Unix time, µs; the version is given a later one where another has it. */
  readonly add: (draft: KeptDraft, nowUs: number) => AddOutcome
  /** After a transaction was rolled back: what was counted in it is forgotten. */
  readonly forget: () => void
  /** Takes versions of one object out. */
  readonly remove: (object: number, seqs: readonly number[]) => void
}

/** Where a draft stands among the versions of its object. */
type Standing =
  | { readonly is: 'new' }
  | { readonly is: 'same'; readonly seq: number }
  | { readonly is: 'contrary'; readonly seq: number; readonly reason: QuarantineReason }

/** Writes into the tables of `stix-schema.ts`. */
export function createStixWriter(connection: SqlConnection, numbers: StixNumbers, rows: WaitingRows): StixWriter {
  const index = createStixIndex(connection, numbers, rows)
  const find = createStandings(connection, numbers)
  const newestOf = connection.prepare(
    `SELECT o.seq, o.created_by, o.marking, v.is_dated, v.version_us FROM objects o JOIN versions v ON v.seq = o.seq
     WHERE o.object = ?`,
  )
  let last = lastVersion(connection)
  return {
    add: (draft, nowUs) => {
      const { facts, body } = draft
      if (draft.bytesHash !== undefined) rows.put('bytes_read', hashBytes(draft.bytesHash))
      const known = numbers.knownId(draft.id)
      const object = known ?? numbers.makeId(draft.id)
      rows.beginObject(object)
      const source = numbers.ofSource(draft.source)
      const newest = known === undefined ? undefined : newestOf.get(object)
      const standing: Standing = newest === undefined ? { is: 'new' } : find(object, newest, draft)
      if (standing.is === 'same') {
        rows.put('came_from', source, standing.seq)
        return 'unchanged'
      }
      const [seq, addedUs] = [last.seq + 1, Math.max(nowUs, last.addedUs + 1)]
      last = { seq, addedUs }
      const marking = numbers.ofMarking(draft.marking, draft.originator)
      const isDated = facts.versionUs !== undefined
      const versionUs = facts.versionUs ?? addedUs
      const against = standing.is === 'contrary' ? standing : { reason: '', seq: null }
      const versionColumns = [isDated ? 1 : 0, versionUs, facts.version ?? instantOf(addedUs), addedUs]
      rows.put('versions', seq, object, ...versionColumns, marking, source, against.reason, against.seq, body)
      rows.put('came_from', source, seq)
      if (standing.is === 'contrary') return 'quarantined'
      index.put({ object, isDated, marking, source, seq, versionUs, addedUs, type: draft.type, facts }, newest)
      return 'added'
    },
    forget: () => {
      last = lastVersion(connection)
    },
    remove: (object, seqs) => {
      rows.beginObject(object)
      for (const seq of seqs) {
        connection.prepare('DELETE FROM came_from WHERE version = ?').run(seq)
        connection.prepare('DELETE FROM versions WHERE seq = ?').run(seq)
      }
      index.renew(object)
    },
  }
}

/**
 * Finds where a draft stands among versions of its object that are there. Of the same version there is one content, and all versions have one creator; what has no version
 * of its own (observables) is the same where any of its contents is, and is nothing that a version could contradict: what says when it was made
 * outranks it, whoever brought it. That a version names the same creator proves nothing: it must
 * also come from whom the object came from, or be brought by this node's own people.
 */
function createStandings(connection: SqlConnection, numbers: StixNumbers) {
  const atVersion = connection.prepare(
    `SELECT seq, body FROM versions WHERE object = ? AND is_dated = 1 AND version_us = ? AND aside = ''`,
  )
  const all = connection.prepare(`SELECT seq, body FROM versions WHERE object = ? AND aside = ''`)
  const aside = connection.prepare(`SELECT seq, body FROM versions WHERE contradicts = ? AND aside <> ''`)
  const isSame = (row: SqlRow, body: string): boolean => {
    const kept = textOf(row, 'body')
    return kept === body || isDeepStrictEqual(stixObjectFrom(kept), stixObjectFrom(body))
  }
  return (object: number, newest: SqlRow, { facts, body, originator }: KeptDraft): Standing => {
    const contrary = (seq: number, reason: QuarantineReason): Standing => {
      const before = aside.all(seq).find((row) => isSame(row, body))
      return before === undefined ? { is: 'contrary', seq, reason } : { is: 'same', seq: numberOf(before, 'seq') }
    }
    if (facts.versionUs === undefined) {
      const same = all.all(object).find((row) => isSame(row, body))
      return same === undefined ? { is: 'new' } : { is: 'same', seq: numberOf(same, 'seq') }
    }
    if (newest['is_dated'] === 0) return { is: 'new' }
    const row = atVersion.get(object, facts.versionUs)
    if (row !== undefined) {
      const seq = numberOf(row, 'seq')
      return isSame(row, body) ? { is: 'same', seq } : contrary(seq, 'equivocation')
    }
    const creator = facts.createdByRef === undefined ? null : numbers.ofId(facts.createdByRef)
    const keptOf = numbers.markingOf(numberOf(newest, 'marking')).originator
    const mayGoOn = newest['created_by'] === creator && (originator === ownOriginator || originator === keptOf)
    return mayGoOn ? { is: 'new' } : contrary(numberOf(newest, 'seq'), 'other-creator')
  }
}

/** Also of a version that was taken out: no place is given twice. */
function lastVersion(connection: SqlConnection): { readonly seq: number; readonly addedUs: number } {
  const ask = (sql: string): number => numberOf(connection.prepare(sql).get() ?? {}, 'value')
  return {
    seq: ask(`SELECT coalesce(max(seq), 0) AS value FROM sqlite_sequence WHERE name = 'versions'`),
    addedUs: ask(`SELECT coalesce((SELECT added_us FROM versions ORDER BY seq DESC LIMIT 1), 0) AS value`),
  }
}
