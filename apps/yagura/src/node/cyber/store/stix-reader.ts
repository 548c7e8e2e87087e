import { microsecondsOf, type Quarantined, type StixVersion } from '@yagura/cyber'
import type { SqlConnection, SqlRow } from '../../store/sqlite.ts'
import { numberOf, textOf } from '../../store/store-state.ts'
import { createBytesRead } from './bytes-read.ts'
import type { StixNumbers } from './stix-numbers.ts'

/** A version with the text of its object: texts cross from thread to thread much faster than objects. */
export type KeptVersion = Omit<StixVersion, 'object'> & { readonly body: string }

/** What is in quarantine, in the same way. */
type KeptAside = Omit<Quarantined, 'object'> & { readonly body: string }

/** Reads versions. */
export type StixReader = {
  readonly knownBytes: (hashes: readonly string[]) => readonly boolean[]
  readonly newest: (ids: readonly string[]) => readonly KeptVersion[]
  readonly version: (id: string, version: string) => KeptVersion | undefined
  readonly versions: (id: string) => readonly KeptVersion[]
  readonly changesAfter: (seq: number, limit: number) => readonly KeptVersion[]
  readonly lastSeq: () => number
  readonly quarantine: (limit: number) => { readonly entries: readonly KeptAside[]; readonly total: number }
  readonly markings: () => readonly (Pick<StixVersion, 'marking' | 'originator'> & { readonly id: number })[]
  readonly sources: () => readonly { readonly source: string; readonly versions: number }[]
}

/** @returns A version from a row of the table `versions`. */
export function versionOf(row: SqlRow, numbers: StixNumbers): KeptVersion {
  return {
    body: textOf(row, 'body'),
    version: textOf(row, 'version'),
    seq: numberOf(row, 'seq'),
    addedUs: numberOf(row, 'added_us'),
    ...numbers.markingOf(numberOf(row, 'marking')),
    source: numbers.sourceOf(numberOf(row, 'source')),
  }
}

/** Reads the tables of `stix-schema.ts`. */
export function createStixReader(connection: SqlConnection, numbers: StixNumbers): StixReader {
  const read = (rows: readonly SqlRow[]): readonly KeptVersion[] => rows.map((row) => versionOf(row, numbers))
  const newestSql = connection.prepare('SELECT v.* FROM objects o JOIN versions v ON v.seq = o.seq WHERE o.object = ?')
  return {
    knownBytes: createBytesRead(connection),
    newest: (ids) =>
      ids.flatMap((id) => {
        const object = numbers.knownId(id)
        return object === undefined ? [] : read(newestSql.all(object))
      }),
    version: (id, version) => {
      const [object, versionUs] = [numbers.knownId(id), microsecondsOf(version)]
      if (object === undefined || versionUs === undefined) return undefined
      const sql = `SELECT * FROM versions WHERE object = ? AND version_us = ? AND aside = '' ORDER BY is_dated DESC`
      return read(connection.prepare(sql).all(object, versionUs))[0]
    },
    versions: (id) => {
      const object = numbers.knownId(id)
      const sql = `SELECT * FROM versions WHERE object = ? AND aside = '' ORDER BY is_dated, version_us, seq`
      return object === undefined ? [] : read(connection.prepare(sql).all(object))
    },
    changesAfter: (seq, limit) =>
      read(
        connection.prepare(`SELECT * FROM versions WHERE seq > ? AND aside = '' ORDER BY seq LIMIT ?`).all(seq, limit),
      ),
    lastSeq: () => {
      const row = connection.prepare(`SELECT seq FROM versions WHERE aside = '' ORDER BY seq DESC LIMIT 1`).get()
      return row === undefined ? 0 : numberOf(row, 'seq')
    },
    quarantine: (limit) => readQuarantine(connection, numbers, limit),
    markings: () =>
      connection
        .prepare('SELECT no FROM markings ORDER BY no')
        .all()
        .map((row) => ({ id: numberOf(row, 'no'), ...numbers.markingOf(numberOf(row, 'no')) })),
    sources: () =>
      connection
        .prepare(
          `SELECT s.name, count(*) AS n FROM sources s JOIN came_from c ON c.source = s.no
           JOIN versions v ON v.seq = c.version AND v.aside = '' GROUP BY s.no ORDER BY s.name`,
        )
        .all()
        .map((row) => ({ source: textOf(row, 'name'), versions: numberOf(row, 'n') })),
  }
}

function readQuarantine(connection: SqlConnection, numbers: StixNumbers, limit: number) {
  const rows = connection.prepare(`SELECT * FROM versions WHERE aside <> '' ORDER BY seq DESC LIMIT ?`).all(limit)
  const total = connection.prepare(`SELECT count(*) AS n FROM versions WHERE aside <> ''`).get()
  return {
    entries: rows.map((row): KeptAside => {
      const { version: _, ...kept } = versionOf(row, numbers)
      const reason = textOf(row, 'aside') === 'equivocation' ? 'equivocation' : 'other-creator'
      return { ...kept, reason, contradictsSeq: numberOf(row, 'contradicts') }
    }),
    total: numberOf(total ?? {}, 'n'),
  }
}
